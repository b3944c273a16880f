// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Languages without a stemmer share numbers with others that stem alike, so that there are few.

import BriefText
import Testing

@Suite struct StemmersTests {
  /// A word of each script that languages without a stemmer are written in, and the language whose stemmer it gets
  /// where it is at home nowhere else.
  private static let words = [
    (script: "latin", word: "briefs", home: "en"),
    (script: "cyrillic", word: "мировыми", home: "ru"),
    (script: "arabic", word: "والكتابات", home: "ar"),
    (script: "devanagari", word: "लड़कियों", home: "hi"),
  ]
  /// Languages without a stemmer, and the script of theirs among those.
  private static let languages = [
    "uk": "cyrillic", "bg": "cyrillic", "kk": "cyrillic", "fa": "arabic", "ur": "arabic",
    "ckb": "arabic",
    "mr": "devanagari", "sa": "devanagari", "xx": "latin", "": "latin", "cs": "latin",
    "pl-PL": "latin",
    "zh": "", "ja": "", "ko": "", "th": "", "ka": "", "bn": "", "he": "",
  ]

  private static func stem(
    _ word: String, _ language: String, by session: TextAnalyzer
  ) throws -> String? {
    var tokens = TokenBuffer()
    _ = try session.analyze(word, language: language, into: &tokens)
    return (0..<tokens.count).map { tokens[$0] }.first { $0.form == .stem }?.term
  }

  @Test func `a language without a stemmer leaves the words of its script alone, and no others`()
    throws
  {
    let shared = try TextAnalyzer(.brief)
    for (language, own) in Self.languages.sorted(by: { $0.key < $1.key }) + Self.languages {
      for (script, word, home) in Self.words {
        let stem = try Self.stem(word, language, by: shared)
        let expected = try Self.stem(word, home, by: TextAnalyzer(.brief))
        #expect(expected != word)
        #expect(
          script == own ? stem != expected : stem == expected,
          "\(word) in \(language): \(stem ?? "")")
      }
    }
  }

  @Test func `whatever texts say, there are few languages`() throws {
    let session = try TextAnalyzer(.brief)
    for first in UInt8(ascii: "a")...UInt8(ascii: "z") {
      for second in UInt8(ascii: "a")...UInt8(ascii: "z") {
        for third in ["", "b", "-Latn", "z-9"] {
          let tag = String(decoding: [first, second], as: UTF8.self) + third
          let number = session.number(ofLanguage: tag)
          #expect(session.number(ofLanguage: session.languages[Int(number)]) == number)
        }
      }
    }
    #expect(session.languages.count <= TextAnalyzer.languageLimit)
    // What is derived has a bit for each.
    #expect(TextAnalyzer.languageLimit <= 64)
  }
}
