// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What lists are decoded into and phrases looked for in is lent, and used by one after the other, of any length, by
// any thread: none of that shows in an answer.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct LentRoomTests {
  /// Texts of five words, some of which say one word all over.
  private static func index(_ random: inout SeededGenerator) throws -> SearchIndex {
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([
        .identifier("id"), .text("title", analyzer: .standard), .text("text", analyzer: .standard),
        .combined("all", of: [.init("title", weight: 2), .init("text", weight: 1)]),
        .keyword("kind"), .number("size"),
      ]))
    try index.write { writer in
      for n in 0..<700 {
        let length = n % 97 == 0 ? 30_000 : Int.random(in: 1...60, using: &random)
        let words = (0..<length).map { _ in
          n % 97 == 0 ? "a" : ["a", "b", "c", "d", "e"][Int.random(in: 0..<5, using: &random)]
        }
        try writer.add([
          "id": .text("d\(n)"), "title": .text(words.prefix(4).joined(separator: " ")),
          "text": .text(words.joined(separator: " ")), "kind": .text(["x", "y", "z"][n % 3]),
          "size": .number(Int64(n * 7_919 % 701)),
        ])
      }
    }
    return index
  }

  private static func query(_ random: inout SeededGenerator) -> String {
    // Longer than there is room kept for readers of.
    func phrase() -> String {
      let words = (0..<Int.random(in: 2...12, using: &random)).map { _ in
        ["a", "a", "b", "c", "d", "e"][Int.random(in: 0..<6, using: &random)]
      }
      return "\"\(words.joined(separator: " "))\""
    }
    func word() -> String { ["a", "b", "c", "d", "e"][Int.random(in: 0..<5, using: &random)] }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return "text:\(phrase())"
    case 1: return phrase()
    case 2: return "text:\(phrase()) title:\(phrase()) OR text:\(phrase())"
    case 3: return "b a d c"
    case 4: return "text:\(word()) title:\(word())"
    case 5: return "text:\(word()) OR title:\(word()) OR text:\(word())"
    case 6: return "text:\(word()) -title:\(word()) kind:x"
    case 7: return "(kind:x OR kind:z) text:\(word())"
    default: return "text:\(phrase()) -title:\(phrase())"
    }
  }

  private static func answer(
    _ searcher: Searcher, _ query: String, isExhaustive: Bool
  ) throws -> [String] {
    let (query, _) = searcher.parse(query)
    return try answer(
      searcher, query, SearchOptions(limit: 20, loads: .identifiers), isExhaustive: isExhaustive)
  }

  /// Two pages.
  private static func answer(
    _ searcher: Searcher, _ query: Query, _ options: SearchOptions, isExhaustive: Bool
  ) throws -> [String] {
    var options = options
    options.isExhaustive = isExhaustive
    var lines: [String] = []
    for _ in 0..<2 {
      let found = try searcher.search(query, options: options)
      lines += found.map { "\($0.identifier) \($0.score.bitPattern)" }
      if options.countsTotal { lines.append("\(found.total)") }
      guard let next = found.next else { break }
      options.after = next
    }
    return lines
  }

  /// Words of which some count for nothing, in any order.
  private static func search(_ random: inout SeededGenerator) -> (Query, SearchOptions) {
    func word() -> Query {
      let word = ["a", "b", "c", "d", "e", "absent"][Int.random(in: 0..<6, using: &random)]
      return Query.text(word, in: ["text", "title", "all"][Int.random(in: 0..<3, using: &random)])
        .boosted(by: [0, 1, 1, 2.5][Int.random(in: 0..<4, using: &random)])
    }
    let kind = Query.text(["x", "y"][Int.random(in: 0..<2, using: &random)], in: "kind")
    let low = Int64.random(in: 0..<700, using: &random)
    let query: Query =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .any(word(), word(), word())
      case 1: .all(word(), word())
      case 2: .any(kind, word(), word())
      case 3: .all(kind, .any(word(), word()))
      case 4: .all(word(), .range(low...(low + 100), in: "size")).excluding(word())
      default: word().preferring(.any(word(), .phrase("a b", in: "text")))
      }
    let limits = [1, TopHits.few, TopHits.few + 1, 200]
    var options = SearchOptions(
      limit: limits[Int.random(in: 0..<4, using: &random)], matching: .any,
      countsTotal: Bool.random(using: &random), loads: .identifiers)
    let orders: [SortOrder] = [.score, .score, .ascending("size"), .descending("size")]
    options.sort = orders[Int.random(in: 0..<4, using: &random)]
    return (query, options)
  }

  @Test func `searches of any order leave the room as good as new, cut short or not`() throws {
    let seed = Seed(of: "room and orders")
    var random = seed.generator(round: 0)
    let index = try Self.index(&random)
    let (searcher, oracle) = (try index.searcher(memoryLimit: 0), try index.searcher())
    for _ in 0..<300 {
      let (query, options) = Self.search(&random)
      #expect(
        try Self.answer(searcher, query, options, isExhaustive: false)
          == Self.answer(oracle, query, options, isExhaustive: true),
        "\(query) \(options) \(seed)")
      let (other, unhurried) = Self.search(&random)
      var hurried = unhurried
      hurried.deadline = .after(.microseconds(Int.random(in: 0..<200, using: &random)))
      _ = try searcher.search(other, options: hurried)
    }
  }

  @Test func `searches that work in the same room find what each alone finds`() async throws {
    let seed = Seed(of: "room that is lent")
    var random = seed.generator(round: 0)
    let index = try Self.index(&random)
    let queries = (0..<200).map { _ in Self.query(&random) }
    let oracle = try index.searcher()
    let expected = try queries.map { try Self.answer(oracle, $0, isExhaustive: true) }
    let (searcher, seedText) = (try index.searcher(), "\(seed)")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<4 {
        group.addTask {
          for i in queries.indices {
            let place = (i * 7 + task * 31) % queries.count
            let found = try Self.answer(searcher, queries[place], isExhaustive: false)
            #expect(found == expected[place], "\(queries[place]) \(seedText)")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a search that is cut short leaves the room as good as new`() throws {
    let seed = Seed(of: "room after damage")
    var random = seed.generator(round: 0)
    let index = try Self.index(&random)
    let searcher = try index.searcher()
    let expected = try Self.answer(searcher, #"text:"a b c""#, isExhaustive: true)
    for _ in 0..<20 {
      // Time that has run out ends a search between any two steps.
      var options = SearchOptions(limit: 20, loads: .identifiers)
      options.deadline = .after(.zero)
      _ = try searcher.search(parsing: Self.query(&random), options: options)
      #expect(
        try Self.answer(searcher, #"text:"a b c""#, isExhaustive: false) == expected, "\(seed)")
    }
  }
}
