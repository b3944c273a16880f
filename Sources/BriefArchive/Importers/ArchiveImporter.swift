// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Archives: each entry is read as a file of its name would be, in the order it is stored.
// Before that an archive is gone through for the names of its entries, and once more for
// the metadata beside pages if there are names of such, since they may come after the pages.

struct ArchiveImporter {
  private let options: ImportOptions
  private let sink: ItemSink
  private let importer: FormatImporter
  private let depth: Int

  init(_ options: ImportOptions, _ sink: ItemSink, _ importer: FormatImporter, depth: Int) {
    self.options = options
    self.sink = sink
    self.importer = importer
    self.depth = depth
  }

  /// Reads all entries of the archive that `opening` opens, anew for each call.
  func read(of item: SourceItem, opening: () throws(ReadFailure) -> ArchiveHandle) throws {
    let names = SidecarNames(try names(in: opening()))
    let sidecars = names.all.isEmpty ? [:] : try sidecars(names.all, in: opening())
    try read(of: item, in: opening(), names, sidecars)
  }

  /// Reads all entries of `handle`, which cannot be opened anew: metadata beside pages are
  /// not looked for.
  func read(of item: SourceItem, in handle: ArchiveHandle) throws {
    try read(of: item, in: handle, SidecarNames(), [:])
  }

  private func read(
    of item: SourceItem, in handle: ArchiveHandle, _ names: SidecarNames,
    _ sidecars: [String: Sidecar]
  ) throws {
    if depth == 0 { sink.position = { handle.bytesConsumed } }
    var count = 0
    while let entry = try handle.nextEntry() {
      count += 1
      guard count <= options.limits.archiveEntries else {
        throw ReadFailure(.tooManyEntries(limit: options.limits.archiveEntries))
      }
      guard let name = entry.name else {
        try readUnpacked(handle, of: item)
        continue
      }
      guard entry.kind != .folder, isWanted(name) else { continue }
      var inner = item.entry(name, modified: entry.modified)
      guard entry.kind == .file else {
        try sink.reject(.notRegularFile, in: inner)
        continue
      }
      guard !entry.isEncrypted else {
        try sink.reject(.encrypted, in: inner)
        continue
      }
      switch sidecars[name] {
      case .metadata?: continue
      case .broken(let failure)?:
        try sink.reject(failure.reason, in: inner, line: failure.line, offset: failure.offset)
        continue
      case .document?, nil: break
      }
      inner.sidecar = names.sidecars(of: name).flatMap { sidecar -> [JSONValue.Member] in
        guard case .metadata(let members)? = sidecars[sidecar] else { return [] }
        return members
      }
      try importer.read(handle, of: inner, depth: depth + 1)
    }
    if count == 0 { throw ReadFailure(.empty) }
  }

  /// A packed file is known by its own name without the last extension.
  private func readUnpacked(_ stream: any ByteStream, of item: SourceItem) throws {
    var inner = item
    let name = item.name
    let format = Format(name: name)
    if format == .compressed || format == .archive, let dot = name.lastIndex(of: ".") {
      inner.unpackedName = name[..<dot]
    }
    try importer.read(stream, of: inner, depth: depth + 1)
  }

  /// Whether an entry is to be read: not hidden, excluded or added by a packer.
  private func isWanted(_ name: String) -> Bool {
    let isHidden = name.split(separator: "/").contains {
      $0 == "__MACOSX" || ($0.hasPrefix(".") && $0 != "." && $0 != "..")
    }
    return !isHidden && !options.exclude.contains { $0.matches(name) }
  }

  /// The names of all files; none for a lone packed file. What is damaged ends the list,
  /// and is reported when the entries are read.
  private func names(in handle: ArchiveHandle) -> [String] {
    var names: [String] = []
    while names.count < options.limits.archiveEntries, let entry = try? handle.nextEntry(),
      let name = entry.name
    {
      if entry.kind == .file { names.append(name) }
    }
    return names
  }

  private func sidecars(_ names: Set<String>, in handle: ArchiveHandle) -> [String: Sidecar] {
    var sidecars: [String: Sidecar] = [:]
    while sidecars.count < names.count, let entry = try? handle.nextEntry() {
      guard let name = entry.name, names.contains(name), !entry.isEncrypted else { continue }
      sidecars[name] = Sidecar(handle, name: name, options: options)
    }
    return sidecars
  }
}
