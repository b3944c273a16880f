// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// `index.searcher()`, kept here so that `Index/` need not see `Search/`.

import BriefCodec

extension SearchIndex {
  /// A view of the last commit. Opens each segment's files and reads their roots: a fraction of a
  /// millisecond a segment, whatever its size.
  public func searcher() throws(BriefError) -> Searcher {
    do {
      return Searcher(try snapshot())
    } catch {
      throw BriefError(any: error)
    }
  }

  /// Opens the last commit. A writer may remove files of a commit while it is being opened, and a
  /// rebuild the whole folder; then there is a newer one.
  private func snapshot() throws -> Snapshot {
    while true {
      let (folder, commit) = try Commit.readLast(at: directory)
      do {
        return try Snapshot(folder, commit: commit)
      } catch let error {
        let now = try Commit.readLast(at: folder)
        guard now.directory !== folder || now.commit.generation != commit.generation else {
          throw error
        }
      }
    }
  }
}
