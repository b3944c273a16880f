// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems that are left out where terms imply them: put back, they are those of an analysis that leaves
// nothing out, token by token.

import BriefText
import Testing

struct ImpliedStemTests {
  /// Words whose stems are implied, and words whose stems are not.
  private static let words = [
    "The", "briefs", "ISTANBUL", "Işık", "ışık", "schön", "schon", "SCHÖNEN", "größeren", "Straße",
    "marché", "marche", "continuellement", "ёлка", "елка", "мировыми", "θάλασσα", "والكتابات",
    "C++", "#news", "@desk", "AT&T", "O’Brien’s", "Ankara'da", "multi-agents", "2025-01-31", "U.S.",
    "㆒", "一", "㈠", "漢字", "カナ", "ｶﾅ", "한국어", "ไทย", "ﬁnds", "ＡＢＣs", "½", "snake_cases", "OpenAIs",
    "internationalisations", "Donaudampfschifffahrtsgesellschaften",
  ]
  private static let languages = ["en", "de", "fr", "tr", "ru", "ar", "el", "zh", "th", "xx"]

  /// Sessions that leave stems out, one that does not, and what they leave behind.
  private struct Sessions {
    let whole: TextAnalyzer
    let implied: [TextAnalyzer]

    init(_ analyzer: Analyzer) throws {
      whole = try TextAnalyzer(analyzer)
      implied = try [(true, true), (true, false), (false, false)].map {
        try TextAnalyzer(
          analyzer, defaultLanguage: "en", takesShortcuts: $0.0, usesKernels: $0.1,
          impliesStems: true)
      }
    }

    /// The tokens of a text, what was left out put back.
    func tokens(_ text: String, _ language: String, by session: TextAnalyzer) throws -> [Token] {
      var buffer = TokenBuffer()
      _ = try session.analyze(text, language: language, firstPosition: 3, into: &buffer)
      let tokens = (0..<buffer.count).map { buffer[$0] }
      var result: [Token] = []
      var start = 0
      while start < tokens.count {
        let position = tokens[start].position
        let end = tokens[start...].firstIndex { $0.position != position } ?? tokens.count
        let here = tokens[start..<end]
        result += here.filter { $0.form != .stem }
        if here.contains(where: { $0.form == .stem }) {
          result += here.filter { $0.form == .stem && !$0.term.isEmpty }
        } else {
          result += try stems(here, by: session)
        }
        start = end
      }
      return result
    }

    private func stems(
      _ tokens: ArraySlice<Token>, by session: TextAnalyzer
    ) throws -> [Token] {
      var terms = TermList()
      var stems = TermList()
      for token in tokens { terms.append(token.term.utf8.span, 0..<token.term.utf8.count) }
      try session.findImpliedStems(
        in: terms.bytes.span, at: terms.ranges, language: session.language, &stems)
      return zip(tokens, 0...).compactMap { token, index in
        guard !stems.range(index).isEmpty else { return nil }
        var stem = token
        stem.term = String(decoding: stems.bytes[stems.range(index)], as: UTF8.self)
        stem.form = .stem
        return stem
      }
    }
  }

  @Test(
    arguments: [
      Analyzer.brief, Analyzer(foldsDiacritics: false), Analyzer(emitsVariants: false),
      Analyzer(pairsCharacters: false),
      Analyzer(foldsDiacritics: false, emitsVariants: false, pairsCharacters: false),
    ], [UInt64(91), 92])
  func `stems left out can be put back`(analyzer: Analyzer, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sessions = try Sessions(analyzer)
    for _ in 0..<1_500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        if Bool.random(using: &generator) {
          text += Self.words.randomElement(using: &generator) ?? ""
        } else {
          text += RandomText.make(length: 8, using: &generator)
        }
        if Int.random(in: 0..<3, using: &generator) > 0 { text += " " }
      }
      let language = Self.languages.randomElement(using: &generator) ?? ""
      var buffer = TokenBuffer()
      _ = try sessions.whole.analyze(text, language: language, firstPosition: 3, into: &buffer)
      let expected = (0..<buffer.count).map { buffer[$0] }
      for session in sessions.implied + sessions.implied {
        let found = try sessions.tokens(text, language, by: session)
        #expect(found == expected, "seed \(seed), \(language): \(text.unicodeScalars.map(\.value))")
      }
    }
  }

  @Test func `most words have no token for their stem`() throws {
    let session = try TextAnalyzer(.brief, defaultLanguage: "en", impliesStems: true)
    var buffer = TokenBuffer()
    for text in ["The briefs of Monday, multi-agents", "Мировыми рынками", "一二三 ไทย 한국어"] {
      _ = try session.analyze(text, language: nil, into: &buffer)
    }
    #expect(!(0..<buffer.count).contains { buffer[$0].form == .stem })
    buffer.removeAll()
    _ = try session.analyze("schön", language: "de", into: &buffer)
    #expect((0..<buffer.count).map { buffer[$0].form } == [.word])
    buffer.removeAll()
    // Filed under a Han character, which has no stem, but no Han character itself.
    _ = try session.analyze("㆒", language: "en", into: &buffer)
    #expect((0..<buffer.count).map { buffer[$0].form } == [.word, .stem])
  }
}
