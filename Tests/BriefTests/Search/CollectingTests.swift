// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which documents are the best, where many score the same: identifiers decide, on every page and over
// every number of segments.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct CollectingTests {
  /// Documents of so few different texts that most scores are shared by hundreds; identifiers in an
  /// order that is not that of the documents.
  private static func index(seed: UInt64, count: Int, segments: Int) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([.identifier("id"), .text("text", analyzer: .standard), .keyword("kind")]))
    let identifiers = (0..<count).shuffled(using: &random)
    for part in 0..<segments {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 1_000))) { writer in
        for n in (part * count / segments)..<((part + 1) * count / segments) {
          let words = (0..<4).map { _ in Int.random(in: 0..<5, using: &random) < 4 ? "a" : "b" }
          try writer.add([
            "id": .text("d\(identifiers[n])"), "text": .text(words.joined(separator: " ")),
            "kind": .text("k\(n % 3)"),
          ])
        }
      }
    }
    return index
  }

  /// Twice the limit was room for candidates: the greatest numbers trapped.
  @Test func `any number of hits and of words may be asked for`() throws {
    let searcher = try Self.index(seed: 3, count: 50, segments: 2).searcher()
    let all = try searcher.search(.text("a"), options: SearchOptions(limit: 50))
    #expect(all.count > 10)
    for limit in [51, 1 << 40, Int.max] {
      for sort in [SortOrder.score, .ascending("id"), .descending("kind")] {
        let found = try searcher.search(
          .text("a"), options: SearchOptions(limit: limit, sort: sort))
        #expect(found.count == all.count && found.total == all.total && found.next == nil)
      }
    }
    for limit in [Int.max, 1_000, 0, -1, Int.min] {
      let found = try searcher.search(
        .prefix("a"), options: SearchOptions(limit: .max, expansionLimit: limit))
      #expect(found.count == (limit > 0 ? all.count : 0) && found.isPartial == (limit <= 0))
    }
  }

  @Test(arguments: [1, 3])
  func `equal scores are ordered by identifier, for every limit and page`(segments: Int) throws {
    let index = try Self.index(seed: 11, count: 3_000, segments: segments)
    let searcher = try index.searcher()
    for query in [
      Query.text("a"), .any([.text("a"), .text("b")]), .all([.text("a"), .text("b")]),
    ] {
      // All matches, without pruning, ordered here.
      var plain = SearchOptions(limit: 3_000, loads: .identifiers)
      plain.isExhaustive = true
      let all = try searcher.search(query, options: plain)
        .map { (score: $0.score, id: $0.identifier) }
      let sorted = all.sorted { a, b in
        a.score != b.score ? a.score > b.score : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
      }
      #expect(Set(all.map(\.score)).count < 20)
      #expect(Set(all.map(\.id)).count == all.count)
      for limit in [1, 7, 128, 129, 1_000, 4_000] {
        for countsTotal in [true, false] {
          var options = SearchOptions(limit: limit, countsTotal: countsTotal, loads: .identifiers)
          var seen: [String] = []
          for _ in 0..<4 {
            let page = try searcher.search(query, options: options)
            seen += page.map(\.identifier)
            guard let next = page.next else { break }
            options.after = next
          }
          #expect(
            seen == sorted.prefix(4 * limit).map(\.id),
            "\(query), pages of \(limit), \(countsTotal)")
        }
      }
    }
  }

  @Test(arguments: [1, 10, 32, 33, 500])
  func `the floor of a histogram is reached by as many scores as are wanted`(limit: Int) {
    var random = SeededGenerator(seed: 5)
    for maximum in [Float(0), 0.001, 7, 31.9, 1e6, .infinity] {
      var histogram = ScoreHistogram(limit: limit, maximum: maximum)
      var scores: [Float] = []
      for _ in 0..<2_000 {
        let share = Float.random(in: 0...1, using: &random)
        let score = (maximum.isFinite ? maximum : 1) * share * share
        scores.append(score)
        histogram.add(score)
        #expect(scores.count >= limit || histogram.floor == 0)
      }
      let wanted = scores.sorted(by: >)[limit - 1]
      #expect(histogram.floor <= wanted)
      if maximum > 0, maximum.isFinite {
        #expect(wanted - histogram.floor <= maximum / 1_000, "limit \(limit), up to \(maximum)")
        // More than there should be is counted like the most that there can be.
        for _ in 0..<limit { histogram.add(maximum * 3) }
        #expect(histogram.floor > 0 && histogram.floor <= maximum * 3)
      }
    }
  }

  @Test func `scores that no score should be do no harm to a histogram`() {
    for maximum in [
      Float.leastNonzeroMagnitude, .leastNormalMagnitude / 8, 1, .greatestFiniteMagnitude,
      .infinity, .nan,
    ] {
      var histogram = ScoreHistogram(limit: 3, maximum: maximum)
      for score in [Float(0), maximum, .nan, .infinity, .leastNonzeroMagnitude, 1, -1, -.infinity] {
        histogram.add(score)
      }
      #expect(histogram.floor >= 0)
    }
  }
}
