// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The operating system's file functions, each called in one place and its failure made an error.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum SystemCalls {
  /// Without O_NONBLOCK a pipe in the place of a file would make us wait for its other end.
  static let readOnly = O_RDONLY | O_CLOEXEC | O_NONBLOCK
  static let writeOnly = O_WRONLY | O_CLOEXEC
  static let readWrite = O_RDWR | O_CLOEXEC
  static let create = O_CREAT
  static let createNew = O_CREAT | O_EXCL
  static let folder = O_DIRECTORY
  /// A link in the last place of a path is refused: it may lead anywhere.
  static let noLink = O_NOFOLLOW
  /// Stands for the folder that paths without a `/` in front begin at.
  static let workingFolder = AT_FDCWD

  /// The error of the call that has just failed.
  private static func failure(_ operation: String, _ path: String) -> FileError {
    FileError(operation: operation, path: path, code: errno)
  }

  /// Repeats a call that a signal interrupted.
  private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    var result: Result
    repeat { result = call() } while result == -1 && errno == EINTR
    return result
  }

  // MARK: - Descriptors

  static func openFile(
    _ name: String, in folder: Int32, _ flags: Int32, _ path: String, operation: String
  ) throws(FileError) -> Int32 {
    // SAFETY: names and paths are C strings for the length of the call, here and below.
    let descriptor = retrying { unsafe openat(folder, name, flags, 0o666) }
    guard descriptor >= 0 else { throw failure(operation, path) }
    return descriptor
  }

  /// Not repeated when interrupted: the descriptor is gone all the same.
  static func closeFile(_ descriptor: Int32, _ path: String) throws(FileError) {
    guard close(descriptor) == 0 || errno == EINTR else { throw failure("close", path) }
  }

  static func length(_ descriptor: Int32, _ path: String) throws(FileError) -> Int {
    Int(try status(descriptor, path).st_size)
  }

  /// What tells a file or folder from all others: its disk and its number there.
  static func identity(_ descriptor: Int32, _ path: String) throws(FileError) -> [UInt64] {
    let status = try status(descriptor, path)
    return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
  }

  private static func status(_ descriptor: Int32, _ path: String) throws(FileError) -> stat {
    var status = stat()
    // SAFETY: `status` is a variable of this function.
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure("read", path) }
    return status
  }

  /// Writes some of the bytes and returns how many.
  static func writeSome(
    _ descriptor: Int32, _ bytes: Span<UInt8>, _ path: String
  ) throws(FileError) -> Int {
    // SAFETY: the pointer is used within the call, for the span's own length.
    let count = unsafe bytes.withUnsafeBufferPointer { buffer in
      retrying { unsafe write(descriptor, buffer.baseAddress, buffer.count) }
    }
    guard count >= 0 else { throw failure("write", path) }
    return count
  }

  /// Reads from the file's beginning, at most `limit` bytes.
  static func readSome(
    _ descriptor: Int32, _ limit: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    // SAFETY: at most as many bytes are written as the array has.
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      retrying { unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0) }
    }
    guard count >= 0 else { throw failure("read", path) }
    bytes.removeLast(limit - count)
    return bytes
  }

  static func empty(_ descriptor: Int32, _ path: String) throws(FileError) {
    guard retrying({ ftruncate(descriptor, 0) }) == 0 else { throw failure("write", path) }
  }

  static func syncFile(_ descriptor: Int32, _ path: String) throws(FileError) {
    #if canImport(Darwin)
      // `fsync` stops at the drive's own cache there; not every file system knows the better call.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    guard retrying({ fsync(descriptor) }) == 0 else { throw failure("sync", path) }
  }

  static func tryLock(_ descriptor: Int32, _ path: String) throws(FileError) -> Bool {
    if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw failure("lock", path) }
    return false
  }

  /// Gives a lock back. Closing alone would leave it to the processes that are being started just then,
  /// which have the file open as well for a moment.
  static func unlock(_ descriptor: Int32) { _ = retrying { flock(descriptor, LOCK_UN) } }

  // MARK: - Folders

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    // SAFETY: `status` is a variable of this function.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder; one that is there is made already, and is not new.
  static func makeFolder(_ path: String) throws(FileError) -> Bool {
    if unsafe mkdir(path, 0o777) == 0 { return true }
    let code = errno  // some say "read-only" or "not permitted" before they say "it exists"
    guard isFolder(path) else { throw FileError(operation: "create", path: path, code: code) }
    return false
  }

  /// The names in a folder, in no order.
  static func names(in folder: Int32, _ path: String) throws(FileError) -> [String] {
    // A descriptor of its own: the stream has a place in the folder, and closes what it reads from.
    let descriptor = try openFile(
      ".", in: folder, readOnly | Self.folder, path, operation: "list")
    guard let stream = unsafe fdopendir(descriptor) else {
      let error = failure("list", path)
      close(descriptor)
      throw error
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      // SAFETY: `d_name` is a C string inside the entry, which is valid until the next call.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure("list", path) }
    return names
  }

  static func renameFile(
    _ name: String, to new: String, in folder: Int32, _ path: String
  ) throws(FileError) {
    guard unsafe renameat(folder, name, folder, new) == 0 else { throw failure("rename", path) }
  }

  static func removeFile(_ name: String, in folder: Int32, _ path: String) throws(FileError) {
    guard unsafe unlinkat(folder, name, 0) == 0 || errno == ENOENT else {
      throw failure("remove", path)
    }
  }

  // MARK: - Words

  static func explanation(_ code: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    // SAFETY: at most as many bytes are written as the array has; `strerror` would share its own.
    guard unsafe strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return string(text)
  }

  static func hostName() -> String {
    var text = [CChar](repeating: 0, count: 256)
    // SAFETY: one byte less than the array has, so that it ends in zero whatever is written.
    guard unsafe gethostname(&text, text.count - 1) == 0 else { return "an unnamed host" }
    return string(text)
  }

  static var processIdentifier: Int32 { getpid() }

  /// The time of day, UTC, to the second: "2026-03-01T09:30:00Z".
  static func now() -> String {
    // SAFETY: both are variables of this function; `tm_zone`, a pointer, is not looked at.
    var seconds = time(nil)
    var parts = unsafe tm()
    guard unsafe gmtime_r(&seconds, &parts) != nil else { return "an unknown time" }
    func digits(_ value: Int32, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let day = unsafe [
      digits(parts.tm_year + 1_900, 4), digits(parts.tm_mon + 1, 2), digits(parts.tm_mday, 2),
    ]
    let hour = unsafe [
      digits(parts.tm_hour, 2), digits(parts.tm_min, 2), digits(parts.tm_sec, 2),
    ]
    return day.joined(separator: "-") + "T" + hour.joined(separator: ":") + "Z"
  }

  static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1_000) }

  private static func string(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
