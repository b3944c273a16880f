// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What can go wrong below the engine: bytes that are not what was written, file operations that fail, and
// what the format has no room for. Facts only; the sentences are the engine's.

/// Something read from an index is not what was written.
package struct CorruptionError: Error, Sendable, Hashable {
  package var file: String
  /// Offset of the first byte concerned.
  package var offset: Int
  /// A short fact: what was wrong.
  package var reason: String
  package var expected: UInt64?
  package var found: UInt64?

  package init(
    file: String, offset: Int, reason: String, expected: UInt64? = nil, found: UInt64? = nil
  ) {
    self.file = file
    self.offset = offset
    self.reason = reason
    self.expected = expected
    self.found = found
  }

  /// The reason when a file's format version is above the one this code writes.
  package static let newerFormat = "newer format version"
  /// The reason when a file's format version is no longer read.
  package static let olderFormat = "older format version"
}

/// A file operation failed.
package struct FileError: Error, Sendable, Hashable {
  /// The verb: "open", "write", "sync", "rename" …
  package var operation: String
  package var path: String
  /// The `errno`.
  package var code: Int32

  package init(operation: String, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}

/// Something to be written is larger than the format can say.
package struct LimitError: Error, Sendable, Hashable {
  /// What: "postings of a term" …
  package var subject: String
  /// The most bytes it may have.
  package var limit: Int

  package init(subject: String, limit: Int) {
    self.subject = subject
    self.limit = limit
  }
}

/// What reading or writing an index may throw.
package enum StorageError: Error, Sendable, Hashable {
  case corruption(CorruptionError)
  case file(FileError)
  case limit(LimitError)
}
