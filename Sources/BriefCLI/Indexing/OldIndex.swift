// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An index that another has taken the place of. Its own files go; whatever else lies in its folder is
// somebody's, and is never removed.

import Brief

/// What a rebuild does with the folder of an old index.
enum OldIndex {
  private static func others(in folder: String) -> [String] {
    Files.names(in: folder).filter { !IndexFolder.isOwn($0) }
  }

  /// Refuses what a rebuild did not make: a file, or a folder with things in it none of which is an
  /// index's.
  ///
  /// - Parameter why: what the place is needed for.
  static func requireNothingElse(at path: String, why: String) throws(Failure) {
    let names = Files.names(in: path)
    guard !Files.isFolder(path) || !names.isEmpty && !names.contains(where: IndexFolder.isOwn)
    else { return }
    throw Failure(
      .inputOutput, code: "ioFailure", "\(path) is in the way, and is no index.",
      why: why, remedy: "Give it another name and run the command again.",
      location: path)
  }

  /// Moves what is no index's from one folder to another, unless there is something of that name.
  static func moveOthers(from folder: String, to other: String) throws(SystemError) {
    let names = others(in: folder)
    for name in names where !Files.exists(other + "/" + name) {
      try Files.rename(folder + "/" + name, to: other + "/" + name)
    }
    if !names.isEmpty { try Files.syncFolder(other) }
  }

  /// Removes an index's own files, and its folder if that is all there was in it.
  static func remove(_ folder: String) throws(SystemError) {
    for name in Files.names(in: folder) where IndexFolder.isOwn(name) {
      try Files.remove(folder + "/" + name)
    }
    if Files.names(in: folder).isEmpty { try Files.remove(emptyFolder: folder) }
  }
}
