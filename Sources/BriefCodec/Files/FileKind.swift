// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a file of the format holds.

/// The kinds of files. Numbers are never reused.
package enum FileKind: UInt32, Sendable, CaseIterable {
  case commit = 1
  case segment = 2
  case terms = 3
  case postings = 4
  case positions = 5
  case documents = 6
  case liveDocs = 7
}
