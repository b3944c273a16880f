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
    let bytes = words.bytes
    let first = bytes[entry.term.lowerBound]
    return first < 0x80
      || Self.impliesStem(
        UTF8Decoder.scalar(in: bytes, at: entry.term.lowerBound).value, &segmenter.characters)
  }

  private static func impliesStem(_ first: UInt32, _ characters: inout CharacterTable) -> Bool {
    !characters[first].has([.ideographic, .complex])
  }

  /// Replaces `stems` with those that terms imply, empty where that is none.
  mutating func findImpliedStems(
    of terms: TermList, language: UInt8, _ stems: inout TermList
  ) throws(ICUError) {
    stems.removeAll()
    lookUp(terms, language: language)
    for index in 0..<terms.count {
      let slot = stemSlots[index]
      if slot.length > 0 {
        stems.append(slot)
      } else {
        try appendImpliedStem(of: terms, index, language: language, to: &stems)
      }
    }
  }

  /// Leaves the slots of terms in `stemSlots`, free ones for those that have none. The cache takes
  /// megabytes: all are asked for before the first is needed.
  private mutating func lookUp(_ terms: TermList, language: UInt8) {
    stemSlots.removeAll(keepingCapacity: true)
    let bytes = terms.bytes.span
    for index in 0..<terms.count {
      let range = terms.range(index)
      stemSlots.append(
        range.count <= PlainWord.maximumLength
          ? stemCache.slot(StemCache.Key(bytes, range, language: language)) : StemCache.free)
    }
  }

  private mutating func appendImpliedStem(
    of terms: TermList, _ index: Int, language: UInt8, to stems: inout TermList
  ) throws(ICUError) {
    let bytes = terms.bytes.span
    let range = terms.range(index)
    if bytes[range.lowerBound] >= 0x80 {
      let first = UTF8Decoder.scalar(in: bytes, at: range.lowerBound).value
      guard Self.impliesStem(first, &segmenter.characters) else {
        return stems.append(bytes, range.lowerBound..<range.lowerBound)
      }
    }
    guard range.count <= PlainWord.maximumLength else {
      let entry = try words.entry(bytes, range, language: language)
      return stems.append(words.bytes, entry.stem)
    }
    let stem = try words.stem(bytes, range, language: language)
    stems.append(stem.span, 0..<stem.count)
    _ = stemCache.insert(StemCache.Key(bytes, range, language: language), stem: stem.span)
  }
}
