// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU's dictionary of Chinese and Japanese words, read as it lies in ICU's data: a trie of UTF-16 units
// (the format is described with ICU's class UCharsTrie), each word with its cost, the negative logarithm of
// how likely it is. ICU looks the first character of a word up among thousands by halving; here it is one
// step, for there is a table of them.

/// Words of Han and Kana, and what each costs.
struct IdeographDictionary: Sendable {
  private let units: [UInt16]
  /// For each unit that words begin with, where the trie goes on, twice, and 1 more if it ends there; 0
  /// for all others.
  private let first: [UInt32]

  /// No word is looked for beyond so many units.
  static let maximumLength = 20

  /// The dictionary of the ICU at hand; `nil` if there is none, or of another format.
  init?() {
    guard let data = DictionaryData("cjdict"), data.isUTF16 else { return nil }
    let bytes = data.bytes.span
    units = (0..<bytes.count / 2).map { place in
      let (one, other) = (UInt16(bytes[2 * place]), UInt16(bytes[2 * place + 1]))
      return UInt16(littleEndian: one | other << 8)
    }
    guard let first = Self.readFirst(units) else { return nil }
    self.first = first
  }

  // MARK: - Nodes

  // A node begins with a unit: below 0x30 a branch of so many units more than one (0: the next unit says),
  // below 0x40 a match of so many units more than one, else a value before it, which is the last of all if
  // the highest bit is set.
  private static let firstMatch: UInt16 = 0x30
  private static let firstValue: UInt16 = 0x40
  private static let finalBit: UInt16 = 0x8000
  /// A branch of more units is halved first.
  private static let linearLength = 5

  /// The children of the root, if it is a branch.
  private static func readFirst(_ units: [UInt16]) -> [UInt32]? {
    guard let root = units.first, root < firstMatch else { return nil }
    let units = units.span
    var first = [UInt32](repeating: 0, count: 1 << 16)
    var branches = [root > 0 ? (place: 1, length: Int(root) + 1) : (2, Int(units[1]) + 1)]
    while var (place, length) = branches.popLast() {
      if length > linearLength {
        var next = place + 1
        let step = delta(units, &next)
        branches.append((next + step, length / 2))
        branches.append((next, length - length / 2))
        continue
      }
      while length > 0 {
        first[Int(units[place])] = follow(units, place + 1, isLast: length == 1)
        place = skipValue(units, place + 1)
        length -= 1
      }
    }
    return first
  }

  /// Where a branch goes on behind one of its units, of which the value stands at `place`, as ``first`` has
  /// it: the last unit's node follows at once, for the others the value is how far away it is.
  @inline(__always)
  private static func follow(_ units: Span<UInt16>, _ place: Int, isLast: Bool) -> UInt32 {
    let lead = units[place]
    if isLast { return UInt32(place) << 1 }
    if lead & finalBit != 0 { return UInt32(place) << 1 | 1 }
    let end = skipValue(units, place)
    return UInt32(end + value(units, lead, place + 1)) << 1
  }

  /// How far the lesser half of a branch is away; `place` moves behind what says so.
  @inline(__always)
  private static func delta(_ units: Span<UInt16>, _ place: inout Int) -> Int {
    let lead = Int(units[place])
    place += 1
    guard lead >= 0xfc00 else { return lead }
    if lead == 0xffff {
      place += 2
      return Int(units[place - 2]) << 16 | Int(units[place - 1])
    }
    place += 1
    return (lead - 0xfc00) << 16 | Int(units[place - 1])
  }

  /// The value that begins with `lead`, whose rest stands at `place`.
  @inline(__always)
  private static func value(_ units: Span<UInt16>, _ lead: UInt16, _ place: Int) -> Int {
    let lead = Int(lead & 0x7fff)
    if lead < 0x4000 { return lead }
    if lead < 0x7fff { return (lead - 0x4000) << 16 | Int(units[place]) }
    return Int(units[place]) << 16 | Int(units[place + 1])
  }

  @inline(__always)
  private static func skipValue(_ units: Span<UInt16>, _ place: Int) -> Int {
    let lead = units[place] & 0x7fff
    return place + (lead < 0x4000 ? 1 : lead < 0x7fff ? 2 : 3)
  }

  /// The value that stands before a node and begins with `lead`.
  @inline(__always)
  private static func nodeValue(_ units: Span<UInt16>, _ lead: UInt16, _ place: Int) -> Int {
    let lead = Int(lead)
    if lead < 0x4040 { return (lead >> 6) - 1 }
    if lead < 0x7fc0 { return ((lead & 0x7fc0) - 0x4040) << 10 | Int(units[place]) }
    return Int(units[place]) << 16 | Int(units[place + 1])
  }

  @inline(__always)
  private static func nodeValueLength(_ lead: UInt16) -> Int {
    lead < 0x4040 ? 0 : lead < 0x7fc0 ? 1 : 2
  }

  // MARK: - Words

  /// Calls `found` with the length and the cost of each word that `text` has at `start`, the shortest first.
  @inline(__always)
  func forEachWord(
    in text: Span<UInt16>, at start: Int, _ found: (_ length: Int, _ cost: Int) -> Void
  ) {
    let units = units.span
    let entry = first[Int(text[start])]
    guard entry != 0 else { return }
    var place = Int(entry >> 1)
    if entry & 1 == 1 { return found(1, Self.value(units, units[place], place + 1)) }
    let limit = min(text.count - start, Self.maximumLength)
    /// Units of a match that are still to come.
    var matching = 0
    var length = 1
    while true {
      var lead = units[place]
      if matching == 0 {
        if lead >= Self.firstValue {
          if lead & Self.finalBit != 0 { return found(length, Self.value(units, lead, place + 1)) }
          found(length, Self.nodeValue(units, lead, place + 1))
          place += Self.nodeValueLength(lead)
          lead &= Self.firstValue - 1
        }
        guard length < limit else { return }
        place += 1
        if lead >= Self.firstMatch {
          matching = Int(lead - Self.firstMatch) + 1
        } else {
          let next = Self.branch(units, place, Int(lead), text[start + length])
          guard next != 0 else { return }
          length += 1
          place = Int(next >> 1)
          if next & 1 == 1 { return found(length, Self.value(units, units[place], place + 1)) }
          continue
        }
      }
      guard length < limit, units[place] == text[start + length] else { return }
      place += 1
      length += 1
      matching -= 1
    }
  }

  /// Where a branch goes on behind a unit, as ``first`` has it; 0 if it has none such.
  @inline(__always)
  private static func branch(
    _ units: Span<UInt16>, _ start: Int, _ count: Int, _ unit: UInt16
  ) -> UInt32 {
    var place = start
    var length = count
    if length == 0 {
      length = Int(units[place])
      place += 1
    }
    length += 1
    while length > linearLength {
      let isLess = unit < units[place]
      place += 1
      let step = delta(units, &place)
      if isLess { place += step }
      length = isLess ? length >> 1 : length - length >> 1
    }
    while length > 1 {
      if units[place] == unit { return follow(units, place + 1, isLast: false) }
      place = skipValue(units, place + 1)
      length -= 1
    }
    return units[place] == unit ? follow(units, place + 1, isLast: true) : 0
  }
}
