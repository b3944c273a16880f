// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The analyzer on texts of all scripts, mixed and broken: its fast ways give the tokens of the slow
// one, its word boundaries are ICU's, its tokens lie in the text; and any bytes are text of some charset
// or refused.

import BriefTestSupport
import BriefText
import Testing

@Suite struct AnalyzerFuzzing {
  static let mutation = Mutation(
    tokens: [
      "a", "I", "ß", "é", "İ", "ı", "ﬁ", "1", "12", "3.5", "-", "'", "’", ".", ",", ":", "@", "&",
      "_",
      "#", "++", "/", " ", " ", "  ", "\t", "\n", "\u{3000}", "\u{202F}", "\u{2060}", "\u{301}",
      "\u{20E3}", "\u{FE0F}", "\u{1F3FD}", "\u{200C}", "漢", "字", "カ", "ﾞ", "ー", "々", "한", "ᄒ", "ᅡ",
      "ก", "ำ", "เ", "क्", "ष", "א", "״", "ب", "ـ", "é", "e\u{301}", "Å", "ǅ", "😀", "🇩🇪", "㍿", "𝐀",
      "²", "½", "Ⅷ", "①", "internationalization", "U.S.", "can't", "l'été",
    ], others: Corpus.texts.map { Array($0.utf8) })
  static let languages: [String?] = [
    nil, "en", "de", "fr", "ru", "tr", "zh", "ja", "ko", "th", "ar",
  ]

  /// Sessions that must agree.
  private struct Pair {
    let fast: TextAnalyzer
    let plain: TextAnalyzer
    let slow: TextAnalyzer

    init(_ analyzer: Analyzer) throws {
      fast = try TextAnalyzer(analyzer)
      plain = try TextAnalyzer(
        analyzer, defaultLanguage: "en", takesShortcuts: true, usesKernels: false)
      slow = try TextAnalyzer(analyzer, defaultLanguage: "en", takesShortcuts: false)
      // Until so much was seen, Han and Kana are left to ICU.
      let ideographs = String(repeating: "漢字かな。", count: 3_000)
      var tokens = TokenBuffer()
      for session in [fast, plain] {
        _ = try session.analyze(ideographs.utf8.span, language: nil, into: &tokens)
      }
    }
  }

  private static func check(_ bytes: [UInt8], _ pair: Pair, _ language: String?, _ story: String)
    throws
  {
    var (found, again, expected) = (TokenBuffer(), TokenBuffer(), TokenBuffer())
    let end = try pair.fast.analyze(bytes.span, language: language, into: &found)
    _ = try pair.fast.analyze(bytes.span, language: language, into: &again)
    let last = try pair.slow.analyze(bytes.span, language: language, into: &expected)
    #expect(end == last && found == expected, "\(story): \(bytes)")
    #expect(again == expected, "\(story), remembered: \(bytes)")
    again.removeAll()
    _ = try pair.plain.analyze(bytes.span, language: language, into: &again)
    #expect(again == expected, "\(story), without kernels: \(bytes)")
    var position = 0
    for index in 0..<found.count {
      let token = found[index]
      let range = token.sourceRange
      #expect(
        !token.term.isEmpty && token.term.utf8.count <= 255 && !range.isEmpty
          && range.upperBound <= bytes.count && token.position >= position
          && token.position + token.positionLength <= end, "\(story): \(token)")
      position = token.position
    }
  }

  @Test func `fast ways and slow ones give the same tokens, which lie in the text`() throws {
    let analyzers = [
      Analyzer.brief, .standard, Analyzer(emitsVariants: false),
      Analyzer(foldsDiacritics: false, stems: false), Analyzer(pairsCharacters: false), .keyword,
    ]
    let pairs = try analyzers.map { try Pair($0) }
    for text in Corpus.texts {
      for pair in pairs { try Self.check(Array(text.utf8), pair, nil, "corpus") }
    }
    try FuzzTarget.run("analyzer", quick: 400, perMinute: 12_000) { random, story in
      let text = Corpus.texts.randomElement(using: &random) ?? ""
      let pair = pairs[Int.random(in: pairs.indices, using: &random)]
      let language = Self.languages.randomElement(using: &random) ?? nil
      try Self.check(
        Self.mutation.applied(to: Array(text.utf8), &random), pair, language, story)
    }
  }

  @Test func `word boundaries are ICU's`() throws {
    var boundaries = try WordBoundaries(isTailored: false)
    try FuzzTarget.run("word boundaries against ICU", quick: 400, perMinute: 12_000) {
      random, story in
      let base = Corpus.texts.randomElement(using: &random) ?? ""
      var text = Self.mutation.applied(to: base, &random)
      // ICU is given runs of ideographs of a bounded length.
      text = String(text.unicodeScalars.prefix(2_000).map(Character.init))
      let found = try boundaries.find(in: text.utf8.span)
      let expected = try boundaries.findByICU(in: text.utf8.span)
      #expect(found == expected, "\(story): \(text.unicodeScalars.map(\.value))")
    }
  }

  @Test func `any bytes are text of some charset or refused`() throws {
    let charsets: [String?] = [
      nil, "utf-8", "gb18030", "windows-1252", "shift_jis", "nonsense", "",
    ]
    let files = Corpus.archive.map(\.bytes)
    try FuzzTarget.run("charsets", quick: 400, perMinute: 12_000) { random, story in
      let base = files.randomElement(using: &random) ?? []
      let bytes =
        Int.random(in: 0..<8, using: &random) == 0
        ? random.bytes(64) : Self.mutation.applied(to: base, &random)
      let declared = charsets.randomElement(using: &random) ?? nil
      do throws(CharsetError) {
        let decoded = try CharsetDecoder.decode(bytes, declared: declared)
        #expect(!decoded.charset.isEmpty && decoded.text.utf8.count <= 3 * bytes.count, "\(story)")
      } catch {
        switch error {
        case .binary(let offset), .unknownCharset(let offset):
          #expect(bytes.indices.contains(offset), "\(story): \(error)")
        }
      }
    }
  }
}
