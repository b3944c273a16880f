// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Finds the files of a source. Folders are gone through in the order of bytes, hidden
// files and the folders left out passed over, symbolic links followed; no folder is read
// twice, so that links in a circle end. One folder's names are held at a time for each level.

struct SourceWalker {
  /// One find: a file to read, or something to reject.
  enum Find {
    case file(SourceItem, PathBytes, size: Int)
    case rejected(SourceItem, ReadFailure)
  }

  private let source: ArchiveSource
  private let options: ImportOptions
  private let foldersLeftOut: Set<FileStatus.Identity>
  private var foldersRead: [FileStatus.Identity: String] = [:]

  init(_ source: ArchiveSource, options: ImportOptions) {
    self.source = source
    self.options = options
    foldersLeftOut = Set(
      options.foldersLeftOut.compactMap { try? FileSystem.status(of: PathBytes($0)).identity })
  }

  /// Hands each find to `body`, in order.
  mutating func forEach(_ body: (Find) throws -> Void) throws {
    let root = PathBytes(source.path)
    let status: FileStatus
    do throws(ReadFailure) {
      status = try FileSystem.status(of: root)
    } catch {
      return try body(.rejected(SourceItem(source: source.name, path: source.name), error))
    }
    switch status.kind {
    case .folder:
      try walk(root, shown: source.name, relative: "", status, body)
    case .file:
      let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
      let item = SourceItem(source: source.name, path: name, modified: status.modified)
      try body(.file(item, root, size: status.size))
    case .other:
      let item = SourceItem(source: source.name, path: source.name)
      try body(.rejected(item, ReadFailure(.notRegularFile)))
    }
  }

  private mutating func walk(
    _ folder: PathBytes, shown: String, relative: String, _ status: FileStatus,
    _ body: (Find) throws -> Void
  ) throws {
    guard !foldersLeftOut.contains(status.identity) else { return }
    let folderItem = SourceItem(source: shown, path: relative)
    if let first = foldersRead[status.identity] {
      return try body(.rejected(folderItem, ReadFailure(.folderReadBefore(first))))
    }
    foldersRead[status.identity] = shown
    let entries: [FolderEntry]
    do throws(ReadFailure) {
      entries = try FolderEntry.entries(of: folder)
    } catch {
      return try body(.rejected(folderItem, error))
    }
    let sidecars = SidecarNames(entries.map(\.name))
    let prefix = shown.hasSuffix("/") ? shown : shown + "/"
    for entry in entries {
      let path = relative.isEmpty ? entry.name : relative + "/" + entry.name
      guard !options.exclude.contains(where: { $0.matches(path) }) else { continue }
      var item = SourceItem(source: prefix + entry.name, path: path)
      switch entry.status {
      case .failure(let failure):
        try body(.rejected(item, failure))
      case .success(let status) where status.kind == .folder:
        try walk(entry.path, shown: item.source, relative: path, status, body)
      case .success(let status) where status.kind == .file:
        guard isIncluded(path) else { continue }
        if sidecars.all.contains(entry.name) {
          switch sidecar(entry.name, in: folder) {
          case .metadata: continue
          case .broken(let failure):
            try body(.rejected(item, failure))
            continue
          case .document: break
          }
        }
        item.modified = status.modified
        item.sidecar = metadata(sidecars.sidecars(of: entry.name), in: folder)
        try body(.file(item, entry.path, size: status.size))
      case .success:
        guard isIncluded(path) else { continue }
        try body(.rejected(item, ReadFailure(.notRegularFile)))
      }
    }
  }

  private func isIncluded(_ path: String) -> Bool {
    [options.include, source.include].allSatisfy { globs in
      globs.isEmpty || globs.contains { $0.matches(path) }
    }
  }

  private func sidecar(_ name: String, in folder: PathBytes) -> Sidecar {
    do throws(ReadFailure) {
      let stream = try FileStream(folder.appending(Array(name.utf8)))
      return Sidecar(stream, name: name, options: options)
    } catch {
      return .broken(error)
    }
  }

  private func metadata(_ names: [String], in folder: PathBytes) -> [JSONValue.Member] {
    names.flatMap { name -> [JSONValue.Member] in
      guard case .metadata(let members) = sidecar(name, in: folder) else { return [] }
      return members
    }
  }
}
