// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What showing ten hits costs on top of finding them.

import Brief
import Measurement

/// Loading and highlighting.
enum HighlightSubject {
  static func measure(_ bench: inout Workbench) throws {
    let texts = try bench.words(atLeast: 2).map { $0.joined(separator: " ") }
    let searcher = try bench.searcher(.brief)
    func search(_ i: Int, _ loads: Loading = .documents) throws -> SearchResults {
      try searcher.search(.text(texts[i]), options: SearchOptions(loads: loads))
    }
    var ways = Comparison()
    ways.add("found") { try search($0, .identifiers).count }
    ways.add("and loaded") { try search($0).count }
    ways.add("and the best passage of each") {
      try search($0).reduce(0) { $0 + $1.snippets(limit: 1).count }
    }
    ways.add("and three passages of each") {
      try search($0).reduce(0) { $0 + $1.snippets(limit: 3).count }
    }
    ways.add("and the whole body of each") {
      try search($0).reduce(0) { $0 + $1.highlighted("body").count }
    }
    bench.report(
      try ways.table(
        "highlight, ten hits", queries: texts.count, rounds: bench.rounds, shows: "shown"))
  }
}
