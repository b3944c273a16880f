// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What standing together adds to the score of documents that match by their words: an exact phrase, in any
// of the fields it may stand in, that nobody must have. A batch that may still reach the floor comes here;
// frequencies tell of most of its documents that the phrase cannot lift them there, and positions are read
// for the rest.

import BriefCodec

/// A phrase that adds to the score, in one segment.
struct PhraseBonus {
  /// What the phrase is looked for by in each field that may have it, and how much that counts.
  private var fields: [(parts: [PhraseMatcher.Part], weight: Float)] = []
  /// One a field, made when the first document asks: of a page pasted as a query, many never do.
  private var matchers: [PhraseMatcher] = []
  private let segment: SegmentReader
  private let scorer: WordScorer
  /// The most it can add to a score.
  let maximum: Float

  /// The documents that the phrase may lift to the floor, each in a slot, and where they are in the batch.
  private var documents = [UInt32](zeros: blockLength)
  private var indices = [Int](zeros: blockLength)
  /// By slot: how often the phrase may stand in its document, weighted, and how often it does.
  private var highest = [Float](zeros: blockLength)
  private var frequencies = [Float](zeros: blockLength)
  /// By field, how many slots are left.
  private var counts: [Int] = []

  /// `nil` if no document of the segment can have the phrase.
  init?(_ phrase: PlannedPhrase, _ context: CursorContext) throws(CorruptionError) {
    for field in phrase.fields {
      guard let parts = try PhraseLists.parts(of: field, context) else { continue }
      fields.append((parts.deciding, field.weight))
    }
    guard !fields.isEmpty else { return nil }
    segment = context.segment
    scorer = try context.scorer(field: phrase.field, weight: phrase.weight)
    maximum = context.grid.round(phrase.weight)
    counts = fields.map { _ in 0 }
  }

  /// Adds what the phrase adds to the documents of a batch; to those that stay below `floor` all the same
  /// it may add nothing.
  mutating func refine(_ batch: inout Batch, floor: Float) throws(CorruptionError) {
    var next = 0
    while next < batch.count {
      let count = takeCandidates(batch, from: &next, floor: floor)
      if count > 0 { try refine(&batch, count, floor: floor) }
    }
  }

  /// Gives slots to the next documents of a batch that may reach the floor; returns how many.
  private mutating func takeCandidates(
    _ batch: borrowing Batch, from next: inout Int, floor: Float
  ) -> Int {
    var count = 0
    while next < batch.count, count < blockLength {
      if batch.scores[next] + maximum >= floor {
        documents[count] = batch.documents[next]
        indices[count] = next
        (highest[count], frequencies[count]) = (0, 0)
        count += 1
      }
      next += 1
    }
    return count
  }

  private mutating func refine(
    _ batch: inout Batch, _ count: Int, floor: Float
  ) throws(CorruptionError) {
    if matchers.isEmpty { matchers = fields.map { PhraseMatcher($0.parts, of: segment) } }
    for i in fields.indices {
      counts[i] = try matchers[i].findMembers(documents, 0..<count)
      for place in 0..<counts[i] {
        let slot = Int(matchers[i].slots[place])
        highest[slot] += Float(matchers[i].highestFrequency(slot)) * fields[i].weight
      }
    }
    for i in fields.indices where counts[i] > 0 {
      if floor > 0 { dropHopeless(batch, field: i, floor) }
      let count = try matchers[i].findPlaces(counts[i])
      for place in 0..<count {
        let slot = Int(matchers[i].slots[place])
        frequencies[slot] += Float(matchers[i].frequency(place)) * fields[i].weight
      }
    }
    for slot in 0..<count where frequencies[slot] > 0 {
      batch.scores[indices[slot]] += scorer.score(
        DocID(documents[slot]), frequency: frequencies[slot])
    }
  }

  /// Drops a field's slots that stay below `floor` even if the phrase stands wherever it may.
  private mutating func dropHopeless(_ batch: borrowing Batch, field: Int, _ floor: Float) {
    var kept = 0
    for place in 0..<counts[field] {
      let slot = Int(matchers[field].slots[place])
      let most = scorer.score(DocID(documents[slot]), frequency: highest[slot])
      guard batch.scores[indices[slot]] + most >= floor else { continue }
      matchers[field].keepSlot(place, as: kept)
      kept += 1
    }
    counts[field] = kept
  }
}
