// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Files and folders through POSIX. Names are bytes: a name that is not UTF-8 can be
// opened all the same, and is shown repaired.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The name of a file as the file system keeps it: bytes without NUL.
struct PathBytes: Hashable {
  var bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8.prefix { $0 != 0 })
  }

  /// The path of `name` in this folder.
  func appending(_ name: [UInt8]) -> PathBytes {
    var path = self
    if path.bytes.last != UInt8(ascii: "/") { path.bytes.append(UInt8(ascii: "/")) }
    path.bytes += name
    return path
  }

  fileprivate var terminated: [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }
}

/// What the file system says about a file.
struct FileStatus {
  enum Kind { case file, folder, other }

  /// Which file it is, whatever its names.
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  var kind: Kind
  var identity: Identity
  var size: Int
  var modified: Int64
}

enum FileSystem {
  /// The status of the file at `path`, symbolic links followed.
  static func status(of path: PathBytes) throws(ReadFailure) -> FileStatus {
    var status = stat()
    // SAFETY: the path is NUL-terminated and lives for the call, which fills `status`.
    guard unsafe stat(path.terminated, &status) == 0 else { throw failure() }
    return FileStatus(status)
  }

  /// The names in the folder at `path`, in no particular order, without `.` and `..`.
  static func names(in path: PathBytes) throws(ReadFailure) -> [[UInt8]] {
    // SAFETY: the stream is closed on leaving; each entry is read before the next is asked
    // for, and its name is NUL-terminated within the entry.
    guard let folder = unsafe opendir(path.terminated) else { throw failure() }
    defer { unsafe closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  /// The reason the last call failed.
  fileprivate static func failure() -> ReadFailure {
    let code = errno
    guard code != ENOENT else { return ReadFailure(.notFound) }
    // SAFETY: strerror returns a NUL-terminated string that is copied at once.
    return unsafe ReadFailure(.unreadable(String(cString: strerror(code)).lowercased()))
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
    size = Int(status.st_size)
    #if canImport(Darwin)
      modified = Int64(status.st_mtimespec.tv_sec)
    #else
      modified = Int64(status.st_mtim.tv_sec)
    #endif
  }
}

/// The bytes of a file, from its beginning.
final class FileStream: ByteStream {
  private let descriptor: Int32
  private let chunkSize = 1 << 18
  /// Bytes given out so far.
  private(set) var offset = 0

  init(_ path: PathBytes) throws(ReadFailure) {
    // SAFETY: the path is NUL-terminated and lives for the call.
    descriptor = unsafe open(path.terminated, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileSystem.failure() }
  }

  deinit {
    _ = close(descriptor)
  }

  func nextChunk() throws(ReadFailure) -> [UInt8] {
    var failed = false
    // SAFETY: read fills at most `chunkSize` bytes, the capacity, and says how many.
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
      var got = unsafe read(descriptor, buffer.baseAddress, chunkSize)
      while got < 0, errno == EINTR {
        got = unsafe read(descriptor, buffer.baseAddress, chunkSize)
      }
      failed = got < 0
      count = max(0, got)
    }
    guard !failed else { throw FileSystem.failure() }
    offset += chunk.count
    return chunk
  }
}
