// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Opening an index that the system has in memory, and asking it something at once.

import Brief
import Measurement

/// Opening, and the first query.
enum OpenSubject {
  static func measure(_ bench: inout Workbench) throws {
    let texts = try bench.words(atLeast: 2).map { $0.joined(separator: " ") }
    var ways = Comparison()
    for shape in [IndexShape.single, .brief] {
      _ = try bench.searcher(shape)
      let path = bench.path(shape.rawValue)
      ways.add("\(shape): open") { _ in try SearchIndex.open(at: path).searcher().documentCount }
      ways.add("\(shape): open and search") { i in
        try SearchIndex.open(at: path).searcher().search(
          .text(texts[i]), options: FieldSubjects.counted
        ).total
      }
    }
    bench.report(
      try ways.table("open, \(bench.limit) documents", queries: texts.count, rounds: bench.rounds))
  }
}
