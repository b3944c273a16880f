// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Patterns made of the words asked for: how long finding their terms and merging those takes.

import Brief
import Measurement

/// Prefixes, fuzzy words and regular expressions.
enum PatternSubject {
  static func measure(_ bench: inout Workbench) throws {
    let words = try bench.words(atLeast: 1).joined().filter { $0.utf8.count >= 5 }
    guard !words.isEmpty else {
      throw MeasurementError.usage("No query has a word of five letters.")
    }
    let searcher = try bench.searcher(.single)
    let options = FieldSubjects.best
    let chosen = Array(words.prefix(bench.queryLimit))
    var ways = Comparison()
    ways.add("the word", searcher, options) { .text(chosen[$0]) }
    for letters in [4, 3, 2] {
      ways.add("prefix of \(letters) letters", searcher, options) {
        .prefix(String(chosen[$0].prefix(letters)))
      }
    }
    for edits in [1, 2] {
      ways.add("fuzzy, edits: \(edits)", searcher, options) { .fuzzy(chosen[$0], edits: edits) }
    }
    ways.add("regex ab.*e", searcher, options) {
      .regex("\(chosen[$0].prefix(2)).*\(chosen[$0].suffix(1))")
    }
    ways.add("regex .*cde", searcher, options) { .regex(".*\(chosen[$0].suffix(3))") }
    bench.report(
      try ways.table("patterns, TOP_10", queries: chosen.count, rounds: bench.rounds, shows: "hits")
    )
  }
}
