// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The k best documents of a segment, and the bar they set for the next one. A heap with the worst
// kept document on top: a document that does not beat it costs one comparison.

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
package struct TopHits {
  package let limit: Int
  private let ranks: OrdinalColumn?
  private let boundary: PageBoundary?
  private var heap: [Candidate] = []
  private var leastFloor: Float = 0

  package init(limit: Int, ranks: OrdinalColumn?, after boundary: PageBoundary?) {
    self.limit = limit
    self.ranks = ranks
    self.boundary = boundary
  }

  /// The number of documents kept.
  package var count: Int { heap.count }

  /// The worst key that could still enter; a document whose key is above it cannot.
  package var worstKey: UInt64 {
    limit == 0 ? 0 : heap.count < limit ? .max : heap[0].key
  }

  /// The score below which no document can enter, where documents are ordered by score: equal scores
  /// may, since identifiers decide between them.
  package var floor: Float {
    heap.count < limit || limit == 0
      ? leastFloor : max(leastFloor, Candidate.score(key: heap[0].key))
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
    guard limit > 0, key <= worstKey else { return }
    let rank = UInt32(truncatingIfNeeded: try ranks?.first(of: doc) ?? doc.index)
    let candidate = Candidate(key: key, rank: rank, doc: doc)
    if let boundary, !boundary.isBefore(candidate) { return }
    if heap.count < limit {
      heap.append(candidate)
      siftUp(heap.count - 1)
    } else if candidate < heap[0] {
      heap[0] = candidate
      siftDown(0)
    }
  }

  /// The kept documents, best first.
  package consuming func sorted() -> [Candidate] { heap.sorted() }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent] < heap[child] else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child] < heap[child + 1] { child += 1 }
      guard heap[parent] < heap[child] else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
