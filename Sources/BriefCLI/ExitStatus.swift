// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How the command ends. The numbers are a promise: scripts depend on them.

/// The exit status of the command.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Something was found, or what was asked for was done.
  case success = 0
  /// Nothing was found.
  case nothingFound = 1
  /// The command line or the query is wrong.
  case usage = 2
  /// There is no index, or this version cannot read it.
  case noIndex = 3
  /// The index is damaged.
  case damaged = 4
  /// Somebody else is writing to the index.
  case locked = 5
  /// A file could not be read or written, or the disk is full.
  case inputOutput = 6
  /// With `--timeout`: a limit was reached, of time mostly, and the result is partial.
  case limitReached = 7
  /// Ctrl-C.
  case interrupted = 130

  /// What it means, as the manual says it.
  package var meaning: String {
    switch self {
    case .success: "Something was found, or what was asked for was done."
    case .nothingFound: "Nothing was found."
    case .usage: "The command line or, with --strict, the query is wrong."
    case .noIndex: "There is no index, or this version cannot read it."
    case .damaged: "The index is damaged."
    case .locked: "Another process is writing to the index."
    case .inputOutput: "A file could not be read or written, or the disk is full."
    case .limitReached: "With --timeout: a limit was reached, and the result is partial."
    case .interrupted: "Interrupted by Ctrl-C; what had been done is kept."
    }
  }
}
