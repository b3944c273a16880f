// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The fast paths of evaluation against the exhaustive one: the same documents, order, score bits and
// counts, over collections large enough for many blocks, groups of blocks and windows, with words as
// unevenly spread as in language.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct EvaluationTests {
  /// Words w0, w1, … of falling frequency, clustered: a stretch of documents prefers some of them.
  static func index(
    seed: UInt64, count: Int, segments: Int, deleting: Bool = false
  ) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    let schema = try Schema([
      .identifier("id"), .text("title", analyzer: .standard), .text("text", analyzer: .standard),
      .keyword("group"), .keyword("mark"), .date("date"),
      .combined("all", of: [Field.Part("title", weight: 3), Field.Part("text", weight: 1)]),
    ])
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    let policy = WriteOptions(mergePolicy: MergePolicy(factor: 1_000))
    var topic = 0
    for part in 0..<segments {
      try index.write(options: policy) { writer in
        for n in (part * count / segments)..<((part + 1) * count / segments) {
          if n % 500 == 0 { topic = Int.random(in: 0..<40, using: &random) }
          func text(_ length: Int) -> String {
            (0..<length).map { _ in
              let rank = Int(exp(Double.random(in: 0..<log(400), using: &random))) - 1
              return rank > 100 ? "w\((rank + topic * 7) % 400)" : "w\(rank)"
            }.joined(separator: " ")
          }
          try writer.add([
            "id": .text("d\(n * 7_919 % count)"),
            "title": .text(text(Int.random(in: 0...4, using: &random))),
            "text": .text(text(Int.random(in: 1...30, using: &random))),
            "group": .text("g\(n % 5)"), "mark": .text("m\(n / 40)"),
            "date": .date(Timestamp(seconds: Int64(n) * 3_600)),
          ])
        }
      }
    }
    if deleting {
      try index.write(options: policy) { writer in
        for n in stride(from: 0, to: count, by: 3) { try writer.delete(identifier: "d\(n)") }
      }
    }
    return index
  }

  private static func word(_ random: inout SeededGenerator) -> Query {
    let rank = Int(exp(Double.random(in: 0..<log(400), using: &random))) - 1
    let field = ["all", "text", "title"][min(2, Int.random(in: 0...5, using: &random))]
    let query = Query.text("w\(rank)", in: field)
    return Int.random(in: 0..<8, using: &random) == 0
      ? query.boosted(by: Float.random(in: 0...3, using: &random)) : query
  }

  private static func words(_ random: inout SeededGenerator, _ count: ClosedRange<Int>) -> [Query] {
    (0..<Int.random(in: count, using: &random)).map { _ in word(&random) }
  }

  /// Two or three common words, or the same one again.
  private static func phrase(_ random: inout SeededGenerator) -> Query {
    let words = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      "w\(Int.random(in: 0..<4, using: &random))"
    }
    let query = Query.phrase(
      words.joined(separator: " "), slop: Int.random(in: 0..<6, using: &random) == 0 ? 1 : 0,
      in: Bool.random(using: &random) ? "text" : "all")
    return Int.random(in: 0..<3, using: &random) == 0
      ? query.preferring(word(&random)) : query
  }

  /// Words as a person types them: neighbours add to the score, in one field or in the parts of one that
  /// combines several.
  private static func text(_ random: inout SeededGenerator) -> Query {
    let words = (0..<Int.random(in: 2...5, using: &random)).map { _ in
      let rank = Int(exp(Double.random(in: 0..<log(400), using: &random))) - 1
      return "w\(Int.random(in: 0..<3, using: &random) == 0 ? rank : rank % 5)"
    }
    return .text(
      words.joined(separator: " "), in: Bool.random(using: &random) ? "all" : "text")
  }

  /// A query of the shapes that are evaluated by windows, and now and then of another.
  private static func query(_ random: inout SeededGenerator) -> Query {
    var query: Query
    switch Int.random(in: 0..<15, using: &random) {
    case 0: query = word(&random)
    case 13: query = .any([phrase(&random)] + words(&random, 0...3) + [phrase(&random)])
    case 14:
      query = .all([
        .any([phrase(&random), word(&random)]),
        [word, phrase][Int.random(in: 0...1, using: &random)](&random),
      ])
    case 10...12: query = text(&random)
    case 8: query = phrase(&random)
    case 9:
      query = .all([
        phrase(&random), [word, phrase][Int.random(in: 0...1, using: &random)](&random),
      ])
    case 1, 2: query = .any(words(&random, 2...12))
    case 3, 4: query = .all(words(&random, 2...4))
    case 5: query = Query.all(words(&random, 1...2)).preferring(.any(words(&random, 1...4)))
    case 6: query = .all([.any(words(&random, 2...4)), .any(words(&random, 2...4))])
    default:
      query = Query.any(words(&random, 2...3)).preferring(.phrase("w0 w1", in: "text"))
    }
    if Int.random(in: 0..<5, using: &random) == 0 { query = query.excluding(word(&random)) }
    if Int.random(in: 0..<5, using: &random) == 0 {
      query = query.excluding(.all(words(&random, 2...3)))
    }
    if Int.random(in: 0..<6, using: &random) == 0 {
      query = .all([query, .text("g\(Int.random(in: 0..<6, using: &random))", in: "group")])
    }
    if Int.random(in: 0..<6, using: &random) == 0 {
      let start = Int64.random(in: 0..<20_000, using: &random) * 3_600
      let most: Int64 = Bool.random(using: &random) ? 10_000 : 40
      let length = Int64.random(in: 0..<most, using: &random) * 3_600
      query = .all([query, .range(start...(start + length), in: "date")])
    }
    if Int.random(in: 0..<10, using: &random) == 0 {
      query = .all([query, .text("m\(Int.random(in: 0..<300, using: &random))", in: "mark")])
    }
    if Int.random(in: 0..<12, using: &random) == 0 {
      query = .all([query, .phrase("w0 w2", in: "text")])
    }
    return query
  }

  /// What must not match is nested, leaves out most of what does, and is asked for in one stretch of the
  /// column's order after the other: the cursors it is asked of go forward only, and a copy of an
  /// evaluation for another stretch once went on with those of the stretch before.
  @Test func `the first by date are those of the exhaustive path, whatever is left out`() throws {
    let searcher = try Self.index(seed: 5, count: 4_000, segments: 1).searcher()
    var random = SeededGenerator(seed: 5)
    for round in 0..<60 {
      let kept = Query.text("w\(Int.random(in: 0..<20, using: &random))", in: "all")
      let rare = Query.text("w\(Int.random(in: 0..<20, using: &random))", in: "title")
      let common = Query.text("w0 w\(Int.random(in: 1..<9, using: &random))", in: "all")
      let query =
        round % 2 == 0
        ? kept.excluding(common.excluding(rare))
        : .all([kept, .phrase("w0 w1", slop: 2, in: "text")]).excluding(.all([common, rare]))
      for limit in [1, 3, 20] {
        for sort in [SortOrder.ascending("date"), .newest(by: "date")] {
          var options = SearchOptions(
            limit: limit, sort: sort, matching: .any, loads: .identifiers)
          let fast = try searcher.search(query, options: options)
          options.isExhaustive = true
          let plain = try searcher.search(query, options: options)
          let context: Comment = "round \(round), limit \(limit), \(sort): \(query)"
          #expect(fast.map(\.identifier) == plain.map(\.identifier), context)
          #expect(fast.total == plain.total, context)
        }
      }
    }
  }

  @Test(
    arguments: [(1, 1, false), (2, 3, false), (3, 1, true), (4, 4, true)] as [(UInt64, Int, Bool)])
  func `pruned and exhaustive answers are the same bits`(
    seed: UInt64, segments: Int, deleting: Bool
  ) throws {
    let index = try Self.index(
      seed: seed, count: 12_000, segments: segments, deleting: deleting)
    let searcher = try index.searcher()
    var random = SeededGenerator(seed: seed)
    for round in 0..<150 {
      let query = Self.query(&random)
      let limit = [0, 1, 10, 100, 1_000][Int.random(in: 0..<5, using: &random)]
      var options = SearchOptions(
        limit: limit, matching: round % 3 == 0 ? .all : .any, loads: .identifiers)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: options.sort = .newest(by: "date")
      case 1:
        options.recency = Recency(
          field: "date", halfLife: 86_400 * 90, weight: 1, now: Timestamp(seconds: 12_000 * 3_600))
      case 2: options.facets = [FacetRequest("group")]
      default: break
      }
      let context: Comment = "seed \(seed), round \(round), limit \(limit): \(query)"
      let fast = try searcher.search(query, options: options)
      options.isExhaustive = true
      let plain = try searcher.search(query, options: options)
      #expect(fast.map(\.identifier) == plain.map(\.identifier), context)
      #expect(fast.map(\.score.bitPattern) == plain.map(\.score.bitPattern), context)
      #expect(fast.total == plain.total, context)
      #expect(fast.facets == plain.facets, context)
      options.isExhaustive = false
      options.countsTotal = false
      let uncounted = try searcher.search(query, options: options)
      #expect(uncounted.map(\.identifier) == plain.map(\.identifier), context)
      #expect(uncounted.map(\.score.bitPattern) == plain.map(\.score.bitPattern), context)
      #expect(uncounted.total <= plain.total, context)
      if let next = plain.next {
        options.after = next
        let page = try searcher.search(query, options: options)
        options.isExhaustive = true
        let plainPage = try searcher.search(query, options: options)
        #expect(page.map(\.identifier) == plainPage.map(\.identifier), context)
      }
    }
  }

  // Words that are a condition weigh nothing, and stood in a sum of scores without room for theirs. A
  // search for them trapped, on a sound index.
  @Test(arguments: [1, 10, 1_000])
  func `alternatives that are a condition are found beside scored ones`(limit: Int) throws {
    let searcher = try Self.index(seed: 7, count: 600, segments: 2).searcher()
    let (a, b) = (Query.text("w1", in: "text"), Query.text("w2", in: "title"))
    let scored = Query.any(.text("w3", in: "text"), .phrase("w1 w2", in: "text"))
    for query in [
      scored.restricted(to: .any(a, b)), .all(scored, .any(a, b).boosted(by: 0)),
      scored.restricted(to: .any(a, b).excluding(.text("w4", in: "text"))),
      .any(a, b).boosted(by: 0), .any(a, b.boosted(by: 0)),
      .text("g1", in: "group").restricted(to: .any(a, b)),
    ] {
      for countsTotal in [true, false] {
        var options = SearchOptions(limit: limit, matching: .all, countsTotal: countsTotal)
        let fast = try searcher.search(query, options: options)
        options.isExhaustive = true
        let slow = try searcher.search(query, options: options)
        #expect(fast.map(\.identifier) == slow.map(\.identifier), "\(query)")
        #expect(fast.map(\.score.bitPattern) == slow.map(\.score.bitPattern), "\(query)")
        #expect(!fast.isEmpty)
      }
    }
  }

  // An exact phrase that only restricts was compared by positions, and what it left had a score of 0
  // instead of that of the words beside it.
  @Test(arguments: [1, 10, 1_000])
  func `a phrase that is a condition leaves scores alone`(limit: Int) throws {
    let searcher = try Self.index(seed: 8, count: 600, segments: 2).searcher()
    let word = Query.text("w3", in: "text")
    for phrase in ["w1 w2", "w1 w2 w1", "w0 w1", "w5 w9"] {
      let condition = Query.phrase(phrase, in: "text")
      for query in [
        word.restricted(to: condition), .all(word, condition.boosted(by: 0)),
        Query.any(word, .text("w4", in: "text")).restricted(to: condition),
      ] {
        var options = SearchOptions(limit: limit, matching: .all)
        let fast = try searcher.search(query, options: options)
        options.isExhaustive = true
        let slow = try searcher.search(query, options: options)
        #expect(fast.map(\.identifier) == slow.map(\.identifier), "\(query)")
        #expect(fast.map(\.score.bitPattern) == slow.map(\.score.bitPattern), "\(query)")
        #expect(fast.allSatisfy { $0.score > 0 })
      }
    }
  }
}
