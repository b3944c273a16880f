// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of a disk. Reading from it writes, locks and creates nothing, so that a folder on a
// read-only disk, or of somebody else, serves as well as any.
//
// The folder is held open and its files are named within it. Whatever a path leads to later, what was
// opened here stays one folder: a rebuild that puts another in its place cannot mix the files of two.

/// A folder of a disk, for as long as this object lives, whatever its path leads to meanwhile.
package final class DiskDirectory: Directory {
  package let path: String
  private let folder: OpenFile

  /// Opens a folder; with `create`, makes it and its parents if they are missing, durably.
  package init(path: String, create: Bool) throws(StorageError) {
    self.path = path
    do throws(FileError) {
      if create { try Self.makeFolders(path) }
      folder = try OpenFile(path, for: .folder)
    } catch {
      throw .file(error)
    }
  }

  private static func makeFolders(_ path: String) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "/" : "."
    for part in path.split(separator: "/") {
      let parent = prefix
      prefix = parent == "." ? String(part) : parent == "/" ? "/\(part)" : "\(parent)/\(part)"
      // Whatever is synced inside a folder is lost if the folder's own name is.
      if try SystemCalls.makeFolder(prefix) { try OpenFile(parent, for: .folder).sync() }
    }
  }

  private func path(of name: String) -> String { "\(path)/\(name)" }

  package func list() throws(StorageError) -> [String] {
    do { return try SystemCalls.names(in: folder.descriptor, path).sorted() } catch {
      throw .file(error)
    }
  }

  package func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
    let contents = try contents(of: name)
    do {
      return try StoredFile(contents, name: name, kind: kind)
    } catch {
      throw .corruption(error)
    }
  }

  package func contents(of name: String) throws(StorageError) -> MappedFile {
    do { return try MappedFile(OpenFile(name, in: folder, for: .reading)) } catch {
      throw .file(error)
    }
  }

  package func create(_ name: String) throws(StorageError) -> any FileSink {
    do { return try DiskSink(creating: name, in: folder) } catch { throw .file(error) }
  }

  package func rename(_ name: String, to new: String) throws(StorageError) {
    do {
      try SystemCalls.renameFile(name, to: new, in: folder.descriptor, path(of: name))
    } catch {
      throw .file(error)
    }
  }

  package func remove(_ name: String) throws(StorageError) {
    do { try SystemCalls.removeFile(name, in: folder.descriptor, path(of: name)) } catch {
      throw .file(error)
    }
  }

  package func sync() throws(StorageError) {
    do { try folder.sync() } catch { throw .file(error) }
  }

  package func lock(_ name: String) throws(StorageError) -> FileLock? {
    do { return try FileLock(name, in: folder) } catch { throw .file(error) }
  }

  package func lockHolder(_ name: String) -> String? {
    guard let file = try? OpenFile(name, in: folder, for: .reading),
      let text = try? file.text(limit: 512), !text.isEmpty
    else { return nil }
    return text
  }

  package func current() throws(StorageError) -> any Directory {
    let other = try DiskDirectory(path: path, create: false)
    do { return try folder.isSame(as: other.folder) ? self : other } catch { throw .file(error) }
  }
}
