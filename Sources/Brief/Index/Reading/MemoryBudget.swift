// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a segment's readers may keep in memory from one search for the next: columns of common words, sets of
// the documents of ranges. Whoever keeps something takes its bytes first.

import BriefCodec

/// Bytes that can be taken and given back.
final class MemoryBudget: Sendable {
  let limit: Int
  private let taken = Guarded(0)

  init(limit: Int) { self.limit = limit }

  /// The bytes that are taken.
  var inUse: Int { taken.withLock { $0 } }

  /// Takes bytes, if there are as many.
  func take(_ count: Int) -> Bool {
    taken.withLock { taken in
      guard count <= limit - taken else { return false }
      taken += count
      return true
    }
  }

  /// Gives bytes back that were taken.
  func giveBack(_ count: Int) { taken.withLock { $0 -= count } }
}
