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
  /// Of texts in another language than the one before in their document: the stems that the batch's words imply, by
  /// the language.
  private var known: [UInt8: KnownStems] = [:]

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
    guard isOther else { return addStems(of: buffer, to: &explicit, rest: nil) }
    // None of its words shall imply a stem.
    var stems = known.removeValue(forKey: session.language) ?? KnownStems()
    addStems(of: buffer, to: &explicit) { bytes, range in stems.note(bytes, range) }
    try stems.addNoted(to: &explicit, session)
    known[session.language] = stems
  }

  /// Adds the stems in the buffer and withholds the words they are of, and those that `rest` takes: all others.
  private mutating func addStems(
    of buffer: borrowing TokenBuffer, to explicit: inout SpaceInverter,
    rest: ((Span<UInt8>, Range<Int>) -> Void)?
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
      } else if let rest {
        withheld.add(term: bytes, range)
        rest(bytes, range)
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
    known = [:]
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

/// The stems that words imply in one language, each found once.
private struct KnownStems {
  private var words = TermTable()
  /// By a word's number.
  private var stems = TermList()
  /// The occurrences of words noted, and the words among them that are new.
  private var noted: [UInt32] = []
  private var new = TermList()

  /// Notes an occurrence of a word.
  mutating func note(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let count = words.count
    noted.append(words.number(of: bytes, range))
    if words.count > count { new.append(bytes, range) }
  }

  /// Adds the stem of every occurrence noted.
  mutating func addNoted(
    to explicit: inout SpaceInverter, _ session: TextAnalyzer
  ) throws(ICUError) {
    var found = TermList()
    try session.findImpliedStems(
      in: new.bytes.span, at: new.ranges, language: session.language, &found)
    let bytes = found.bytes.span
    for i in 0..<found.count { stems.append(bytes, found.range(i)) }
    new.removeAll()
    Self.add(noted, stems, to: &explicit)
    noted.removeAll(keepingCapacity: true)
  }

  private static func add(
    _ words: [UInt32], _ stems: TermList, to explicit: inout SpaceInverter
  ) {
    let bytes = stems.bytes.span
    for word in words where !stems.range(Int(word)).isEmpty {
      explicit.add(term: bytes, stems.range(Int(word)))
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
