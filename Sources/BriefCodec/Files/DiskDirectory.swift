// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of a disk. Reading from it writes, locks and creates nothing, so that a folder on a
// read-only disk, or of somebody else, serves as well as any.

/// A folder of a disk.
package final class DiskDirectory: Directory {
  package let path: String

  /// Opens a folder; with `create`, makes it and its parents if they are missing.
  package init(path: String, create: Bool) throws(StorageError) {
    self.path = path
    do throws(FileError) {
      if create { try Self.makeFolders(path) }
      try SystemCalls.requireFolder(path)
    } catch {
      throw .file(error)
    }
  }

  private static func makeFolders(_ path: String) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix.hasSuffix("/") ? String(part) : "/\(part)"
      try SystemCalls.makeFolder(prefix)
    }
  }

  private func path(of name: String) -> String { "\(path)/\(name)" }

  package func list() throws(StorageError) -> [String] {
    do { return try SystemCalls.names(in: path).sorted() } catch { throw .file(error) }
  }

  package func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    let contents: MappedFile
    do { contents = try MappedFile(path: path(of: name)) } catch { throw .file(error) }
    do {
      return try StoredFile(contents, name: name, kind: kind)
    } catch {
      throw .corruption(error)
    }
  }

  package func create(_ name: String) throws(StorageError) -> any FileSink {
    do { return try DiskSink(creating: path(of: name)) } catch { throw .file(error) }
  }

  package func rename(_ name: String, to new: String) throws(StorageError) {
    do {
      try SystemCalls.renameFile(path(of: name), to: path(of: new))
    } catch {
      throw .file(error)
    }
  }

  package func remove(_ name: String) throws(StorageError) {
    do { try SystemCalls.removeFile(path(of: name)) } catch { throw .file(error) }
  }

  package func sync() throws(StorageError) {
    do throws(FileError) {
      let folder = try OpenFile(path, for: .folder)
      try folder.sync()
    } catch {
      throw .file(error)
    }
  }

  package func lock(_ name: String) throws(StorageError) -> FileLock? {
    do { return try FileLock(path: path(of: name)) } catch { throw .file(error) }
  }

  package func lockHolder(_ name: String) -> String? {
    guard let file = try? OpenFile(path(of: name), for: .reading),
      let text = try? file.text(limit: 512), !text.isEmpty
    else { return nil }
    return text
  }
}
