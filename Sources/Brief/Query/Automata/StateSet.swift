// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The states a nondeterministic automaton is in at once, as bits stored in place: copying one is a
// few loads and stores, and no state of a walk touches the heap.

/// A set of numbers below `64 * wordCount`.
package struct StateSet<let wordCount: Int>: Sendable {
  private var words: InlineArray<wordCount, UInt64>

  init() { words = InlineArray(repeating: 0) }

  /// How many different numbers a set can hold.
  static var capacity: Int { 64 * wordCount }

  var isEmpty: Bool {
    var bits: UInt64 = 0
    for index in 0..<wordCount { bits |= words[index] }
    return bits == 0
  }

  func contains(_ number: Int) -> Bool { words[number >> 6] >> (number & 63) & 1 == 1 }

  mutating func insert(_ number: Int) { words[number >> 6] |= 1 << (number & 63) }

  mutating func formUnion(_ other: StateSet) {
    for index in 0..<wordCount { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: StateSet) {
    for index in 0..<wordCount { words[index] &= other.words[index] }
  }

  /// Adds one to every number; the highest possible one drops out.
  mutating func shiftUp() {
    var carry: UInt64 = 0
    for index in 0..<wordCount {
      let word = words[index]
      words[index] = word << 1 | carry
      carry = word >> 63
    }
  }

  /// Calls `body` with each number, in increasing order.
  func forEach(_ body: (Int) -> Void) {
    for index in 0..<wordCount {
      var word = words[index]
      while word != 0 {
        body(index << 6 | word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }
}
