// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A file descriptor with one owner, closed when that ends.

/// An open file or folder of the disk.
struct OpenFile: ~Copyable {
  enum Purpose {
    case reading
    /// A file that must not exist yet.
    case creating
    /// A file that is created if need be.
    case locking
    case folder
  }

  let path: String
  /// Below 0 once closed.
  private(set) var descriptor: Int32

  init(_ path: String, for purpose: Purpose) throws(FileError) {
    try self.init(path, at: path, in: SystemCalls.workingFolder, for: purpose)
  }

  /// Opens a file of an open folder, wherever that has been moved.
  init(
    _ name: String, in folder: borrowing OpenFile, for purpose: Purpose
  ) throws(FileError) {
    try self.init("\(folder.path)/\(name)", at: name, in: folder.descriptor, for: purpose)
  }

  private init(
    _ path: String, at place: String, in folder: Int32, for purpose: Purpose
  ) throws(FileError) {
    let (operation, flags): (String, Int32) =
      switch purpose {
      case .reading: ("open", SystemCalls.readOnly)
      case .creating: ("create", SystemCalls.writeOnly | SystemCalls.createNew)
      case .locking:
        ("lock", SystemCalls.readWrite | SystemCalls.create | SystemCalls.noLink)
      case .folder: ("open", SystemCalls.readOnly | SystemCalls.folder)
      }
    descriptor = try SystemCalls.openFile(place, in: folder, flags, path, operation: operation)
    self.path = path
  }

  /// In bytes.
  func length() throws(FileError) -> Int { try SystemCalls.length(descriptor, path) }

  /// Whether both are the same file or folder of the disk.
  func isSame(as other: borrowing OpenFile) throws(FileError) -> Bool {
    try SystemCalls.identity(descriptor, path) == SystemCalls.identity(other.descriptor, other.path)
  }

  func write(_ bytes: Span<UInt8>) throws(FileError) {
    var start = 0
    while start < bytes.count {
      start += try SystemCalls.writeSome(descriptor, bytes.extracting(start...), path)
    }
  }

  /// Returns when everything is durable.
  func sync() throws(FileError) { try SystemCalls.syncFile(descriptor, path) }

  /// Takes the lock of the file, or returns `false` if somebody else has it.
  func tryLock() throws(FileError) -> Bool { try SystemCalls.tryLock(descriptor, path) }

  /// Gives the lock back.
  func unlock() { SystemCalls.unlock(descriptor) }

  /// Replaces what the file says.
  func replaceContents(by text: String) throws(FileError) {
    try SystemCalls.empty(descriptor, path)
    try write(Array(text.utf8).span)
  }

  /// What the file says, at most its first `limit` bytes.
  func text(limit: Int) throws(FileError) -> String {
    String(decoding: try SystemCalls.readSome(descriptor, limit, path), as: UTF8.self)
  }

  /// Closes the file and says whether the system minded.
  mutating func close() throws(FileError) {
    guard descriptor >= 0 else { return }
    let closing = descriptor
    descriptor = -1
    try SystemCalls.closeFile(closing, path)
  }

  deinit {
    if descriptor >= 0 { try? SystemCalls.closeFile(descriptor, path) }
  }
}
