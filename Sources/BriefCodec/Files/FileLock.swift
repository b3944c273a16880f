// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One writer at a time: an advisory lock that the system releases when its holder ends, so that a
// dead holder never blocks. The file's text names the holder for whoever has to wait.

/// A lock that is held while this value lives.
package struct FileLock: ~Copyable {
  private let file: OpenFile?
  private let release: () -> Void

  /// A lock that ends by `release`.
  package init(release: @escaping () -> Void) {
    file = nil
    self.release = release
  }

  /// Takes the lock of a file and writes the holder's name into it; `nil` if somebody else has it.
  init?(_ name: String, in folder: borrowing OpenFile) throws(FileError) {
    let file = try OpenFile(name, in: folder, for: .locking)
    guard try file.tryLock() else { return nil }
    try file.replaceContents(by: Self.thisHolder())
    self.file = consume file
    release = {}
  }

  private static func thisHolder() -> String {
    "process \(SystemCalls.processIdentifier) on \(SystemCalls.hostName())"
      + " since \(SystemCalls.now())"
  }

  deinit {
    file?.unlock()
    release()
  }
}
