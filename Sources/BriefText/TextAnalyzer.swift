// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An analyzer at work. It holds ICU's iterators, scratch and caches, which are of one task
// each; the analyzer itself is a value that many sessions may share.

/// Makes tokens of texts by the rules of an ``Analyzer``.
///
/// Not thread safe: one for each task. Opening one costs microseconds; dictionaries and
/// stemmers are loaded when a text first needs them.
public final class TextAnalyzer {
  /// The rules.
  public let analyzer: Analyzer
  private let defaultLanguage: String
  private var chain: AnalysisChain
  /// Room for tokens that nobody keeps.
  private var scratch = TokenBuffer()

  /// Opens a session.
  ///
  /// - Parameter defaultLanguage: the language taken for texts, or words, in Latin letters of
  ///   which nothing else is known.
  /// - Throws: if ICU's data are missing.
  public convenience init(
    _ analyzer: Analyzer, defaultLanguage: String = "en"
  ) throws(ICUError) {
    try self.init(analyzer, defaultLanguage: defaultLanguage, takesShortcuts: true)
  }

  /// The same, and its oracles: without shortcuts no word is found by many bytes at a time, and
  /// no chunk remembered; without kernels, words are found by eight bytes. The tokens are the same.
  ///
  /// - Parameter impliesStems: leaves out stems that terms imply: ``AnalysisChain/impliesStems``.
  package init(
    _ analyzer: Analyzer, defaultLanguage: String, takesShortcuts: Bool = true,
    usesKernels: Bool = true, impliesStems: Bool = false
  ) throws(ICUError) {
    self.analyzer = analyzer
    self.defaultLanguage = defaultLanguage
    chain = try AnalysisChain(
      analyzer, defaultLanguage: defaultLanguage, takesShortcuts: takesShortcuts,
      usesKernels: usesKernels, impliesStems: impliesStems)
  }

  /// Appends the tokens of `text` to `tokens` and returns the position after the last.
  ///
  /// Takes time and memory in proportion to the text, whatever it holds.
  ///
  /// - Parameters:
  ///   - language: a BCP 47 tag such as `de` or `pt-BR`; `nil` to go by the text's script. It
  ///     chooses the stemmer and nothing else.
  ///   - firstPosition: the position of the first token.
  /// - Precondition: fewer than 2³¹ bytes, counting all that `tokens` holds.
  public func analyze(
    _ text: String, language: String?, firstPosition: Int = 0, into tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    let bytes = text.utf8.span
    return try analyze(
      bytes, language: language, firstPosition: firstPosition, into: &tokens)
  }

  /// The same for text as UTF-8. What is not UTF-8 counts as U+FFFD and ends a word.
  public func analyze(
    _ text: Span<UInt8>, language: String?, firstPosition: Int = 0, into tokens: inout TokenBuffer
  ) throws(ICUError) -> Int {
    let spoken =
      analyzer.stems
      ? language ?? LanguageDetector.language(of: text, latinDefault: defaultLanguage) : nil
    return try chain.run(text, language: spoken, firstPosition: firstPosition, into: &tokens)
  }

  /// Hands the tokens of `text` to `body`, for as long as it runs: their room is used again.
  package func withTokens<Result>(
    of text: String, language: String?, _ body: (inout TokenBuffer) -> Result
  ) throws(ICUError) -> Result {
    scratch.removeAll()
    _ = try analyze(text, language: language, into: &scratch)
    return body(&scratch)
  }

  /// What the text analysed last was taken for, as a number of this session: what its stems depend on.
  package var language: UInt8 { chain.language }

  /// The codes of the languages met so far, by the session's numbers; one stands for all that stem alike.
  package var languages: [String] { chain.words.languages }

  /// The most languages that stem differently.
  package static let languageLimit = Stemmers.numberLimit

  /// The session's number of a language.
  package func number(ofLanguage tag: String) -> UInt8 { chain.words.number(ofLanguage: tag) }

  /// Replaces `stems` with the stems that terms imply in a language, empty ones where they imply that
  /// there is none; the terms lie at some places in `bytes`. See ``AnalysisChain/impliesStems``.
  package func findImpliedStems(
    in bytes: Span<UInt8>, at ranges: [Range<Int>], language: UInt8, _ stems: inout TermList
  ) throws(ICUError) {
    try chain.findImpliedStems(in: bytes, at: ranges, language: language, &stems)
  }

  /// The term under which the index has `text` as an exact word: for words, and beginnings of
  /// words, that are not to be cut into tokens. Empty if nothing is left of it.
  public func fold(_ text: String) throws(ICUError) -> [UInt8] {
    let bytes = text.utf8.span
    return try chain.fold(bytes)
  }
}
