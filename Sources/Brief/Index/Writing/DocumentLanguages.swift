// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A word has one stem for each language of the documents it is in. Which those are is noted batch by batch; so a
// word is stemmed for no others, and it is known beforehand how many stems there can be.

import BriefText

/// The languages of a segment being built in one field.
struct DocumentLanguages: Sendable {
  /// The codes of the languages met.
  private(set) var codes: [String] = []
  /// By document, the place of its language in ``codes``; any where there is no text.
  private(set) var ofDocuments: [UInt8] = []
  /// By the numbers of words, the languages of the documents they are in, a bit each. Empty as long as there is but
  /// one.
  private(set) var ofWords: [UInt64] = []
  /// How many languages the words have, all together.
  private var wordLanguageCount = 0
  private var wordCount = 0

  /// Words, each as often as it has languages.
  var stemLimit: Int { codes.count > 1 ? wordLanguageCount : wordCount }

  var memoryUse: Int { ofDocuments.count + ofWords.count * 12 }

  /// Adds the documents of the next batch. `words` are the numbers of its words, of which there are `count` now.
  mutating func append(_ notes: StemNotes, words: [UInt32], count: Int) {
    let wasOne = codes.count == 1
    let places = places(notes)
    for language in notes.languages { ofDocuments.append(places[Int(language)]) }
    if codes.count > 1 {
      if wasOne {
        ofWords = [UInt64](repeating: 1, count: wordCount)
        wordLanguageCount = wordCount
      }
      ofWords.append(contentsOf: repeatElement(0, count: count - ofWords.count))
      let only = notes.languages.first { $0 != StemNotes.noLanguage }
      for (index, word) in words.enumerated() {
        let mask =
          notes.wordLanguages.isEmpty
          ? only.map { 1 << UInt64(places[Int($0)]) } ?? 0
          : Self.mask(notes.wordLanguages[index], places)
        wordLanguageCount += (mask & ~ofWords[Int(word)]).nonzeroBitCount
        ofWords[Int(word)] |= mask
      }
    }
    wordCount = count
  }

  /// For each number that the batch has for a language, that of the segment.
  private mutating func places(_ notes: StemNotes) -> [UInt8] {
    var isMet = [Bool](repeating: false, count: Int(UInt8.max) + 1)
    for language in notes.languages { isMet[Int(language)] = true }
    isMet[Int(StemNotes.noLanguage)] = false
    var places = [UInt8](repeating: 0, count: isMet.count)
    for language in isMet.indices where isMet[language] {
      places[language] = UInt8(place(of: notes.codes[language]))
    }
    return places
  }

  private static func mask(_ languages: UInt64, _ places: [UInt8]) -> UInt64 {
    var (rest, mask) = (languages, UInt64(0))
    while rest != 0 {
      mask |= 1 << UInt64(places[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    return mask
  }

  private mutating func place(of code: String) -> Int {
    if let known = codes.firstIndex(of: code) { return known }
    precondition(
      codes.count < TextAnalyzer.languageLimit, "there are more languages than stem differently")
    codes.append(code)
    return codes.count - 1
  }
}
