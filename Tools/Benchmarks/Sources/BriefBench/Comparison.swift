// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Ways of doing the like, timed side by side: each query in turn, each round all ways one after
// another, beginning with another one every time, so that what disturbs the machine disturbs all
// alike. A query's time is the median of its rounds.

import Brief
import Measurement

/// Ways that are compared.
struct Comparison {
  /// One way: what is done with query number `i`; it returns a number worth showing beside the time.
  struct Way {
    let name: String
    let run: (Int) throws -> Int
  }

  private var ways: [Way] = []

  /// Adds a way to compare; the first is what the others are measured by.
  mutating func add(_ name: String, _ run: @escaping (Int) throws -> Int) {
    ways.append(Way(name: name, run: run))
  }

  /// Adds a search to compare, which shows the number of matches, or of hits if those are not counted.
  mutating func add(
    _ name: String, _ searcher: Searcher, _ options: SearchOptions,
    _ query: @escaping (Int) -> Query
  ) {
    add(name) { i in
      let results = try searcher.search(query(i), options: options)
      return options.countsTotal ? results.total : results.count
    }
  }

  /// Times all ways over `count` queries.
  func table(_ title: String, queries count: Int, rounds: Int, shows: String = "matches")
    throws -> Table
  {
    var times = [[Double]](repeating: [], count: ways.count)
    var shown = [Int](repeating: 0, count: ways.count)
    for i in 0..<count {
      var samples = [[Double]](repeating: [], count: ways.count)
      for way in ways.indices { shown[way] += try ways[way].run(i) }
      for round in 0..<rounds {
        for step in ways.indices {
          let way = (step + round) % ways.count
          let nanoseconds = try Stopwatch.time { _ = try ways[way].run(i) }.nanoseconds
          samples[way].append(Double(nanoseconds) / 1e3)
        }
      }
      for way in ways.indices { times[way].append(Samples(samples[way]).median) }
    }
    var table = Table(
      title,
      [
        .init("mean µs"), .init("median µs"), .init("p99 µs"), .init("× first", decimals: 2),
        .init(shows),
      ])
    let first = Samples(times.first ?? []).sum
    for (way, times) in zip(ways.indices, times) {
      let samples = Samples(times)
      table.append(
        ways[way].name,
        [
          samples.mean, samples.median, samples.quantile(0.99), samples.sum / first,
          Double(shown[way]) / Double(max(1, count)),
        ])
    }
    return table
  }
}
