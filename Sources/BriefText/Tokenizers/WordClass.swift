// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The classes of characters that ICU's word rules tell apart. They are Unicode's Word_Break
// values with ICU's changes: Han and Hiragana count as one class, Hangul syllables and
// pictographs that are letters as classes of their own, and letters of scripts written
// without spaces between words (Line_Break=Complex_Context) as letters.

/// What a character is to the word rules.
enum WordClass: UInt16, CaseIterable {
  case other
  case carriageReturn, lineFeed, newline
  case space
  /// Ⓐ and the like: letters to the rules, pictographs after a joiner.
  case pictograph, letterPictograph
  case extend, format, joiner
  case letter, hebrew, numeric, katakana, kanaKanji, hangul, extendNumLet
  case regionalIndicator
  case singleQuote, doubleQuote, midNumLet, midLetter, midNum
}
