// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How well documents of a list can score, without decoding it: bounds of blocks, of groups of blocks, and of ranges.
// They are asked for ahead of the blocks, and as these go forward only.

import BriefCodec

extension WordList {
  /// A score that so many documents of the list reach, as far as that is known; else 0. Mutating only lest the list
  /// be copied to be asked.
  mutating func score(reachedBy count: Int) throws(CorruptionError) -> Float {
    guard isScored, merged == nil,
      let impact = try stored.impact(reachedBy: count, scorer.similarity.inverseNorms)
    else { return 0 }
    return scorer.score(impact: impact)
  }

  /// The most a document of a block can score.
  mutating func bound(ofBlock block: Int) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    guard mergedBounds.isEmpty else { return mergedBounds[block] }
    guard stored.hasImpacts else { return maximum }
    let place = block & (knownBlocks.count - 1)
    let known = knownBlocks[place]
    if known.block == Int32(truncatingIfNeeded: block) { return known.bound }
    let best = scorer.score(
      impact: try stored.bestImpact(of: .block(block), scorer.similarity.inverseNorms))
    knownBlocks[place] = (Int32(truncatingIfNeeded: block), best)
    return best
  }

  /// The most a document of a group of blocks can score.
  mutating func bound(ofGroup group: Int) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    if knownGroup.index == group { return knownGroup.bound }
    guard mergedBounds.isEmpty, stored.hasImpacts else { return maximum }
    let best = scorer.score(
      impact: try stored.bestImpact(of: .group(group), scorer.similarity.inverseNorms))
    knownGroup = (group, best)
    return best
  }

  /// The end, exclusive, of the block that holds `low` or the first document after it; `nil` if there
  /// is none.
  mutating func blockEnd(at low: UInt32) -> UInt32? {
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    return boundsBlock < blockCount ? end(ofBlock: boundsBlock) : nil
  }

  /// The most a document of the group of blocks that holds `low`, or the first document after it, can
  /// score, and where that group ends, exclusive; `nil` if there is none.
  mutating func groupBound(
    at low: UInt32
  ) throws(CorruptionError) -> (bound: Float, end: UInt32)? {
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    guard boundsBlock < blockCount else { return nil }
    let group = boundsBlock / TrailerLayout.groupLength
    let last = min((group + 1) * TrailerLayout.groupLength, blockCount) - 1
    return (isScored ? try bound(ofGroup: group) : 0, end(ofBlock: last))
  }

  /// The most a document of `low..<high` can score here. Ranges must ascend.
  mutating func bound(_ low: UInt32, _ high: UInt32) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    var best: Float = 0
    var next = boundsBlock
    while next < blockCount, best < maximum {
      // A whole group at once, where the range holds it all.
      if next % TrailerLayout.groupLength == 0, next + TrailerLayout.groupLength <= blockCount,
        lastDocuments[next + TrailerLayout.groupLength - 1] < high
      {
        best = max(best, try bound(ofGroup: next / TrailerLayout.groupLength))
        next += TrailerLayout.groupLength
        continue
      }
      best = max(best, try bound(ofBlock: next))
      guard lastDocuments[next] < high - 1 else { break }
      next += 1
    }
    return best
  }
}
