// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Builds an index anew in a folder aside and puts it in the place of the old one in one step. Readers
// keep what they have open; whoever opens the path meets either the old index or the new one. An
// interrupted rebuild leaves the folder aside, and the next one goes on with it.

import Brief

/// Builds an index anew beside the old one.
struct Rebuilder {
  let builder: IndexBuilder

  private var path: String { builder.plan.index.path }
  /// Where the new index is built.
  var aside: String { path + ".rebuild" }

  /// Builds aside and exchanges, unless the building was cut short.
  func run() throws -> BuildReport {
    try Files.makeFolder(Path.parent(of: path))
    try prepareAside()
    var report = try build()
    guard report.end == .complete else { return report }
    try exchange()
    report.indexBytes = Files.bytes(in: path)
    return report
  }

  /// Builds aside. A failure that came before the first commit leaves nothing there.
  private func build() throws -> BuildReport {
    let isNew = !Files.exists(aside)
    do {
      return try builder.run(at: aside)
    } catch {
      if isNew, (try? SearchIndex.open(at: aside).searcher().documentCount) ?? 0 == 0 {
        try? OldIndex.remove(aside)
      }
      throw error
    }
  }

  /// Keeps what an interrupted rebuild of the same kind left if it is sound; removes any other index, such
  /// as an old one, exchanged already, that was not removed to the end. What is no index is in the way.
  private func prepareAside() throws {
    guard Files.exists(aside) else { return }
    try OldIndex.requireNothingElse(at: aside)
    if let left = try? SearchIndex.open(at: aside), left.schema == builder.plan.schema,
      (try? left.isCurrent()) == true,
      (try? IndexChecker(path: aside).check(deep: false).isSound) == true
    {
      return
    }
    try OldIndex.remove(aside)
  }

  /// Puts the new index in the old one's place.
  private func exchange() throws {
    guard SearchIndex.exists(at: path) else {
      if Files.isFolder(path) { try Files.remove(emptyFolder: path) }
      try Files.rename(aside, to: path)
      return try Files.syncFolder(Path.parent(of: path))
    }
    // The old index's lock is held meanwhile, so that nobody who writes to the old index is cut off.
    // Nothing is written to it: no number of segments is worth a merge to this policy.
    var options = WriteOptions()
    options.mergePolicy = MergePolicy(factor: .max)
    options.lockTimeout = .seconds(builder.options.wait)
    do {
      try SearchIndex.open(at: path).write(options: options) { _ in try exchangeFolders() }
    } catch let error as BriefError
      where [.outdated, .corrupted, .formatTooOld, .formatTooNew].contains(error.code)
    {
      // Nobody can write to such an index.
      try exchangeFolders()
    }
    try OldIndex.moveOthers(from: aside, to: path)
    try OldIndex.remove(aside)
  }

  private func exchangeFolders() throws {
    if try !Files.exchange(path, aside) {
      // Without a way to exchange there is a moment without an index.
      let old = path + ".old"
      if Files.exists(old) {
        try OldIndex.requireNothingElse(at: old)
        try OldIndex.remove(old)
      }
      try Files.rename(path, to: old)
      try Files.rename(aside, to: path)
      try Files.rename(old, to: aside)
    }
    try Files.syncFolder(Path.parent(of: path))
  }
}
