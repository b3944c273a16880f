// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder on a disk that fails: at an operation counted out beforehand, once or for good, or when it
// is full.

package import BriefCodec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Passes everything on to another folder, and makes some of it fail. A write that fails has written
/// half; one that finds the disk full, what fitted.
package final class FaultyDirectory: Directory {
  /// What a folder is asked for. Syncing the folder itself is a `sync` too.
  package enum Operation: String, Sendable, CaseIterable {
    case create, write, sync, close, rename, remove, list, open, lock

    /// What changes files.
    package static let changes: Set = [Self.create, .write, .sync, .close, .rename, .remove]
  }

  /// When an operation fails.
  package enum Failing: Sendable, Hashable {
    case never
    /// The operation of this number, counted from 0; all others pass.
    case once(Int)
    /// The operation of this number, and all after it: what a dead process leaves undone.
    case forGood(Int)
    /// The operation of this number says that it failed, but was done.
    case afterwards(Int)

    fileprivate func hits(_ number: Int) -> Bool {
      switch self {
      case .never: false
      case .once(let failing), .afterwards(let failing): number == failing
      case .forGood(let failing): number >= failing
      }
    }
  }

  private struct State {
    var failing: Failing
    var room: Int
    var operations: [(kind: Operation, name: String)] = []
    var errors: [FileError] = []
  }

  private let inner: any Directory
  private let counted: Set<Operation>
  private let state: Guarded<State>

  package init(
    _ inner: any Directory, failing: Failing = .never,
    among counted: Set<Operation> = Operation.changes, room: Int = .max
  ) {
    self.inner = inner
    self.counted = counted
    state = Guarded(State(failing: failing, room: room))
  }

  /// The operations asked for so far, of those that count.
  package var operations: [(kind: Operation, name: String)] { state.withLock { $0.operations } }
  /// What failed so far.
  package var errors: [FileError] { state.withLock { $0.errors } }
  /// The bytes that can still be written.
  package var room: Int {
    get { state.withLock { $0.room } }
    set { state.withLock { $0.room = newValue } }
  }
  /// When operations fail from now on; the count goes on.
  package var failing: Failing {
    get { state.withLock { $0.failing } }
    set { state.withLock { $0.failing = newValue } }
  }

  private func failure(_ kind: Operation, _ name: String, _ code: Int32 = EIO) -> FileError {
    let error = FileError(operation: kind.rawValue, path: "\(path)/\(name)", code: code)
    state.withLock { $0.errors.append(error) }
    return error
  }

  /// Counts an operation and does it, unless it is its turn to fail.
  private func attempt<Result>(
    _ kind: Operation, _ name: String, half: () throws(FileError) -> Void = {},
    _ body: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let (fails, failing) = state.withLock { state in
      guard counted.contains(kind) else { return (false, Failing.never) }
      state.operations.append((kind, name))
      return (state.failing.hits(state.operations.count - 1), state.failing)
    }
    guard fails else { return try body() }
    if case .afterwards = failing { _ = try body() } else { try half() }
    throw failure(kind, name)
  }

  /// The same for what may find damage.
  private func check<Result: ~Copyable>(
    _ kind: Operation, _ name: String, _ body: () throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    do { try attempt(kind, name) { () throws(FileError) in } } catch {
      if case .afterwards = failing { _ = try body() }
      throw .file(error)
    }
    return try body()
  }

  package var path: String { inner.path }
  package func lockHolder(_ name: String) -> String? { inner.lockHolder(name) }
  package func list() throws(StorageError) -> [String] {
    try check(.list, "") { () throws(StorageError) in try inner.list() }
  }
  package func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    try check(.open, name) { () throws(StorageError) in try inner.open(name, kind: kind) }
  }
  package func contents(of name: String) throws(StorageError) -> MappedFile {
    try check(.open, name) { () throws(StorageError) in try inner.contents(of: name) }
  }
  package func create(_ name: String) throws(StorageError) -> any FileSink {
    Sink(self, name, try check(.create, name) { () throws(StorageError) in try inner.create(name) })
  }
  package func rename(_ name: String, to new: String) throws(StorageError) {
    try check(.rename, name) { () throws(StorageError) in try inner.rename(name, to: new) }
  }
  package func remove(_ name: String) throws(StorageError) {
    try check(.remove, name) { () throws(StorageError) in try inner.remove(name) }
  }
  package func sync() throws(StorageError) {
    try check(.sync, "") { () throws(StorageError) in try inner.sync() }
  }
  package func lock(_ name: String) throws(StorageError) -> FileLock? {
    try check(.lock, name) { () throws(StorageError) in try inner.lock(name) }
  }

  private final class Sink: FileSink {
    private let directory: FaultyDirectory
    private let name: String
    private let inner: any FileSink

    init(_ directory: FaultyDirectory, _ name: String, _ inner: any FileSink) {
      self.directory = directory
      self.name = name
      self.inner = inner
    }

    func write(_ bytes: Span<UInt8>) throws(FileError) {
      let half = bytes.extracting(first: bytes.count / 2)
      try directory.attempt(
        .write, name, half: { () throws(FileError) in try inner.write(half) }
      ) { () throws(FileError) in
        let fits = directory.state.withLock { state in
          let fits = min(state.room, bytes.count)
          state.room -= fits
          return fits
        }
        try inner.write(bytes.extracting(first: fits))
        guard fits == bytes.count else { throw directory.failure(.write, name, ENOSPC) }
      }
    }

    func sync() throws(FileError) {
      try directory.attempt(.sync, name) { () throws(FileError) in try inner.sync() }
    }

    /// A file that could not be closed properly is closed nevertheless.
    func close() throws(FileError) {
      try directory.attempt(
        .close, name, half: { () throws(FileError) in try inner.close() }
      ) { () throws(FileError) in try inner.close() }
    }
  }
}
