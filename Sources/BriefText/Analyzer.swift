// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Text → tokens: what an analyzer promises. The engine, its queries and its highlights rely on
// these sentences, and each has a test.
//
// Words
//  1. Words lie between ICU's word boundaries (root locale, UAX #29), a word being a segment
//     with a letter, a number or an ideograph. Two characters are not what ICU 72 makes of
//     them: `@` is no letter, and the narrow no-break space parts words. Letters glued to
//     Thai, Lao, Khmer or Burmese ones are words of their own, as they are beside Han.
//  2. Tokens come ordered by position, at one position words before variants before stems. A
//     source range is not empty, lies in the text, begins and ends between graphemes.
//  3. The same analyzer makes the same tokens of the same text and language, always and
//     everywhere; and of a text's paragraphs the same as of the text.
//
// Words as terms
//  4. A term is NFKC_Casefold of the word, at most 255 bytes, cut between characters. Thus
//     width, ligatures, case, soft hyphens and other ignorables make no difference.
//  5. `foldsDiacritics`: neither do accents on Latin and Greek letters, ё, Hebrew and Arabic
//     points, Arabic letters written for one another, curly apostrophes, or the script of a
//     digit. й and ї, voiced kana, Indic and Thai vowels are letters and stay.
//
// Stems
//  6. `stems`: at its position, with its range, every word and variant has a stem as well,
//     made by the Snowball stemmer of the text's language and folded like a word; where
//     there is no stemmer, or nothing to take off, the word is its own stem. Han, Kana,
//     Hangul, Thai, Lao, Khmer and Burmese have none. So an index of stems finds every
//     word of the spaced scripts, and an index of words all others.
//
// Unspaced scripts
//  7. `pairsCharacters`: characters of Han, Kana and Hangul are positions. A word takes as
//     many as it has characters (ICU's dictionary words; between spaces for Hangul). In a
//     run of such characters every pair of neighbours is a variant of length two, and the
//     last character one of length one, unless they are words already. So a run of any
//     length is found by its pairs, and a single character as the beginning of a term.
//  8. Thai, Lao, Khmer and Burmese words are ICU's dictionary words, one position each.
//
// Forms people type
//  9. `emitsVariants`: at the position of their first word, over as many positions as they span:
//        multi-agent   multiagent              O'Brien      obrien
//        Amazon’s      amazon                  l'avenir     avenir, lavenir
//        20.04         (one word)              1,000        1000
//        U.S.          us                      example.org  example, org
//        C++  C#  .NET    c++  c#  .net        AT&T         at&t, att
//        @desk  #news     @desk  #news         desk@example.org   desk@example.org
//        2025-01-31    2025-01-31              12:30        12:30
//        snake_case    snake, case             OpenAI       open, ai
//        CO₂           co2
// 10. Whatever the form in the text, a query analysed the same way shares a term with it.
//
// One fused pass makes all this: tokenizer and filters as separate objects would hand
// every word from one to the next, and the word is touched too often for that to be cheap.

/// A way to make tokens of text. A value: share it, compare it, store its name.
public struct Analyzer: Sendable, Hashable {
  /// What a token is made of.
  enum Tokenization: Sendable, Hashable { case words, wholeValue }

  let tokenization: Tokenization
  /// Accents, vowel points and the like make no difference.
  public let foldsDiacritics: Bool
  /// Words get the other forms in which people type them.
  public let emitsVariants: Bool
  /// Words get stems.
  public let stems: Bool
  /// Han, Kana and Hangul are indexed by characters as well as by words.
  public let pairsCharacters: Bool

  /// The default: words of any language, however they are typed, with stems.
  public static let brief = Analyzer()

  /// Words, case folded, and nothing else.
  public static let standard = Analyzer(
    foldsDiacritics: false, emitsVariants: false, stems: false, pairsCharacters: false)

  /// The whole value as one term, case folded.
  public static let keyword = Analyzer(tokenization: .wholeValue)

  /// An analyzer that does what ``brief`` does, but for what is turned off.
  public init(
    foldsDiacritics: Bool = true, emitsVariants: Bool = true, stems: Bool = true,
    pairsCharacters: Bool = true
  ) {
    self.tokenization = .words
    self.foldsDiacritics = foldsDiacritics
    self.emitsVariants = emitsVariants
    self.stems = stems
    self.pairsCharacters = pairsCharacters
  }

  private init(tokenization: Tokenization) {
    self.tokenization = tokenization
    foldsDiacritics = false
    emitsVariants = false
    stems = false
    pairsCharacters = false
  }
}
