// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// However documents came into an index, after a merge it is the same index: the same bytes where
// nothing was deleted, the same answers where something was.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct SegmentMergerTests {
  static func documents(seed: UInt64, count: Int) -> [Document] {
    var random = SeededGenerator(seed: seed)
    let words = [
      "bank", "banks", "rate", "rates", "the", "multi-agent", "C++", "O’Brien", "人工智能", "中国",
      "ราคา", "中央銀行", "한국은행", "naïve", "20.04", "a",
    ]
    func text(_ longest: Int) -> String {
      (0..<Int.random(in: 0...longest, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }.joined(separator: " ")
    }
    return (0..<count).map { n in
      var document: Document = ["id": .text("d\((n * 7919) % count)")]
      if n % 5 > 0 { document["title"] = .text(text(6)) }
      if n % 7 > 0 {
        document["body"] = n % 3 == 0 ? .texts([text(30), text(10)]) : .text(text(60))
      }
      if n % 4 > 0 { document["language"] = .text(["en", "zh", "de", "fr"][n % 4]) }
      if n % 6 > 0 { document["topic"] = .texts((0..<(n % 4)).map { "t\(($0 * 5 + n) % 9)" }) }
      if n % 3 > 0 { document["date"] = .date(Timestamp(seconds: Int64(n) * 40_000 - 2_000_000)) }
      if n % 8 > 0 { document["pages"] = .number(Int64(n % 13) - 6) }
      document["link"] = .text("https://example.org/\(n)")
      return document
    }
  }

  /// The files of the only segment, without their names: those hold the segment's identity.
  private func files(_ directory: MemoryDirectory) throws -> [SegmentPart: [UInt8]] {
    let commit = try Commit.read(from: directory)
    let segment = try #require(commit.segments.count == 1 ? commit.segments[0] : nil)
    var files: [SegmentPart: [UInt8]] = [:]
    for part in SegmentPart.allCases {
      var bytes = try #require(directory.contents(part.fileName(segment.id)))
      bytes.replaceSubrange(16..<32, with: Array(repeating: 0, count: 16))
      // The first page's checksum, and those above it, depend on the identity.
      let length = bytes.count
      let pages = (length - 64 + FileFormat.pageSize) / (FileFormat.pageSize + 4) + 1
      let footer = length - FileFormat.footerLength
      let table = footer - 4 * Int(bytes[footer + 12]) - 4 * 256 * Int(bytes[footer + 13])
      #expect(pages > 0)
      bytes.replaceSubrange(table..<(table + 4), with: [0, 0, 0, 0])
      bytes.replaceSubrange((footer + 16)..<length, with: Array(repeating: 0, count: 16))
      files[part] = bytes
    }
    return files
  }

  @Test(arguments: [(1, 1), (2, 7), (3, 60), (4, 300), (5, 1_500)] as [(UInt64, Int)])
  func `a merged segment has the bytes of one that was built at once`(seed: UInt64, count: Int)
    throws
  {
    let documents = Self.documents(seed: seed, count: count)
    let whole = try files(Newsroom(documents).directory)
    for commits in count > 1_000 ? [3] : [2, 3, 10] where commits <= count {
      let newsroom = try Newsroom(documents, commits: commits)
      try newsroom.index.write { try $0.merge() }
      let merged = try files(newsroom.directory)
      for part in SegmentPart.allCases {
        #expect(merged[part] == whole[part], "seed \(seed), \(commits) commits: \(part)")
      }
    }
  }

  @Test func `the same build twice is the same bytes, names included`() throws {
    let documents = Self.documents(seed: 5, count: 200)
    let one = try Newsroom(documents, commits: 5).directory
    let two = try Newsroom(documents, commits: 5).directory
    #expect(one.list() == two.list())
    for name in one.list() { #expect(one.contents(name) == two.contents(name), "\(name)") }
  }

  static let queries = [
    "bank", "rates", "the", "multi-agent", "multiagent", "C++", "obrien", "人工", "中", "ราคา",
    "naive", "20.04", "ban*", "r?te", "rats~1", "/rates?/", #""the bank""#, #""bank rates"~3"#,
    "title:bank", "bank -rate", "bank AND rates", "topic:t3", "language:zh bank", "pages:>=0",
    "date:1970", "*", "since:1970-01-03 the",
  ]

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `deleted documents vanish in a merge and change no answer`(seed: UInt64) throws {
    let documents = Self.documents(seed: seed, count: 240)
    let newsroom = try Newsroom(documents, commits: 6)
    var random = SeededGenerator(seed: seed)
    try newsroom.index.write(options: .apart) { writer in
      for document in documents where Int.random(in: 0..<3, using: &random) == 0 {
        try writer.delete(identifier: document["id"]?.strings.first ?? "")
      }
      // Some are replaced, and stand at the end from now on.
      for document in documents.prefix(20) { try writer.add(document) }
    }
    let before = try newsroom.index.searcher()
    try newsroom.index.write(options: WriteOptions(threads: Int(seed - 10))) { try $0.merge() }
    let after = try newsroom.index.searcher()
    #expect(after.snapshot.segments.count == 1)
    #expect(after.snapshot.segments.allSatisfy { $0.live == nil })
    #expect(after.snapshot.segments[0].documentCount == before.documentCount)
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)

    let facets = [FacetRequest("topic", limit: 100), FacetRequest("language", limit: 100)]
    for text in Self.queries {
      for sort in [SortOrder.ascending("date"), .descending("pages"), .ascending("topic")] {
        let options = SearchOptions(
          limit: 1_000, sort: sort, matching: .any, facets: facets,
          histogram: HistogramRequest("date", by: .day))
        let a = try before.search(parsing: text, options: options)
        let b = try after.search(parsing: text, options: options)
        #expect(a.map(\.identifier) == b.map(\.identifier), "seed \(seed): \(text)")
        #expect(a.map(\.document) == b.map(\.document), "seed \(seed): \(text)")
        #expect(a.facets == b.facets, "seed \(seed): \(text)")
        #expect(a.histogram == b.histogram, "seed \(seed): \(text)")
      }
    }

    // What is left is what an index of only these documents would be.
    var rest: [Document] = []
    try after.forEachDocument { rest.append($0) }
    let fresh = try Newsroom(rest)
    let (merged, built) = (try files(newsroom.directory), try files(fresh.directory))
    for part in [SegmentPart.terms, .postings, .positions, .documents] {
      #expect(merged[part] == built[part], "seed \(seed): \(part)")
    }
  }

  @Test(arguments: [0, 1, 3])
  func `a merge for which there is no room leaves nothing behind`(threads: Int) async throws {
    let newsroom = try Newsroom(Self.documents(seed: 4, count: 120), commits: 2)
    let layout = IndexLayout(try Newsroom.schema())
    for room in [500, 2_000, 4_000, 8_000] {
      let directory = FaultyDirectory(MemoryDirectory(), room: room)
      weak var source: StoredFile?
      do {
        let segments = try Commit.read(from: newsroom.directory).segments
        let readers = try segments.map {
          try SegmentReader(newsroom.directory, entry: $0, layout: layout)
        }
        source = readers[0].postings
        let merger = SegmentMerger(
          readers, layout: layout, workers: WorkerThreads(count: threads), ahead: 2 * threads + 1)
        let error = #expect(throws: StorageError.self) {
          try merger.write(to: directory, id: FileID(high: 1, low: 2))
        }
        guard case .file(let failure) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(failure.isOutOfSpace)
      }
      #expect(try directory.list().isEmpty, "room for \(room) bytes")
      // What a thread was at may take a moment.
      for _ in 0..<1_000 where source != nil { try await Task.sleep(for: .milliseconds(5)) }
      #expect(source == nil, "room for \(room) bytes")
    }
  }

  @Test(arguments: [21, 22] as [UInt64]) func `segments and merges change no score`(seed: UInt64)
    throws
  {
    let documents = Self.documents(seed: seed, count: 200)
    let one = try Newsroom(documents)
    let many = try Newsroom(documents, commits: 8)
    let searchers = [try one.index.searcher(), try many.index.searcher()]
    try many.index.write { try $0.merge() }
    let all = searchers + [try many.index.searcher()]
    for text in Self.queries {
      for matching in Matching.allCases {
        let options = SearchOptions(limit: 50, matching: matching)
        let answers = try all.map { try $0.search(parsing: text, options: options) }
        for answer in answers.dropFirst() {
          #expect(answer.map(\.identifier) == answers[0].map(\.identifier), "\(text), \(matching)")
          #expect(
            answer.map(\.score.bitPattern) == answers[0].map(\.score.bitPattern),
            "\(text), \(matching)")
          #expect(answer.total == answers[0].total, "\(text), \(matching)")
          #expect(answer.relaxation == answers[0].relaxation, "\(text), \(matching)")
        }
      }
    }
  }
}
