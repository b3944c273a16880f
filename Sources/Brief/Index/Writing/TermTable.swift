// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The terms met while a segment is being built: byte string → number, in the order of first meeting.
// All bytes lie in one arena and the table holds numbers only, so that a million terms are two
// arrays and not a million objects. Open addressing with linear probing; stored hashes are compared
// before bytes are.

/// Byte strings numbered in the order of their first appearance.
struct TermTable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var hashes: [UInt32] = []
  private var slots: [UInt32]
  private var mask: Int

  private static let empty = UInt32.max

  init() {
    slots = [UInt32](repeating: Self.empty, count: 1_024)
    mask = 1_023
  }

  /// The number of terms.
  var count: Int { ends.count }

  /// An estimate of the bytes held.
  var memoryUse: Int { bytes.capacity + (ends.capacity + hashes.capacity + slots.capacity) * 4 }

  /// The number of the term `source[range]`, a new one if it was not met before.
  mutating func number(of source: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
    let hash = Self.hash(source, range)
    var slot = Int(hash) & mask
    while true {
      let candidate = slots[slot]
      if candidate == Self.empty { break }
      if hashes[Int(candidate)] == hash, equals(Int(candidate), source, range) { return candidate }
      slot = (slot + 1) & mask
    }
    let number = UInt32(ends.count)
    slots[slot] = number
    bytes.append(contentsOf: source[range])
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  /// The bytes of a term.
  func term(_ number: UInt32) -> ArraySlice<UInt8> { bytes[range(Int(number))] }

  /// All numbers in the order of their terms' bytes.
  func sorted() -> [UInt32] {
    // Eight leading bytes as one integer decide nearly every comparison.
    let keys = (0..<count).map { prefix(range($0)) }
    var order = (0..<UInt32(count)).map { $0 }
    order.sort { a, b in
      let (ka, kb) = (keys[Int(a)], keys[Int(b)])
      return ka != kb ? ka < kb : term(a).lexicographicallyPrecedes(term(b))
    }
    return order
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  private func prefix(_ range: Range<Int>) -> UInt64 {
    var key: UInt64 = 0
    for i in 0..<8 {
      key = key << 8 | (i < range.count ? UInt64(bytes[range.lowerBound + i]) : 0)
    }
    return key
  }

  private func equals(_ number: Int, _ source: borrowing [UInt8], _ other: Range<Int>) -> Bool {
    let own = range(number)
    guard own.count == other.count else { return false }
    for i in 0..<own.count where bytes[own.lowerBound + i] != source[other.lowerBound + i] {
      return false
    }
    return true
  }

  /// FNV-1a with a final mix; terms are a few bytes long, where it is as good as any.
  private static func hash(_ source: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in range { hash = (hash ^ UInt64(source[i])) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  private mutating func grow() {
    mask = slots.count * 2 - 1
    slots = [UInt32](repeating: Self.empty, count: mask + 1)
    for number in 0..<UInt32(count) {
      var slot = Int(hashes[Int(number)]) & mask
      while slots[slot] != Self.empty { slot = (slot + 1) & mask }
      slots[slot] = number
    }
  }
}
