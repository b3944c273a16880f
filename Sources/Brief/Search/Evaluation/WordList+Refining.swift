// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which of a batch's documents a list has: those that stay get this word's score, the others are dropped, or kept
// without.

import BriefCodec

extension WordList {
  /// Adds this word's score to the documents of a batch that have it. Drops those that then stay below
  /// `floor`, and those that must have the word and do not, or must not and do.
  mutating func refine(
    _ batch: inout Batch, floor: Float, as role: Role
  ) throws(CorruptionError) {
    var kept = 0
    var start = 0
    var following = batch.count > 0 ? firstBlock(at: batch.documents[0]) : blockCount
    while start < batch.count {
      let next = following
      guard next < blockCount else { break }
      refinedBlock = next
      let last = next == block ? documents[count - 1] : lastDocuments[next]
      var end = start + 1
      if batch.documents[batch.count - 1] <= last {
        end = batch.count
      } else {
        while batch.documents[end] <= last { end += 1 }
        following = firstBlock(endingAtOrAfter: batch.documents[end], from: next + 1)
        if following < blockCount, merged == nil { stored.prefetch(block: following) }
      }
      // Those that this block could still lift over the floor; often none, and it is not decoded.
      var candidates = start..<end
      if floor > 0, isScored {
        let missing = floor - (try bound(ofBlock: next))
        let n = BlockKernels.selectReaching(
          missing, &batch.documents, &batch.scores, candidates, to: kept)
        candidates = kept..<(kept + n)
      }
      if !candidates.isEmpty {
        kept = try match(&batch, candidates, inBlock: next, to: kept, as: role)
      }
      start = end
    }
    if role != .required, start < batch.count {
      kept = batch.move(start..<batch.count, to: kept)
    }
    batch.count = kept
    if floor > 0, isScored { batch.drop(below: floor) }
  }

  /// Scores the candidates that are in a block and moves those that stay to `target` and after; returns
  /// where they end.
  private mutating func match(
    _ batch: inout Batch, _ candidates: Range<Int>, inBlock next: Int, to target: Int,
    as role: Role
  ) throws(CorruptionError) -> Int {
    let n: Int
    let offset: Int
    if next != block, merged == nil,
      let bits = try stored.match(
        batch.documents, candidates, inBitsOfBlock: next, matched: &batch.matched,
        places: &batch.places)
    {
      (n, offset) = bits
    } else {
      try decode(next)
      offset = frequenciesOffset
      n = BlockKernels.match(
        batch.documents, candidates, with: documents, count: count, matched: &batch.matched,
        places: &batch.places)
    }
    if n > 0, isScored, role != .excluded, let norms = scorer.norms {
      try decodeFrequencies(ofBlock: next, at: offset)
      let isInside = BlockKernels.addMatches(
        batch.documents, candidates, matched: batch.matched, places: batch.places, count: n,
        frequencies: frequencies, norms: norms.bytes,
        inverseNorms: scorer.similarity.inverseNorms, weight: scorer.weight,
        rounding: scorer.grid.magic, to: &batch.scores)
      guard isInside else { throw segment.beyondEnd(documents[count - 1]) }
    }
    switch role {
    case .required: return batch.keep(matches: n, of: candidates, to: target)
    case .excluded: return batch.drop(matches: n, of: candidates, to: target)
    case .optional: return batch.move(candidates, to: target)
    }
  }
}
