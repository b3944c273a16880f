// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where the bytes of a new file go.

/// Receives the bytes of a new file, front to back, from one thread at a time.
package protocol FileSink: AnyObject, Sendable {
  func write(_ bytes: Span<UInt8>) throws(FileError)
  /// Returns when the bytes are durable.
  func sync() throws(FileError)
  /// Must be called once; nothing else after it.
  func close() throws(FileError)
}
