// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a repair found, did and could not do.

extension IndexRepairer {
  /// What was found and done, or with `dryRun` what would be.
  public struct Report: Sendable {
    /// What was wrong, in the order it was found; empty if the index was sound.
    public internal(set) var problems: [BriefError] = []
    /// What became of each segment of the commit.
    public internal(set) var segments: [Segment] = []
    /// Documents that stay as they are, in segments that are sound.
    public internal(set) var keptDocumentCount = 0
    /// Documents of damaged segments that were indexed again from what was stored of them.
    public internal(set) var indexedDocumentCount = 0
    /// Documents that are lost.
    public internal(set) var lostDocumentCount = 0
    /// The identifiers of those of them that could be read, in the order of segments.
    public internal(set) var lostIdentifiers: [String] = []
    /// At most so many documents that had been deleted are back, since nothing says any more that they
    /// were. Documents that others had replaced are among them only if those are lost.
    public internal(set) var returnedDocumentCount = 0
    /// Whether the commit could not be read, so that its copy was taken. After a crash that may be one
    /// commit older; files it does not know of are set aside with the damaged ones.
    public internal(set) var isFromCopy = false
    /// The damaged files, under the names they were set aside by (with `dryRun`, would be).
    public internal(set) var setAside: [String] = []
    /// Whether the index was sound, so that there was nothing to repair.
    public var isSound: Bool { problems.isEmpty }
  }

  /// What became of a segment.
  public struct Segment: Sendable, Hashable {
    /// What is done with it.
    public enum Fate: String, Sendable, Hashable {
      /// It is sound and stays.
      case kept
      /// What can be read of its documents is indexed again: it is damaged, or another segment is, and
      /// the analyzers at hand are not those the index was built with.
      case indexedAgain
      /// None of its documents can be read, or not all of their texts are stored.
      case dropped
    }
    /// Its name: what its files' names begin with.
    public internal(set) var name: String
    public internal(set) var fate: Fate
    /// Documents that are saved.
    public internal(set) var documentCount: Int
    /// Documents that are lost.
    public internal(set) var lostDocumentCount: Int
  }
}
