// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field, evaluated by windows. Its rarest word stands for it among the lists, with
// the phrase's weight: since a phrase stands in a document at most as often as each of its words, what
// that list says a document can score is a bound of what the phrase will. The other words are required
// there without a score. What is left of a batch then comes here: positions are compared, and the score
// that was claimed is replaced by the true one. Scores are exact sums, so nothing is lost by that.

import BriefCodec

/// The words of an exact phrase in one segment.
struct PhraseCheck {
  /// The rarest first; and where each stands in the phrase.
  private var words: [PositionsReader]
  private let offsets: [UInt32]
  private let scorer: WordScorer
  private let isScored: Bool
  /// Where the phrase may begin, given the words looked at so far.
  private var places = [UInt32](repeating: 0, count: 64)

  init(
    _ lists: [BlockList], offsets: [Int], of segment: SegmentReader, scorer: WordScorer,
    isScored: Bool
  ) {
    let order = lists.indices.sorted {
      (lists[$0].documentFrequency, $0) < (lists[$1].documentFrequency, $1)
    }
    words = order.map { PositionsReader(lists[$0], in: segment) }
    self.offsets = order.map { UInt32(offsets[$0]) }
    self.scorer = scorer
    self.isScored = isScored
  }

  /// The word that stands for a phrase.
  static func rarest(_ lists: [BlockList]) -> Int {
    lists.indices.min { lists[$0].documentFrequency < lists[$1].documentFrequency } ?? 0
  }

  /// Drops the documents of a batch where the phrase does not stand, and those that stay below `floor`
  /// with its true score.
  mutating func refine(_ batch: inout Batch, floor: Float) throws(CorruptionError) {
    var kept = 0
    documents: for i in 0..<batch.count {
      let document = batch.documents[i]
      var least = UInt32.max
      var claimed: Float = 0
      for word in words.indices {
        guard try words[word].move(to: document) else { continue documents }
        guard isScored else { continue }
        let frequency = try words[word].frequency()
        least = min(least, frequency)
        if word == 0 {
          claimed = scorer.score(DocID(document), frequency: Float(frequency))
        }
      }
      let others = batch.scores[i] - claimed
      if isScored, floor > 0,
        others + scorer.score(DocID(document), frequency: Float(least)) < floor
      {
        continue
      }
      let frequency = try frequency()
      guard frequency > 0 else { continue }
      batch.documents[kept] = document
      batch.scores[kept] =
        isScored ? others + scorer.score(DocID(document), frequency: Float(frequency)) : 0
      kept += 1
    }
    batch.count = kept
    if isScored, floor > 0 { batch.drop(below: floor) }
  }

  /// How often the phrase stands in the document that all words have moved to. Words are read as long as
  /// there are places left for it.
  private mutating func frequency() throws(CorruptionError) -> Int {
    var count = 0
    for word in words.indices {
      try words[word].readPositions()
      if word > 0 {
        count = BlockKernels.keepPlaces(
          &places, count: count, positions: words[word].positions,
          positionCount: words[word].positionCount, offset: offsets[word])
      } else {
        if places.count < words[0].positionCount {
          places = [UInt32](repeating: 0, count: words[0].positionCount * 2)
        }
        for i in 0..<words[0].positionCount where words[0].positions[i] >= offsets[0] {
          places[count] = words[0].positions[i] - offsets[0]
          count += 1
        }
      }
      guard count > 0 else { return 0 }
    }
    return count
  }
}
