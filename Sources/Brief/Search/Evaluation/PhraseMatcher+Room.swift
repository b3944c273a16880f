// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What phrases are looked for in, lent by the snapshot (`ScratchPool`). Made anew by each phrase, even no larger
// than its batches, it was a twentieth to a tenth of the time of all phrases of `speed-en` and of a small archive
// (2026-11-29).

import BriefCodec

extension PhraseMatcher {
  /// What a matcher works in, to be used by one after the other.
  struct Room: Sendable {
    /// The slots that are left, ascending: places in the range of the batch.
    var slots: [UInt32]
    var targets: [UInt32]
    /// Where the phrase may begin in the slots' documents, given the words looked at so far.
    var places: PositionsReader.Places
    /// The document of each slot, and the slots that a word is looked up in.
    var documents: [UInt32]
    var wanted: [UInt32]
    var implied: [Bool]
    /// Of the readers.
    var readers: [PositionsReader.Room] = []

    /// Room for batches of a block's length.
    init() { self.init(capacity: blockLength) }

    init(capacity: Int) {
      slots = [UInt32](zeros: capacity)
      targets = slots
      places = PositionsReader.Places(capacity: capacity)
      documents = slots
      wanted = slots
      implied = [Bool](repeating: false, count: capacity)
    }

    /// Whether it is worth keeping: more is of a document that says one word all over.
    var isUsual: Bool { places.capacity <= 1 << 14 }

    /// The readers of longer phrases have room of their own.
    static let keptReaders = 8
  }
}
