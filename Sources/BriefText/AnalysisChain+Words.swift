// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words of the spaced scripts, when they are more than plain ASCII: with marks inside, with
// symbols around, connected with others, or in other letters.

extension AnalysisChain {
  /// Appends the tokens of the segment at `start`, and of what is connected with it; returns
  /// where the next begins.
  mutating func appendSegment(
    _ text: Span<UInt8>, at start: Int, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    let segment = segmenter.segment(of: text, at: start)
    let properties = segment.properties
    let end = segment.end
    guard properties.has(.word) else { return end }
    if properties.has([.ideographic, .complex]) {
      try appendMixed(text, start..<end, properties, to: &tokens)
      return end
    }
    try flushRun(text, to: &tokens)
    if segment.isPlain, rules.ascii.isAlone(text, start..<end) {
      try appendPlainWord(text, start..<end, to: &tokens)
      return end
    }
    guard analyzer.emitsVariants else {
      try appendSimpleWord(text, start..<end, to: &tokens)
      return end
    }
    compound.gather(text, from: start..<end, properties, &segmenter)
    try appendCompound(text, to: &tokens)
    return compound.words.last?.upperBound ?? end
  }

  /// Appends a word that can have no variants, with nothing around it that matters.
  private mutating func appendPlainWord(
    _ text: Span<UInt8>, _ word: Range<Int>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    let entry = try words.entry(text, word, language: language)
    guard !entry.term.isEmpty else { return }
    append(entry, source: word, to: &tokens)
  }

  /// Appends a word and its stem.
  mutating func append(
    _ entry: WordCache.Entry, source: Range<Int>, to tokens: inout TokenBuffer
  ) {
    flushBatch(to: &tokens)
    let place = TokenPlace(
      position: position, sourceStart: Int32(source.lowerBound),
      sourceEnd: Int32(source.upperBound))
    tokens.append(words.bytes, entry.term, .word, place)
    if writesStems || (impliesStems && !(entry.isImplied && impliesStem(entry))) {
      tokens.append(words.bytes, entry.stem, .stem, place)
    }
    position += 1
  }

  /// Appends a word without variants.
  private mutating func appendSimpleWord(
    _ text: Span<UInt8>, _ word: Range<Int>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    forms.removeAll()
    forms.add(text, word)
    try appendForms(text, to: &tokens)
  }

  /// Appends a word with the variants it has by itself.
  mutating func appendWord(
    _ text: Span<UInt8>, _ word: Range<Int>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    guard analyzer.emitsVariants else { return try appendSimpleWord(text, word, to: &tokens) }
    forms.removeAll()
    forms.add(text, word)
    scan.scan(text, word, &segmenter.characters)
    forms.addVariants(text, of: word, scan)
    try appendForms(text, to: &tokens)
  }

  private mutating func appendCompound(
    _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    var spanning = 0
    for index in compound.words.indices {
      let word = compound.words[index]
      forms.removeAll()
      forms.add(text, word)
      scan.scan(text, word, &segmenter.characters)
      forms.addVariants(text, of: word, scan)
      if index == 0 { forms.addLeadingSymbol(text, word, &segmenter.characters) }
      if index == compound.words.count - 1 {
        forms.addTrailingSymbol(text, word, &segmenter.characters)
      }
      while spanning < compound.spanning.count, compound.spanning[spanning].first == index {
        forms.add(
          text, compound.spanning[spanning], of: compound, &scan, &segmenter.characters)
        spanning += 1
      }
      try appendForms(text, to: &tokens)
    }
  }

  /// Appends the tokens of all forms at this position, and of their stems; goes on to the next
  /// position if there were any.
  private mutating func appendForms(
    _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    flushBatch(to: &tokens)
    let forms = forms
    let first = tokens.count
    stems.removeAll(keepingCapacity: true)
    stemEnds.removeAll(keepingCapacity: true)
    stemPlaces.removeAll(keepingCapacity: true)
    var areImplied = impliesStems
    for (index, form) in forms.forms.enumerated() {
      let entry = try words.entry(forms.bytes.span, form.written, language: language)
      // An ignorable word has no tokens, whatever stands around it.
      if entry.term.isEmpty {
        if index == 0 { return }
        continue
      }
      let source = graphemes(text, form.source)
      let place = TokenPlace(
        position: position, positionLength: Int32(form.positionLength),
        sourceStart: Int32(source.lowerBound), sourceEnd: Int32(source.upperBound))
      if tokens.contains(words.bytes, entry.term, place, from: first) { continue }
      tokens.append(words.bytes, entry.term, index == 0 ? .word : .variant, place)
      guard analyzer.stems else { continue }
      let stem = form.isSymbolic ? entry.term : entry.stem
      if areImplied {
        areImplied =
          (form.isSymbolic ? entry.impliesItself : entry.isImplied) && impliesStem(entry)
      }
      for i in stem { stems.append(words.bytes[i]) }
      stemEnds.append(stems.count)
      stemPlaces.append(place)
    }
    var start = 0
    for (index, end) in stemEnds.enumerated() where !areImplied {
      tokens.append(stems.span, start..<end, .stem, stemPlaces[index])
      start = end
    }
    if tokens.count > first { position += 1 }
  }

  /// `range` widened to whole graphemes. Word boundaries are boundaries of graphemes but for a
  /// few marks: those written before their letter, and the vowels of Thai and Lao that count
  /// as letters.
  mutating func graphemes(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let start = range.lowerBound
    let end = range.upperBound
    if text[start] < 0x80, text[end - 1] < 0x80, start == 0 || text[start - 1] < 0x80,
      end == text.count || text[end] < 0x80
    {
      return range
    }
    return segmenter.characters.graphemes(text, range)
  }
}
