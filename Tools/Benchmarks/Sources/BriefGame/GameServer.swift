// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Answers the lines of the game. What is timed is what a program that searches pays for: reading the
// query's syntax, planning and searching; the line in and the line out are not.

import Brief
import Measurement

/// Answers queries, a line each.
struct GameServer {
  private let searcher: Searcher
  private let showsIDs: Bool
  private let isFree: Bool

  init(path: String, showsIDs: Bool, isFree: Bool) throws {
    searcher = try SearchIndex.open(at: path).searcher()
    self.showsIDs = showsIDs
    self.isFree = isFree
  }

  func serve() throws {
    while let line = readLine() { FileOutput.answer(try answer(line)) }
  }

  private func answer(_ line: String) throws -> String {
    guard let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t")),
      let command = GameCommand(line[..<tab])
    else { return "UNSUPPORTED" }
    let text = line[line.utf8.index(after: tab)...]
    var options = command.options
    if showsIDs { options.loads = .identifiers }
    let (results, nanoseconds) = try Stopwatch.time {
      let query = isFree ? GameQuery.anyWord(of: text) : GameQuery(text).query
      return try searcher.search(query, options: options)
    }
    let count = command.countsTotal ? results.total : results.count
    guard showsIDs else { return "\(count)\t\(nanoseconds)" }
    let hits = results.map { "\($0.identifier):\($0.score)" }
    return "\(count)\t\(nanoseconds)\t\(hits.joined(separator: " "))"
  }
}

/// What a line of the game wants to know.
struct GameCommand {
  /// How many of the best documents.
  let limit: Int
  /// The number of all matches.
  let countsTotal: Bool

  /// `COUNT`, `TOP_10`, `TOP_10_COUNT` and the like; `nil` for anything else.
  init?(_ name: Substring) {
    if name == "COUNT" {
      (limit, countsTotal) = (0, true)
      return
    }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 && parts[2] == "COUNT", parts[0] == "TOP",
      let limit = Int(parts[1]), limit > 0
    else { return nil }
    self.limit = limit
    countsTotal = parts.count == 3
  }

  /// Hits alone: no relaxation, no documents, no identifiers.
  var options: SearchOptions {
    SearchOptions(
      limit: limit, matching: .any, countsTotal: countsTotal, loads: .scores)
  }
}
