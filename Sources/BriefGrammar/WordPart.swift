// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A word while it is read: its characters, with escapes resolved but not forgotten.

/// One character of a word.
struct WordPart {
  var scalar: Unicode.Scalar
  /// The operator it may act as, or NUL, which no word contains, if it was escaped.
  var sign: Unicode.Scalar
  /// Where it was written, in scalars of the query; an escape belongs to what it escapes.
  var range: Range<Int>

  static func literal(_ scalar: Unicode.Scalar, _ range: Range<Int>) -> WordPart {
    WordPart(scalar: scalar, sign: "\0", range: range)
  }
}

extension Collection<WordPart> {
  /// The characters meant.
  var text: String { String(String.UnicodeScalarView(map(\.scalar))) }

  /// Whether it was written as just these operators or letters, without escapes.
  func reads(_ text: String) -> Bool { lazy.map(\.sign).elementsEqual(text.unicodeScalars) }
}
