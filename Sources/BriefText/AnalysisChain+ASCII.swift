// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plain ASCII words, by the batch.

extension AnalysisChain {
  /// Appends words as long as they are plain ASCII, and returns where one begins that is not.
  mutating func appendASCIIWords(
    _ text: Span<UInt8>, from start: Int, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    // Taken out of `self` for the loop, which reads it while other parts of `self` change.
    var batch = WordBatch.none
    swap(&batch, &self.batch)
    defer { swap(&batch, &self.batch) }
    let flags = ascii.flags
    var i = start
    while i < text.count {
      let flag = flags[Int(text[i])]
      if flag & (ASCIITable.word | ASCIITable.joint | ASCIITable.beyond) == 0 {
        i += 1
        continue
      }
      guard flag & ASCIITable.word != 0 else { break }
      if !batch.hasRoom { flush(&batch, to: &tokens) }
      let start = batch.byteCount
      let word = batch.draft(text, from: i, ascii)
      guard isPlain(text, word) else { break }
      // Rare: a run before this word has positions still to come.
      if !run.isEmpty { try flushRun(text, to: &tokens) }
      batch.append(word)
      i = word.range.upperBound
      guard analyzer.stems else { continue }
      let entry = try words.entry(
        batch.bytes.span, start..<batch.byteCount, hash: word.hash, language: language)
      batch.appendStem(words.bytes, entry.stem)
    }
    flush(&batch, to: &tokens)
    return i
  }

  private mutating func flush(_ batch: inout WordBatch, to tokens: inout TokenBuffer) {
    guard batch.wordCount > 0 else { return }
    tokens.append(batch, from: position)
    position += Int32(truncatingIfNeeded: batch.wordCount)
    batch.removeAll()
  }

  /// Whether a run of ASCII letters and digits is a word by itself, and nothing more.
  @inline(__always)
  private func isPlain(_ text: Span<UInt8>, _ word: WordBatch.Draft) -> Bool {
    let seen = word.first | word.others
    if seen & (ASCIITable.joint | ASCIITable.uppercase) != 0 {
      if !hasPlainCase { return false }
      let hasHumps =
        word.others & ASCIITable.uppercase != 0 && seen & ASCIITable.lowercase != 0
      if analyzer.emitsVariants, hasHumps || seen & ASCIITable.joint != 0 { return false }
    }
    return word.range.count <= TermFolding.maximumTermLength && isAlone(text, word.range)
  }

  /// Whether nothing around a word joins it, or may make another form of it: decided from the
  /// byte before it and two after it, all of them ASCII.
  @inline(__always)
  func isAlone(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let flags = ascii.flags.span
    let start = word.lowerBound
    let end = word.upperBound
    if start > 0 {
      let before = flags[Int(text[start - 1])]
      if before & (ASCIITable.before | ASCIITable.beyond) != 0 { return false }
    }
    guard end < text.count else { return true }
    let after = flags[Int(text[end])]
    if after & (ASCIITable.after | ASCIITable.beyond) != 0 { return false }
    guard after & ASCIITable.between != 0, end + 1 < text.count else { return true }
    let next = flags[Int(text[end + 1])]
    return next & (ASCIITable.word | ASCIITable.joint | ASCIITable.beyond) == 0
  }
}
