// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Builds an index anew in a folder aside and exchanges it with the old one. Readers keep what they have
// open; whoever opens the path meets either the old index or the new one. An interrupted rebuild leaves
// the folder aside, and the next one goes on with it.

import Brief

/// Builds an index anew beside the old one.
struct Rebuilder {
  private let builder: IndexBuilder
  private let exchange: FolderExchange

  /// Where the new index is built.
  var aside: String { exchange.aside }

  init(builder: IndexBuilder) {
    self.builder = builder
    exchange = FolderExchange(at: builder.plan.index.path)
  }

  /// Builds aside and exchanges, unless the building was cut short.
  func run() throws -> BuildReport {
    try Files.makeFolder(Path.parent(of: aside))
    try prepareAside()
    var report = try build()
    guard report.end == .complete else { return report }
    try exchange.run(wait: builder.options.wait, by: builder.console.exchange)
    report.indexBytes = Files.bytes(in: exchange.path)
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
    try OldIndex.requireNothingElse(at: aside, why: "A rebuild builds there.")
    if let left = try? SearchIndex.open(at: aside), left.schema == builder.plan.schema,
      (try? left.isCurrent()) == true,
      (try? IndexChecker(path: aside).check(deep: false).isSound) == true
    {
      return
    }
    try OldIndex.remove(aside)
  }
}
