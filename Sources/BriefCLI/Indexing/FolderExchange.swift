// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Puts a new index in the place of an old one. Most file systems exchange two folders in one step. On
// the others the old one is given another name first, so that there is a moment with nothing at the
// path. Whoever reads in that moment reads the old index under its other name; if the exchange is cut
// short there, whoever writes next gives the old one its name back, and a rebuild goes on from there.

import Brief

/// The exchange of an index with one that was built aside.
struct FolderExchange {
  /// The path of the index; behind a link, where that leads, so that it stays a link to an index.
  let path: String

  init(at path: String) { self.path = Files.resolved(path) }

  /// Where the new index is built.
  var aside: String { path + ".rebuild" }
  /// Where the old index is kept while it goes, if it cannot be exchanged in one step: a name that nobody
  /// gives to an index of his own.
  var old: String { aside + ".old" }

  /// Where the index is: at its path, unless an exchange is between its two steps.
  var standing: String { isHalfDone ? old : path }

  private var isHalfDone: Bool {
    !Files.exists(path) && SearchIndex.exists(at: old) && SearchIndex.exists(at: aside)
  }

  /// Puts the index that was built aside in the place of the old one, which goes; what is not the old
  /// index's own stays at the path.
  ///
  /// - Parameters:
  ///   - wait: seconds to wait for somebody who writes to the old index and must not be cut off.
  ///   - swap: exchanges two folders in one step; says whether the file system can.
  func run(wait: Double, by swap: (String, String) throws -> Bool) throws {
    guard Files.isFolder(path) else { return try rename(aside, to: path) }
    var left = aside
    try SearchIndex.holdingLock(at: path, timeout: .seconds(wait)) {
      if try swap(path, aside) { return try sync() }
      try clearOld()
      try renameBoth()
      left = old
    }
    try OldIndex.moveOthers(from: left, to: path)
    try OldIndex.remove(left)
  }

  private func renameBoth() throws {
    do {
      try rename(path, to: old)
      try rename(aside, to: path)
    } catch {
      if !Files.exists(path) { try? rename(old, to: path) }
      throw error
    }
  }

  /// Removes what an exchange that was cut short has not.
  private func clearOld() throws {
    guard Files.exists(old) else { return }
    try requireNothingElse(at: old)
    try OldIndex.moveOthers(from: old, to: path)
    try OldIndex.remove(old)
    if Files.exists(old) { try requireNothingElse(at: old) }
  }

  private func requireNothingElse(at path: String) throws {
    try OldIndex.requireNothingElse(
      at: path, why: "A rebuild keeps the old index there for a moment.")
  }

  /// Gives the old index its name back if an exchange was cut short between its two steps; one that is
  /// still going on is waited for.
  func putBack(wait: Double) throws {
    guard isHalfDone else { return }
    do {
      try SearchIndex.holdingLock(at: old, timeout: .seconds(wait)) {
        if isHalfDone { try rename(old, to: path) }
      }
    } catch {
      // The exchange that was waited for may have come to its end, and the old index be gone.
      guard !Files.exists(path) else { return }
      throw error
    }
  }

  /// Each name is durable before the next changes, since not every file system keeps their order.
  private func rename(_ folder: String, to other: String) throws {
    try Files.rename(folder, to: other)
    try sync()
  }

  private func sync() throws { try Files.syncFolder(Path.parent(of: path)) }
}
