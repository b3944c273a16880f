// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of a disk.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of a disk.
package final class DiskDirectory: Directory {
  package let path: String

  /// Opens a folder; with `create`, makes it and its parents if they are missing.
  package init(path: String, create: Bool) throws(StorageError) {
    self.path = path
    if create { try Self.makeFolders(path) }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw .file(FileError(operation: "open", path: path, code: errno))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .file(FileError(operation: "open", path: path, code: ENOTDIR))
    }
  }

  private static func makeFolders(_ path: String) throws(StorageError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix.hasSuffix("/") ? String(part) : "/\(part)"
      guard unsafe mkdir(prefix, 0o777) != 0, errno != EEXIST else { continue }
      var status = stat()
      guard unsafe stat(prefix, &status) == 0 else {
        throw .file(FileError(operation: "create", path: prefix, code: errno))
      }
    }
  }

  private func path(of name: String) -> String { "\(path)/\(name)" }

  private func failure(_ operation: String, _ name: String, _ code: Int32) -> StorageError {
    .file(FileError(operation: operation, path: path(of: name), code: code))
  }

  package func list() throws(StorageError) -> [String] {
    guard let stream = unsafe opendir(path) else {
      throw .file(FileError(operation: "list", path: path, code: errno))
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // SAFETY: `d_name` is a C string inside the entry, which is valid until the next call.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    let contents: FileContents
    do { contents = try FileContents(mapping: path(of: name)) } catch { throw .file(error) }
    do {
      return try StoredFile(contents, name: name, kind: kind)
    } catch {
      throw .corruption(error)
    }
  }

  package func create(_ name: String) throws(StorageError) -> any FileSink {
    let descriptor = Self.openForWriting(path(of: name))
    guard descriptor >= 0 else { throw failure("create", name, errno) }
    return DiskSink(descriptor: descriptor, path: path(of: name))
  }

  private static func openForWriting(_ path: String) -> Int32 {
    unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  }

  package func rename(_ name: String, to new: String) throws(StorageError) {
    guard unsafe Glibc.rename(path(of: name), path(of: new)) == 0 else {
      throw failure("rename", name, errno)
    }
  }

  package func remove(_ name: String) throws(StorageError) {
    guard unsafe unlink(path(of: name)) == 0 || errno == ENOENT else {
      throw failure("remove", name, errno)
    }
  }

  package func sync() throws(StorageError) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("sync", ".", errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", ".", errno) }
  }

  package func lock(_ name: String) throws(StorageError) -> FileLock? {
    let descriptor = unsafe Glibc.open(path(of: name), O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("lock", name, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { return nil }
      throw failure("lock", name, code)
    }
    return FileLock(holding: descriptor)
  }

  package func lockHolder(_ name: String) -> String? {
    let descriptor = unsafe Glibc.open(path(of: name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 512)
    // SAFETY: at most as many bytes are written as the buffer has.
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}

/// A file of a disk being written.
private final class DiskSink: FileSink {
  private let descriptor: Int32
  private let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      // SAFETY: the pointer is inside the array for as many bytes as are left of it.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
      }
      if written < 0 {
        guard errno == EINTR else { throw FileError(operation: "write", path: path, code: errno) }
        continue
      }
      start += written
    }
  }

  func sync() throws(FileError) {
    guard fsync(descriptor) == 0 else {
      throw FileError(operation: "sync", path: path, code: errno)
    }
  }

  func close() throws(FileError) {
    guard Glibc.close(descriptor) == 0 else {
      throw FileError(operation: "close", path: path, code: errno)
    }
  }
}
