// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The fused pass over a text. Plain ASCII words, most of most texts, take the short way: found,
// folded and stemmed from tables and the cache. Everything else goes through the segmenter
// and, by its script, to one of the parts in AnalysisChain+Words and AnalysisChain+Unspaced.

/// The working state of an analysis: tables, scratch, caches. One for each task.
struct AnalysisChain {
  let analyzer: Analyzer
  var segmenter: WordSegmenter
  var words: WordAnalysis
  private let ascii: ASCIITable
  /// The text's language, as `words` numbers it.
  var language: UInt8
  private var hasPlainCase = true
  /// The position of the next word.
  var position: Int32 = 0

  var run = IdeographRun()
  var boundaries: [Int32] = []
  var compound = Compound()
  var scan = WordScan()
  var forms = FormList()
  var stems: [UInt8] = []
  var stemEnds: [Int] = []
  var stemPlaces: [TokenPlace] = []

  init(_ analyzer: Analyzer, defaultLanguage: String) throws(ICUError) {
    self.analyzer = analyzer
    let letters = analyzer.foldsDiacritics ? try LetterFolding() : nil
    segmenter = WordSegmenter(characters: try CharacterTable(folding: letters))
    words = try WordAnalysis(
      letters: letters, stems: analyzer.stems, defaultLanguage: defaultLanguage)
    ascii = ASCIITable(hasVariants: analyzer.emitsVariants)
    language = words.number(ofLanguage: "")
  }

  mutating func setLanguage(_ tag: String) {
    language = words.number(ofLanguage: tag)
    hasPlainCase = words.hasPlainCase(language: language)
  }

  /// Appends the tokens of `text` and returns the position after the last.
  mutating func run(
    _ text: Span<UInt8>, firstPosition: Int, into tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    position = Int32(firstPosition)
    run.removeAll()
    switch analyzer.tokenization {
    case .wholeValue: try appendWhole(text, to: &tokens)
    case .words:
      var i = 0
      while i < text.count {
        i = try appendASCIIWords(text, from: i, to: &tokens)
        guard i < text.count else { break }
        i = try appendSegment(text, at: i, to: &tokens)
      }
      try flushRun(text, to: &tokens)
    }
    return Int(position)
  }

  mutating func fold(_ text: Span<UInt8>) throws(ICUError) -> [UInt8] {
    try words.fold(text, 0..<text.count)
  }

  private mutating func appendWhole(
    _ text: Span<UInt8>, to tokens: inout TokenBuffer
  ) throws(ICUError) {
    let term = try words.fold(text, 0..<text.count)
    guard !term.isEmpty else { return }
    let place = TokenPlace(position: position, sourceStart: 0, sourceEnd: Int32(text.count))
    tokens.append(term.span, 0..<term.count, .word, place)
    position += 1
  }

  // MARK: - ASCII

  /// Appends words as long as they are plain ASCII, and returns where one begins that is not.
  private mutating func appendASCIIWords(
    _ text: Span<UInt8>, from start: Int, to tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    let flags = ascii.flags
    let lowercase = ascii.lowercase
    var i = start
    while i < text.count {
      let first = flags[Int(text[i])]
      if first & (ASCIITable.word | ASCIITable.joint | ASCIITable.beyond) == 0 {
        i += 1
        continue
      }
      guard first & ASCIITable.word != 0 else { return i }
      var end = i + 1
      var seen: UInt8 = 0
      while end < text.count {
        let flag = flags[Int(text[end])]
        if flag & (ASCIITable.word | ASCIITable.joint) == 0 { break }
        seen |= flag
        end += 1
      }
      guard isPlain(text, i..<end, first: first, seen: seen, flags.span) else { return i }
      if !run.isEmpty { try flushRun(text, to: &tokens) }
      try appendASCIIWord(text, i..<end, lowercase.span, to: &tokens)
      i = end
    }
    return i
  }

  /// Whether a run of ASCII letters and digits is a word by itself, and nothing more: decided
  /// from the byte before it and two after it.
  @inline(__always)
  private func isPlain(
    _ text: Span<UInt8>, _ word: Range<Int>, first: UInt8, seen: UInt8, _ flags: Span<UInt8>
  ) -> Bool {
    if seen & (ASCIITable.joint | ASCIITable.uppercase) != 0 {
      if analyzer.emitsVariants || !hasPlainCase { return false }
    } else if first & ASCIITable.uppercase != 0, !hasPlainCase {
      return false
    }
    guard word.count <= TermFolding.maximumTermLength else { return false }
    if word.lowerBound > 0 {
      let before = flags[Int(text[word.lowerBound - 1])]
      if before & (ASCIITable.before | ASCIITable.beyond) != 0 { return false }
    }
    guard word.upperBound < text.count else { return true }
    let after = flags[Int(text[word.upperBound])]
    if after & (ASCIITable.after | ASCIITable.beyond) != 0 { return false }
    guard after & ASCIITable.between != 0, word.upperBound + 1 < text.count else { return true }
    let next = flags[Int(text[word.upperBound + 1])]
    return next & (ASCIITable.word | ASCIITable.joint | ASCIITable.beyond) == 0
  }

  @inline(__always)
  private mutating func appendASCIIWord(
    _ text: Span<UInt8>, _ word: Range<Int>, _ lowercase: Span<UInt8>,
    to tokens: inout TokenBuffer
  ) throws(ICUError) {
    let place = TokenPlace(
      position: position, sourceStart: Int32(truncatingIfNeeded: word.lowerBound),
      sourceEnd: Int32(truncatingIfNeeded: word.upperBound))
    let start = tokens.bytes.count
    let hash = tokens.append(text, word, mapping: lowercase, place)
    position += 1
    guard analyzer.stems else { return }
    let entry = try words.entry(
      tokens.bytes.span, start..<tokens.bytes.count, hash: hash, language: language)
    tokens.append(words.bytes, entry.stem, .stem, place)
  }
}
