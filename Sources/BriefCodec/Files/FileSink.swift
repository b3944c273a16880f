// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where the bytes of a new file go.

/// Receives the bytes of a new file, front to back.
package protocol FileSink: AnyObject {
  func write(_ bytes: Span<UInt8>) throws(FileError)
  /// Returns when the bytes are durable.
  func sync() throws(FileError)
  /// Must be called once; nothing else after it.
  func close() throws(FileError)
}
