// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Measures of a ranked list against graded judgments, as trec_eval defines them (ndcg_cut, map,
// recip_rank, P, recall):
//
//     nDCG@k     Σ g(i) / log2(i + 1) over the first k, divided by that of the best possible order
//     AP         the precision at each relevant document retrieved, summed, over all relevant ones
//     RR         1 / rank of the first relevant document
//     P@k        relevant ones among the first k, over k even if fewer were retrieved
//     recall@k   relevant ones among the first k, over all relevant ones
//
// A grade is its own gain; grades below 0 gain nothing. A document is relevant from grade 1 on.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How good a ranked list is.
package struct Measures: Sendable, Hashable {
  package var ndcg10 = 0.0
  package var averagePrecision = 0.0
  package var reciprocalRank = 0.0
  package var precision10 = 0.0
  package var recall100 = 0.0

  package init() {}

  /// The measures of `ranked` documents, best first, under `grades`.
  package init(ranked: [String], grades: [String: Int]) {
    let gains = ranked.map { max(grades[$0] ?? 0, 0) }
    let ideal = grades.values.filter { $0 > 0 }.sorted(by: >)
    guard !ideal.isEmpty else { return }
    let best = Self.discounted(ideal.prefix(10))
    ndcg10 = Self.discounted(gains.prefix(10)) / best
    var found = 0
    for (index, gain) in gains.enumerated() where gain > 0 {
      found += 1
      averagePrecision += Double(found) / Double(index + 1)
      if found == 1 { reciprocalRank = 1 / Double(index + 1) }
    }
    averagePrecision /= Double(ideal.count)
    precision10 = Double(gains.prefix(10).count { $0 > 0 }) / 10
    recall100 = Double(gains.prefix(100).count { $0 > 0 }) / Double(ideal.count)
  }

  private static func discounted(_ gains: ArraySlice<Int>) -> Double {
    gains.enumerated().reduce(0) { $0 + Double($1.element) / log2(Double($1.offset + 2)) }
  }

  /// The mean of each measure; zeros of nothing.
  package static func mean(_ all: [Measures]) -> Measures {
    guard !all.isEmpty else { return Measures() }
    var mean = Measures()
    for path in paths {
      mean[keyPath: path] = all.reduce(0) { $0 + $1[keyPath: path] } / Double(all.count)
    }
    return mean
  }

  private static var paths: [WritableKeyPath<Measures, Double>] {
    [\.ndcg10, \.averagePrecision, \.reciprocalRank, \.precision10, \.recall100]
  }

  /// The order trec_eval ranks a run in: by score, equal scores by document, both descending. The
  /// rank a run claims does not count.
  package static func order(_ run: [(id: String, score: Float)]) -> [String] {
    run.sorted {
      $0.score != $1.score
        ? $0.score > $1.score : $1.id.utf8.lexicographicallyPrecedes($0.id.utf8)
    }.map(\.id)
  }

  /// The members of its JSON object.
  package var json: [JSON.Member] {
    [
      JSON.Member(key: "ndcg_at_10", value: .number(ndcg10)),
      JSON.Member(key: "ap", value: .number(averagePrecision)),
      JSON.Member(key: "rr", value: .number(reciprocalRank)),
      JSON.Member(key: "p_at_10", value: .number(precision10)),
      JSON.Member(key: "recall_at_100", value: .number(recall100)),
    ]
  }

  /// Each measure with four decimals, in the order of ``json``.
  package var columns: [String] {
    Self.paths.map { Quantity.fixed(self[keyPath: $0], digits: 4) }
  }
}
