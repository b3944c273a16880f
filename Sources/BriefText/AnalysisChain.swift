// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The fused pass over a text. Plain ASCII words, most of most texts, take the short way: found,
// folded and stemmed by 64 bytes at a time (AnalysisChain+Batch, WordKernel), or by eight where the
// processor has no vectors of 32 bytes (PlainWords). Everything else
// goes through the segmenter and, by its script, to AnalysisChain+Words or
// AnalysisChain+Unspaced.

/// The working state of an analysis: tables, scratch, caches. One for each task.
struct AnalysisChain {
  let analyzer: Analyzer
  /// Without, every word goes the long way: slow, obvious, and what the short way has to agree
  /// with.
  let takesShortcuts: Bool
  /// Whether stems are left out where the term implies them (AnalysisChain+Implied).
  let impliesStems: Bool
  var segmenter: WordSegmenter
  var words: WordAnalysis
  var rules: PlainWords.Rules
  /// The short way, where the processor has it.
  var kernel: WordKernel?
  /// The text's language, as `words` numbers it.
  var language: UInt8
  /// The tag it was last set by.
  private var languageTag: String?
  var stemCache = StemCache()
  var chunks = ChunkCache()
  /// The position of the next word.
  var position: Int32 = 0

  var plain = PlainWords()
  var batch = WordBatch()
  var run = IdeographRun()
  /// Inside this range, word boundaries are known to be boundaries of graphemes.
  var wholeGraphemes = 0..<0
  var boundaries: [Int32] = []
  var compound = Compound()
  var scan = WordScan()
  var forms = FormList()
  var stems: [UInt8] = []
  var stemEnds: [Int] = []
  var stemPlaces: [TokenPlace] = []

  init(
    _ analyzer: Analyzer, defaultLanguage: String, takesShortcuts: Bool, usesKernels: Bool,
    impliesStems: Bool
  ) throws(ICUError) {
    self.analyzer = analyzer
    self.takesShortcuts = takesShortcuts
    self.impliesStems = impliesStems && analyzer.stems
    let letters = analyzer.foldsDiacritics ? try LetterFolding() : nil
    segmenter = WordSegmenter(
      characters: try CharacterTable(folding: letters), asksICU: !takesShortcuts)
    words = try WordAnalysis(
      letters: letters, stems: analyzer.stems, impliesStems: impliesStems,
      defaultLanguage: defaultLanguage)
    rules = PlainWords.Rules(
      ascii: ASCIITable(hasVariants: analyzer.emitsVariants),
      hasVariants: analyzer.emitsVariants)
    kernel = usesKernels ? WordKernel(rules) : nil
    language = words.number(ofLanguage: "")
  }

  /// Whether every word and variant has a token for its stem.
  var writesStems: Bool { analyzer.stems && !impliesStems }

  private mutating func setLanguage(_ tag: String) {
    if tag == languageTag { return }
    languageTag = tag
    language = words.number(ofLanguage: tag)
    rules.hasPlainCase = words.hasPlainCase(language: language)
    kernel?.allowsCapitals = rules.hasPlainCase
  }

  /// Appends the tokens of `text`, in a language if that matters, and returns the position after the last.
  mutating func run(
    _ text: Span<UInt8>, language: String?, firstPosition: Int, into tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    if let language { setLanguage(language) }
    position = Int32(firstPosition)
    run.removeAll()
    switch analyzer.tokenization {
    case .wholeValue: try appendWhole(text, to: &tokens)
    case .words:
      var i = 0
      while i < text.count {
        i =
          try takesShortcuts
          ? takeKnownWords(text, from: i, to: &tokens) : rules.ascii.skipGap(text, from: i)
        guard i < text.count else { break }
        i = try appendSegment(text, at: i, to: &tokens)
      }
      try flushRun(text, to: &tokens)
      flushBatch(to: &tokens)
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
}
