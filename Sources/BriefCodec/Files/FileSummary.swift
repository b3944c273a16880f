// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a commit remembers of a file, so that another one in its place is noticed.

/// Length and checksum of a finished file.
package struct FileSummary: Hashable, Sendable {
  /// Of the whole file, in bytes.
  package var length: Int
  /// The footer's.
  package var checksum: UInt64

  package init(length: Int, checksum: UInt64) {
    self.length = length
    self.checksum = checksum
  }
}
