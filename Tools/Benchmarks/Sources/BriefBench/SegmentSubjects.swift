// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The same documents in more segments, and fewer documents in the same segment.

import Brief
import Measurement

/// Subjects about what an index is like after use.
enum SegmentSubjects {
  static func segments(_ bench: inout Workbench) throws {
    let one = try bench.searcher(.single)
    let path = bench.path("ten")
    if !SearchIndex.exists(at: path) { try bench.build(.single, at: path, commits: 10) }
    let ten = try SearchIndex.open(at: path).searcher()
    try compare(
      &bench, "segments",
      [("1 segment", one), ("\(ten.statistics().segments.count) segments", ten)])
  }

  static func deletes(_ bench: inout Workbench) throws {
    var searchers = [("0 % deleted", try bench.searcher(.single))]
    for (share, every) in [(10, 10), (50, 2)] {
      let path = bench.path("deleted\(share)")
      if !SearchIndex.exists(at: path) {
        let index = try bench.build(.single, at: path) { writer in try writer.merge() }
        try index.write { writer in
          var number = 0
          try bench.forEachDocument { document in
            if number % every == 0 { try writer.delete(identifier: document.id) }
            number += 1
          }
        }
      }
      searchers.append(("\(share) % deleted", try SearchIndex.open(at: path).searcher()))
    }
    try compare(&bench, "deletes", searchers)
  }

  private static func compare(
    _ bench: inout Workbench, _ subject: String, _ searchers: [(name: String, Searcher)]
  ) throws {
    let words = try bench.words(atLeast: 2)
    let all = words.map { Query.all($0.map { .text($0) }) }
    let any = words.map { Query.any($0.map { .text($0) }) }
    var count = FieldSubjects.best
    (count.limit, count.countsTotal) = (0, true)
    for (name, queries, options) in [
      ("all words, TOP_10", all, FieldSubjects.best), ("any word, TOP_10", any, FieldSubjects.best),
      ("all words, COUNT", all, count), ("any word, COUNT", any, count),
    ] {
      var ways = Comparison()
      for (name, searcher) in searchers { ways.add(name, searcher, options) { queries[$0] } }
      bench.report(
        try ways.table("\(subject), \(name)", queries: words.count, rounds: bench.rounds))
    }
  }
}
