// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words next to each other. Documents that have all the words are found first; then, field by field,
// the positions are compared. A phrase's frequency is the number of places where it stands; with slop
// each place counts 1 / (1 + how much further apart the words stand than in the phrase).

package import BriefCodec

/// One place of a phrase: the posting lists of the words that may stand there.
package final class PhraseSlot {
  /// The place, counted from the first word.
  package let offset: Int32
  private let lists: [PostingsCursor]
  private var buffer: [UInt32] = []
  /// Where the place's words stand, minus ``offset``, ascending: equal in an exact phrase.
  private(set) var positions: [Int32] = []

  package init(offset: Int, lists: [PostingsCursor]) {
    self.offset = Int32(offset)
    self.lists = lists
  }

  var cost: Int { lists.reduce(0) { $0 + $1.documentFrequency } }

  func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var least = DocID.exhausted
    for list in lists { least = min(least, try list.advance(to: target)) }
    return least
  }

  func readPositions(of doc: DocID) throws(CorruptionError) {
    positions.removeAll(keepingCapacity: true)
    for list in lists where list.doc == doc {
      try list.readPositions(into: &buffer)
      for position in buffer { positions.append(Int32(truncatingIfNeeded: position) - offset) }
    }
    if lists.count > 1 { positions.sort() }
  }
}

/// Visits the documents where a phrase stands in one field.
package final class FieldPhrase {
  package private(set) var doc = DocID.exhausted
  /// How often the phrase stands in the current document.
  package private(set) var frequency: Float = 0
  /// In the phrase's order: what is counted must not depend on rarity.
  private let slots: [PhraseSlot]
  private let offsets: [Int32]
  private let rarestFirst: [PhraseSlot]
  private let slop: Int32
  private let clock: StepClock?

  /// - Precondition: at least one slot.
  package init(_ slots: [PhraseSlot], slop: Int, _ clock: StepClock? = nil) {
    self.clock = clock
    self.slots = slots
    offsets = slots.map(\.offset)
    rarestFirst = slots.sorted { $0.cost < $1.cost }
    self.slop = Int32(clamping: slop)
  }

  package var cost: Int { rarestFirst[0].cost }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    let leader = rarestFirst[0]
    var candidate = try leader.advance(to: target)
    search: while candidate != .exhausted {
      if let clock, clock.step(of: 64) { candidate = .exhausted; break }
      for slot in rarestFirst.dropFirst() {
        let found = try slot.advance(to: candidate)
        guard found == candidate else {
          candidate = found == .exhausted ? found : try leader.advance(to: found)
          continue search
        }
      }
      for slot in slots { try slot.readPositions(of: candidate) }
      frequency = slop == 0 ? exactFrequency() : sloppyFrequency()
      if frequency > 0 { break }
      candidate = try leader.advance(to: DocID(candidate.rawValue + 1))
    }
    doc = candidate
    return doc
  }

  /// The number of places that all slots agree on.
  private func exactFrequency() -> Float {
    var indices = [Int](zeros: slots.count)
    var count: Float = 0
    places: for place in slots[0].positions {
      for s in 1..<max(1, slots.count) {
        let positions = slots[s].positions
        while indices[s] < positions.count, positions[indices[s]] < place { indices[s] += 1 }
        guard indices[s] < positions.count else { break places }
        guard positions[indices[s]] == place else { continue places }
      }
      count += 1
    }
    return count
  }

  private func sloppyFrequency() -> Float {
    var spans = PhraseSpans(slots.map(\.positions), offsets: offsets)
    var sum: Float = 0
    while let width = spans.next(within: slop) { sum += 1 / Float(1 + width) }
    return sum
  }
}

/// Visits the documents where a phrase stands in any of some fields; their frequencies count as often
/// as the fields weigh (BM25F).
package final class PhraseCursor: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let fields: [(phrase: FieldPhrase, weight: Float)]
  private let scorer: WordScorer

  package init(_ fields: [(phrase: FieldPhrase, weight: Float)], scorer: WordScorer) {
    self.fields = fields
    self.scorer = scorer
    cost = fields.reduce(0) { $0 + $1.phrase.cost }
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var least = DocID.exhausted
    for (phrase, _) in fields {
      let started = phrase.doc != .exhausted && phrase.doc >= target
      least = min(least, started ? phrase.doc : try phrase.advance(to: target))
    }
    doc = least
    return doc
  }

  /// The weighted number of places in the current document.
  package var frequency: Float {
    fields.reduce(0) { $0 + ($1.phrase.doc == doc ? $1.phrase.frequency * $1.weight : 0) }
  }

  package func score() throws(CorruptionError) -> Float {
    scorer.score(doc, frequency: frequency)
  }
}
