// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The few things the command does with files itself: look, read a small file whole, make and remove
// folders, and exchange two folders in one step.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if !canImport(Darwin)
  /// The C library has `renameat2` but declares it only to those who ask for GNU extensions, which a
  /// Swift package cannot. Integers and pointers are passed alike in Swift and C.
  @_silgen_name("renameat2")
  private func linuxRename(
    _ oldFolder: Int32, _ old: UnsafePointer<CChar>, _ newFolder: Int32,
    _ new: UnsafePointer<CChar>, _ flags: UInt32
  ) -> Int32
#endif

/// Files and folders by path.
package enum Files {
  /// What stands at a path.
  package enum Kind: Sendable { case file, folder, other }

  /// What stands at `path`, links followed; `nil` if nothing does.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    // SAFETY: both pointers are valid for the call.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return kind(mode: status.st_mode)
  }

  private static func kind(mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFDIR: .folder
    case S_IFREG: .file
    default: .other
    }
  }

  package static func isFolder(_ path: String) -> Bool { kind(of: path) == .folder }
  package static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  /// Which file or folder something is, whatever its names: disks number theirs alike.
  package struct Identity: Sendable, Hashable {
    package var device: UInt64
    package var number: UInt64
  }

  /// What tells a file or folder from every other; `nil` if there is none.
  package static func identity(of path: String) -> Identity? {
    var status = stat()
    // SAFETY: both pointers are valid for the call.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// What a link leads to, even if there is nothing; any other path as it is.
  package static func resolved(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {  // as many as the system follows
      guard let target = target(of: path) else { break }
      // SAFETY: the string is copied before it is freed.
      if let real = unsafe realpath(path, nil) {
        defer { unsafe free(real) }
        return unsafe String(cString: real)
      }
      path = target.hasPrefix("/") ? target : Path.parent(of: path) + "/" + target
    }
    return path
  }

  /// What a link says; `nil` if it is none.
  private static func target(of path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: at most as many bytes are written as the array has.
    let count = unsafe readlink(path, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The names in a folder, in the order of their bytes; none if it cannot be read.
  package static func names(in folder: String) -> [String] {
    // SAFETY: the handle is closed before return; an entry's name is a terminated string that is
    // copied before the next call.
    guard let handle = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// All of a file; `-` is standard input.
  ///
  /// - Throws: `EFBIG` above `limit` bytes.
  package static func read(_ path: String, limit: Int = 1 << 30) throws(SystemError) -> [UInt8] {
    // SAFETY: the string is valid for the call.
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("read", path) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // SAFETY: the pointer is used within the closure only, for the chunk's own length.
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe fill(descriptor, $0) }
      if count < 0 {
        guard errno == EINTR else { throw .last("read", path) }
        continue
      }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else {
        throw SystemError(operation: "read", path: path, number: EFBIG)
      }
    }
  }

  private static func fill(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Darwin)
      unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// A new file to write to, empty if it was there before.
  package static func create(_ path: String) throws(SystemError) -> Output {
    // SAFETY: the string is valid for the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last("create", path) }
    return Output(.descriptor(descriptor))
  }

  /// Makes a folder and those above it, durably; one that is there already is fine.
  package static func makeFolder(_ path: String) throws(SystemError) {
    guard !path.isEmpty, !isFolder(path) else { return }
    try makeFolder(Path.parent(of: path))
    // SAFETY: the string is valid for the call.
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .last("create", path) }
    let parent = Path.parent(of: path)
    try syncFolder(parent.isEmpty ? "." : parent)
  }

  /// Removes a folder and everything in it, or a file. Links are removed, not followed.
  package static func remove(_ path: String) throws(SystemError) {
    var status = stat()
    // SAFETY: both pointers are valid for the call.
    guard unsafe lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .last("remove", path) }
      return
    }
    guard kind(mode: status.st_mode) == .folder else {
      // SAFETY: the string is valid for the call.
      guard unsafe unlink(path) == 0 else { throw .last("remove", path) }
      return
    }
    for name in names(in: path) { try remove(path + "/" + name) }
    // SAFETY: the string is valid for the call.
    guard unsafe rmdir(path) == 0 else { throw .last("remove", path) }
  }

  /// Removes a folder that has nothing in it; fails on any other.
  package static func remove(emptyFolder path: String) throws(SystemError) {
    // SAFETY: the string is valid for the call.
    guard unsafe rmdir(path) == 0 else { throw .last("remove", path) }
  }

  /// Gives a file or folder another name; one of that name is replaced if the system allows it.
  package static func rename(_ path: String, to other: String) throws(SystemError) {
    #if canImport(Glibc)
      // SAFETY: both strings are valid for the call.
      let result = unsafe Glibc.rename(path, other)
    #elseif canImport(Musl)
      // SAFETY: both strings are valid for the call.
      let result = unsafe Musl.rename(path, other)
    #elseif canImport(Darwin)
      // SAFETY: both strings are valid for the call.
      let result = unsafe Darwin.rename(path, other)
    #endif
    guard result == 0 else { throw .last("rename", path) }
  }

  /// Exchanges two folders in one step, so that neither path is ever without one.
  ///
  /// - Returns: whether the file system can do that; if not, nothing has changed.
  package static func exchange(_ path: String, _ other: String) throws(SystemError) -> Bool {
    #if canImport(Darwin)
      // SAFETY: both strings are valid for the call.
      let result = unsafe renamex_np(path, other, UInt32(RENAME_SWAP))
    #else
      let exchange: UInt32 = 2  // RENAME_EXCHANGE of linux/fs.h
      // SAFETY: both strings are valid for the call.
      let result = unsafe linuxRename(AT_FDCWD, path, AT_FDCWD, other, exchange)
    #endif
    if result == 0 { return true }
    guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw .last("rename", path) }
    return false
  }

  /// Makes what happened to the names in a folder durable.
  package static func syncFolder(_ path: String) throws(SystemError) {
    // SAFETY: the string is valid for the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("sync", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last("sync", path) }
  }

  /// The bytes of the files in a folder, not counting folders in it.
  package static func bytes(in folder: String) -> Int {
    names(in: folder).reduce(0) { sum, name in
      var status = stat()
      // SAFETY: both pointers are valid for the call.
      guard unsafe stat(folder + "/" + name, &status) == 0 else { return sum }
      return kind(mode: status.st_mode) == .file ? sum + Int(status.st_size) : sum
    }
  }
}
