// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The fast ways against the slow ones. Words found by 64 bytes or by eight at a time and chunks that
// are remembered have the tokens the segmenter finds; and the words of the standard analyzer are
// ICU's, in the letter. One session reads all texts, so that its caches are full of others'.

import BriefText
import Testing

struct ShortcutTests {
  /// What English, and texts that quote other languages, are made of.
  private static let alphabets: [[String]] = [
    ["a", "of", "The", "word", "sentence", "counters", "internationally", "responsibilities"],
    ["OpenAI", "iPhone", "USA", "McDonald", "x", "I", "abcdefgH", "ABCDEFGHi", "Abcdefghijklmno"],
    ["1", "42", "007", "2025", "12345678", "3rd", "4x4"],
    [".", ",", ":", ";", "'", "\"", "’", "·", "_", "…", "‧"],
    ["-", "–", "—", "“", "”", "‘", "&", "@", "#", "+", "++", "/", "(", ")", "$", "%", "!", "?"],
    ["é", "ü", "ß", "Ø", "ñ", "ª", "µ", "Å", "ﬁ"],
    ["λ", "Σ", "ς", "ώ", "Я", "й", "ё", "Ї", "א", "ع", "ի"],
    ["\u{301}", "\u{308}", "\u{AD}", "\u{200D}", "\u{200B}", "\u{FEFF}", "\u{FE0F}"],
    ["😀", "👩", "🏽", "❤", "🇩", "Ⓜ", "²", "½", "€"],
    ["漢字", "カナ", "한국어", "ไทย", "क्षि"],
    ["\r\n", "\n", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\u{85}", "\0"],
  ]

  private static func text(
    _ alphabets: [[String]], length: Int = 16, using generator: inout SeededGenerator
  ) -> String {
    let chosen = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      alphabets[Int.random(in: 0..<alphabets.count, using: &generator)]
    }
    var text = ""
    for _ in 0..<Int.random(in: 1...length, using: &generator) {
      let alphabet = chosen[Int.random(in: 0..<chosen.count, using: &generator)]
      text.unicodeScalars.append(
        contentsOf: (alphabet.randomElement(using: &generator) ?? "").unicodeScalars)
      if Int.random(in: 0..<3, using: &generator) == 0 { text.unicodeScalars.append(" ") }
    }
    return text
  }

  /// Sessions that must agree.
  private struct Sessions {
    let fast: TextAnalyzer
    let plain: TextAnalyzer
    let slow: TextAnalyzer

    init(_ analyzer: Analyzer) throws {
      fast = try TextAnalyzer(analyzer)
      plain = try TextAnalyzer(
        analyzer, defaultLanguage: "en", takesShortcuts: true, usesKernels: false)
      slow = try TextAnalyzer(analyzer, defaultLanguage: "en", takesShortcuts: false)
    }

    /// What differs in the tokens of `text`, if anything does: the first time it is seen, the
    /// second, when its chunks are remembered, or the third, when they are known.
    func difference(_ text: String, language: String) throws -> String? {
      var found = TokenBuffer()
      var expected = TokenBuffer()
      let last = try slow.analyze(text, language: language, firstPosition: 3, into: &expected)
      var isSame = true
      for session in [fast, plain, fast, fast] where isSame {
        found.removeAll()
        let end = try session.analyze(text, language: language, firstPosition: 3, into: &found)
        isSame = end == last && found == expected
      }
      if isSame { return nil }
      let index = (0..<min(found.count, expected.count)).first { found[$0] != expected[$0] }
      let scalars = text.unicodeScalars.map { "U+" + String($0.value, radix: 16) }
      return "\(scalars): \(index.map { "\(found[$0]) is \(expected[$0])" } ?? "more or fewer")"
    }
  }

  @Test(
    arguments: [
      Analyzer.brief, .standard, Analyzer(emitsVariants: false),
      Analyzer(foldsDiacritics: false, stems: false),
    ], [UInt64(71), 72])
  func `shortcuts change no token`(analyzer: Analyzer, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sessions = try Sessions(analyzer)
    for _ in 0..<2_500 {
      let length = Int.random(in: 0..<8, using: &generator) == 0 ? 64 : 16
      let text = Self.text(
        Self.alphabets + RandomText.alphabets, length: length, using: &generator)
      let language = ["en", "en", "tr", "ru", "zh"].randomElement(using: &generator) ?? "en"
      let difference = try sessions.difference(text, language: language)
      #expect(difference == nil, "seed \(seed), \(language)")
    }
  }

  @Test(arguments: [Analyzer.brief, .standard])
  func `shortcuts change no token beside any code point`(analyzer: Analyzer) throws {
    let sessions = try Sessions(analyzer)
    var found: [String] = []
    var text = ""
    for (index, scalar) in RandomText.assignedScalars.enumerated() {
      text.unicodeScalars.append(
        contentsOf: "ab\(scalar)Cd \(scalar)e f\(scalar)\n".unicodeScalars)
      guard index % 64 == 63 else { continue }
      if let difference = try sessions.difference(text, language: "en") { found.append(difference) }
      text = ""
    }
    #expect(found.isEmpty, "\(found.first ?? "")")
  }

