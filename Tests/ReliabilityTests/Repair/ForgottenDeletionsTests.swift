// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Repairs of an index of which it is not known any more what was deleted, and more is damaged: of each
// document the last version there is, and none twice.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct ForgottenDeletionsTests {
  /// An index whose first two segments have some documents in common: few enough to stay as they are.
  private static func index() throws -> (directory: MemoryDirectory, contents: RepairTests.Contents)
  {
    let made = try RepairTests.index([0..<50, 44..<60, 57..<80])
    let entries = try Commit.read(from: made.directory).segments
    #expect(entries.map(\.documentCount) == [55, 18, 26])
    return made
  }

  private static func damage(_ names: [String], of directory: MemoryDirectory) {
    for name in names { RepairTests.Manner.middleByte.damage(directory, name) }
  }

  @Test func `a document of two damaged segments is that of the later one`() throws {
    let (directory, all) = try Self.index()
    let entries = try Commit.read(from: directory).segments
    Self.damage(
      [entries[0].liveFileName] + entries[..<2].map { SegmentPart.postings.fileName($0.id) },
      of: directory)
    let report = try IndexRepairer(directory).repair()
    #expect(report.segments.map(\.fate) == [.indexedAgain, .indexedAgain, .kept])
    #expect(report.lostDocumentCount == 0)
    let found = try RepairTests.contents(directory)
    #expect(found.filter { all[$0.key] != nil } == all)
    // Those of the first segment that were not only replaced: there is nothing newer of them.
    let returned = stride(from: 3, to: 50, by: 9).map { "d\($0)" }
    #expect(found.keys.filter { all[$0] == nil }.sorted() == returned.sorted())
    #expect(report.returnedDocumentCount >= returned.count)
  }

  /// A document that was twice in one segment was listed twice.
  @Test(arguments: [false, true])
  func `what another segment has replaced is not listed as lost`(isLaterDamaged: Bool) throws {
    let (directory, all) = try Self.index()
    let entries = try Commit.read(from: directory).segments
    var names = [entries[0].liveFileName, SegmentPart.documents.fileName(entries[0].id)]
    RepairTests.Manner.empty.damage(directory, names[1])
    Self.damage([names[0]], of: directory)
    if isLaterDamaged {
      names.append(SegmentPart.postings.fileName(entries[1].id))
      Self.damage([names[2]], of: directory)
    }
    let report = try IndexRepairer(directory).repair()
    let found = try RepairTests.contents(directory)
    #expect(found == all.filter { found[$0.key] != nil })
    // The last is deleted in the second segment, which is known.
    let lost = (Array(0..<44) + [48]).map { "d\($0)" }
    #expect(report.lostIdentifiers.sorted() == lost.sorted())
    #expect(report.lostDocumentCount == lost.count)
    #expect(Set(all.keys).subtracting(found.keys).isSubset(of: lost))
    #expect(Set(found.keys).isDisjoint(with: lost))
  }

  /// It was passed over in silence, since the version that it had replaced was taken for its successor.
  @Test func `a lost document is listed although an older version of it is back`() throws {
    let (directory, all) = try Self.index()
    let entries = try Commit.read(from: directory).segments
    RepairTests.Manner.empty.damage(directory, SegmentPart.documents.fileName(entries[1].id))
    Self.damage(
      [entries[0].liveFileName, SegmentPart.postings.fileName(entries[0].id)], of: directory)
    let report = try IndexRepairer(directory).repair()
    let found = try RepairTests.contents(directory)
    let lost = all.keys.filter { found[$0] != all[$0] }
    #expect(lost.contains { found[$0] != nil } && lost.contains { found[$0] == nil })
    #expect(report.lostIdentifiers.sorted() == lost.sorted())
    #expect(report.lostDocumentCount == lost.count)
  }

  @Test func `a segment all of whose documents were replaced goes`() throws {
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: Life.schema())
    let apart = WriteOptions(mergePolicy: MergePolicy(factor: 100))
    func write(_ text: String) throws {
      try index.write(options: apart) { writer in
        for id in ["a", "b"] { try writer.add(["id": .text(id), "text": .text(text)]) }
      }
    }
    try write("rain")
    let before = RepairTests.copy(directory)
    let first = try Commit.read(from: before).segments
    try write("sun")
    // As if the first had stayed.
    for name in first.flatMap(\.fileNames) {
      directory.replace(name, by: try #require(before.contents(name)))
    }
    var commit = try Commit.read(from: directory)
    commit.segments = first + commit.segments
    try commit.write(to: directory)
    let report = try IndexRepairer(directory).repair()
    #expect(report.lostDocumentCount == 0)
    #expect(report.segments.map(\.documentCount) == [0, 2])
    #expect(try Inspection.contents(of: directory) == ["a": "sun", "b": "sun"])
    #expect(try Commit.read(from: directory).segments.count == 1)
    try Inspection.requireTidy(directory)
  }

  @Test func `with other analyzers at hand what was deleted from a sound segment is back`() throws {
    let (directory, all) = try RepairTests.index()
    var commit = try Commit.read(from: directory)
    commit.analysis = "another"
    try commit.write(to: directory)
    let entries = commit.segments
    let names = [entries[0].liveFileName, SegmentPart.postings.fileName(entries[1].id)]
    Self.damage(names, of: directory)
    let report = try IndexRepairer(directory).repair()
    #expect(report.segments.map(\.fate) == [.indexedAgain, .indexedAgain, .indexedAgain])
    #expect(report.lostDocumentCount == 0 && report.returnedDocumentCount > 0)
    let found = try RepairTests.contents(directory)
    #expect(found.filter { all[$0.key] != nil } == all)
    #expect(found.keys.contains("d3") && all["d3"] == nil)
    #expect(Set(report.setAside).isSuperset(of: names.map { $0 + ".damaged" }))
    try Inspection.requireTidy(directory, besides: report.setAside)
  }

  /// Documents are inverted a batch of 1 MiB at a time.
  @Test func `a repair saves more than it inverts at once`() throws {
    let directory = MemoryDirectory()
    let schema = try Schema([.identifier("id"), .text("text"), .stored("picture")])
    let picture = String(repeating: "0123456789abcdef", count: 1 << 12)
    try SearchIndex.create(in: directory, schema: schema).write { writer in
      for n in 0..<40 {
        try writer.add([
          "id": .text("d\(n)"), "text": .text("rain w\(n)"), "picture": .text(picture),
        ])
      }
    }
    let entry = try #require(Commit.read(from: directory).segments.first)
    Self.damage([SegmentPart.terms.fileName(entry.id)], of: directory)
    let report = try IndexRepairer(directory).repair()
    #expect(report.indexedDocumentCount == 40 && report.lostDocumentCount == 0)
    #expect(try IndexChecker(directory).check(deep: true).isSound)
    let searcher = try SearchIndex.open(in: directory).searcher()
    #expect(try searcher.search(parsing: "w27").map(\.identifier) == ["d27"])
    #expect(try searcher.document(identifier: "d39")?["picture"] == .text(picture))
  }
}
