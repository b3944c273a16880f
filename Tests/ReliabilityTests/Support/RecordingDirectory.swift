// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder in memory that writes down everything that is done to it, and when what had to be true.

import BriefCodec

/// A folder in memory and its record.
final class RecordingDirectory: Directory {
  /// A change. Files are told apart by numbers, since names move.
  enum Event: Sendable {
    case create(String, file: Int)
    case write([UInt8], file: Int)
    case syncFile(Int)
    case rename(String, to: String, file: Int)
    case remove(String, file: Int)
    case syncFolder
  }

  private struct State {
    var events: [Event] = []
    var expectations: [(start: Int, contents: [Life.Contents?])] = []
    var files: [String: Int] = [:]
    var fileCount = 0
  }

  private let inner = MemoryDirectory()
  private let state = Guarded(State())
  /// What was durable at the beginning: files numbered from 0 in this order.
  let initial: [(name: String, bytes: [UInt8])]

  init(_ initial: [String: [UInt8]] = [:]) {
    self.initial = initial.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    for (number, file) in self.initial.enumerated() {
      inner.replace(file.name, by: file.bytes)
      state.withLock { $0.files[file.name] = number }
    }
    state.withLock { $0.fileCount = initial.count }
  }

  var events: [Event] { state.withLock { $0.events } }

  /// From now on a crash may leave one of these; `nil` is no index at all.
  func expect(_ contents: [Life.Contents?]) {
    state.withLock { $0.expectations.append(($0.events.count, contents)) }
  }

  /// What a crash may leave after the first `count` events.
  func expected(after count: Int) -> [Life.Contents?] {
    state.withLock { $0.expectations.last { $0.start <= count }?.contents ?? [nil] }
  }

  /// What a crash may leave now.
  var expected: [Life.Contents?] { expected(after: events.count) }

  private func record(_ event: Event) { state.withLock { $0.events.append(event) } }

  var path: String { "recorded" }
  func list() -> [String] { inner.list() }
  func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    try inner.open(name, kind: kind)
  }

  func contents(of name: String) throws(StorageError) -> MappedFile {
    try inner.contents(of: name)
  }

  func create(_ name: String) throws(StorageError) -> any FileSink {
    let sink = try inner.create(name)
    let file = state.withLock { state in
      let file = state.fileCount
      state.fileCount += 1
      state.files[name] = file
      state.events.append(.create(name, file: file))
      return file
    }
    return Sink(self, file, sink)
  }

  func rename(_ name: String, to new: String) throws(StorageError) {
    try inner.rename(name, to: new)
    state.withLock { state in
      guard let file = state.files.removeValue(forKey: name) else { return }
      state.files[new] = file
      state.events.append(.rename(name, to: new, file: file))
    }
  }

  func remove(_ name: String) {
    inner.remove(name)
    state.withLock { state in
      guard let file = state.files.removeValue(forKey: name) else { return }
      state.events.append(.remove(name, file: file))
    }
  }

  func sync() { record(.syncFolder) }
  func lock(_ name: String) -> FileLock? { inner.lock(name) }
  func lockHolder(_ name: String) -> String? { inner.lockHolder(name) }

  private final class Sink: FileSink {
    private let directory: RecordingDirectory
    private let file: Int
    private let inner: any FileSink

    init(_ directory: RecordingDirectory, _ file: Int, _ inner: any FileSink) {
      self.directory = directory
      self.file = file
      self.inner = inner
    }

    func write(_ bytes: Span<UInt8>) throws(FileError) {
      try inner.write(bytes)
      directory.record(.write(bytes.indices.map { bytes[$0] }, file: file))
    }
    func sync() throws(FileError) {
      try inner.sync()
      directory.record(.syncFile(file))
    }
    func close() throws(FileError) { try inner.close() }
  }
}
