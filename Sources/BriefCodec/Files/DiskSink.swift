// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file of a disk being written.

final class DiskSink: FileSink {
  private let file: Guarded<OpenFile>

  init(creating name: String, in folder: borrowing OpenFile) throws(FileError) {
    file = Guarded(try OpenFile(name, in: folder, for: .creating))
  }

  func write(_ bytes: Span<UInt8>) throws(FileError) {
    try file.withLock { (file) throws(FileError) in try file.write(bytes) }
  }

  func sync() throws(FileError) {
    try file.withLock { (file) throws(FileError) in try file.sync() }
  }

  func close() throws(FileError) {
    try file.withLock { (file) throws(FileError) in try file.close() }
  }
}
