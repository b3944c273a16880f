// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The classes of characters the grammar knows.

extension Unicode.Scalar {
  /// The ASCII character that this one stands for as an operator: itself, but for the full-width
  /// twins that Chinese and Japanese keyboards type.
  var sign: Unicode.Scalar {
    switch self {
    case "\u{FF02}": "\""
    case "\u{FF08}": "("
    case "\u{FF09}": ")"
    case "\u{FF0A}": "*"
    case "\u{FF0B}": "+"
    case "\u{FF0D}": "-"
    case "\u{FF1A}": ":"
    case "\u{FF3E}": "^"
    case "\u{FF5E}": "~"
    default: self
    }
  }

  /// Whether it separates words: white space of any width, and control characters.
  var isBlank: Bool {
    guard !isASCII else { return value <= 0x20 || value == 0x7F }
    return properties.isWhitespace || properties.generalCategory == .control
  }

  /// Whether it is invisible and means nothing at the edge of a word: directional marks, the
  /// zero-width space, the word joiner, the byte order mark. The zero-width joiners are not
  /// among them: they are part of how Persian and Indic words are spelt.
  var isIgnorable: Bool {
    switch value {
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Whether it can begin a field name.
  var isLetter: Bool {
    guard !isASCII else { return (0x61...0x7A).contains(value | 0x20) }
    return properties.isAlphabetic
  }

  /// Whether it is one of 0 to 9.
  var isDigit: Bool { (0x30...0x39).contains(value) }

  /// Whether it is a letter, a digit, or a mark upon one.
  var isWordCharacter: Bool {
    guard !isASCII else { return isLetter || isDigit }
    if properties.isAlphabetic || properties.numericType != nil { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }
}
