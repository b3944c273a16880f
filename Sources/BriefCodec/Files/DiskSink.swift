// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file of a disk being written.

final class DiskSink: FileSink {
  private var file: OpenFile

  init(creating path: String) throws(FileError) {
    file = try OpenFile(path, for: .creating)
  }

  func write(_ bytes: Span<UInt8>) throws(FileError) { try file.write(bytes) }

  func sync() throws(FileError) { try file.sync() }

  func close() throws(FileError) { try file.close() }
}
