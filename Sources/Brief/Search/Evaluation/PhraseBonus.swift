// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What standing together adds to the score of documents that match by their words: an exact phrase, in any
// of the fields it may stand in, that nobody must have. A batch that may still reach the floor comes here;
// frequencies tell of most of its documents that the phrase cannot lift them there, and positions are read
// for the rest.

import BriefCodec

/// A phrase that adds to the score, in one segment.
struct PhraseBonus {
  private var fields: [(matcher: PhraseMatcher, weight: Float)] = []
  private let scorer: WordScorer
  /// The most it can add to a score.
  let maximum: Float

  /// By slot: how often the phrase may stand in its document, weighted, and how often it does.
  private var highest = [Float](repeating: 0, count: blockLength)
  private var frequencies = [Float](repeating: 0, count: blockLength)
  /// By field, how many slots are left.
  private var counts: [Int] = []

  /// `nil` if no document of the segment can have the phrase.
  init?(_ phrase: PlannedPhrase, _ context: CursorContext) throws(CorruptionError) {
    for field in phrase.fields {
      guard let parts = try PhraseLists.parts(of: field, context) else { continue }
      fields.append((PhraseMatcher(parts.deciding, of: context.segment), field.weight))
    }
    guard !fields.isEmpty else { return nil }
    scorer = try context.scorer(field: phrase.field, weight: phrase.weight)
    maximum = context.grid.round(phrase.weight)
    counts = fields.map { _ in 0 }
  }

  /// Adds what the phrase adds to the documents of a batch; of those that stay below `floor` anyway it may
  /// add nothing.
  mutating func refine(_ batch: inout Batch, floor: Float) throws(CorruptionError) {
    for first in stride(from: 0, to: batch.count, by: blockLength) {
      try refine(&batch, first..<min(first + blockLength, batch.count), floor: floor)
    }
  }

  private mutating func refine(
    _ batch: inout Batch, _ range: Range<Int>, floor: Float
  ) throws(CorruptionError) {
    for slot in 0..<range.count { (highest[slot], frequencies[slot]) = (0, 0) }
    for i in fields.indices {
      counts[i] = try fields[i].matcher.findMembers(batch.documents, range)
      for place in 0..<counts[i] {
        let slot = Int(fields[i].matcher.slots[place])
        highest[slot] += Float(fields[i].matcher.highestFrequency(slot)) * fields[i].weight
      }
    }
    for i in fields.indices where counts[i] > 0 {
      if floor > 0 { dropHopeless(batch, range.lowerBound, field: i, floor) }
      let count = try fields[i].matcher.findPlaces(counts[i])
      for place in 0..<count {
        let slot = Int(fields[i].matcher.slots[place])
        frequencies[slot] += Float(fields[i].matcher.frequency(place)) * fields[i].weight
      }
    }
    for slot in 0..<range.count where frequencies[slot] > 0 {
      let document = DocID(batch.documents[range.lowerBound + slot])
      batch.scores[range.lowerBound + slot] += scorer.score(document, frequency: frequencies[slot])
    }
  }

  /// Drops a field's slots that stay below `floor` even if the phrase stands wherever it may.
  private mutating func dropHopeless(
    _ batch: borrowing Batch, _ first: Int, field: Int, _ floor: Float
  ) {
    var kept = 0
    for place in 0..<counts[field] {
      let slot = Int(fields[field].matcher.slots[place])
      let most = scorer.score(
        DocID(batch.documents[first + slot]), frequency: highest[slot])
      guard batch.scores[first + slot] + most >= floor else { continue }
      fields[field].matcher.keepSlot(place, as: kept)
      kept += 1
    }
    counts[field] = kept
  }
}