  @Test(arguments: 0...40)
  func `shortcuts change no token at the end of a text`(count: Int) throws {
    let sessions = try Sessions(.brief)
    for word in ["a", "Z", "7", "_", "é", "a-", "o'", "u.", "“a”"] {
      let text = String(String(repeating: word, count: 40).prefix(count))
      for whole in [text, "\(text) ", "x \(text)", "x\n\(text)."] {
        #expect(try sessions.difference(whole, language: "en") == nil)
      }
    }
  }

  @Test(arguments: [UInt64(81), 82, 83]) func `standard words are ICU's`(seed: UInt64) throws {
    // But where the contract says otherwise (at signs, narrow spaces, Thai beside Latin), for
    // pictographs that ICU takes for letters, and for the `_` that it leaves to Kana.
    let excluded = ["@", "\u{202F}", "ไทย", "カナ", "Ⓜ"]
    let alphabets = Self.alphabets.map { $0.filter { !excluded.contains($0) } }
    var generator = SeededGenerator(seed: seed)
    let session = try TextAnalyzer(.standard)
    let bounds = try WordBoundaries(isTailored: false)
    // Longer texts are of spaced scripts: of a Han word, what is no letter is left out.
    let spaced = alphabets.filter { !$0.contains("漢字") }
    for number in 0..<5_000 {
      let text =
        number < 4_000
        ? Self.text(alphabets, using: &generator)
        : Self.text(spaced, length: 64, using: &generator)
      let bytes = Array(text.utf8)
      var expected: [String] = []
      var start = 0
      for end in try bounds.findByICU(in: bytes.span) {
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        if word.unicodeScalars.contains(where: Self.isLetterOrNumber) {
          let term = String(decoding: try session.fold(word), as: UTF8.self)
          if !term.isEmpty { expected.append("\(term) \(start)..<\(end)") }
        }
        start = end
      }
      var buffer = TokenBuffer()
      _ = try session.analyze(text, language: nil, into: &buffer)
      let found = (0..<buffer.count).map { "\(buffer[$0].term) \(buffer[$0].sourceRange)" }
      #expect(found == expected, "seed \(seed): \(text.unicodeScalars.map { $0.value })")
    }
  }

  private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  @Test(
    arguments: [Analyzer.brief, Analyzer(emitsVariants: false)],
    [
      "don't", "o''b", "a.b", "a.5", "1.5,25", "1.a", "12:30", "3;4", "'tis", "dogs'", "snake_case",
      "_x_", "é", "e\u{301}", "a\u{AD}b", "👩‍🔧", "🇩🇪x", "שלום", "מס'", "عربي", "漢a", "한b", "ไทยc",
      "“a”", "a—b", "a…", "“", "–", "\u{2019}s", "AbCd", "ABC", "internationalisation",
      "abcdefghijklmno", "abcdefghijklmnop", "@desk", "#news", "C++", ".NET", "AT&T", "a\u{0}b",
    ]) func `shortcuts change no token wherever in a window it stands`(
      analyzer: Analyzer, piece: String
    ) throws
  {
    let sessions = try Sessions(analyzer)
    // Windows are of 64 bytes, of which 57 are decided; the tail behind is looked at as well.
    for place in Array(0...4) + Array(36...66) {
      let filler = ["a ", "of it. ", "é, "][place % 3]
      let padding = String(String(repeating: filler, count: 70).unicodeScalars.prefix(place))
      let tail = place % 2 == 0 ? "" : " and so on, until the window has another one behind it."
      for text in [padding + piece + tail, padding + "x" + piece + "x." + tail] {
        let difference = try sessions.difference(text, language: "en")
        #expect(difference == nil, "at \(place) after “\(filler)”")
      }
    }
  }

  @Test func `long tokens leave no room for many short ones`() throws {
    let sessions = try Sessions(.brief)
    let long = (0..<100).map { "\(1_000 + $0)" + String(repeating: "x", count: 58) }
    let short = (0..<400).map { "abcdefghijk\(1_000 + $0)" }
    for _ in 0..<3 {
      #expect(try sessions.difference(long.joined(separator: " "), language: "en") == nil)
    }
    for count in [40, 60, 66, 80] {
      let text = (long.prefix(count) + short).joined(separator: " ")
      #expect(try sessions.difference(text, language: "en") == nil)
    }
  }

  @Test func `the memory of chunks may fill up and empty`() throws {
    let sessions = try Sessions(.brief)
    let filler = String(repeating: "long-", count: 10)
    for number in 0..<40_000 {
      var buffer = TokenBuffer()
      _ = try sessions.fast.analyze("\(filler)\(number)", language: "en", into: &buffer)
    }
    for number in [0, 1, 20_000, 39_999] {
      #expect(try sessions.difference("\(filler)\(number), again", language: "en") == nil)
    }
  }
}
