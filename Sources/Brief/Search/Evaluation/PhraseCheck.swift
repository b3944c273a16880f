// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field, evaluated by windows. The rarest of its words and pairs stands for it
// among the lists, with the phrase's weight: since a phrase stands in a document at most as often as each
// of them, what that list says a document can score is a bound of what the phrase will. What is left of
// a batch then comes here: the other words are looked up, positions are compared, and the score that was
// claimed is replaced by the true one. Scores are exact sums, so nothing is lost by that.

import BriefCodec

/// A phrase that documents must have, in one segment.
struct PhraseCheck {
  /// Its first part claims the score.
  private var matcher: PhraseMatcher
  private let scorer: WordScorer
  private let isScored: Bool
  /// Which of the evaluation's lists claims the score.
  let claim: Int

  init(_ matcher: consuming PhraseMatcher, scorer: WordScorer, isScored: Bool, claim: Int) {
    self.matcher = matcher
    self.scorer = scorer
    self.isScored = isScored
    self.claim = claim
  }

  /// Drops the documents of a batch where the phrase does not stand, and those that stay below `floor`
  /// with its true score.
  mutating func refine(_ batch: inout Batch, floor: Float) throws(CorruptionError) {
    var kept = 0
    for first in stride(from: 0, to: batch.count, by: blockLength) {
      let range = first..<min(first + blockLength, batch.count)
      kept = try refine(&batch, range, to: kept, floor: floor)
    }
    batch.count = kept
    if isScored, floor > 0 { batch.drop(below: floor) }
  }

  /// Gives back what it worked in.
  mutating func giveBackRoom() { matcher.giveBackRoom() }

  private mutating func refine(
    _ batch: inout Batch, _ range: Range<Int>, to target: Int, floor: Float
  ) throws(CorruptionError) -> Int {
    var count = try matcher.findMembers(batch.documents, range)
    guard count > 0 else { return target }
    if isScored, floor > 0 { count = dropHopeless(batch, range.lowerBound, count, floor) }
    count = try matcher.findPlaces(count)
    var target = target
    for i in 0..<count {
      let slot = matcher.slot(i)
      let source = range.lowerBound + slot
      let document = batch.documents[source]
      batch.scores[target] =
        isScored
        ? others(batch, source, slot)
          + scorer.score(DocID(document), frequency: Float(matcher.frequency(i)))
        : batch.scores[source]
      batch.documents[target] = document
      target += 1
    }
    return target
  }

  /// The score of a document without what was claimed.
  @inline(__always)
  private func others(_ batch: borrowing Batch, _ index: Int, _ slot: Int) -> Float {
    guard batch.unclaimed != claim else { return batch.scores[index] }
    let claimed = scorer.score(
      DocID(batch.documents[index]), frequency: Float(matcher.claimedFrequency(slot)))
    return batch.scores[index] - claimed
  }

  /// Drops the slots that stay below `floor` even if the phrase stands wherever its rarest part does.
  private mutating func dropHopeless(
    _ batch: borrowing Batch, _ first: Int, _ count: Int, _ floor: Float
  ) -> Int {
    var kept = 0
    for i in 0..<count {
      let slot = matcher.slot(i)
      let document = DocID(batch.documents[first + slot])
      let most = scorer.score(document, frequency: Float(matcher.highestFrequency(slot)))
      guard others(batch, first + slot, slot) + most >= floor else { continue }
      matcher.keepSlot(i, as: kept)
      kept += 1
    }
    return kept
  }
}
