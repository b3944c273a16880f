// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A sealed index is the same index in another order: it holds the same documents, answers the same and
// checks clean, whatever its order, and the order puts together what belongs together.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct SealingTests {
  // MARK: - The order

  /// Documents of some topics, each with terms of its own and some that all have, behind some with one term.
  private static func bisection(
    _ topics: [Int], _ random: inout SeededGenerator, precededBy count: Int = 0
  ) -> GraphBisection {
    var terms = DocumentTerms(termCount: 40 + ((topics.max() ?? 0) + 1) * 20)
    for _ in 0..<count { terms.append([0]) }
    for topic in topics {
      var own: [UInt16] = []
      for term in 0..<40 {
        let isCommon = term >= 20
        guard Int.random(in: 0..<2, using: &random) == 0 else { continue }
        own.append(UInt16(isCommon ? term : 40 + topic * 20 + term))
      }
      terms.append(own)
    }
    return GraphBisection(terms)
  }

  @Test(arguments: [0, 1, 2, 255, 256, 257, 512, 513, 2_000, 40_000])
  func `an order holds every document once, whatever the number of threads`(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let topics = (0..<count).map { _ in Int.random(in: 0..<5, using: &random) }
    let bisection = Self.bisection(topics, &random)
    let documents = (0..<UInt32(count)).map { $0 }
    let one = bisection.order(documents, workers: WorkerThreads(count: 0))
    #expect(one.sorted() == documents)
    #expect(bisection.order(documents, workers: WorkerThreads(count: 2)) == one)
  }

  /// All documents of an index are not copied before they are divided, others are.
  @Test func `a part of the documents is divided as if it were all`() {
    let workers = WorkerThreads(count: 0)
    func bisection(preceded count: Int) -> GraphBisection {
      var random = SeededGenerator(seed: 4)
      let topics = (0..<3_000).map { _ in Int.random(in: 0..<5, using: &random) }
      return Self.bisection(topics, &random, precededBy: count)
    }
    let all = bisection(preceded: 0).order((0..<3_000).map { $0 }, workers: workers)
    let behind = bisection(preceded: 1_000).order((1_000..<4_000).map { $0 }, workers: workers)
    #expect(behind.map { $0 - 1_000 } == all)
  }

  @Test func `documents without terms, or all with the same, keep their order`() {
    // So many that they are halved, and that the median of their keys is found by a sample.
    let documents = (0..<UInt32(20_000)).map { $0 }
    var (empty, same) = (DocumentTerms(termCount: 0), DocumentTerms(termCount: 1))
    for _ in documents {
      empty.append([])
      same.append([0])
    }
    for terms in [empty, same] {
      let order = GraphBisection(terms).order(documents, workers: WorkerThreads(count: 0))
      #expect(order == documents)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `documents of one topic end up together`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let topics = (0..<1_024).map { _ in Int.random(in: 0..<4, using: &random) }
    let order = Self.bisection(topics, &random).order(
      (0..<1_024).map { $0 }, workers: WorkerThreads(count: 0))
    let changes = zip(order, order.dropFirst()).count { topics[Int($0)] != topics[Int($1)] }
    // By chance it would be three of four.
    #expect(changes < 150, "seed \(seed): \(changes) changes of topic")
  }

  // MARK: - The segment

  private static let queries = SegmentMergerTests.queries

  private static func expectSame(_ a: Searcher, _ b: Searcher, _ story: String) throws {
    let facets = [FacetRequest("topic", limit: 100), FacetRequest("language", limit: 100)]
    for text in queries {
      for sort in [SortOrder.score, .ascending("date"), .descending("pages"), .ascending("topic")] {
        let options = SearchOptions(
          limit: 40, sort: sort, matching: .any, facets: facets,
          histogram: HistogramRequest("date", by: .day))
        let first = try a.search(parsing: text, options: options)
        let second = try b.search(parsing: text, options: options)
        #expect(first.map(\.identifier) == second.map(\.identifier), "\(story): \(text)")
        #expect(
          first.map(\.score.bitPattern) == second.map(\.score.bitPattern), "\(story): \(text)")
        #expect(first.map(\.document) == second.map(\.document), "\(story): \(text)")
        #expect(first.total == second.total, "\(story): \(text)")
        #expect(first.facets == second.facets, "\(story): \(text)")
        #expect(first.histogram == second.histogram, "\(story): \(text)")
      }
    }
  }

  @Test(
    arguments: [(31, 1), (32, 2), (33, 33), (34, 240), (35, 700), (36, 2_400)] as [(UInt64, Int)])
  func `a sealed index answers as before, bit for bit`(seed: UInt64, count: Int) throws {
    let newsroom = try Newsroom(
      SegmentMergerTests.documents(seed: seed, count: count), commits: min(3, count))
    let before = try newsroom.index.searcher()
    try newsroom.index.write { try $0.seal() }
    let after = try newsroom.index.searcher()
    #expect(after.snapshot.segments.count == 1)
    #expect(after.snapshot.segments[0].documentCount == count)
    try Self.expectSame(before, after, "seed \(seed), \(count) documents")
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
  }

  @Test func `what is deleted is gone from a sealed index, and it can be written on`() throws {
    let documents = SegmentMergerTests.documents(seed: 41, count: 150)
    let newsroom = try Newsroom(documents, commits: 2)
    try newsroom.index.write(options: .apart) { writer in
      for n in 0..<50 { try writer.delete(identifier: "d\(n * 3)") }
      try writer.seal()
      for (n, document) in documents.prefix(10).enumerated() {
        var document = document
        document["id"] = .text("later \(n)")
        try writer.add(document)
      }
    }
    let searcher = try newsroom.index.searcher()
    #expect(searcher.snapshot.segments.count == 2)
    #expect(searcher.snapshot.segments[0].documentCount == 100)
    try newsroom.index.write { try $0.merge() }
    try Self.expectSame(searcher, try newsroom.index.searcher(), "merged again")
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
  }

  @Test func `an empty index can be sealed`() throws {
    let newsroom = try Newsroom([])
    try newsroom.index.write { try $0.seal() }
    #expect(try newsroom.index.searcher().documentCount == 0)
  }

  /// Distances that are all 0 take one byte for 256 of them. A seal took that for more occurrences than
  /// there are positions, and a sound index for a damaged one.
  @Test func `an index of texts that begin with the same word and end there can be sealed`() throws
  {
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard)])
    let count = 20_000
    let newsroom = try Newsroom(
      (0..<count).map { ["id": .text("\($0)"), "text": "rain"] }, schema: schema)
    let source = try newsroom.index.searcher().snapshot.segments[0]
    // The header, a byte for every 256 positions, and nothing else.
    #expect(source.positions.length == FileFormat.headerLength + (count + 255) / 256)
    try newsroom.index.write { try $0.seal() }
    #expect(try newsroom.index.searcher().search(parsing: "rain").total == count)
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
  }

  // MARK: - Several segments

  /// The files of a segment made of others: in an order that is given, or else the one that sealing finds.
  private static func files(
    _ sources: [SegmentReader], order: [UInt32]?, memory: Int = 256 << 20, threads: Int = 1
  ) throws -> [[UInt8]?] {
    let (layout, workers) = (sources[0].layout, WorkerThreads(count: threads - 1))
    let merger =
      if let order {
        SegmentMerger(
          sources, order: order, layout: layout, memoryBudget: memory, workers: workers,
          ahead: threads * 2 - 1)
      } else {
        try SegmentMerger(
          sealing: sources, layout: layout, memoryBudget: memory, workers: workers,
          ahead: threads * 2 - 1)
      }
    let target = MemoryDirectory()
    let id = FileID(high: 1, low: 1)
    _ = try merger.write(to: target, id: id)
    return SegmentPart.allCases.map { target.contents($0.fileName(id)) }
  }

  /// The segments of an index, and the only one of another that they were merged into.
  private static func merged(
    _ index: SearchIndex, deleting identifiers: [String]
  ) throws -> (sources: [SegmentReader], whole: SegmentReader) {
    try index.write(options: .apart) { writer in
      for identifier in identifiers {
        let isThere = try writer.delete(identifier: identifier)
        #expect(isThere)
      }
    }
    let sources = try index.searcher().snapshot.segments
    try index.write { try $0.merge() }
    return (sources, try #require(try index.searcher().snapshot.segments.first))
  }

  /// Everything a segment may hold, and pairs of words, each in parts when memory is short.
  @Test(arguments: [(51, 0), (52, 1), (53, 7)] as [(UInt64, Int)])
  func `segments sealed at once have the bytes of one they were merged into before`(
    seed: UInt64, deletedShare: Int
  ) throws {
    var random = SeededGenerator(seed: seed)
    let documents = SegmentMergerTests.documents(seed: seed, count: 900)
    let indexes = [
      (try Newsroom(documents, commits: 3).index, (0..<900).map { "d\($0)" }),
      (try PairTests.index(seed: seed, commits: 3), (0..<2_400).map { "\($0 / 800)-\($0 % 800)" }),
    ]
    for (index, identifiers) in indexes {
      let deleted = identifiers.filter { _ in
        deletedShare > 0 && Int.random(in: 0..<10, using: &random) < deletedShare
      }
      let (sources, whole) = try Self.merged(index, deleting: deleted)
      #expect(sources.count == 3 && whole.live == nil)
      let order = (0..<UInt32(whole.documentCount)).shuffled(using: &random)
      let expected = try Self.files([whole], order: order)
      #expect(!expected.contains(nil))
      for (memory, threads) in [(256 << 20, 1), (256 << 20, 3), (1 << 18, 2), (1 << 12, 1)] {
        for segments in [sources, [whole]] {
          #expect(
            try Self.files(segments, order: order, memory: memory, threads: threads) == expected,
            "seed \(seed), \(segments.count) segments, \(memory) bytes, \(threads) threads")
        }
      }
      // Which words an order is made of is told by lists, which have deleted documents, too.
      guard deleted.isEmpty else { continue }
      let atOnce = try Self.files(sources, order: nil)
      #expect(atOnce == (try Self.files([whole], order: nil)))
    }
  }

  /// The words of documents are gathered a piece at a time, by any thread.
  @Test(arguments: [0, 9]) func `an order does not depend on pieces and threads`(
    deletedShare: Int
  ) throws {
    var random = SeededGenerator(seed: 71)
    let newsroom = try Newsroom(SegmentMergerTests.documents(seed: 71, count: 1_500), commits: 3)
    let deleted = (0..<1_500).filter { _ in Int.random(in: 0..<10, using: &random) < deletedShare }
    try newsroom.index.write(options: .apart) { writer in
      for n in deleted { try writer.delete(identifier: "d\(n)") }
    }
    let sources = try newsroom.index.searcher().snapshot.segments
    let numbers = Renumbering(inOrder: sources)
    #expect(sources.count == 3 && numbers.count == 1_500 - deleted.count)
    func order(pieceLength: Int, threads: Int) throws -> [UInt32] {
      try DocumentOrder(
        of: sources, numbers, layout: sources[0].layout, memory: 64 << 20, pieceLength: pieceLength
      ).documents(workers: WorkerThreads(count: threads - 1))
    }
    let whole = try order(pieceLength: 1 << 16, threads: 1)
    #expect(whole.sorted() == (0..<UInt32(numbers.count)).map { $0 } && whole != whole.sorted())
    for (length, threads) in [(1, 1), (255, 2), (256, 1), (499, 3), (500, 1), (numbers.count, 2)] {
      #expect(
        try order(pieceLength: length, threads: threads) == whole,
        "pieces of \(length), \(threads) threads")
    }
  }

  @Test func `segments of which much or all is deleted can be sealed`() throws {
    for kept in [0, 1, 300] {
      let newsroom = try Newsroom(
        SegmentMergerTests.documents(seed: 61, count: 600), commits: 4)
      try newsroom.index.write(options: .apart) { writer in
        for n in kept..<600 { try writer.delete(identifier: "d\(n)") }
      }
      let before = try newsroom.index.searcher()
      try newsroom.index.write { try $0.seal() }
      let after = try newsroom.index.searcher()
      #expect(after.documentCount == kept)
      #expect(after.snapshot.segments.count == min(1, kept))
      let found = try [before, after].map {
        Set(try $0.search(parsing: "bank", options: SearchOptions(limit: 600)).map(\.identifier))
      }
      #expect(found[0] == found[1])
      #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
    }
  }

  @Test func `documents are divided by date before they are by words`() throws {
    let newsroom = try Newsroom(
      (0..<800).map { n in
        [
          "id": .text("\(n)"),
          "body": .text(n % 2 == 0 ? "bank rates rise" : "rain in the harbour"),
          "date": .date(Timestamp(seconds: Int64(n * 7 % 800) * 86_400)),
        ]
      })
    try newsroom.index.write { try $0.seal() }
    let segment = try newsroom.index.searcher().snapshot.segments[0]
    let field = try #require(segment.layout.field(named: "date"))
    let dates = try #require(try segment.numbers(ofField: field))
    for part in 0..<8 {
      for number in (part * 100)..<(part * 100 + 100) {
        let day = try #require(try dates.value(of: DocID(UInt32(number)))) / 86_400
        #expect((part * 100..<(part * 100 + 100)).contains(Int(day)), "document \(number)")
      }
    }
  }
}
