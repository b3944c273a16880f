// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plain words and known chunks, by the batch.

extension AnalysisChain {
  /// Takes plain words and known chunks into the batch, and returns where something else begins.
  mutating func takeKnownWords(
    _ text: Span<UInt8>, from start: Int, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    if !run.isEmpty {
      // A run that goes on is not to be torn apart here.
      guard text[start] < 0x80 else { return start }
      try flushRun(text, to: &tokens)
    }
    var i = start
    while true {
      if let kernel {
        // Between words of other letters there is mostly a space, and nothing for the kernel.
        if i < text.count, text[i] == UInt8(ascii: " ") { i += 1 }
        if i < text.count, text[i] < 0x80 || text[i] == 0xE2 {
          try takePlainWords(text, from: &i, kernel, to: &tokens)
        }
      } else {
        plain.find(text, from: &i, rules)
        try takePlainWords(text, to: &tokens)
        if plain.count == PlainWords.capacity { continue }
      }
      guard i < text.count,
        let chunk = Chunk(text, from: i, rules.ascii, &segmenter.characters)
      else { return i }
      if take(chunk, text, to: &tokens) {
        i = chunk.range.upperBound
      } else if chunks.sees(chunk) {
        i = try remember(chunk, text, to: &tokens)
      } else {
        return i
      }
    }
  }

  /// Takes plain words from `i` on, which is moved to where something else begins.
  private mutating func takePlainWords(
    _ text: Span<UInt8>, from i: inout Int, _ kernel: WordKernel, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    while true {
      let reason = kernel.append(
        text, from: &i, writesStems ? stemCache : nil, language: language,
        position: &position, base: tokens.bytes.count, to: &batch)
      switch reason {
      case .somethingElse: return
      case .noRoom: flushBatch(to: &tokens)
      case .unknownStem(let end):
        let entry = try words.entry(text, i..<end, language: language)
        let key = StemCache.Key(PlainWord(text, i..<end), language: language)
        if stemCache.insert(key, stem: words.bytes.extracting(entry.stem)) { continue }
        append(entry, source: i..<end, to: &tokens)
        i = end
      }
    }
  }

  /// Takes the plain words that were found, and sees to it that their stems are known.
  private mutating func takePlainWords(
    _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    var next = 0
    while next < plain.count {
      if !batch.hasRoom(forWords: plain.count - next) { flushBatch(to: &tokens) }
      next = batch.append(
        plain, from: next, position: &position, base: tokens.bytes.count,
        hasStems: writesStems, stemCache, language: language)
      guard next < plain.count else { return }
      let word = plain.words[next]
      let entry = try words.entry(text, Int(word.start)..<Int(word.end), language: language)
      let key = StemCache.Key(word, language: language)
      if stemCache.insert(key, stem: words.bytes.extracting(entry.stem)) { continue }
      // No stemmer makes a short word long; if one did:
      append(entry, source: Int(word.start)..<Int(word.end), to: &tokens)
      next += 1
    }
  }

  /// Takes the tokens of a chunk if they are known.
  private mutating func take(
    _ chunk: Chunk, _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) -> Bool {
    guard let entry = chunks.view.find(text, chunk, language: language) else { return false }
    if !batch.hasRoom(for: entry) { flushBatch(to: &tokens) }
    batch.append(
      entry, chunks, start: chunk.range.lowerBound, position: position, base: tokens.bytes.count)
    position += Int32(entry.positionCount)
    return true
  }

  /// Appends the tokens of a chunk and remembers them; returns where they end.
  private mutating func remember(
    _ chunk: Chunk, _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    flushBatch(to: &tokens)
    let first = tokens.count
    let firstPosition = position
    var i = chunk.range.lowerBound
    while true {
      i = min(rules.ascii.skipGap(text, from: i), max(i, chunk.range.upperBound))
      guard i < chunk.range.upperBound else { break }
      i = try appendSegment(text, at: i, to: &tokens)
    }
    try flushRun(text, to: &tokens)
    flushBatch(to: &tokens)
    if i == chunk.range.upperBound {
      chunks.insert(
        text, chunk, language: language, tokens, from: first, position: firstPosition,
        end: position)
    }
    return i
  }

  /// Hands the words of the batch over. To be called before other tokens are appended.
  mutating func flushBatch(to tokens: inout TokenBuffer) {
    guard !batch.isEmpty else { return }
    tokens.append(batch)
    batch.removeAll()
  }
}
