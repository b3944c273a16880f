// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder in memory whose nth change fails.

import BriefCodec
import Synchronization

/// Fails the change with number `failing`, counted from 0, and with `forGood` all later ones too. A
/// write that fails has written half.
final class FaultyDirectory: Directory {
  private let inner: MemoryDirectory
  private let failing: Int
  private let forGood: Bool
  private let changes = Mutex(0)

  init(_ inner: MemoryDirectory, failing: Int, forGood: Bool) {
    self.inner = inner
    self.failing = failing
    self.forGood = forGood
  }

  /// How many changes were asked for.
  var changeCount: Int { changes.withLock { $0 } }

  private func change(_ operation: String) throws(FileError) {
    let number = changes.withLock { number in
      number += 1
      return number - 1
    }
    guard forGood ? number < failing : number != failing else {
      throw FileError(operation: operation, path: path, code: FileError.notFound)
    }
  }

  private func storageChange(_ operation: String) throws(StorageError) {
    do { try change(operation) } catch { throw .file(error) }
  }

  var path: String { inner.path }
  func list() -> [String] { inner.list() }
  func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    try inner.open(name, kind: kind)
  }
  func create(_ name: String) throws(StorageError) -> any FileSink {
    try storageChange("create")
    return Sink(self, try inner.create(name))
  }
  func rename(_ name: String, to new: String) throws(StorageError) {
    try storageChange("rename")
    try inner.rename(name, to: new)
  }
  func remove(_ name: String) throws(StorageError) {
    try storageChange("remove")
    inner.remove(name)
  }
  func sync() throws(StorageError) { try storageChange("sync") }
  func lock(_ name: String) -> FileLock? { inner.lock(name) }
  func lockHolder(_ name: String) -> String? { inner.lockHolder(name) }

  private final class Sink: FileSink {
    private let directory: FaultyDirectory
    private let inner: any FileSink

    init(_ directory: FaultyDirectory, _ inner: any FileSink) {
      self.directory = directory
      self.inner = inner
    }

    func write(_ bytes: Span<UInt8>) throws(FileError) {
      do { try directory.change("write") } catch {
        try inner.write(bytes.extracting(first: bytes.count / 2))
        throw error
      }
      try inner.write(bytes)
    }
    func sync() throws(FileError) {
      try directory.change("sync")
      try inner.sync()
    }
    func close() throws(FileError) {
      try directory.change("close")
      try inner.close()
    }
  }
}
