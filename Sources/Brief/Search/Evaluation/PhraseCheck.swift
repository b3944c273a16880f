// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field, evaluated by windows. The rarest of its words and pairs stands for it
// among the lists, with the phrase's weight: since a phrase stands in a document at most as often as each
// of them, what that list says a document can score is a bound of what the phrase will. What is left of
// a batch then comes here: the other words are looked up, positions are compared, and the score that was
// claimed is replaced by the true one. Scores are exact sums, so nothing is lost by that.
//
// A whole batch goes through each step, so that what a step needs stays at hand: documents first, then
// frequencies, then positions, word by word, as long as documents are left.

import BriefCodec

/// The words of an exact phrase in one segment.
struct PhraseCheck {
  /// A word of the phrase, or a pair.
  struct Part {
    let list: BlockList
    /// Where the word stands in the phrase; `nil` for a pair, whose positions nobody knows.
    let offset: Int?
  }

  /// The claiming one first.
  private var readers: [PositionsReader]
  /// Indices of the words among ``readers``, the rarest first, and where they stand in the phrase.
  private let words: [(reader: Int, offset: UInt32)]
  private let scorer: WordScorer
  private let isScored: Bool

  /// Which of the evaluation's lists claims the score.
  var claim = 0

  private var slots = [UInt32](repeating: 0, count: blockLength)
  private var targets = [UInt32](repeating: 0, count: blockLength)
  /// Where the phrase may begin in the slots' documents, given the words looked at so far, and where each
  /// slot's places end.
  private var places = [UInt32](repeating: 0, count: 4 * blockLength)
  private var placeEnds = [Int](repeating: 0, count: blockLength)
  private var positions = [UInt32](repeating: 0, count: blockLength)

  /// A phrase of `parts`, of which the first claims its score.
  init(_ parts: [Part], of segment: SegmentReader, scorer: WordScorer, isScored: Bool) {
    readers = parts.map { PositionsReader($0.list, in: segment, slots: blockLength) }
    var words: [(reader: Int, offset: UInt32)] = []
    for (i, part) in parts.enumerated() {
      if let offset = part.offset { words.append((i, UInt32(offset))) }
    }
    self.words = words.sorted {
      (parts[$0.reader].list.documentFrequency, $0.reader)
        < (parts[$1.reader].list.documentFrequency, $1.reader)
    }
    self.scorer = scorer
    self.isScored = isScored
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

  private mutating func refine(
    _ batch: inout Batch, _ range: Range<Int>, to target: Int, floor: Float
  ) throws(CorruptionError) -> Int {
    var count = range.count
    for i in 0..<count {
      slots[i] = UInt32(i)
      targets[i] = batch.documents[range.lowerBound + i]
    }
    for i in readers.indices where count > 0 {
      count = try readers[i].keepMembers(&slots, &targets, count: count)
    }
    guard count > 0 else { return target }
    for i in readers.indices where isScored || words.contains(where: { $0.reader == i }) {
      try readers[i].readFrequencies(slots, count: count)
    }
    if isScored, floor > 0 { count = dropHopeless(batch, range.lowerBound, count, floor) }
    for word in words.indices where count > 0 {
      count = try word == 0 ? beginPlaces(count) : keepPlaces(word, count)
    }
    var target = target
    var start = 0
    for i in 0..<count {
      let source = range.lowerBound + Int(slots[i])
      let document = batch.documents[source]
      let frequency = placeEnds[i] - start
      start = placeEnds[i]
      batch.scores[target] =
        isScored
        ? others(batch, source, Int(slots[i]))
          + scorer.score(DocID(document), frequency: Float(frequency)) : batch.scores[source]
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
      DocID(batch.documents[index]), frequency: Float(readers[0].frequency(slot)))
    return batch.scores[index] - claimed
  }

  /// Drops the slots that stay below `floor` even if the phrase stands wherever its rarest part does.
  private mutating func dropHopeless(
    _ batch: borrowing Batch, _ first: Int, _ count: Int, _ floor: Float
  ) -> Int {
    var kept = 0
    for i in 0..<count {
      let slot = Int(slots[i])
      var least = UInt32.max
      for reader in readers.indices { least = min(least, readers[reader].frequency(slot)) }
      let document = DocID(batch.documents[first + slot])
      let most = scorer.score(document, frequency: Float(least))
      guard others(batch, first + slot, slot) + most >= floor else { continue }
      slots[kept] = slots[i]
      kept += 1
    }
    return kept
  }

  /// The places of the rarest word.
  private mutating func beginPlaces(_ count: Int) throws(CorruptionError) -> Int {
    let (reader, offset) = words[0]
    var kept = 0
    var end = 0
    for i in 0..<count {
      let start = end
      let stop = try readers[reader].readPositions(Int(slots[i]), into: &places, at: start)
      for place in start..<stop where places[place] >= offset {
        places[end] = places[place] - offset
        end += 1
      }
      guard end > start else { continue }
      slots[kept] = slots[i]
      placeEnds[kept] = end
      kept += 1
    }
    return kept
  }

  /// Keeps the places where another word follows as it should.
  private mutating func keepPlaces(_ word: Int, _ count: Int) throws(CorruptionError) -> Int {
    let (reader, offset) = words[word]
    var kept = 0
    var start = 0
    var end = 0
    for i in 0..<count {
      let positionCount = try readers[reader].readPositions(Int(slots[i]), into: &positions, at: 0)
      let source = start..<placeEnds[i]
      start = source.upperBound
      let found = BlockKernels.keepPlaces(
        &places, source, to: end, positions: positions, positionCount: positionCount,
        offset: offset)
      guard found > 0 else { continue }
      end += found
      slots[kept] = slots[i]
      placeEnds[kept] = end
      kept += 1
    }
    return kept
  }
}
