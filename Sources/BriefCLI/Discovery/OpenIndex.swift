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

  /// Opens an index where it stands.
  ///
  /// - Throws: what the engine throws if it is not for an exchange meanwhile.
  init(_ located: LocatedIndex) throws(BriefError) {
    var attempt = 1
    while true {
      let path = located.standing
      let folder = Files.identity(of: path)
      do throws(BriefError) {
        let index = try SearchIndex.open(at: path)
        searcher = try index.searcher()
        self.index = index
        return
      } catch {
        guard attempt < Self.attempts,
          located.standing != path || Files.identity(of: path) != folder
        else { throw Self.missingFile(in: path) ?? error }
        attempt += 1
      }
    }
  }

  /// The damage of an index one of whose files is not there or is no file; to the engine that is a
  /// file that cannot be read.
  private static func missingFile(in path: String) -> BriefError? {
    guard let index = try? SearchIndex.open(at: path),
      let commit = try? Commit.read(from: index.directory)
    else { return nil }
    let missing = commit.segments.flatMap(\.fileNames).first {
      Files.kind(of: path + "/" + $0) != .file
    }
    return missing.map {
      BriefError(
        .corrupted, "The file \($0) of the index \(path) is missing or is no file.",
        location: BriefError.FileLocation(file: $0, offset: 0))
    }
  }
}
