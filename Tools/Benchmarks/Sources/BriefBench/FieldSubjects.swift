// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What fields beside the searched words cost: several texts, dates, keywords.

import Brief
import Measurement

/// Subjects about the fields of a brief.
enum FieldSubjects {
  /// The ten best, all matches counted, no documents loaded.
  static let counted = SearchOptions(loads: .identifiers)
  /// The ten best of documents with all words, nothing counted.
  static let best = SearchOptions(matching: .all, countsTotal: false, loads: .identifiers)

  static func fields(_ bench: inout Workbench) throws {
    let words = try bench.words(atLeast: 2)
    let texts = words.map { $0.joined(separator: " ") }
    let (brief, single) = (try bench.searcher(.brief), try bench.searcher(.single))
    for matching in [Matching.all, .any, .auto] {
      let options = SearchOptions(
        matching: matching, countsTotal: matching == .auto, loads: .identifiers)
      var ways = Comparison()
      ways.add("one field", single, options) { .text(texts[$0]) }
      ways.add("title, deck and body together", brief, options) { .text(texts[$0]) }
      ways.add("body alone", brief, options) { .text(texts[$0], in: "body") }
      bench.report(
        try ways.table(
          "fields, \(matching) words, TOP_10\(options.countsTotal ? "_COUNT" : "")",
          queries: words.count, rounds: bench.rounds))
    }
  }

  /// Quoted words in one field and in all together, alone and beside a word.
  static func phrases(_ bench: inout Workbench) throws {
    let queries = try bench.wordLists(.phrase).map { $0.joined(separator: " ") }
    let (brief, single) = (try bench.searcher(.brief), try bench.searcher(.single))
    for (command, limit, counts) in [("TOP_10", 10, false), ("TOP_10_COUNT", 10, true)] {
      var options = best
      (options.limit, options.countsTotal) = (limit, counts)
      var ways = Comparison()
      ways.add("one field", single, options) { .phrase(queries[$0]) }
      ways.add("title, deck and body together", brief, options) { .phrase(queries[$0]) }
      ways.add("body alone", brief, options) { .phrase(queries[$0], in: "body") }
      ways.add("one field, and a word", single, options) {
        .all([.phrase(queries[$0]), .text("people")])
      }
      ways.add("together, and a word", brief, options) {
        .all([.phrase(queries[$0]), .text("people")])
      }
      bench.report(
        try ways.table("phrases, \(command)", queries: queries.count, rounds: bench.rounds))
    }
  }

  /// Every kind of query without a filter, and with filters that leave everything, half, a hundredth and
  /// a ten-thousandth of the documents; of dates that ascend with the documents as an archive grows, and
  /// of dates in no order.
  static func dates(_ bench: inout Workbench) throws {
    let searcher = try bench.searcher(.brief)
    let start = BriefDocument.start.seconds
    let grown = Int64(searcher.documentCount) * 1_440
    let scattered: Int64 = 7_305 * 86_400
    /// The middle of a span, one part in `parts`; begins with a day.
    func middle(_ span: Int64, _ parts: Int64) -> ClosedRange<Timestamp> {
      let low = start + (span / 2 - span / parts / 2) / 86_400 * 86_400
      return Timestamp(seconds: low)...Timestamp(seconds: low + span / parts - 1)
    }
    var count = best
    (count.limit, count.countsTotal) = (0, true)
    for kind in QueryKind.allCases {
      let queries = try bench.queries(kind)
      for (command, options) in [("TOP_10", best), ("COUNT", count)] {
        var ways = Comparison()
        ways.add("no filter", searcher, options) { queries[$0] }
        for (name, field, span) in [
          ("in order", "published", grown), ("scattered", "edited", scattered),
        ] {
          for (share, parts): (String, Int64) in [
            ("everything", 1), ("half", 2), ("1 %", 100), ("0.01 %", 10_000),
          ] {
            let range = Query.range(middle(span, parts), in: field)
            ways.add("\(share), dates \(name)", searcher, options) {
              queries[$0].restricted(to: range)
            }
          }
        }
        bench.report(
          try ways.table(
            "dates, \(kind.rawValue), \(command)", queries: queries.count, rounds: bench.rounds))
      }
    }
  }

  static func counts(_ bench: inout Workbench) throws {
    let words = try bench.words(atLeast: 1)
    let searcher = try bench.searcher(.brief)
    let queries = words.map { Query.any($0.map { .text($0) }) }
    func options(
      _ facets: [String] = [], by interval: HistogramRequest.Interval? = nil
    ) -> SearchOptions {
      SearchOptions(
        matching: .any, facets: facets.map { FacetRequest($0) },
        histogram: interval.map { HistogramRequest("published", by: $0) }, loads: .identifiers)
    }
    var ways = Comparison()
    ways.add("hits and total", searcher, options()) { queries[$0] }
    ways.add("facet of 20 values", searcher, options(["category"])) { queries[$0] }
    ways.add("facet of 1,000 values", searcher, options(["source"])) { queries[$0] }
    ways.add("histogram by month", searcher, options(by: .month)) { queries[$0] }
    ways.add("histogram by day", searcher, options(by: .day)) { queries[$0] }
    ways.add("all three", searcher, options(["category", "source"], by: .month)) { queries[$0] }
    bench.report(
      try ways.table("counts, any word", queries: words.count, rounds: bench.rounds))
  }

  static func sort(_ bench: inout Workbench) throws {
    let searcher = try bench.searcher(.brief)
    let ranges = [
      ("", nil), (", the newest half", Query.range(Self.newestHalf(of: searcher), in: "published")),
    ]
    for kind in QueryKind.allCases {
      let queries = try bench.queries(kind)
      for (filter, range) in ranges {
        for counts in [false, true] {
          var ways = Comparison()
          for (order, sort) in [
            ("best first", SortOrder.score), ("newest first", .newest(by: "published")),
            ("newest first, scattered dates", .newest(by: "edited")),
            ("oldest first", .oldest(by: "published")), ("by keyword", .ascending("source")),
          ] {
            var options = best
            (options.sort, options.countsTotal) = (sort, counts)
            ways.add(order, searcher, options) { i in
              range.map { queries[i].restricted(to: $0) } ?? queries[i]
            }
          }
          bench.report(
            try ways.table(
              "sort, \(kind.rawValue)\(filter), TOP_10\(counts ? "_COUNT" : "")",
              queries: queries.count, rounds: bench.rounds))
        }
      }
    }
  }

  private static func newestHalf(of searcher: Searcher) -> ClosedRange<Timestamp> {
    let start = BriefDocument.start.seconds
    let grown = Int64(searcher.documentCount) * 1_440
    return Timestamp(seconds: start + grown / 2)...Timestamp(seconds: start + grown)
  }
}
