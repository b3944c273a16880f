// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Scripts without spaces between words, and segments that mix them with others.

extension AnalysisChain {
  /// Appends the tokens of a segment with characters of an unspaced script.
  mutating func appendMixed(
    _ text: Span<UInt8>, _ segment: Range<Int>, _ properties: CharacterProperties,
    to tokens: inout TokenBuffer
  ) throws(ICUError) {
    wholeGraphemes = properties.has(.prepended) ? 0..<0 : segment
    boundaries.removeAll(keepingCapacity: true)
    if properties.has(.dictionary) {
      try segmenter.appendBoundaries(of: text, segment: segment, to: &boundaries)
    } else {
      boundaries.append(Int32(segment.upperBound))
    }
    var start = segment.lowerBound
    var index = 0
    while index < boundaries.count {
      let end = Int(boundaries[index])
      index += 1
      if end < segment.upperBound {
        let next = UTF8Decoder.scalar(in: text, at: end).value
        // A dictionary may end a word before a vowel that belongs to it.
        if segmenter.characters[next].has(.attached) { continue }
      }
      try appendPieces(text, start..<end, to: &tokens)
      start = end
    }
  }

  private enum Kind { case ideographic, complex, spaced }

  private static func kind(_ properties: CharacterProperties) -> Kind? {
    if properties.has(.ideographic) { return .ideographic }
    if properties.has(.complex) { return .complex }
    return properties.has(.word) ? .spaced : nil
  }

  /// Appends the tokens of a dictionary word, cut where letters of other scripts are glued to it.
  private mutating func appendPieces(
    _ text: Span<UInt8>, _ word: Range<Int>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    var kind: Kind?
    var piece = word.lowerBound..<word.lowerBound
    var isFolded = true
    var i = word.lowerBound
    while i < word.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      let properties = segmenter.characters[scalar]
      if kind != nil, Self.isAttached(properties) {
        if piece.upperBound == i { piece = piece.lowerBound..<i + length }
      } else if let next = Self.kind(properties) {
        if let kind, kind != next { try append(text, piece, kind, isFolded, to: &tokens) }
        if kind != next {
          piece = i..<i
          isFolded = true
          // A vowel without its letter, after a mark that joins words.
          if properties.has(.attached) { wholeGraphemes = 0..<0 }
        }
        piece = piece.lowerBound..<i + length
        kind = next
      } else if let ended = kind, ended == .complex || properties.wordClass == .extendNumLet {
        // A dot ends a Thai abbreviation that the next word is written right behind; ICU's rules, made
        // for letters of spaced scripts, would join the two.
        try append(text, piece, ended, isFolded, to: &tokens)
        kind = nil
      }
      if !properties.has(.folded) { isFolded = false }
      i += length
    }
    if let kind { try append(text, piece, kind, isFolded, to: &tokens) }
  }

  private static func isAttached(_ properties: CharacterProperties) -> Bool {
    switch properties.wordClass {
    case .extend, .format, .joiner: true
    default: properties.has(.attached)
    }
  }

  private mutating func append(
    _ text: Span<UInt8>, _ piece: Range<Int>, _ kind: Kind, _ isFolded: Bool,
    to tokens: inout TokenBuffer
  ) throws(ICUError) {
    if kind == .ideographic, analyzer.pairsCharacters {
      if !run.isEmpty, run.end != piece.lowerBound { try flushRun(text, to: &tokens) }
      run.append(text, piece, &segmenter.characters)
      return
    }
    try flushRun(text, to: &tokens)
    if kind == .spaced { return try appendWord(text, piece, to: &tokens) }
    let isInside =
      piece.lowerBound > wholeGraphemes.lowerBound && piece.upperBound < wholeGraphemes.upperBound
    let isAppended = try appendUnstemmed(
      text, piece, source: isInside ? piece : graphemes(text, piece), isFolded: isFolded, .word,
      length: 1, to: &tokens)
    if isAppended { position += 1 }
  }

  /// Appends the tokens of the run of characters that has been gathered.
  mutating func flushRun(_ text: Span<UInt8>, to tokens: inout TokenBuffer) throws(ICUError) {
    guard !run.isEmpty else { return }
    let range = run.starts[0]..<run.end
    // What holds at the ends of the run holds of its tokens: inside, characters are graphemes.
    let isWhole = !run.hasPrepended && graphemes(text, range) == range
    if isWhole, run.isAllFolded, run.byteCount <= TermFolding.maximumTermLength {
      if !batch.hasRoom(for: run) { flushBatch(to: &tokens) }
      batch.append(run, text, position: position, base: tokens.bytes.count)
      position += Int32(run.count)
    } else {
      try appendRun(text, isWhole: isWhole, to: &tokens)
    }
    run.removeAll()
  }

  private mutating func appendRun(
    _ text: Span<UInt8>, isWhole: Bool, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    let run = run
    let firstPosition = position
    for index in 0..<run.count {
      position = firstPosition + Int32(index)
      var wordLength = 0
      if run.beginsWord[index] {
        wordLength = run.wordLength(at: index)
        try append(run, index, count: wordLength, .word, text, isWhole, to: &tokens)
      }
      let length = index + 1 < run.count ? 2 : 1
      guard wordLength != length else { continue }
      try append(run, index, count: length, .variant, text, isWhole, to: &tokens)
    }
    position = firstPosition + Int32(run.count)
  }

  /// Appends the token of `count` characters of a run.
  @inline(__always)
  private mutating func append(
    _ run: IdeographRun, _ index: Int, count: Int, _ form: TokenForm, _ text: Span<UInt8>,
    _ isWhole: Bool, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    var isFolded = true
    for character in index..<index + count where !run.isFolded[character] { isFolded = false }
    let range = run.starts[index]..<run.end(of: index + count - 1)
    // Inside a run, characters are graphemes.
    let isInside = index > 0 && index + count < run.count && !run.hasPrepended
    let source = isWhole || isInside ? range : graphemes(text, range)
    try appendUnstemmed(
      text, range, source: source, isFolded: isFolded, form, length: count, to: &tokens)
  }

  /// Appends a token without stem; nothing if it folds to nothing.
  @discardableResult
  private mutating func appendUnstemmed(
    _ text: Span<UInt8>, _ range: Range<Int>, source: Range<Int>, isFolded: Bool,
    _ form: TokenForm, length: Int, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Bool {
    if isFolded, source == range, range.count <= TermFolding.maximumTermLength {
      // Nearly all. One by one, Japanese words took 6 % longer altogether.
      if !batch.hasRoom(forTermOf: range.count) { flushBatch(to: &tokens) }
      batch.append(
        text, range, form, length: length, position: position, base: tokens.bytes.count)
      return true
    }
    flushBatch(to: &tokens)
    let place = TokenPlace(
      position: position, positionLength: Int32(length), sourceStart: Int32(source.lowerBound),
      sourceEnd: Int32(source.upperBound))
    if isFolded, range.count <= TermFolding.maximumTermLength {
      tokens.append(text, range, form, place)
      return true
    }
    let entry = try words.entry(text, range, language: language)
    guard !entry.term.isEmpty else { return false }
    tokens.append(words.bytes, entry.term, form, place)
    if impliesStems, impliesStem(entry) {
      tokens.append(words.bytes, entry.term.lowerBound..<entry.term.lowerBound, .stem, place)
    }
    return true
  }
}
