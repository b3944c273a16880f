// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase, in any of the fields it may stand in, that documents found by other parts of a query are
// asked about: since they must have it, or since it adds to the score of words that stand together. A batch
// that may still reach the floor comes here; frequencies tell of most of its documents that the phrase cannot
// lift them there, and positions are read for the rest.

import BriefCodec

/// A phrase that documents are tried against, in one segment.
struct PhraseProbe {
  /// What the phrase is looked for by in a field, and how much that counts.
  struct Field {
    let parts: [PhraseMatcher.Part]
    let weight: Float
  }

  /// Those that may have it.
  let fields: [Field]
  /// The most documents that can have it: those of its rarest part in each field.
  let reach: Int
  /// One a field, made when the first document asks: of a page pasted as a query, many never do.
  private var matchers: [PhraseMatcher] = []
  private let segment: SegmentReader
  private let scorer: WordScorer
  /// The most it can add to a score.
  let maximum: Float

  private let scratch: ScratchPool

  /// The documents that the phrase may lift to the floor, each in a slot, and where they are in the batch.
  private var documents: [UInt32] = []
  private var indices: [Int] = []
  /// By slot: how often the phrase may stand in its document, weighted, and how often it does.
  private var highest: [Float] = []
  private var frequencies: [Float] = []
  /// By field, how many slots are left.
  private var counts: [Int] = []

  /// `nil` if no document of the segment can have the phrase.
  init?(_ phrase: PlannedPhrase, _ context: CursorContext) throws(CorruptionError) {
    let fields = try Self.fields(of: phrase, context)
    guard !fields.isEmpty else { return nil }
    self.fields = fields
    reach = Self.reach(fields)
    segment = context.segment
    scratch = context.scratch
    scorer = try context.scorer(field: phrase.field, weight: phrase.weight)
    maximum = phrase.weight > 0 ? context.grid.round(phrase.weight) : 0
    counts = fields.map { _ in 0 }
  }

  /// The most documents that can have a phrase in some fields.
  static func reach(_ fields: [Field]) -> Int {
    fields.reduce(0) { $0 + $1.parts[0].list.documentFrequency }
  }

  /// The fields of a segment that may have a phrase.
  static func fields(
    of phrase: PlannedPhrase, _ context: CursorContext
  ) throws(CorruptionError) -> [Field] {
    var fields: [Field] = []
    for field in phrase.fields {
      guard let parts = try PhraseLists.parts(of: field, context) else { continue }
      fields.append(Field(parts: parts.all, weight: field.weight))
    }
    return fields
  }

  /// Adds what the phrase adds to the documents of a batch; to those that stay below `floor` all the same
  /// it may add nothing.
  mutating func addScores(to batch: inout Batch, floor: Float) throws(CorruptionError) {
    var next = 0
    while next < batch.count {
      let count = takeCandidates(batch, from: &next, floor: floor)
      try findFrequencies(batch, count, floor: floor)
      for slot in 0..<count where frequencies[slot] > 0 {
        batch.scores[indices[slot]] += score(slot)
      }
    }
  }

  /// Drops the documents of a batch that do not have the phrase, and adds its score to the others; those
  /// that stay below `floor` all the same may be dropped.
  mutating func keepMatches(
    of batch: inout Batch, floor: Float, isScored: Bool
  ) throws(CorruptionError) {
    var kept = 0
    var next = 0
    while next < batch.count {
      let count = takeCandidates(batch, from: &next, floor: floor)
      try findFrequencies(batch, count, floor: floor)
      for slot in 0..<count where frequencies[slot] > 0 {
        batch.scores[kept] = batch.scores[indices[slot]] + (isScored ? score(slot) : 0)
        batch.documents[kept] = documents[slot]
        kept += 1
      }
    }
    batch.count = kept
  }

  /// Gives back what it worked in.
  mutating func giveBackRoom() {
    for i in matchers.indices { matchers[i].giveBackRoom() }
  }

  private func score(_ slot: Int) -> Float {
    scorer.score(DocID(documents[slot]), frequency: frequencies[slot])
  }

  /// Gives slots to the next documents of a batch that may reach the floor; returns how many.
  private mutating func takeCandidates(
    _ batch: borrowing Batch, from next: inout Int, floor: Float
  ) -> Int {
    if documents.isEmpty { makeRoom() }
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

  private mutating func makeRoom() {
    documents = [UInt32](zeros: blockLength)
    indices = [Int](zeros: blockLength)
    highest = [Float](zeros: blockLength)
    frequencies = highest
  }

  /// Finds how often the phrase stands in the documents of the first `count` slots, weighted; 0 of those
  /// that stay below `floor` in any case.
  private mutating func findFrequencies(
    _ batch: borrowing Batch, _ count: Int, floor: Float
  ) throws(CorruptionError) {
    guard count > 0 else { return }
    if matchers.isEmpty {
      matchers = fields.map { PhraseMatcher($0.parts, of: segment, hasAll: false, scratch) }
    }
    for i in fields.indices {
      counts[i] = try matchers[i].findMembers(documents, 0..<count)
      for place in 0..<counts[i] {
        let slot = matchers[i].slot(place)
        highest[slot] += Float(matchers[i].highestFrequency(slot)) * fields[i].weight
      }
    }
    for i in fields.indices where counts[i] > 0 {
      if floor > 0 { dropHopeless(batch, field: i, floor) }
      let count = try matchers[i].findPlaces(counts[i])
      for place in 0..<count {
        let slot = matchers[i].slot(place)
        frequencies[slot] += Float(matchers[i].frequency(place)) * fields[i].weight
      }
    }
  }

  /// Drops a field's slots that stay below `floor` even if the phrase stands wherever it may.
  private mutating func dropHopeless(_ batch: borrowing Batch, field: Int, _ floor: Float) {
    var kept = 0
    for place in 0..<counts[field] {
      let slot = matchers[field].slot(place)
      let most = scorer.score(DocID(documents[slot]), frequency: highest[slot])
      guard batch.scores[indices[slot]] + most >= floor else { continue }
      matchers[field].keepSlot(place, as: kept)
      kept += 1
    }
    counts[field] = kept
  }
}
