// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One searcher asked from several threads: queries a second.

import Brief
import Measurement

/// Throughput.
enum ThreadSubject {
  static func measure(_ bench: inout Workbench) async throws {
    let words = try bench.words(atLeast: 2)
    let searcher = try bench.searcher(.single)
    var table = Table(
      "threads, TOP_10, queries a second",
      [.init("1 thread", decimals: 0), .init("2 threads", decimals: 0), .init("×", decimals: 2)])
    for (name, queries) in [
      ("all words", words.map { Query.all($0.map { .text($0) }) }),
      ("any word", words.map { Query.any($0.map { .text($0) }) }),
    ] {
      var (one, two): ([Double], [Double]) = ([], [])
      _ = try await rate(searcher, queries, tasks: 1, passes: 1)
      let warm = try await rate(searcher, queries, tasks: 1, passes: 1)
      let passes = max(1, Int(leastSeconds * warm / Double(queries.count)))
      for _ in 0..<bench.rounds {
        one.append(try await rate(searcher, queries, tasks: 1, passes: passes))
        two.append(try await rate(searcher, queries, tasks: 2, passes: passes))
      }
      let (single, double) = (Samples(one).median, Samples(two).median)
      table.append(name, [single, double, double / single])
    }
    bench.report(table)
  }

  /// How long a measurement lasts: far longer than the slices in which a system shares its processors.
  private static let leastSeconds = 0.5

  /// Queries a second when each of `tasks` asks all of them `passes` times, each beginning elsewhere.
  private static func rate(
    _ searcher: Searcher, _ queries: [Query], tasks: Int, passes: Int
  ) async throws -> Double {
    let start = SuspendingClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<tasks {
        group.addTask {
          for i in 0..<(passes * queries.count) {
            let query = queries[(i + task * queries.count / tasks) % queries.count]
            _ = try searcher.search(query, options: FieldSubjects.best)
          }
        }
      }
      try await group.waitForAll()
    }
    let seconds = Double(Stopwatch.nanoseconds(start.duration(to: .now))) / 1e9
    return Double(tasks * passes * queries.count) / seconds
  }
}
