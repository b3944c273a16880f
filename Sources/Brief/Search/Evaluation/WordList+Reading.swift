// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents of a list in a range: into a batch, added to a window or to sums, or marked. Blocks that cannot score
// enough are stepped over.

import BriefCodec

extension WordList {
  /// Decodes the block `next`, or the first after it, that may hold documents before `high` and can
  /// score `floor`; steps over it. Says whether there was one.
  private mutating func decodeNext(
    _ next: inout Int, before high: UInt32, floor: Float
  ) throws(CorruptionError) -> Bool {
    while next < blockCount, base(ofBlock: next) < high {
      if floor > 0, next % TrailerLayout.groupLength == 0, next != block,
        try bound(ofGroup: next / TrailerLayout.groupLength) < floor
      {
        next += TrailerLayout.groupLength
        continue
      }
      let candidate = next
      next += 1
      if floor > 0, candidate != block, try bound(ofBlock: candidate) < floor { continue }
      try decode(candidate)
      return true
    }
    return false
  }

  /// The places of the decoded block's documents within `low..<high`.
  private func range(_ low: UInt32, _ high: UInt32) -> Range<Int> {
    let start =
      documents[0] >= low
      ? 0 : BlockKernels.firstAtOrAfter(low, in: documents, from: 0, count: count)
    let end =
      documents[count - 1] < high
      ? count : BlockKernels.firstAtOrAfter(high, in: documents, from: start, count: count)
    return start..<end
  }

  /// The block to begin with for documents from `low` on.
  func firstBlock(at low: UInt32) -> Int {
    block >= 0 && documents[count - 1] >= low
      ? block : firstBlock(endingAtOrAfter: low, from: max(block + 1, refinedBlock))
  }

  /// The first document that a block may hold; `.max` if there is no such block.
  func earliestDocument(ofBlock block: Int) -> UInt32 {
    block < blockCount ? base(ofBlock: block) : .max
  }

  /// Calls `body` with the documents, frequencies and scores of each block, and how many they are.
  mutating func forEachBlock(
    _ body: ([UInt32], [UInt32], [Float], Int) throws(CorruptionError) -> Void
  ) throws(CorruptionError) {
    for block in 0..<blockCount {
      try decode(block)
      try scoreBlock()
      try body(documents, frequencies, scores, count)
    }
  }

  /// All documents.
  mutating func allDocuments() throws(CorruptionError) -> [UInt32] {
    var all: [UInt32] = []
    all.reserveCapacity(documentFrequency)
    for block in 0..<blockCount {
      try decode(block)
      if merged == nil { try stored.checkLast(documents[count - 1], ofBlock: block) }
      all += documents[..<count]
    }
    return all
  }

  /// The first document from `low` on that the list can have, as far as is known without decoding
  /// anything; `.max` if there is none.
  func earliestDocument(from low: UInt32) -> UInt32 {
    let next = firstBlock(at: low)
    guard next < blockCount else { return .max }
    guard next == block else { return max(low, base(ofBlock: next)) }
    return documents[BlockKernels.firstAtOrAfter(low, in: documents, from: 0, count: count)]
  }

  /// Fills a batch with the documents of `low..<high` that score `floor` or more, those of the block
  /// `next` or of the first after it that has any, and steps over it. Says whether there were any.
  /// Without `isScoring` their scores are left to ``refine(_:floor:as:)``.
  mutating func read(
    _ next: inout Int, _ low: UInt32, _ high: UInt32, floor: Float, scores isScoring: Bool,
    into batch: inout Batch
  ) throws(CorruptionError) -> Bool {
    while try decodeNext(&next, before: high, floor: floor) {
      let range = range(low, high)
      if isScored, isScoring {
        try scoreBlock()
        batch.count = BlockKernels.selectReaching(
          floor, of: documents, scores, range, into: &batch.documents, &batch.scores, at: 0)
      } else {
        batch.fill(with: documents, range)
      }
      if batch.count > 0 { return true }
    }
    return false
  }

  /// Adds the scores of the documents of `low..<high` to a window, or to the sums of rare words; leaves out blocks that
  /// cannot score `floor`.
  mutating func add(
    _ low: UInt32, _ high: UInt32, floor: Float, to sums: inout some ScoreSums
  ) throws(CorruptionError) {
    var next = firstBlock(at: low)
    while try decodeNext(&next, before: high, floor: floor) {
      try scoreBlockIfAsked()
      sums.add(documents, scores, range(low, high))
    }
  }

  /// Marks the documents of `low..<high`.
  mutating func mark(
    _ low: UInt32, _ high: UInt32, in set: inout MarkedWindow
  ) throws(CorruptionError) {
    var next = firstBlock(at: low)
    while next < blockCount, base(ofBlock: next) < high {
      let base = base(ofBlock: next)
      if merged == nil, base >= low, lastDocuments[next] < high {
        let count = try stored.readWords(ofBlock: next, into: &set.words)
        if count > 0 {
          guard set.mark(count: count, at: base) else { throw segment.beyondEnd(base) }
          next += 1
          continue
        }
      }
      try decode(next)
      guard set.mark(documents, range(low, high)) else {
        throw segment.beyondEnd(documents[count - 1])
      }
      next += 1
    }
  }
}
