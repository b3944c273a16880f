// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder in memory on a disk that fills up.

import BriefCodec
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Fails writes once `room` bytes were written; what still fits is written.
final class FullDirectory: Directory {
  private let inner = MemoryDirectory()
  private let left: Mutex<Int>

  init(room: Int) { left = Mutex(room) }

  /// The bytes that can still be written.
  var room: Int {
    get { left.withLock { $0 } }
    set { left.withLock { $0 = newValue } }
  }

  var path: String { inner.path }
  func list() -> [String] { inner.list() }
  func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    try inner.open(name, kind: kind)
  }
  func create(_ name: String) throws(StorageError) -> any FileSink {
    Sink(self, try inner.create(name))
  }
  func rename(_ name: String, to new: String) throws(StorageError) {
    try inner.rename(name, to: new)
  }
  func remove(_ name: String) { inner.remove(name) }
  func sync() {}
  func lock(_ name: String) -> FileLock? { inner.lock(name) }
  func lockHolder(_ name: String) -> String? { inner.lockHolder(name) }

  private final class Sink: FileSink {
    private let directory: FullDirectory
    private let inner: any FileSink

    init(_ directory: FullDirectory, _ inner: any FileSink) {
      self.directory = directory
      self.inner = inner
    }

    func write(_ bytes: Span<UInt8>) throws(FileError) {
      let fits = directory.left.withLock { left in
        let fits = min(left, bytes.count)
        left -= fits
        return fits
      }
      try inner.write(bytes.extracting(first: fits))
      guard fits == bytes.count else {
        throw FileError(operation: "write", path: directory.path, code: ENOSPC)
      }
    }
    func sync() throws(FileError) { try inner.sync() }
    func close() throws(FileError) { try inner.close() }
  }
}
