// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The k best documents of a segment, and the bar they set for the next one: a document that does not
// reach it costs one comparison.

package import BriefCodec

/// A document with what it is ordered by. Smaller is better.
package struct Candidate: Sendable, Hashable, Comparable {
  /// The sort key as an integer of the same order, best smallest.
  package let key: UInt64
  /// The document's rank among the segment's identifiers: breaks ties.
  package let rank: UInt32
  package let doc: DocID

  package static func < (a: Candidate, b: Candidate) -> Bool {
    a.key != b.key ? a.key < b.key : a.rank < b.rank
  }

  /// The key of a score: higher scores are better.
  @inline(__always)
  package static func key(score: Float) -> UInt64 { UInt64(~score.bitPattern) }
  /// The score of such a key.
  package static func score(key: UInt64) -> Float {
    Float(bitPattern: ~UInt32(truncatingIfNeeded: key))
  }
}

/// Where an earlier page ended, in terms of one segment.
package struct PageBoundary: Sendable {
  package let key: UInt64
  /// The last rank at that key that was on an earlier page; −1 if none was.
  package let rank: Int

  func isBefore(_ candidate: Candidate) -> Bool {
    candidate.key != key ? candidate.key > key : Int(candidate.rank) > rank
  }
}

/// The `limit` best documents offered so far.
///
/// Documents are appended until there are twice as many as wanted; then the better half is selected, in
/// linear time. A heap would know the bar for the next document at once, but costs a walk down its
/// levels for each that passes (a third of the time of a union's best thousand).
package struct TopHits {
  package let limit: Int
  private let ranks: OrdinalColumn?
  private let boundary: PageBoundary?
  private var candidates: [Candidate] = []
  /// The worst of the best at the last selection; nothing that does not beat it can enter.
  private var bar: Candidate?
  private var leastFloor: Float = 0

  package init(limit: Int, ranks: OrdinalColumn?, after boundary: PageBoundary?) {
    self.limit = limit
    self.ranks = ranks
    self.boundary = boundary
  }

  /// The number of documents kept.
  package var count: Int { min(limit, candidates.count) }

  /// The score below which no document can enter, where documents are ordered by score: equal scores
  /// may, since identifiers decide between them.
  package var floor: Float {
    bar.map { max(leastFloor, Candidate.score(key: $0.key)) } ?? leastFloor
  }

  /// Makes it known that documents below a score cannot be among the best of all segments.
  package mutating func raiseFloor(to score: Float) { leastFloor = max(leastFloor, score) }

  /// Keeps those of a batch that are among the best by score, times what their age is worth.
  package mutating func offer(_ batch: Batch, _ decay: RecencyDecay?) throws(CorruptionError) {
    for i in 0..<batch.count {
      let doc = batch.document(i)
      var score = batch.score(i)
      if let decay { score *= try decay.factor(doc) }
      try offer(doc, key: Candidate.key(score: score))
    }
  }

  /// Keeps a document if it is among the best.
  package mutating func offer(_ doc: DocID, key: UInt64) throws(CorruptionError) {
    guard limit > 0 else { return }
    if let bar, key > bar.key { return }
    let rank = UInt32(truncatingIfNeeded: try ranks?.first(of: doc) ?? doc.index)
    let candidate = Candidate(key: key, rank: rank, doc: doc)
    if let bar, bar < candidate { return }
    if let boundary, !boundary.isBefore(candidate) { return }
    candidates.append(candidate)
    if candidates.count == limit, bar == nil {
      bar = candidates.max()
    } else if candidates.count == 2 * limit {
      select()
    }
  }

  /// The kept documents, best first.
  package consuming func sorted() -> [Candidate] {
    candidates.sort()
    return Array(candidates.prefix(limit))
  }

  /// Keeps the better half: Hoare's selection, with the median of three as pivot.
  private mutating func select() {
    var (low, high) = (0, candidates.count - 1)
    while low < high {
      let middle = (low + high) / 2
      let (a, b, c) = (candidates[low], candidates[middle], candidates[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while candidates[i] < pivot { i += 1 }
        while pivot < candidates[j] { j -= 1 }
        guard i <= j else { break }
        candidates.swapAt(i, j)
        i += 1
        j -= 1
      }
      if limit - 1 <= j { high = j } else if limit - 1 >= i { low = i } else { break }
    }
    candidates.removeLast(candidates.count - limit)
    bar = candidates.max()
  }
}
