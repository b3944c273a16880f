// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// `index.searcher()`, kept here so that `Index/` need not see `Search/`.

import BriefCodec

extension SearchIndex {
  /// A view of the last commit. Opens each segment's files and reads their roots: a fraction of a
  /// millisecond a segment, whatever its size.
  ///
  /// - Parameter memoryLimit: how many bytes the searcher may keep from one search for the next, beside the pages
  ///   of files that the system keeps: columns of common words, a byte a document for each word that one in sixteen
  ///   documents has, and 4,096 at least, and sets of the documents of ranges, a bit a document. Only what is asked
  ///   for again and again is kept, of words in segments of 16,384 documents or more, and each segment has its share
  ///   of the limit. By default a quarter of what posting lists take on disk; 0 keeps none of it. What
  ///   is in use says ``Searcher/memoryInUse``. Beside that, 80 to 180 KB are kept for each search that runs at the
  ///   same time as others, and 40 to 300 KB for each phrase that one of them looks for in a field, neighbouring
  ///   words included, of 64 phrases at most; and what dictionaries say of the 4,096 terms asked for last, a few hundred bytes each.
  public func searcher(memoryLimit: Int? = nil) throws(BriefError) -> Searcher {
    do {
      return Searcher(try snapshot(memoryLimit))
    } catch {
      throw BriefError(any: error)
    }
  }

  /// Opens the last commit. A writer may remove files of a commit while it is being opened, and a
  /// rebuild the whole folder; then there is a newer one.
  private func snapshot(_ memoryLimit: Int?) throws -> Snapshot {
    while true {
      let (folder, commit) = try Commit.readLast(at: directory)
      do {
        return try Snapshot(folder, commit: commit, memoryLimit: memoryLimit.map { max(0, $0) })
      } catch let error {
        let now = try Commit.readLast(at: folder)
        guard now.directory !== folder || now.commit.generation != commit.generation else {
          throw error
        }
      }
    }
  }
}
