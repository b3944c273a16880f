// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Texts that are indexed and not kept: found and ranked like others, and honest about what cannot be
// done without them.

import Brief
import BriefCodec
import Testing

@Suite struct UnstoredTextTests {
  /// The newsroom's fields; the body is not stored.
  private static func schema() throws -> Schema {
    try Schema(
      Newsroom.schema().fields.map { $0.name == "body" ? .text("body", stored: false) : $0 },
      languageField: "language")
  }

  private static func documents(_ count: Int) -> [Document] {
    SegmentMergerTests.documents(seed: 61, count: count)
  }

  /// What a search must have in common with one of an index that stores all texts.
  private static func expectSame(_ a: Searcher, _ b: Searcher, _ story: String) throws {
    for text in SegmentMergerTests.queries + ["body:bank", "body:\"bank rates\"", "body:ban*"] {
      let options = SearchOptions(limit: 40, matching: .any)
      let first = try a.search(parsing: text, options: options)
      let second = try b.search(parsing: text, options: options)
      #expect(first.map(\.identifier) == second.map(\.identifier), "\(story): \(text)")
      #expect(
        first.map(\.score.bitPattern) == second.map(\.score.bitPattern), "\(story): \(text)")
      #expect(first.total == second.total, "\(story): \(text)")
    }
  }

  @Test func `a text that is not stored is found and ranked as if it were`() throws {
    let documents = Self.documents(240)
    let whole = try Newsroom(documents, commits: 3)
    let lean = try Newsroom(documents, schema: Self.schema(), commits: 3)
    try Self.expectSame(whole.index.searcher(), lean.index.searcher(), "three segments")
    try lean.index.write { try $0.merge() }
    try Self.expectSame(whole.index.searcher(), lean.index.searcher(), "merged")
    try lean.index.write { try $0.seal() }
    try Self.expectSame(whole.index.searcher(), lean.index.searcher(), "sealed")
    try whole.index.write { try $0.merge() }
    func bytes(_ newsroom: Newsroom) throws -> Int {
      let directory = newsroom.directory
      let name = try #require(directory.list().first { $0.hasSuffix(".documents") })
      return directory.contents(name)?.count ?? 0
    }
    #expect(try bytes(lean) < bytes(whole) * 3 / 4)
  }

  @Test func `hits have no value and no passage of it, and those of all other fields`() throws {
    let newsroom = try Newsroom(
      [["id": "a", "title": "Harbour news", "body": "rain over the harbour", "link": "x"]],
      schema: Self.schema())
    let hit = try #require(
      try newsroom.index.searcher().search(parsing: "harbour rain").first)
    #expect(hit["body"] == nil && hit.snippet(of: "body") == nil && hit.highlighted("body").isEmpty)
    #expect(hit.document == ["id": "a", "title": "Harbour news", "link": "x"])
    #expect(hit.snippets(limit: 3).map { $0.rendered(as: .plain) } == ["Harbour news"])
  }

  @Test func `the schema that is read back says what is stored`() throws {
    let newsroom = try Newsroom(Self.documents(2), schema: Self.schema())
    let schema = try SearchIndex.open(in: newsroom.directory).schema
    #expect(try schema == Self.schema() && schema != Newsroom.schema())
    #expect(schema["body"]?.isStored == false && schema["title"]?.isStored == true)
  }

  @Test func `a deep check says which fields it cannot compare`() throws {
    let newsroom = try Newsroom(Self.documents(60), schema: Self.schema(), commits: 2)
    try newsroom.index.write(options: .apart) { try $0.delete(identifier: "d3") }
    let report = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(report.isSound && report.comparedDocumentCount == 60, "\(report.problems)")
    #expect(report.unstoredFields == ["body"])
    #expect(try IndexChecker(Newsroom([]).directory).check(deep: true).unstoredFields == [])
  }

  /// A repair that indexed such documents again would leave them there without their words: neither
  /// found nor missed.
  @Test(arguments: [SegmentPart.postings, .terms, .segment, .documents])
  func `a repair gives up documents whose texts it does not have, and names them`(
    part: SegmentPart
  ) throws {
    let documents = Self.documents(20)
    let newsroom = try Newsroom(documents, schema: Self.schema(), commits: 2)
    let directory = newsroom.directory
    let segment = try newsroom.index.searcher().snapshot.segments[0].entry
    let name = part.fileName(segment.id)
    var bytes = try #require(directory.contents(name))
    bytes[bytes.count / 2] ^= 1
    directory.replace(name, by: bytes)
    let lost = documents.prefix(10).compactMap { $0["id"]?.strings.first }

    let report = try IndexRepairer(directory).repair()
    #expect(report.keptDocumentCount == 10 && report.indexedDocumentCount == 0)
    #expect(report.lostDocumentCount == 10 && report.lostIdentifiers.sorted() == lost.sorted())
    #expect(try IndexChecker(directory).check(deep: true).isSound)

    let repaired = try SearchIndex.open(in: directory)
    try repaired.write { writer in
      for document in documents.prefix(10) { try writer.add(document) }
    }
    let whole = try Newsroom(documents, schema: Self.schema())
    #expect(
      try Set(repaired.searcher().search(parsing: "the").map(\.identifier))
        == Set(whole.index.searcher().search(parsing: "the").map(\.identifier)))
  }

  /// It said that deleted documents might be back, of a segment of which nothing is.
  @Test func `a repair that gives up all documents of a segment has none of the deleted back`()
    throws
  {
    let newsroom = try Newsroom(Self.documents(20), schema: Self.schema(), commits: 2)
    try newsroom.index.write(options: .apart) { try $0.delete(identifier: "d0") }
    let directory = newsroom.directory
    let entry = try newsroom.index.searcher().snapshot.segments[0].entry
    for name in [entry.liveFileName, SegmentPart.postings.fileName(entry.id)] {
      var bytes = try #require(directory.contents(name))
      bytes[bytes.count / 2] ^= 1
      directory.replace(name, by: bytes)
    }
    let before = directory.list()
    let planned = try IndexRepairer(directory).repair(dryRun: true)
    #expect(directory.list() == before)
    let report = try IndexRepairer(directory).repair()
    #expect(
      report.segments == planned.segments && report.segments.map(\.fate) == [.dropped, .kept])
    #expect(report.lostDocumentCount == 10 && report.lostIdentifiers == planned.lostIdentifiers)
    #expect(report.returnedDocumentCount == 0 && planned.returnedDocumentCount == 0)
  }

  /// The sound segment stays as it was indexed: without its texts it cannot be analysed anew.
  @Test func `a repair with other analyzers at hand leaves sound segments as they are`() throws {
    let newsroom = try Newsroom(Self.documents(20), schema: Self.schema(), commits: 2)
    let directory = newsroom.directory
    var commit = try Commit.read(from: directory)
    commit.analysis = "another"
    try commit.write(to: directory)
    let name = SegmentPart.postings.fileName(commit.segments[0].id)
    var bytes = try #require(directory.contents(name))
    bytes[bytes.count / 2] ^= 1
    directory.replace(name, by: bytes)
    let report = try IndexRepairer(directory).repair()
    #expect(report.segments.map(\.fate) == [.dropped, .kept])
    #expect(report.keptDocumentCount == 10 && report.lostDocumentCount == 10)
    let repaired = try Commit.read(from: directory)
    #expect(repaired.analysis == "another")
    #expect(repaired.segments == [commit.segments[1]])
    #expect(try IndexChecker(directory).check(deep: true).isSound)
  }
}
