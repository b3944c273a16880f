// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU's dictionary of Thai words, read as it lies in ICU's data: a trie of bytes (the format is described
// with ICU's class BytesTrie), one for each character of a word.

/// Words of Thai, by the places of their characters in the block of Thai.
struct ThaiDictionary: Sendable {
  private let bytes: [UInt8]
  /// For each character that words begin with, where the trie goes on, twice, and 1 more if it ends there; 0
  /// for all others.
  private let first: [UInt32]

  /// The first character of the block.
  static let firstCharacter: UInt32 = 0x0E00
  private static let characterCount = 0x80

  /// The dictionary of the ICU at hand; `nil` if there is none, or of another format.
  init?() {
    guard let data = DictionaryData("thaidict"), !data.isUTF16,
      data.characterOffset == Self.firstCharacter, let root = data.bytes.first,
      root < Self.firstMatch
    else { return nil }
    let trie = data.bytes
    first = (0..<Self.characterCount).map { Self.branch(trie.span, 1, Int(root), UInt8($0)) }
    bytes = trie
  }

  // MARK: - Nodes

  // A node begins with a byte: below 0x10 a branch of so many bytes more than one (0: the next byte says),
  // below 0x20 a match of so many bytes more than one, else a value before it, which is the last of all if
  // the lowest bit is set. Whether there is a value is all that matters here.
  private static let firstMatch: UInt8 = 0x10
  private static let firstValue: UInt8 = 0x20
  private static let finalBit: UInt8 = 1
  /// A branch of more bytes is halved first.
  private static let linearLength = 5

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

  /// The value that begins with `lead`, whose rest stands at `place`.
  @inline(__always)
  private static func value(_ bytes: Span<UInt8>, _ lead: UInt8, _ place: Int) -> Int {
    let lead = Int(lead >> 1)
    switch lead {
    case ..<0x51: return lead - 0x10
    case ..<0x6c: return (lead - 0x51) << 8 | Int(bytes[place])
    case ..<0x7e: return (lead - 0x6c) << 16 | number(bytes, place, 2)
    case 0x7e: return number(bytes, place, 3)
    default: return number(bytes, place, 4)
    }
  }

  private static func number(_ bytes: Span<UInt8>, _ place: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
  }

  /// How far the lesser half of a branch is away; `place` moves behind what says so.
  @inline(__always)
  private static func delta(_ bytes: Span<UInt8>, _ place: inout Int) -> Int {
    let lead = Int(bytes[place])
    place += 1
    switch lead {
    case ..<0xc0: return lead
    case ..<0xf0:
      place += 1
      return (lead - 0xc0) << 8 | Int(bytes[place - 1])
    case ..<0xfe:
      place += 2
      return (lead - 0xf0) << 16 | number(bytes, place - 2, 2)
    default:
      let count = lead == 0xfe ? 3 : 4
      place += count
      return number(bytes, place - count, count)
    }
  }

  /// Where a branch of a node goes on behind a byte, as ``first`` has it; 0 if it has none such.
  @inline(__always)
  private static func branch(
    _ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ byte: UInt8
  ) -> UInt32 {
    var place = start
    var length = count
    if length == 0 {
      length = Int(bytes[place])
      place += 1
    }
    length += 1
    while length > linearLength {
      let isLess = byte < bytes[place]
      place += 1
      let step = delta(bytes, &place)
      if isLess { place += step }
      length = isLess ? length >> 1 : length - length >> 1
    }
    while length > 1 {
      let lead = bytes[place + 1]
      let next = place + 2 + valueTail(lead)
      if bytes[place] == byte {
        if lead & finalBit != 0 { return UInt32(place + 1) << 1 | 1 }
        return UInt32(next + value(bytes, lead, place + 2)) << 1
      }
      place = next
      length -= 1
    }
    return bytes[place] == byte ? UInt32(place + 1) << 1 : 0
  }

  // MARK: - Words

  /// The lengths of the words that begin at a place of a text, in ascending order.
  struct Words {
    private(set) var count = 0
    private var lengths = InlineArray<20, UInt8>(repeating: 0)
    /// How many characters were looked at: one more than some word begins with, or all.
    var seen = 0

    subscript(index: Int) -> Int { Int(lengths[index]) }

    @inline(__always)
    mutating func append(_ length: Int) {
      guard count < lengths.count else { return }
      lengths[count] = UInt8(truncatingIfNeeded: length)
      count += 1
    }
  }

  /// The words that begin at `start`, of characters by their places in the block.
  func words(in text: Span<UInt8>, at start: Int) -> Words {
    let bytes = bytes.span
    var words = Words()
    words.seen = 1
    let entry = first[Int(text[start])]
    guard entry != 0 else { return words }
    var place = Int(entry >> 1)
    var isFinal = entry & 1 == 1
    /// Bytes of a match that are still to come.
    var matching = 0
    var length = 1
    while true {
      if isFinal {
        words.append(length)
        return words
      }
      var lead = bytes[place]
      if matching == 0, lead >= Self.firstValue {
        words.append(length)
        if lead & Self.finalBit != 0 { return words }
      }
      guard start + length < text.count else { return words }
      words.seen += 1
      let unit = text[start + length]
      if matching == 0 {
        if lead >= Self.firstValue {
          place += 1 + Self.valueTail(lead)
          lead = bytes[place]
        }
        place += 1
        if lead >= Self.firstMatch {
          matching = Int(lead - Self.firstMatch) + 1
        } else {
          let next = Self.branch(bytes, place, Int(lead), unit)
          guard next != 0 else { return words }
          place = Int(next >> 1)
          isFinal = next & 1 == 1
          length += 1
          continue
        }
      }
      guard bytes[place] == unit else { return words }
      place += 1
      length += 1
      matching -= 1
    }
  }
}
