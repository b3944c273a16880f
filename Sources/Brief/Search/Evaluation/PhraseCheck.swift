// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field, evaluated by windows. Its rarest word stands for it among the lists, with
// the phrase's weight: since a phrase stands in a document at most as often as each of its words, what
// that list says a document can score is a bound of what the phrase will. The other words are required
// there without a score. What is left of a batch then comes here: positions are compared, and the score
// that was claimed is replaced by the true one. Scores are exact sums, so nothing is lost by that.

import BriefCodec

/// The words of an exact phrase in one segment.
struct PhraseCheck {
  /// In the phrase's order.
  private var words: [PositionsReader]
  private let offsets: [UInt32]
  private let scorer: WordScorer
  private let isScored: Bool
  /// The rarest word.
  private let claiming: Int
  private var cursors: [Int]

  init(
    _ lists: [BlockList], offsets: [Int], of segment: SegmentReader, scorer: WordScorer,
    isScored: Bool
  ) {
    words = lists.map { PositionsReader($0, in: segment) }
    self.offsets = offsets.map { UInt32($0) }
    self.scorer = scorer
    self.isScored = isScored
    claiming = Self.rarest(lists)
    cursors = lists.map { _ in 0 }
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
        if word == claiming {
          claimed = scorer.score(DocID(document), frequency: Float(frequency))
        }
      }
      let others = batch.scores[i] - claimed
      if isScored, floor > 0,
        others + scorer.score(DocID(document), frequency: Float(least)) < floor
      {
        continue
      }
      let frequency = try frequency(wantsAll: isScored)
      guard frequency > 0 else { continue }
      batch.documents[kept] = document
      batch.scores[kept] =
        isScored ? others + scorer.score(DocID(document), frequency: Float(frequency)) : 0
      kept += 1
    }
    batch.count = kept
    if isScored, floor > 0 { batch.drop(below: floor) }
  }

  /// How often the phrase stands in the document that all words have moved to; without `wantsAll`, 1 if
  /// it does at all.
  private mutating func frequency(wantsAll: Bool) throws(CorruptionError) -> Int {
    for word in words.indices {
      try words[word].readPositions()
      cursors[word] = 0
    }
    var count = 0
    places: for position in words[claiming].positions where position >= offsets[claiming] {
      let place = position - offsets[claiming]
      for word in words.indices where word != claiming {
        let wanted = place + offsets[word]
        var cursor = cursors[word]
        let end = words[word].positions.count
        while cursor < end, words[word].positions[cursor] < wanted { cursor += 1 }
        cursors[word] = cursor
        guard cursor < end else { break places }
        guard words[word].positions[cursor] == wanted else { continue places }
      }
      count += 1
      if !wantsAll { break }
    }
    return count
  }
}
