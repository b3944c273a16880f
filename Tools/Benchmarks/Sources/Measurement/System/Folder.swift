// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Folders of files, as an index is one: what they weigh, and their removal.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder without folders in it.
public struct Folder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The sizes of its files, added up; 0 if there is no such folder.
  public var byteCount: Int {
    names.reduce(0) { sum, name in
      var status = stat()
      // SAFETY: the string lives as a C string for the length of the call, which fills `status`.
      guard unsafe stat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return sum }
      return sum + Int(status.st_size)
    }
  }

  /// Makes the folder, if it is not there; not those it lies in.
  public func create() throws(MeasurementError) {
    // SAFETY: the string lives as a C string for the length of the call.
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .cannotWrite(path) }
  }

  /// Removes its files and then itself, if it is there.
  public func remove() {
    // SAFETY: the strings live as C strings for the length of the calls.
    for name in names where name != "." && name != ".." { unsafe unlink(path + "/" + name) }
    unsafe rmdir(path)
  }

  private var names: [String] {
    // SAFETY: the stream is closed below; an entry is read before the next one is asked for, and its
    // name is a C string within it.
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        names.append(unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
      }
    }
    return names
  }
}
