// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stems of a field follow from its words and the language of each document, nearly always
// (AnalysisChain+Implied). So the occurrences of words are all that is gathered, and stems are made of them when
// the segment is written (`DerivedTerms`). What does not follow is kept here: stems that stand for
// themselves, and occurrences of words that have such a stem and are not to count for their own.

import BriefText

/// Notes what the stems of one field in a batch do not follow from.
struct StemExceptions {
  /// By document, the number that the session has for its language.
  private var languages: [UInt8] = []
  /// That of the document at hand, once it has a text.
  private var language: UInt8?
  private var withheld: SpaceInverter
  private var words = TermList()
  private var stems = TermList()

  /// - Parameter field: the field's index in the schema.
  init(field: Int) {
    withheld = SpaceInverter(.withheld(ofField: field))
  }

  /// Notes what is to be noted of a text of the document at hand, whose tokens are in `buffer`: `wordCount` of
  /// them are not stems. `session` has just analysed it.
  mutating func add(
    _ buffer: borrowing TokenBuffer, wordCount: Int, _ session: TextAnalyzer,
    explicit: inout SpaceInverter
  ) throws(ICUError) {
    let isOther = language != nil && language != session.language
    if language == nil { language = session.language }
    guard isOther || buffer.count > wordCount else { return }
    words.removeAll()
    addStems(of: buffer, needsAll: isOther, to: &explicit)
    guard isOther else { return }
    // A text in another language than the one before: none of its words shall imply a stem.
    try session.findImpliedStems(of: words, language: session.language, &stems)
    let bytes = stems.bytes.span
    for i in 0..<stems.count where !stems.range(i).isEmpty {
      explicit.add(term: bytes, stems.range(i))
    }
  }

  /// Adds the stems in the buffer and withholds the words they are of; with `needsAll` all other words too, which are
  /// gathered in `words`.
  private mutating func addStems(
    of buffer: borrowing TokenBuffer, needsAll: Bool, to explicit: inout SpaceInverter
  ) {
    let bytes = buffer.bytes.span
    let forms = buffer.forms.span
    let positions = buffer.positions.span
    // Backwards: stems come last at a position, and if there are any, none is implied.
    var written: Int32 = -1
    for i in forms.indices.reversed() {
      let range = buffer.termRange(i)
      if forms[i] == .stem {
        written = positions[i]
        if !range.isEmpty { explicit.add(term: bytes, range) }
      } else if positions[i] == written {
        withheld.add(term: bytes, range)
      } else if needsAll {
        withheld.add(term: bytes, range)
        words.append(bytes, range)
      }
    }
  }

  /// Ends the document at hand.
  mutating func endDocument() {
    languages.append(language ?? StemNotes.noLanguage)
    language = nil
    withheld.endDocument()
  }

  /// What was noted of the batch, whose words are in `words`; the next document begins another.
  mutating func finish(_ session: TextAnalyzer?, words: SpaceInverter) -> StemNotes {
    let notes = StemNotes(
      withheld: withheld.finish(), languages: languages, codes: session?.languages ?? [],
      wordLanguages: Self.wordLanguages(words, languages))
    languages.removeAll(keepingCapacity: true)
    return notes
  }

  /// For each word, the languages of the documents it is in, a bit each; nothing if there is but one language.
  private static func wordLanguages(_ words: SpaceInverter, _ languages: [UInt8]) -> [UInt64] {
    let met = languages.filter { $0 != StemNotes.noLanguage }
    guard let first = met.first, met.contains(where: { $0 != first }) else { return [] }
    var masks = [UInt64](repeating: 0, count: words.table.count)
    fill(&masks, words.tokens, words.documentEnds, languages)
    return masks
  }

  private static func fill(
    _ masks: inout [UInt64], _ tokens: [UInt64], _ documentEnds: [UInt32], _ languages: [UInt8]
  ) {
    var masks = masks.mutableSpan
    let tokens = tokens.span
    var token = 0
    for (document, language) in languages.enumerated() where language != StemNotes.noLanguage {
      let end = Int(documentEnds[document])
      while token < end {
        masks[Int(tokens[token] >> 32)] |= 1 &<< UInt64(language)
        token &+= 1
      }
    }
  }
}

/// What the stems of one field in a batch follow from, beside its words and the stems that stand for themselves.
struct StemNotes: Sendable {
  /// Occurrences of words whose stems stand for themselves.
  let withheld: SpaceRuns
  /// The language of each document, as its place in ``codes``, or ``noLanguage`` of one without a text.
  let languages: [UInt8]
  let codes: [String]
  /// For each word, by its number in the batch, the languages of its documents, a bit each; empty if there is but one.
  let wordLanguages: [UInt64]

  static let noLanguage = UInt8.max
}
