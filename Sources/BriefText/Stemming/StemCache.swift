// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stems of plain ASCII words, for the loop that has a word in two integers: one compare,
// no loop, no second place to look. Before WordCache, which has everything.
//
//     OFFSET  SIZE   CONTENT OF A SLOT
//          0  15     the word, lower-case, then zeros
//         15   1     the number of the language
//         16  15     the stem, then zeros
//         31   1     the length of the stem; zero if the slot is free
//
// A word may be in either slot of the pair its hash names; a new one takes the first, what
// was there moves to the second. Bounded: grows to `maximumSlots`, then forgets.

internal import CKernels

/// A bounded map from short words to their stems. Filled by use: one for each task.
struct StemCache {
  private static let maximumSlots = 1 << 18

  /// A word, lower-case, and its language.
  struct Key {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    init(_ word: PlainWord, language: UInt8) {
      low = word.low
      high = word.high | UInt64(language) << 56
    }

    @inline(__always)
    fileprivate init(of slot: Slot) {
      low = slot.key_low
      high = slot.key_high
    }

    /// Multiplication carries every bit of the word upwards: the upper bits are the hash.
    @inline(__always)
    fileprivate func slot(_ shift: UInt64) -> Int {
      let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
      return Int(truncatingIfNeeded: mixed &>> shift) << 1
    }
  }

  typealias Slot = brief_stem_slot

  /// The slots, to be borrowed for a loop.
  struct View: ~Escapable {
    private let slots: Span<Slot>
    private let shift: UInt64

    @_lifetime(copy slots)
    init(_ slots: Span<Slot>, shift: UInt64) {
      self.slots = slots
      self.shift = shift
    }

    /// The slot of a word, if it is there.
    @inline(__always)
    func find(_ key: Key) -> Slot? {
      let place = key.slot(shift)
      let first = slots[place].difference(key)
      let second = slots[place + 1].difference(key)
      // Which of the two it is cannot be foreseen; that it is one of them can.
      guard Swift.min(first, second) == 0 else { return nil }
      return slots[place + (first == 0 ? 0 : 1)]
    }
  }

  private(set) var slots: [Slot]
  /// The slots are 2^(64 - shift) pairs.
  private(set) var shift: UInt64
  private var insertions = 0

  init() {
    slots = Array(repeating: Slot(), count: 1 << 10)
    shift = 64 - 9
  }

  var view: View {
    @_lifetime(borrow self) get { View(slots.span, shift: shift) }
  }

  /// Adds the stem of a word that is not there; false if it is too long.
  mutating func insert(_ key: Key, stem: Span<UInt8>) -> Bool {
    guard !stem.isEmpty, stem.count <= PlainWord.maximumLength else { return false }
    if insertions * 2 > slots.count, slots.count < Self.maximumSlots { grow() }
    insertions += 1
    let high = stem.count > 8 ? stem.eightBytes(at: 8) : 0
    place(
      Slot(
        key_low: key.low, key_high: key.high, low: stem.eightBytes(at: 0),
        end: high | UInt64(stem.count) << 56),
      at: key.slot(shift))
    return true
  }

  private mutating func place(_ slot: Slot, at place: Int) {
    slots[place + 1] = slots[place]
    slots[place] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    shift -= 1
    for slot in old.reversed() where slot.length > 0 {
      place(slot, at: Key(of: slot).slot(shift))
    }
  }
}

extension StemCache.Slot {
  /// The bytes of the stem after the eighth; then comes what must be overwritten.
  @inline(__always) var high: UInt64 { end }
  @inline(__always) var length: Int { Int(truncatingIfNeeded: end &>> 56) }

  /// Zero for the slot's own key.
  @inline(__always)
  fileprivate func difference(_ key: StemCache.Key) -> UInt64 {
    (key_low ^ key.low) | (key_high ^ key.high)
  }
}
