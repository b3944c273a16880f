// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a plan knows of each segment.

import BriefCodec

extension RepairPlan {
  /// A segment that stays.
  struct Kept {
    let reader: SegmentReader
    var live: LiveDocs
    var isChanged: Bool
  }

  /// A segment whose documents are indexed again, those that are marked.
  struct Salvaged {
    let segment: SalvagedSegment
    /// If not, it is only that the analyzers are others than it was built with.
    var isDamaged = true
    var isWanted: [Bool] = []
    /// Those that cannot, and how many of them are lost: whether others took their place is known when all
    /// segments were looked at.
    var unsaved = Unsaved()
    var lostCount = 0
  }

  /// Documents that cannot be indexed again: they cannot be read, or not all of their texts are stored.
  struct Unsaved {
    private(set) var documents: [Range<Int>] = []
    /// Of those that can be read.
    private(set) var identifiers: [Int: String] = [:]

    /// Adds a document that stands behind those there are.
    mutating func append(_ index: Int, identifier: String?) {
      identifiers[index] = identifier
      if let last = documents.last, last.upperBound == index {
        documents[documents.count - 1] = last.lowerBound..<(index + 1)
      } else {
        documents.append(index..<(index + 1))
      }
    }
  }

  enum Segment {
    case kept(Kept)
    case salvaged(Salvaged)
  }
}
