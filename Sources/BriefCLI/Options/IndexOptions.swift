// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser

/// Which index to use.
struct IndexOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The index: a name declared under Indexes/, or a path.",
      discussion: """
        Without it: BRIEF_INDEX, else the nearest index in this folder or one above it: an index \
        itself, .brief, index.yaml with build beside it, or the only one under Indexes/.
        """,
      valueName: "name|path"))
  var index: String?

  /// The index to read.
  func locate(on console: Console) throws(Failure) -> LocatedIndex {
    try IndexLocator(console).locate(index)
  }
}
