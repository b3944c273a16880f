// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder in memory, for tests and for indexes that need not last.

/// A folder in memory.
package final class MemoryDirectory: Directory {
  package let path = "memory"
  private let state = Guarded(State())

  private struct State {
    var files: [String: [UInt8]] = [:]
    var locks: Set<String> = []
  }

  package init() {}

  package func list() -> [String] { state.withLock { $0.files.keys.sorted() } }

  /// The bytes of a file.
  package func contents(_ name: String) -> [UInt8]? { state.withLock { $0.files[name] } }

  /// Replaces the bytes of a file.
  package func replace(_ name: String, by bytes: [UInt8]) {
    state.withLock { $0.files[name] = bytes }
  }

  private func failure(_ operation: String, _ name: String, _ code: Int32) -> StorageError {
    .file(FileError(operation: operation, path: "\(path)/\(name)", code: code))
  }

  package func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    let contents = try contents(of: name)
    do {
      return try StoredFile(contents, name: name, kind: kind)
    } catch {
      throw .corruption(error)
    }
  }

  package func contents(of name: String) throws(StorageError) -> MappedFile {
    guard let bytes = contents(name) else { throw failure("open", name, FileError.notFound) }
    return MappedFile(copying: bytes)
  }

  package func create(_ name: String) throws(StorageError) -> any FileSink {
    let isNew = state.withLock { state in
      guard state.files[name] == nil else { return false }
      state.files[name] = []
      return true
    }
    guard isNew else { throw failure("create", name, FileError.alreadyExists) }
    return Sink(directory: self, name: name)
  }

  private final class Sink: FileSink {
    private let directory: MemoryDirectory
    private let name: String

    init(directory: MemoryDirectory, name: String) {
      self.directory = directory
      self.name = name
    }

    func write(_ bytes: Span<UInt8>) {
      var copy: [UInt8] = []
      copy.reserveCapacity(bytes.count)
      for i in bytes.indices { copy.append(bytes[i]) }
      directory.state.withLock { $0.files[name, default: []].append(contentsOf: copy) }
    }
    func sync() {}
    func close() {}
  }

  package func rename(_ name: String, to new: String) throws(StorageError) {
    let isKnown = state.withLock { state in
      guard let bytes = state.files.removeValue(forKey: name) else { return false }
      state.files[new] = bytes
      return true
    }
    guard isKnown else { throw failure("rename", name, FileError.notFound) }
  }

  package func remove(_ name: String) { state.withLock { $0.files[name] = nil } }

  package func sync() {}

  package func lock(_ name: String) -> FileLock? {
    guard state.withLock({ $0.locks.insert(name).inserted }) else { return nil }
    return FileLock { [self] in state.withLock { _ = $0.locks.remove(name) } }
  }

  package func lockHolder(_ name: String) -> String? { "this process" }
}
