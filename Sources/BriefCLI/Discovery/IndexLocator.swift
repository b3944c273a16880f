// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which index is meant. A name or path that was given wins; else, as git does it, the nearest folder
// at or above the current one that has an index. In each folder, in this order:
//
//     the folder is an index itself
//     .brief                      is an index
//     index.yaml                  declares the index `build` beside it
//     Indexes/NAME/index.yaml     declares indexes; one alone is meant, of several one must be named
//
// Nothing is opened here: a folder is taken for an index if the engine finds a commit in it.

import Brief

/// Finds the index a command is to work on.
package struct IndexLocator {
  private let folder: String
  private let environment: (String) -> String?
  private let isIndex: (String) -> Bool

  package init(
    _ console: Console, isIndex: @escaping (String) -> Bool = IndexLocator.isIndex
  ) {
    folder = console.folder
    environment = console.environment
    self.isIndex = isIndex
  }

  private static func isIndex(_ path: String) -> Bool {
    SearchIndex.exists(at: FolderExchange(at: path).standing)
  }

  /// An index to read.
  package func locate(_ name: String?) throws(Failure) -> LocatedIndex {
    if let found = try given(name) {
      guard isIndex(found.path) else { throw notBuilt(found) }
      return found
    }
    for folder in Path.upwards(from: folder) {
      if let found = try nearby(folder, isRead: true) { return found }
    }
    throw Failure(
      .noIndex, code: "notAnIndex", "There is no index in \(folder) or above it.",
      remedy: "Run “brief index FOLDER” to make one, or name one with --index.")
  }

  /// An index to write, which need not be there yet.
  ///
  /// - Parameter hasSources: whether the command names what to index; then declared indexes, which
  ///   name their own sources, are not meant unless they are named, and `.brief` in the current
  ///   folder is made if there is none above.
  package func locateForWriting(
    _ name: String?, hasSources: Bool
  ) throws(Failure) -> LocatedIndex {
    if let found = try given(name) { return found }
    for folder in Path.upwards(from: folder) {
      if let found = try nearby(folder, isRead: false) {
        if hasSources && found.definition != nil { continue }
        return found
      }
    }
    guard hasSources else {
      throw Failure(
        .usage, code: "usage", "There is nothing to index: no folder was named.",
        why: "No index was found in \(folder) or above it that knows its sources.",
        remedy: "brief index FOLDER")
    }
    return LocatedIndex(
      name: Path.name(of: folder), path: Path.absolute(".brief", from: folder), origin: .folder)
  }

  /// All indexes that are declared or stand near the current folder, nearest first.
  package func all() -> [LocatedIndex] {
    var found: [LocatedIndex] = []
    for folder in Path.upwards(from: folder) {
      let own = [undeclared(folder), declared(folder)].compactMap(\.self)
      for index in own + declaredIndexes(in: folder)
      where !found.contains(where: { $0.path == index.path }) {
        found.append(index)
      }
    }
    return found
  }

  // MARK: - An index that was named

  private func given(_ name: String?) throws(Failure) -> LocatedIndex? {
    let variable = environment("BRIEF_INDEX").flatMap { $0.isEmpty ? nil : $0 }
    guard let value = name ?? variable else { return nil }
    let origin: LocatedIndex.Origin = name == nil ? .environment : .option
    let path = Path.absolute(value, from: folder)
    if !value.contains("/") {
      // A name; a folder of that name in sight is meant only if it is an index.
      for folder in Path.upwards(from: folder) {
        if var index = declared(folder + "/Indexes/" + value) {
          index.origin = origin
          return index
        }
      }
    }
    if var index = at(path) {
      index.origin = origin
      return index
    }
    guard value.contains("/") || Files.isFolder(path) else { throw unknown(value) }
    return LocatedIndex(name: Path.name(of: path), path: path, origin: origin)
  }

  private func at(_ path: String) -> LocatedIndex? {
    if Files.kind(of: path) == .file, Path.name(of: path) == Self.definitionName {
      return declared(Path.parent(of: path))
    }
    return undeclared(path) ?? declared(path)
  }

  // MARK: - An index that is near

  private func nearby(_ folder: String, isRead: Bool) throws(Failure) -> LocatedIndex? {
    if let index = undeclared(folder) { return index }
    if let index = declared(folder) {
      guard !isRead || isIndex(index.path) else { throw notBuilt(index) }
      return index
    }
    let declared = declaredIndexes(in: folder)
    let usable = isRead ? declared.filter { isIndex($0.path) } : declared
    if usable.count == 1 { return usable[0] }
    if usable.count > 1 {
      throw Failure(
        .usage, code: "usage", "There are several indexes in \(folder)/Indexes.",
        why: "They are \(usable.map(\.name).joined(separator: ", ")).",
        remedy: "Name one: --index \(usable[0].name)")
    }
    if isRead, let index = declared.first { throw notBuilt(index) }
    return nil
  }

  /// The index at or in a folder that no definition declares.
  private func undeclared(_ folder: String) -> LocatedIndex? {
    for (path, named) in [(folder, folder), (folder + "/.brief", folder)] where isIndex(path) {
      let parent = Path.parent(of: path)
      if Path.name(of: path) == "build", let index = declared(parent) { return index }
      let name = Path.name(of: named) == ".brief" ? Path.name(of: parent) : Path.name(of: named)
      return LocatedIndex(name: name, path: Path.normalized(path), origin: .folder)
    }
    return nil
  }

  /// The index that `index.yaml` in a folder declares.
  private func declared(_ folder: String) -> LocatedIndex? {
    let definition = folder + "/" + Self.definitionName
    guard Files.kind(of: definition) == .file else { return nil }
    return LocatedIndex(
      name: Path.name(of: folder), path: folder + "/build", definition: definition, origin: .folder)
  }

  private func declaredIndexes(in folder: String) -> [LocatedIndex] {
    let indexes = folder == "/" ? "/Indexes" : folder + "/Indexes"
    guard Files.isFolder(indexes) else { return [] }
    return Files.names(in: indexes).compactMap { declared(indexes + "/" + $0) }
  }

  /// The file that declares an index.
  package static let definitionName = "index.yaml"

  // MARK: - What is said

  private func notBuilt(_ index: LocatedIndex) -> Failure {
    guard index.definition != nil else {
      return Failure(
        .noIndex, code: "notAnIndex", "There is no index at \(index.path).",
        remedy:
          "Run “brief index FOLDER --index \(asArgument(index.path))” to make it.",
        location: index.path)
    }
    return Failure(
      .noIndex, code: "notAnIndex", "The index “\(index.name)” is declared but not built yet.",
      remedy: "brief rebuild \(index.name)", location: index.path)
  }

  /// `path` so that it is taken for a path: with a slash.
  private func asArgument(_ path: String) -> String {
    let shown = Path.shown(path, from: folder)
    return shown.contains("/") ? shown : "./" + shown
  }

  private func unknown(_ name: String) -> Failure {
    let names = all().map(\.name)
    let near = Spelling.nearest(to: name, in: names)
    return Failure(
      .noIndex, code: "notAnIndex", "There is no index “\(name)”.",
      why: names.isEmpty ? nil : "The indexes in sight are \(names.joined(separator: ", ")).",
      remedy: near.map { "--index \($0)" } ?? "Give a path, such as ./\(name), or a declared name.")
  }
}
