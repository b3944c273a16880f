// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The entries of one folder in the order of their paths' bytes, which is that of their
// names with a slash after those of folders: `a.txt` comes before `a/b.txt`.

struct FolderEntry {
  var name: String
  var path: PathBytes
  /// What it is, or why that cannot be told.
  var status: Result<FileStatus, ReadFailure>

  private var sortKey: [UInt8]

  /// The entries of the folder at `path` that are not hidden.
  static func entries(of path: PathBytes) throws(ReadFailure) -> [FolderEntry] {
    let names = try FileSystem.names(in: path)
    let entries = names.filter { $0.first != UInt8(ascii: ".") }.map { FolderEntry($0, in: path) }
    return entries.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
  }

  private init(_ name: [UInt8], in folder: PathBytes) {
    let path = folder.appending(name)
    self.name = String(decoding: name, as: UTF8.self)
    self.path = path
    status = Result { () throws(ReadFailure) in try FileSystem.status(of: path) }
    sortKey = name
    if case .success(let status) = status, status.kind == .folder {
      sortKey.append(UInt8(ascii: "/"))
    }
  }
}
