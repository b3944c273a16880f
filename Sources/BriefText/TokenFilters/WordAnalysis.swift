// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One word → its term and its stem, remembered.

/// Folds and stems words. Holds scratch and caches: one for each task.
struct WordAnalysis {
  private let hasStems: Bool
  /// Whether entries are to say what stem their term implies.
  private let impliesStems: Bool
  private var folding: TermFolding
  private var stemmers: Stemmers
  private var cache = WordCache()
  private var term: [UInt8] = []
  private var stem: [UInt8] = []
  private var stemmerInput: [UInt8] = []
  private var rawStem: [UInt8] = []

  init(
    letters: LetterFolding?, stems: Bool, impliesStems: Bool, defaultLanguage: String
  ) throws(ICUError) {
    hasStems = stems
    self.impliesStems = impliesStems
    folding = try TermFolding(letters: letters)
    stemmers = Stemmers(defaultLanguage: defaultLanguage)
  }

  /// Where the entries' terms and stems are.
  var bytes: Span<UInt8> {
    @_lifetime(borrow self) get { cache.bytes.span }
  }

  mutating func number(ofLanguage tag: String) -> UInt8 { stemmers.number(of: tag) }

  /// The languages that have a number, by it.
  var languages: [String] { stemmers.codes }

  /// Whether ASCII words are lower-cased the usual way before they are stemmed.
  mutating func hasPlainCase(language: UInt8) -> Bool {
    stemmers.choice(for: .latin, language: language)?.isTurkish != true
  }

  /// The term of `range` of `text`.
  mutating func fold(_ text: Span<UInt8>, _ range: Range<Int>) throws(ICUError) -> [UInt8] {
    var bytes: [UInt8] = []
    try folding.appendTerm(text, range, to: &bytes)
    return bytes
  }

  /// The entry of a word, which names term and stem in ``bytes`` until the next call.
  mutating func entry(
    _ text: Span<UInt8>, _ word: Range<Int>, language: UInt8
  ) throws(ICUError) -> WordCache.Entry {
    let range = TermFolding.cut(text, word)
    return try entry(text, range, hash: WordHash(text, range), language: language)
  }

  /// The same for a word of at most `TermFolding.maximumSourceLength` bytes with its hash.
  @inline(__always)
  mutating func entry(
    _ text: Span<UInt8>, _ range: Range<Int>, hash: WordHash, language: UInt8
  ) throws(ICUError) -> WordCache.Entry {
    if let known = cache.entry(text, range, hash: hash, language: language) { return known }
    return try newEntry(text, range, hash: hash, language: language)
  }

  @inline(never)
  private mutating func newEntry(
    _ text: Span<UInt8>, _ range: Range<Int>, hash: WordHash, language: UInt8
  ) throws(ICUError) -> WordCache.Entry {
    try analyze(text, range, language: language)
    var implied: WordCache.ImpliedStem = []
    if impliesStems, hasStems, !term.isEmpty {
      let (word, own) = (term, stem)
      if !Self.equals(text, range, word) {
        try analyze(word.span, word.span.indices, language: language)
      }
      if stem == own { implied.insert(.isStem) }
      if stem == word { implied.insert(.isTerm) }
      (term, stem) = (word, own)
    }
    return cache.insert(
      text, range, hash: hash, language: language, term: term, stem: stem, implied: implied)
  }

  /// The stem of a word that is not to be remembered.
  mutating func stem(
    _ text: Span<UInt8>, _ range: Range<Int>, language: UInt8
  ) throws(ICUError) -> [UInt8] {
    try analyze(text, range, language: language)
    return stem
  }

  private static func equals(_ text: Span<UInt8>, _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    guard range.count == word.count else { return false }
    for i in word.indices where text[range.lowerBound + i] != word[i] { return false }
    return true
  }

  /// Leaves a word's term and stem in `term` and `stem`.
  private mutating func analyze(
    _ text: Span<UInt8>, _ range: Range<Int>, language: UInt8
  ) throws(ICUError) {
    term.removeAll(keepingCapacity: true)
    stem.removeAll(keepingCapacity: true)
    let isLowerCase = try folding.appendTerm(text, range, to: &term)
    guard !term.isEmpty else { return }
    try appendStem(text, range, language: language, isLowerCase: isLowerCase)
    if stem.isEmpty { stem.append(contentsOf: term) }
  }

  /// Appends a word's stem to `stem`, nothing if it has none.
  ///
  /// - Parameter isLowerCase: whether the word's term is the word in lower case, and no more.
  private mutating func appendStem(
    _ text: Span<UInt8>, _ range: Range<Int>, language: UInt8, isLowerCase: Bool
  ) throws(ICUError) {
    guard hasStems,
      let choice = stemmers.choice(for: Self.script(of: text, range), language: language)
    else { return }
    rawStem.removeAll(keepingCapacity: true)
    if isLowerCase, !choice.isTurkish {
      choice.stemmer.appendStem(of: term, to: &rawStem)
    } else {
      try loadStemmerInput(text, range, isTurkish: choice.isTurkish)
      choice.stemmer.appendStem(of: stemmerInput, to: &rawStem)
    }
    try folding.appendStem(rawStem, to: &stem)
  }

  /// Leaves in `stemmerInput` what stemmers are made for.
  private mutating func loadStemmerInput(
    _ text: Span<UInt8>, _ range: Range<Int>, isTurkish: Bool
  ) throws(ICUError) {
    stemmerInput.removeAll(keepingCapacity: true)
    try folding.appendStemmerInput(text, range, isTurkish: isTurkish, to: &stemmerInput)
    if isTurkish, let apostrophe = stemmerInput.dropFirst().firstIndex(of: 0x27) {
      // Turkish sets suffixes off from names by an apostrophe, as in Ankara'da.
      stemmerInput.removeLast(stemmerInput.count - apostrophe)
    }
  }

  /// The script of the first letter that has one.
  private static func script(of text: Span<UInt8>, _ range: Range<Int>) -> Script {
    var i = range.lowerBound
    while i < range.upperBound {
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      let script = Script(of: scalar)
      if script != .common { return script }
      i += length
    }
    return .common
  }
}
