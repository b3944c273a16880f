// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The terms met while documents are inverted: byte string → number, in the order of first meeting.
// All bytes lie in one arena and the table holds integers only, so that a million terms are three
// arrays and not a million objects. Open addressing with linear probing. A slot of 16 bytes holds
// what most words are known by, so that finding one touches a single line of the cache:
//
//     bits  0...31  number
//          32...35  length of the term, at most 9, so that no entry is that of an empty slot
//          36...63  hash, its upper bits
//         64...127  the first eight bytes of the term, zeros after its end
//
// The hash multiplies eight bytes at a time to 128 bits and folds them, as wyhash does. It is seeded
// by chance, so that nobody can choose words that collide; numbers do not depend on it.
//
// A term's place is the uppermost bits of its hash, as many as the table needs. So a table grows from its slots alone,
// front to back, and they come to lie in the new one in nearly the same order. (Beyond 2²⁸ slots, 4 GiB of them, terms
// that have those 28 bits in common would share a place, and be searched for longer.)

import BriefCodec

/// Byte strings numbered in the order of their first appearance.
package struct TermTable: Sendable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var ends: [UInt32] = []
  /// As many as a power of two says.
  private var slots: [Slot]
  /// The bits of a hash that do not tell a place.
  private var shift: Int

  private struct Slot {
    var entry = UInt64.max
    var prefix: UInt64 = 0

    var isEmpty: Bool { entry == .max }
    var number: UInt32 { UInt32(truncatingIfNeeded: entry) }

    /// Whether this is the slot of the same term, as far as slots tell.
    @inline(__always)
    func isLike(_ other: Slot) -> Bool {
      (entry ^ other.entry) >> 32 == 0 && prefix == other.prefix
    }
  }

  /// What a term is looked for by.
  private struct Key {
    let hash: UInt64
    let prefix: UInt64
    let start: Int
    let length: Int

    var end: Int { start &+ length }

    /// The key of the bytes of `source` from `start` to `end`.
    @inline(__always)
    init(_ source: Span<UInt8>, _ start: Int, _ end: Int, seed: UInt64) {
      self.start = start
      length = end &- start
      prefix = source.word(at: start, length: length)
      let hash = Self.mix(seed ^ UInt64(truncatingIfNeeded: length) ^ prefix)
      self.hash = length <= 8 ? hash : Self.hash(source, start &+ 8, end, after: hash)
    }

    /// Most terms are short: this is out of their way.
    @inline(never)
    private static func hash(
      _ source: Span<UInt8>, _ start: Int, _ end: Int, after first: UInt64
    ) -> UInt64 {
      var hash = first
      var i = start
      while i < end {
        hash = mix(hash ^ source.word(at: i, length: end &- i))
        i &+= 8
      }
      return hash
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
      let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
      return product.high ^ product.low
    }

    /// The upper half of an entry.
    @inline(__always)
    var mark: UInt64 {
      hash & TermTable.hashBits | UInt64(truncatingIfNeeded: Swift.min(length, 9)) << 32
    }

    /// Whether a slot is that of the term, as far as it tells: all there is to know of a term of up to
    /// eight bytes.
    @inline(__always)
    func isLike(_ slot: Slot) -> Bool {
      slot.isLike(Slot(entry: mark, prefix: prefix))
    }
  }

  /// That of all tables. Each has it at hand: to ask for a static is a call for every token.
  private static let seed = UInt64.random(in: 0 ... .max)
  private let seed = TermTable.seed

  /// The slots of tables that are still empty: there are many where there are many fields.
  private static let emptySlots = [Slot](repeating: Slot(), count: 1_024)

  /// An empty table with room for `capacity` terms; it grows as needed.
  package init(capacity: Int = 0) {
    var size = Self.emptySlots.count
    while size < capacity * 2 { size *= 2 }
    slots =
      size == Self.emptySlots.count ? Self.emptySlots : [Slot](repeating: Slot(), count: size)
    shift = Self.shift(size)
  }

  /// The bits of an entry that are its hash.
  private static let hashBits: UInt64 = 0xffff_fff0_0000_0000

  private static func shift(_ size: Int) -> Int { 64 - size.trailingZeroBitCount }

  /// Where to begin to look for what has a hash, or an entry.
  @inline(__always)
  private func place(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash & Self.hashBits) &>> UInt64(truncatingIfNeeded: shift))
  }

  /// The place after another, of which the last is followed by the first.
  @inline(__always)
  private func next(_ place: Int) -> Int { (place &+ 1) & (slots.count &- 1) }

  /// The number of terms.
  package var count: Int { ends.count }

  /// The bytes of memory held, counting half as much again for what growing arrays have left.
  var memoryUse: Int {
    ends.isEmpty ? 0 : (bytes.count + ends.count * 4) / 2 * 3 + slots.count * 16
  }

  /// The number of the term `source[range]`, a new one if it was not met before.
  mutating func number(of source: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    number(of: source, Key(source, range.lowerBound, range.upperBound, seed: seed))
  }

  private mutating func number(of source: Span<UInt8>, _ key: Key) -> UInt32 {
    var place = place(key.hash)
    while true {
      let slot = slots[place]
      if key.isLike(slot), key.length <= 8 || equals(slot.number, source, key.start..<key.end) {
        return slot.number
      }
      if slot.isEmpty { return insert(source, key, place) }
      place = next(place)
    }
  }

  /// Calls `body` with the number of each term of `source` that is wanted, in order: term i ends where
  /// `end(i)` says, and begins where the one before ends.
  @inline(__always)
  mutating func forEachNumber(
    of source: Span<UInt8>, count: Int, end: (Int) -> Int, isWanted: (Int) -> Bool,
    _ body: (Int, UInt32) -> Void
  ) {
    var start = 0
    for i in 0..<count {
      let last = end(i)
      defer { start = last }
      guard isWanted(i) else { continue }
      let key = Key(source, start, last, seed: seed)
      let slot = slots[place(key.hash)]
      if key.length <= 8, key.isLike(slot) {
        body(i, slot.number)
      } else {
        body(i, number(of: source, key))
      }
    }
  }

  /// The numbers of many terms that lie one after the other in `source` and end where `ends` says; that
  /// of an empty one is `UInt32.max`.
  package mutating func numbers(of source: Span<UInt8>, ends: Span<UInt32>) -> [UInt32] {
    var numbers = [UInt32](repeating: .max, count: ends.count)
    forEachNumber(
      of: source, count: ends.count, end: { Int(ends[$0]) },
      isWanted: { ends[$0] > ($0 == 0 ? 0 : ends[$0 &- 1]) }
    ) { i, number in
      numbers[i] = number
    }
    return numbers
  }

  /// The numbers of another table's terms, by theirs; new ones, in its order, for those that were not met before.
  package mutating func numbers(of other: TermTable) -> [UInt32] {
    var numbers = [UInt32](repeating: .max, count: other.count)
    if count > 0 { find(other, &numbers) }
    let source = other.bytes.span
    for number in numbers.indices where numbers[number] == .max {
      numbers[number] = self.number(of: source, other.range(UInt32(number)))
    }
    return numbers
  }

  /// Finds the terms of another table that were met before. The slots of a large table are in no cache: taken in the
  /// order of places, which is the other table's too, and many asked for before one is waited for, they take 0.8 of
  /// the time (building `speed-en`, 2026-11-30).
  private func find(_ other: TermTable, _ numbers: inout [UInt32]) {
    let (slots, others) = (slots.span, other.slots.span)
    let source = other.bytes.span
    var numbers = numbers.mutableSpan
    var wanted = InlineArray<32, Slot>(repeating: Slot())
    var first = wanted
    var i = 0
    while i < others.count {
      var count = 0
      while i < others.count, count < wanted.count {
        wanted[count] = others[i]
        count &+= others[i].isEmpty ? 0 : 1
        i &+= 1
      }
      for j in 0..<count { first[j] = slots[place(wanted[j].entry)] }
      for j in 0..<count {
        let (slot, term) = (wanted[j], other.range(wanted[j].number))
        var (own, place) = (first[j], place(wanted[j].entry))
        while !own.isEmpty {
          if own.isLike(slot), term.count <= 8 || equals(own.number, source, term) {
            numbers[Int(slot.number)] = own.number
            break
          }
          place = next(place)
          own = slots[place]
        }
      }
    }
  }

  /// The number of a term by itself.
  package mutating func number(of term: [UInt8]) -> UInt32 { number(of: term.span, 0..<term.count) }

  /// The number of a term that was met before.
  package func find(_ term: [UInt8]) -> UInt32? {
    let source = term.span
    let key = Key(source, 0, source.count, seed: seed)
    var place = place(key.hash)
    while !slots[place].isEmpty {
      let slot = slots[place]
      if key.isLike(slot), key.length <= 8 || equals(slot.number, source, key.start..<key.end) {
        return slot.number
      }
      place = next(place)
    }
    return nil
  }

  /// Where the bytes of a term lie in ``bytes``.
  @inline(__always)
  package func range(_ number: UInt32) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[Int(number) &- 1]))..<Int(ends[Int(number)])
  }

  /// All numbers in the order of their terms' bytes, and the place of each in it: its rank.
  func ranked() -> (order: [UInt32], ranks: [UInt32]) {
    let order = sorted()
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (rank, number) in order.enumerated() { ranks[Int(number)] = UInt32(rank) }
    return (order, ranks)
  }

  /// All numbers in the order of their terms' bytes.
  package func sorted() -> [UInt32] {
    // Eight leading bytes as one integer decide nearly every comparison.
    struct SortKey {
      let prefix: UInt64
      let number: UInt32
    }
    let all = bytes.span
    var keys: [SortKey] = []
    keys.reserveCapacity(count)
    for number in 0..<UInt32(count) {
      keys.append(SortKey(prefix: Self.prefix(all, range(number)), number: number))
    }
    keys.sort { a, b in
      a.prefix != b.prefix ? a.prefix < b.prefix : precedes(a.number, b.number)
    }
    return keys.map(\.number)
  }

  /// Whether a term is before another with the same first eight bytes.
  private func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    let all = bytes.span
    var (a, b) = (range(a), range(b))
    while a.count > 8, b.count > 8 {
      a = a.lowerBound + 8..<a.upperBound
      b = b.lowerBound + 8..<b.upperBound
      let (first, second) = (Self.prefix(all, a), Self.prefix(all, b))
      if first != second { return first < second }
    }
    return a.count < b.count
  }

  /// The first eight bytes, zeros after the end, as an integer that compares as they do.
  private static func prefix(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    bytes.word(at: range.lowerBound, length: range.count).byteSwapped
  }

  /// Whether the bytes of a term behind the first eight are those of `source`.
  @inline(__always)
  private func equals(
    _ number: UInt32, _ source: Span<UInt8>, _ term: Range<Int>
  ) -> Bool {
    let own = range(number)
    guard own.count == term.count else { return false }
    let all = bytes.span
    var (i, j) = (own.lowerBound &+ 8, term.lowerBound &+ 8)
    while i < own.upperBound {
      let length = own.upperBound &- i
      guard all.word(at: i, length: length) == source.word(at: j, length: length) else {
        return false
      }
      i &+= 8
      j &+= 8
    }
    return true
  }

  @inline(never)
  private mutating func insert(_ source: Span<UInt8>, _ key: Key, _ place: Int) -> UInt32 {
    let number = UInt32(ends.count)
    slots[place] = Slot(entry: key.mark | UInt64(number), prefix: key.prefix)
    bytes.append(addingCapacity: max(1, key.length)) { room in  // see `ChunkCache.insert`
      for i in key.start..<key.end { room.append(source[i]) }
    }
    ends.append(UInt32(bytes.count))
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    shift = Self.shift(slots.count)
    for slot in old where !slot.isEmpty {
      var place = place(slot.entry)
      while !slots[place].isEmpty { place = next(place) }
      slots[place] = slot
    }
  }
}
