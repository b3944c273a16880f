// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Opening an index that a rebuild may exchange at that very moment. The files of an index are opened
// one after the other by their paths; if the folder becomes another one in between, what was opened
// does not belong together, which the engine's checksums tell. Then the index is opened again.

import Brief

/// An index with a view of its last commit.
struct OpenIndex {
  let index: SearchIndex
  let searcher: Searcher

  /// A rebuild exchanges the folder once; more often only if several follow each other.
  private static let attempts = 10

  /// Opens the index at `path`.
  ///
  /// - Throws: what the engine throws if it is not for an exchange meanwhile.
  init(_ located: LocatedIndex) throws(BriefError) {
    var attempt = 1
    while true {
      let folder = Files.identity(of: located.path)
      do throws(BriefError) {
        let index = try SearchIndex.open(at: located.path)
        searcher = try index.searcher()
        self.index = index
        return
      } catch {
        guard attempt < Self.attempts, Files.identity(of: located.path) != folder else {
          throw error
        }
        attempt += 1
      }
    }
  }
}
