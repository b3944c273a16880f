// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems for those who index. A stem is nearly always a function of the term and the language: the one
// the term has if it is analysed as a word. Whoever has many words can find the stem of each once, and
// need not be handed a token for it at each occurrence, which takes longer than all else that is done
// for a plain word (12 ns of 17). So a session may be asked to leave out the stems that are implied:
//
//   - A term that begins with a character of an unspaced script implies that there is no stem; any
//     other implies the stem it has as a word.
//   - If that holds of all words and variants at a position, there are no stems at it. Otherwise there
//     are those of all of them, as ever (schön: its term is schon, whose stem is another word's); an
//     empty one where a word has none.
//
// Whether a word's stem is implied is found by analysing its term as well, once a word (`WordCache`).

extension AnalysisChain {
  /// Whether the term of an entry implies a stem.
  mutating func impliesStem(_ entry: WordCache.Entry) -> Bool {
    Self.impliesStem(words.bytes, entry.term, &segmenter.characters)
  }

  private static func impliesStem(
    _ bytes: Span<UInt8>, _ term: Range<Int>, _ characters: inout CharacterTable
  ) -> Bool {
    if bytes[term.lowerBound] < 0x80 { return true }
    let first = UTF8Decoder.scalar(in: bytes, at: term.lowerBound).value
    return !characters[first].has([.ideographic, .complex])
  }

  /// Replaces `stems` with those that terms imply, empty where that is none. Nothing is remembered: who has many
  /// words asks for each once.
  mutating func findImpliedStems(
    in bytes: Span<UInt8>, at ranges: [Range<Int>], language: UInt8, _ stems: inout TermList
  ) throws(ICUError) {
    stems.removeAll()
    // Terms lie all over the memory: asked one right after the other, many of them are on their way at once (38 ns a
    // word otherwise, of 95 that finding its stem took).
    let areImplied = ranges.map { Self.impliesStem(bytes, $0, &segmenter.characters) }
    for (range, isImplied) in zip(ranges, areImplied) {
      if isImplied {
        let stem = try words.stem(bytes, range, language: language)
        stems.append(stem.span, 0..<stem.count)
      } else {
        stems.append(bytes, range.lowerBound..<range.lowerBound)
      }
    }
  }
}
