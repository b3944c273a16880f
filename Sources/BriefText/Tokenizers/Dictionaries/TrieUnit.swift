// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How nodes are written in the two kinds of tries that ICU's dictionaries are: of bytes and of UTF-16 (the
// formats are described with ICU's classes BytesTrie and UCharsTrie). Both know three kinds of nodes, which
// their first unit, the lead, tells apart: below `firstMatch` a branch of so many units more than one (0: the
// next unit says), below `firstValue` a match of so many units more than one, and from there on a value, of
// the word that ends there, before a node or instead of one.

/// A unit of a trie.
protocol TrieUnit: FixedWidthInteger & UnsignedInteger & Sendable {
  static var firstMatch: Self { get }
  static var firstValue: Self { get }

  /// Whether a value is the last of its words.
  static func isFinal(_ lead: Self) -> Bool
  /// The value that begins at `place`, at the end of words or, `isInBranch`, behind a unit of a branch, where
  /// it is how far away the node is.
  static func value(_ units: Span<Self>, _ place: Int, isInBranch: Bool) -> Int
  /// Moves `place` over the value of a branch.
  static func skipBranchValue(_ units: Span<Self>, _ place: inout Int)
  /// Moves `place` over the value before a node, as far as the value is by itself; returns the node's lead.
  static func skipNodeValue(_ units: Span<Self>, _ place: inout Int) -> Self
  /// How far away the lesser half of a branch is; `place` moves behind what says so.
  static func delta(_ units: Span<Self>, _ place: inout Int) -> Int
}

extension UInt16: TrieUnit {
  static var firstMatch: UInt16 { 0x30 }
  static var firstValue: UInt16 { 0x40 }

  @inline(__always)
  static func isFinal(_ lead: UInt16) -> Bool { lead & 0x8000 != 0 }

  @inline(__always)
  static func value(_ units: Span<UInt16>, _ place: Int, isInBranch: Bool) -> Int {
    let unit = Int(units[place])
    if isInBranch || unit & 0x8000 != 0 {
      let lead = unit & 0x7fff
      if lead < 0x4000 { return lead }
      if lead < 0x7fff { return (lead - 0x4000) << 16 | Int(units[place + 1]) }
    } else {
      // Shares its unit with the lead of the node.
      if unit < 0x4040 { return (unit >> 6) - 1 }
      if unit < 0x7fc0 { return ((unit & 0x7fc0) - 0x4040) << 10 | Int(units[place + 1]) }
    }
    return Int(units[place + 1]) << 16 | Int(units[place + 2])
  }

  @inline(__always)
  static func skipBranchValue(_ units: Span<UInt16>, _ place: inout Int) {
    let lead = units[place] & 0x7fff
    place += lead < 0x4000 ? 1 : lead < 0x7fff ? 2 : 3
  }

  @inline(__always)
  static func skipNodeValue(_ units: Span<UInt16>, _ place: inout Int) -> UInt16 {
    let unit = units[place]
    place += unit < 0x4040 ? 0 : unit < 0x7fc0 ? 1 : 2
    return unit & 0x3f
  }

  @inline(__always)
  static func delta(_ units: Span<UInt16>, _ place: inout Int) -> Int {
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
}

extension UInt8: TrieUnit {
  static var firstMatch: UInt8 { 0x10 }
  static var firstValue: UInt8 { 0x20 }

  @inline(__always)
  static func isFinal(_ lead: UInt8) -> Bool { lead & 1 != 0 }

  @inline(__always)
  static func value(_ units: Span<UInt8>, _ place: Int, isInBranch: Bool) -> Int {
    let lead = Int(units[place] >> 1)
    let tail = valueTail(units[place])
    let base =
      switch tail {
      case 0: lead - 0x10
      case 1: lead - 0x51
      case 2: lead - 0x6c
      default: 0
      }
    return number(units, place + 1, tail, after: base)
  }

  @inline(__always)
  static func skipBranchValue(_ units: Span<UInt8>, _ place: inout Int) {
    place += 1 + valueTail(units[place])
  }

  @inline(__always)
  static func skipNodeValue(_ units: Span<UInt8>, _ place: inout Int) -> UInt8 {
    skipBranchValue(units, &place)
    return units[place]
  }

  @inline(__always)
  static func delta(_ units: Span<UInt8>, _ place: inout Int) -> Int {
    let lead = Int(units[place])
    let (base, tail) =
      switch lead {
      case ..<0xc0: (lead, 0)
      case ..<0xf0: (lead - 0xc0, 1)
      case ..<0xfe: (lead - 0xf0, 2)
      default: (0, lead - 0xfe + 3)
      }
    place += 1 + tail
    return number(units, place - tail, tail, after: base)
  }

  /// How many bytes of a value follow its first.
  @inline(__always)
  private static func valueTail(_ lead: UInt8) -> Int {
    switch lead >> 1 {
    case ..<0x51: 0
    case ..<0x6c: 1
    case ..<0x7e: 2
    case 0x7e: 3
    default: 4
    }
  }

  /// The number that `base` and some bytes are, the highest first.
  @inline(__always)
  private static func number(
    _ units: Span<UInt8>, _ place: Int, _ count: Int, after base: Int
  ) -> Int {
    var number = base
    for i in 0..<count { number = number << 8 | Int(units[place + i]) }
    return number
  }
}
