// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is explained is what was searched: the same number for a hit, "no match" for all others, and
// the reason at the clause it lies in.

import Brief
import BriefTestSupport
import Testing

@Suite struct ExplainerTests {
  /// A random query of every kind.
  private func query(_ random: inout SeededGenerator, depth: Int) -> Query {
    let words = [
      "bank", "rates", "the", "multi-agent", "C++", "obrien", "人工智能", "中", "naive", "20.04",
    ]
    let word = words[Int.random(in: 0..<words.count, using: &random)]
    let other = words[Int.random(in: 0..<words.count, using: &random)]
    switch Int.random(in: 0..<(depth > 0 ? 13 : 9), using: &random) {
    case 0, 1: return .text("\(word) \(other)")
    case 2: return .text(word, in: "title")
    case 3: return .phrase("\(word) \(other)", slop: Int.random(in: 0...4, using: &random))
    case 4: return .prefix(String(word.prefix(2)))
    case 5: return .fuzzy(word, edits: Int.random(in: 0...2, using: &random))
    case 6: return .range(Int64.random(in: -6...0, using: &random)...3, in: "pages")
    case 7: return .text("t\(Int.random(in: 0..<9, using: &random))", in: "topic")
    case 8: return Bool.random(using: &random) ? .everything : .nothing
    case 9: return .all(query(&random, depth: depth - 1), query(&random, depth: depth - 1))
    case 10: return .any(query(&random, depth: depth - 1), query(&random, depth: depth - 1))
    case 11:
      return query(&random, depth: depth - 1).excluding(query(&random, depth: depth - 1))
    default:
      return query(&random, depth: depth - 1).boosted(
        by: Float(Int.random(in: 1...5, using: &random)))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `an explanation has the score of the hit`(
    seed: UInt64
  ) throws {
    let documents = SegmentMergerTests.documents(seed: seed, count: 60)
    let newsroom = try Newsroom(documents, commits: 3)
    try newsroom.index.write(options: .apart) { writer in
      for n in 0..<5 { try writer.delete(identifier: "d\(n)") }
    }
    let searcher = try newsroom.index.searcher()
    let identifiers = documents.compactMap { $0["id"]?.strings.first }
    var random = SeededGenerator(seed: seed)
    for round in 0..<12 {
      let query = query(&random, depth: 2)
      for matching in Matching.allCases {
        var options = SearchOptions(limit: 100, matching: matching)
        if round % 4 == 0 {
          options.recency = Recency(
            field: "date", halfLife: 1e6, weight: 1, now: Timestamp(seconds: 1_000_000))
        }
        let hits = try searcher.search(query, options: options)
        let scores = Dictionary(uniqueKeysWithValues: hits.map { ($0.identifier, $0.score) })
        // All hits are asked for, so that every other document does not match.
        for identifier in identifiers where !["d0", "d1", "d2", "d3", "d4"].contains(identifier) {
          let explained = try searcher.explain(query, identifier: identifier, options: options)
          #expect(
            explained.matches == (scores[identifier] != nil)
              && explained.value.bitPattern == (scores[identifier] ?? 0).bitPattern,
            "seed \(seed), round \(round), \(matching), \(identifier): \(query)\n\(explained.rendered)"
          )
        }
      }
    }
  }

  private static let documents: [Document] = [
    ["id": "a", "title": "Rates", "body": "the central bank", "topic": "money", "pages": 3],
    ["id": "b", "body": "the bank", "date": .date(year: 2024, month: 2, day: 29)],
    ["id": "c", "body": "rivers"],
  ]

  private func explain(_ text: String, _ identifier: String, _ matching: Matching = .all) throws
    -> String
  {
    let searcher = try Newsroom(Self.documents).index.searcher()
    return try searcher.explain(
      searcher.parse(text).query, identifier: identifier, options: SearchOptions(matching: matching)
    ).rendered
  }

  @Test(arguments: [
    ("central rivers", "a", "no match  “rivers” in all"),
    ("central bank", "b", "no match  “central” in all"),
    ("xyzzyx", "a", "no match  “xyzzyx” in all: in no document"),
    (#""bank central""#, "a", "no match  phrase “bank central” in all"),
    (#""bank xyzzyx""#, "a", "phrase “bank xyzzyx” in all: a word is in no document"),
    ("topic:law", "a", "no match  topic: no document has this value"),
    ("topic:money", "b", "no match  topic is money"),
    ("pages:7", "a", "no match  pages in [7 TO 7], document has 3"),
    ("pages:7", "b", "no match  pages in [7 TO 7], document has no value"),
    ("since:2025", "b", "no match  date in [2025-01-01 TO *], document has 2024-02-29"),
    ("bank -central", "a", "no match  the first without the second"),
    ("…", "a", "no match  nothing: no searchable word"),
    ("bank", "a", "“bank” in all, as stem bank"),
    ("central bank", "a", "occurrences, weighted by field"),
    ("rates", "a", "5.0  occurrences, weighted by field"),
    ("*", "c", "0.0  every document"),
  ]) func `an explanation names the clause`(text: String, identifier: String, line: String) throws {
    let explained = try explain(text, identifier)
    #expect(explained.contains(line), "\(explained)")
  }

  @Test func `a document found by fewer words or another spelling is explained so`() throws {
    #expect(try !explain("central rivers", "a", .auto).hasPrefix("no match"))
    let respelt = try explain("cental", "a", .auto)
    #expect(respelt.contains("central") && !respelt.contains("no match"), "\(respelt)")
    #expect(try explain("cental", "c", .auto).contains("no match"))
  }

  @Test func `a document that is not there cannot be explained`() throws {
    let searcher = try Newsroom(Self.documents).index.searcher()
    let error = try #require(throws: BriefError.self) {
      try searcher.explain(.text("bank"), identifier: "missing")
    }
    #expect(error.code == .invalidDocument && error.message.contains("“missing”"))
  }
}
