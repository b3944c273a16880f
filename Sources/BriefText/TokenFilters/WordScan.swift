// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Looks into a word for what makes people type it in other ways: the marks that stand inside
// and the changes of case.

/// What stands inside a word. Reusable scratch.
struct WordScan {
  enum Mark { case apostrophe, dot, comma, middleDot, underscore, other }

  /// A mark inside a word, with what is attached to it.
  struct Separator {
    var range: Range<Int>
    var mark: Mark
  }

  private(set) var separators: [Separator] = []
  /// Where a new word begins in `camelCase`.
  private(set) var humps: [Int] = []
  /// All that are no separators are decimal digits.
  private(set) var isNumeric = false

  mutating func scan(_ text: Span<UInt8>, _ word: Range<Int>, _ characters: inout CharacterTable) {
    separators.removeAll(keepingCapacity: true)
    humps.removeAll(keepingCapacity: true)
    isNumeric = true
    var isAfterSeparator = false
    var previous = CharacterProperties(.other)
    var previousStart = word.lowerBound
    var i = word.lowerBound
    while i < word.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      let properties = characters[scalar]
      defer { i += length }
      if let mark = Self.mark(scalar, properties.wordClass) {
        separators.append(Separator(range: i..<i + length, mark: mark))
        isAfterSeparator = true
        previous = properties
        continue
      }
      if isAfterSeparator, properties.has([.attached, .prepended]), !properties.has(.word) {
        separators[separators.count - 1].range =
          separators[separators.count - 1]
          .range.lowerBound..<i + length
        continue
      }
      isAfterSeparator = false
      if !properties.has(.digit) { isNumeric = false }
      if properties.has(.uppercase), previous.has(.lowercase) {
        humps.append(i)
      } else if properties.has(.lowercase), previous.has(.uppercase),
        previousStart > word.lowerBound, humps.last != previousStart,
        !followsSeparator(previousStart)
      {
        humps.append(previousStart)
      }
      previous = properties
      previousStart = i
    }
  }

  private func followsSeparator(_ offset: Int) -> Bool {
    separators.last?.range.upperBound == offset
  }

  private static func mark(_ scalar: UInt32, _ wordClass: WordClass) -> Mark? {
    switch scalar {
    case 0x27, 0x2018, 0x2019, 0x201B, 0x02BB, 0x02BC, 0x055A, 0xFF07, 0x05F3, 0x05F4:
      return .apostrophe
    case 0x2E, 0x2024, 0xFE52, 0xFF0E: return .dot
    case 0x2C, 0xFE50, 0xFF0C, 0x066C: return .comma
    case 0xB7, 0x0387, 0x2027: return .middleDot
    default: break
    }
    switch wordClass {
    case .doubleQuote: return .apostrophe
    case .extendNumLet: return .underscore
    case .singleQuote, .midNumLet, .midLetter, .midNum: return .other
    default: return nil
    }
  }
}
