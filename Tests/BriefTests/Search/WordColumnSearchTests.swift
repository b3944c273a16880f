// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Common words, asked for until they have columns: the same documents, order and score bits as from the lists
// of a searcher that keeps none, and as from the exhaustive path. Documents are short and long, words stand in
// them once and dozens of times, one of twelve documents is deleted.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct WordColumnSearchTests {
  /// Enough for columns.
  private static let count = 16_500

  /// Words w0 … w39, of which w0 is in most documents and w39 in few; in a large segment and a small one.
  private static func index(
    seed: UInt64, titles: Bool = false, ranking: Schema.Ranking = Schema.Ranking()
  ) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    let schema = try Schema(
      [
        .identifier("id"), .text("text", analyzer: .standard),
        .text("title", analyzer: .standard), .number("n"), .number("order"),
      ], ranking: ranking)
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    for documents in [0..<count, count..<(count + 500)] {
      try index.write { writer in
        for n in documents {
          var words: [String] = []
          for _ in 0..<[3, 12, 40][Int.random(in: 0..<3, using: &random)] {
            // The smaller of three: the lower numbers are far more frequent.
            let draws = (0..<3).map { _ in Int.random(in: 0..<40, using: &random) }
            words.append("w\(draws.min() ?? 0)")
          }
          if n % 50 == 0 { words += [String](repeating: "w1", count: 30) }
          var document: Document = [
            "id": .text("d\(n)"), "text": .text(words.joined(separator: " ")),
            "n": .number(Int64.random(in: 0..<1_000, using: &random)), "order": .number(Int64(n)),
          ]
          if titles { document["title"] = .text(words.prefix(4).joined(separator: " ")) }
          try writer.add(document)
        }
      }
    }
    try index.write { writer in
      for n in stride(from: 0, to: count, by: 12) { _ = try writer.delete(identifier: "d\(n)") }
    }
    return index
  }

  private static func word(_ random: inout SeededGenerator) -> Query {
    let number = [15, 15, 40][Int.random(in: 0..<3, using: &random)]
    return .text("w\(Int.random(in: 0..<number, using: &random))", in: "text")
  }

  private static func query(_ random: inout SeededGenerator) -> Query {
    let most = [3, 6, 25][Int.random(in: 0..<3, using: &random)]
    let words = (0..<Int.random(in: 2...most, using: &random)).map { _ in word(&random) }
    var query: Query
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: query = .any(words)
    case 5: query = .all([.any(words), .any(word(&random), word(&random))])
    case 2: query = .all([Query](words.prefix(4)))
    case 3: query = word(&random).preferring(.any(words))
    default:
      let phrase = (0..<2).map { _ in "w\(Int.random(in: 0..<8, using: &random))" }
      query = .any(words + [.phrase(phrase.joined(separator: " "), in: "text")])
    }
    if Int.random(in: 0..<4, using: &random) == 0 { query = query.excluding(word(&random)) }
    if Int.random(in: 0..<4, using: &random) == 0 {
      query = query.restricted(to: .range(100...700, in: "n"))
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let first = Int64.random(in: 0..<6_000, using: &random)
      query = query.restricted(to: .range(first...(first + 8_000), in: "order"))
    }
    if Int.random(in: 0..<4, using: &random) == 0 { query = query.boosted(by: 2.5) }
    return query
  }

  /// As the schema allows them: frequencies count for nothing, lengths for all.
  private static let rankings = [
    Schema.Ranking(), Schema.Ranking(k1: 0, b: 0.4), Schema.Ranking(k1: 1.2, b: 1),
  ]

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `columns change nothing but the time`(seed: UInt64) throws {
    let index = try Self.index(
      seed: seed, titles: seed == 3, ranking: Self.rankings[Int(seed) - 1])
    let searcher = try index.searcher(memoryLimit: 1 << 20)
    let plain = try index.searcher(memoryLimit: 0)
    var random = SeededGenerator(seed: seed)
    for round in 0..<60 {
      let query = Self.query(&random)
      var options = SearchOptions(
        limit: [1, 10, 100, 1_000][round % 4], matching: .any, loads: .identifiers)
      options.countsTotal = round % 3 == 0
      let fast = try searcher.search(query, options: options)
      let lists = try plain.search(query, options: options)
      options.isExhaustive = true
      let each = try searcher.search(query, options: options)
      let context: Comment = "seed \(seed), round \(round): \(query)"
      #expect(fast.map(\.identifier) == each.map(\.identifier), context)
      #expect(fast.map(\.score.bitPattern) == each.map(\.score.bitPattern), context)
      #expect(lists.map(\.identifier) == each.map(\.identifier), context)
      #expect(lists.map(\.score.bitPattern) == each.map(\.score.bitPattern), context)
      if options.countsTotal { #expect(fast.total == each.total, context) }
      var counting = SearchOptions(limit: 0, matching: .any)
      let counted = try searcher.search(query, options: counting).total
      counting.isExhaustive = true
      #expect(try counted == searcher.search(query, options: counting).total, context)
    }
    #expect(searcher.memoryInUse > 10 * Self.count, "seed \(seed)")
    #expect(plain.memoryInUse == 0)
  }

  @Test func `limits and boosts may be anything`() throws {
    let index = try Self.index(seed: 7)
    var random = SeededGenerator(seed: 7)
    for limit in [Int.min, -1, 0, 1, .max] {
      let searcher = try index.searcher(memoryLimit: limit)
      for boost: Float in [Float(bitPattern: 7), Float(bitPattern: 71), 1e-38, 1e-20, 1, 1e20] {
        let words = (0..<6).map { _ in Self.word(&random) }
        let query = Query.any(words).boosted(by: boost)
        for _ in 0..<4 {
          var options = SearchOptions(limit: 10, matching: .any, loads: .identifiers)
          let fast = try searcher.search(query, options: options)
          options.isExhaustive = true
          let each = try searcher.search(query, options: options)
          #expect(fast.map(\.identifier) == each.map(\.identifier), "\(limit), \(boost): \(query)")
        }
      }
      // What no list has room for, no column has either.
      for _ in 0..<4 {
        _ = try searcher.search(
          Query.any(Self.word(&random), Self.word(&random)).boosted(by: .greatestFiniteMagnitude))
      }
      #expect(limit == .max || searcher.memoryInUse == 0)
    }
  }

  @Test func `no column is made for an order, nor after the deadline`() throws {
    let index = try Self.index(seed: 8)
    let searcher = try index.searcher(memoryLimit: 1 << 20)
    let query = Query.any((30..<34).map { .text("w\($0)", in: "text") })
    for _ in 0..<6 {
      _ = try searcher.search(query, sortedBy: .descending("n"))
    }
    // Stretches of the order are kept, no column.
    let stretches = searcher.memoryInUse
    #expect(stretches < 16_512)
    var options = SearchOptions(limit: 10, matching: .any, loads: .identifiers)
    options.deadline = .after(.nanoseconds(1))
    for _ in 0..<6 { _ = try searcher.search(Self.common, options: options) }
    #expect(searcher.memoryInUse == stretches)
    options.deadline = nil
    // Finding the best makes four at most, and counting would another four.
    options.countsTotal = false
    var before = stretches
    for _ in 0..<40 {
      _ = try searcher.search(Self.common, options: options)
      #expect(searcher.memoryInUse - before <= 4 * 16_512)
      before = searcher.memoryInUse
    }
    #expect(before > 4 * 16_512)
  }

  private static let common = Query.any((0..<6).map { .text("w\($0)", in: "text") })

  @Test func `several fields together and questions have columns of their own`() throws {
    let searcher = try Self.index(seed: 4, titles: true).searcher(memoryLimit: 1 << 20)
    var random = SeededGenerator(seed: 4)
    for round in 0..<12 {
      let words = (0..<Int.random(in: 2...12, using: &random)).map { _ in
        "w\(Int.random(in: 0..<20, using: &random))"
      }
      let query = Query.text(words.joined(separator: " "))
      for matching in Matching.allCases {
        var options = SearchOptions(limit: 20, matching: matching, loads: .identifiers)
        let fast = try searcher.search(query, options: options)
        options.isExhaustive = true
        let each = try searcher.search(query, options: options)
        #expect(fast.map(\.identifier) == each.map(\.identifier), "round \(round), \(matching)")
        #expect(
          fast.map(\.score.bitPattern) == each.map(\.score.bitPattern),
          "round \(round), \(matching)")
      }
    }
    #expect(searcher.memoryInUse > 0)
  }

  @Test func `columns stay within their limit, and the most useful words keep theirs`() throws {
    let index = try Self.index(seed: 5)
    let limit = 70_000
    let searcher = try index.searcher(memoryLimit: limit)
    var random = SeededGenerator(seed: 5)
    var most = 0
    for _ in 0..<200 {
      _ = try searcher.search(Self.query(&random), options: SearchOptions(matching: .any))
      most = max(most, searcher.memoryInUse)
    }
    #expect(most <= limit)
    #expect(most > limit / 2)
    // Small as it is, the searcher has columns only if it is asked again and again.
    let fresh = try index.searcher(memoryLimit: limit)
    for _ in 0..<2 { _ = try fresh.search(parsing: "w0 w1 w2", limit: 10) }
    #expect(fresh.memoryInUse == 0)
  }

  @Test func `threads share columns`() async throws {
    let searcher = try Self.index(seed: 6).searcher(memoryLimit: 90_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<6 {
        group.addTask {
          var random = SeededGenerator(seed: 6)
          for round in 0..<30 {
            let query = Self.query(&random)
            var options = SearchOptions(limit: 10, matching: .any, loads: .identifiers)
            let fast = try searcher.search(query, options: options)
            guard task == 0 else { continue }
            options.isExhaustive = true
            let each = try searcher.search(query, options: options)
            #expect(fast.map(\.score.bitPattern) == each.map(\.score.bitPattern), "round \(round)")
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
