// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The command run in memory, as if typed.

import Brief
import BriefCLI

/// What a command line printed and how it ended.
struct Run {
  var status: ExitStatus
  var out: String
  var err: String

  /// The lines of standard output.
  var lines: [Substring] { out.split(separator: "\n") }

  /// 2026-06-15: the day it is for every command that is run in memory.
  static let now = Timestamp(seconds: 1_781_481_600)

  static func brief(
    _ arguments: String..., in folder: String, terminal: TerminalSize? = nil,
    environment: [String: String] = [:]
  ) -> Run {
    brief(list: arguments, in: folder, terminal: terminal, environment: environment)
  }

  static func brief(
    list arguments: [String], in folder: String, terminal: TerminalSize?,
    environment: [String: String],
    exchange: @escaping (String, String) throws -> Bool = Files.exchange
  ) -> Run {
    let out = Output(.memory)
    let err = Output(.memory)
    let console = Console(
      out: out, err: err, outSize: terminal, errSize: nil,
      environment: { environment[$0] }, folder: folder, now: now, exchange: exchange)
    let status = Invocation.run(arguments, on: console)
    return Run(status: status, out: out.text, err: err.text)
  }
}
