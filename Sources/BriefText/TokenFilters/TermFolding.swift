// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A word as written → the term it is filed under: NFKC_Casefold by ICU, then, if the analyzer
// asks for it, LetterFolding; cut to 255 bytes. A query's words take the same way, so a word
// too long for a term is still found.

/// Folds words to terms. Holds scratch: one for each task.
struct TermFolding {
  /// The longest term, in bytes.
  static let maximumTermLength = 255
  /// Folding reads no more of a word than this many bytes: far more than a term can use.
  static let maximumSourceLength = 4096

  let letters: LetterFolding?
  private let casefold: Normalizer
  private var source = UTF16Buffer()
  private var cased = UTF16Buffer()
  private var folded = UTF16Buffer()
  private var scratch = UTF16Buffer()

  init(letters: LetterFolding?) throws(ICUError) {
    self.letters = letters
    casefold = try Normalizer(.nfkcCasefold)
  }

  /// Appends the term for `range` of `text` to `bytes`; nothing if the word is made of
  /// ignorable characters alone. Returns whether that took no more than lower case, since all is ASCII.
  @discardableResult
  mutating func appendTerm(
    _ text: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]
  ) throws(ICUError) -> Bool {
    if Self.appendASCII(text, range, to: &bytes) { return true }
    try load(text, range)
    try appendFolded(to: &bytes)
    return false
  }

  /// Appends `range` in lower case if it is ASCII, which needs no more, and short.
  private static func appendASCII(
    _ text: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]
  ) -> Bool {
    guard range.count <= maximumTermLength, text.extracting(range).isASCII else { return false }
    bytes.append(addingCapacity: max(1, range.count)) { room in  // see `ChunkCache.insert`
      for i in range {
        let byte = text[i]
        room.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
      }
    }
    return true
  }

  /// Turns `range` to UTF-16 and folds its case.
  private mutating func load(_ text: Span<UInt8>, _ range: Range<Int>) throws(ICUError) {
    source.removeAll()
    source.append(text, Self.cut(text, range))
    try casefold.normalize(source, into: &cased)
  }

  /// Appends a word lower-case and with its diacritics: what stemmers are made for. Turkish has
  /// its own idea of what the lower case of I is.
  mutating func appendStemmerInput(
    _ text: Span<UInt8>, _ range: Range<Int>, isTurkish: Bool, to bytes: inout [UInt8]
  ) throws(ICUError) {
    if !isTurkish, Self.appendASCII(text, range, to: &bytes) { return }
    try load(text, range)
    if isTurkish {
      for i in 0..<source.count {
        switch source.units[i] {
        case 0x49: source.units[i] = 0x131  // I → ı
        case 0x130: source.units[i] = 0x69  // İ → i
        default: break
        }
      }
      try casefold.normalize(source, into: &cased)
    }
    for i in 0..<cased.count where cased.units[i] == 0x2019 || cased.units[i] == 0x2BC {
      cased.units[i] = 0x27
    }
    let start = bytes.count
    cased.appendUTF8(to: &bytes)
    Self.cut(&bytes, from: start)
  }

  /// Appends the folded form of a stem to `bytes`.
  mutating func appendStem(_ stem: [UInt8], to bytes: inout [UInt8]) throws(ICUError) {
    if Self.appendASCII(stem.span, 0..<stem.count, to: &bytes) { return }
    cased.removeAll()
    cased.append(stem.span, 0..<stem.count)
    try appendFolded(to: &bytes)
  }

  private mutating func appendFolded(to bytes: inout [UInt8]) throws(ICUError) {
    let start = bytes.count
    if let letters {
      try letters.fold(cased, into: &folded, decomposed: &scratch)
      folded.appendUTF8(to: &bytes)
    } else {
      cased.appendUTF8(to: &bytes)
    }
    Self.cut(&bytes, from: start)
  }

  /// Cuts what `bytes` has from `start` on to the length of a term, between characters.
  private static func cut(_ bytes: inout [UInt8], from start: Int) {
    guard bytes.count - start > maximumTermLength else { return }
    var end = start + maximumTermLength
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    bytes.removeLast(bytes.count - end)
  }

  /// The part of `range` that folding reads; ends between characters.
  static func cut(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard range.count > maximumSourceLength else { return range }
    var end = range.lowerBound + maximumSourceLength
    while end > range.lowerBound + maximumSourceLength - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }
}
