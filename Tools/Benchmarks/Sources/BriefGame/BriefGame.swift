// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Brief's entry for "Search Benchmark, the Game": one text field, words as they are, one segment, for which
// a build may take 4,000 MiB if nothing else is said.
//
//     brief-game build INDEX [--threads N] [--memory MIB] [--seal] [--store]  < documents, as JSON lines
//     brief-game query INDEX [--ids] [--free]              < COMMAND, tab, query
//
// A query is answered by one line at once: the count, a tab, nanoseconds, and with --ids a tab and
// id:score pairs; or UNSUPPORTED.

import Brief
import Measurement

@main
struct BriefGame {
  private static let usage = """
    Usage: brief-game build INDEX [--threads N] [--memory MIB] [--seal] [--store] < documents.jsonl
           brief-game query INDEX [--ids] [--free] < COMMAND<TAB>query lines
    """

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileOutput.complain("brief-game: \(error)")
      exit(with: error is MeasurementError ? 2 : 1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count >= 2 else { throw MeasurementError.usage(usage) }
    let path = arguments[1]
    var (threads, memory) = (1, 4_000)
    var (seals, stores, showsIDs, isFree) = (false, false, false, false)
    var rest = arguments.dropFirst(2)
    while let option = rest.popFirst() {
      switch option {
      case "--ids": showsIDs = true
      case "--free": isFree = true
      case "--seal": seals = true
      case "--store": stores = true
      case "--threads": threads = try number(rest.popFirst())
      case "--memory": memory = try number(rest.popFirst())
      default: throw MeasurementError.usage(usage)
      }
    }
    switch arguments[0] {
    case "build":
      let options = WriteOptions(memoryBudget: memory << 20, threads: threads)
      try GameIndex.build(at: path, options, seals: seals, stores: stores)
    case "query": try GameServer(path: path, showsIDs: showsIDs, isFree: isFree).serve()
    default: throw MeasurementError.usage(usage)
    }
  }

  private static func number(_ text: String?) throws -> Int {
    guard let text, let number = Int(text), number > 0 else {
      throw MeasurementError.usage(usage)
    }
    return number
  }
}
