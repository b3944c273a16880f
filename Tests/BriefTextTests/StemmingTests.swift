// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems: sentence 6 of the analyzer's contract. The expected stems are those libstemmer makes
// of the lower-case word, then folded.

import BriefText
import Testing

struct StemmingTests {
  @Test(arguments: [
    ("en", "Markets falling Amazon’s 2025", "market  fall  amazon | amazon  2025"),
    ("en-US", "nationalisation", "nationalis"),
    ("de", "Häuser größeren Straße", "haus  gross  strass"),
    ("fr", "continuellement élèves", "continuel  elev"),
    ("es", "canciones", "cancion"), ("it", "andavano", "andav"), ("pt-BR", "ações", "aco"),
    ("nl", "lichamelijke", "licham"), ("sv", "klostergården", "klostergard"),
    ("da", "indtægterne", "indtaeg"), ("nb", "havnedistriktene", "havnedistrikt"),
    ("nn", "havnedistriktene", "havnedistrikt"), ("fi", "edeltäjien", "edeltaj"),
    ("hu", "megszégyenítő", "megszegyenito"), ("ro", "abruptă", "abrupt"),
    ("ru", "важнейшие объёмы", "важн  объем"), ("tr", "KITAPLAR ISPARTA", "kitap  ispar"),
    ("el", "κόσμος ΚΌΣΜΟΣ", "κοσμ  κοσμ"), ("ar", "الكتاب", "كتاب"),
    ("hi", "लडकियों", "लडक"), ("ca", "acadèmiques", "academic"), ("ta", "வீடுகள்", "வீடு"),
    // Scripts that are not the language's own
    ("zh", "AI芯片 networks", "ai  network"), ("en", "новости running", "новост  run"),
    ("ru", "markets новости", "market  новост"),
    // No stemmer: the word is its own stem
    ("pl", "wiadomości", "wiadomosci"), ("uk", "новини", "новини"), ("he", "ספרים", "ספרים"),
    ("qq", "running", "running"), ("porter", "running", "running"), ("", "running", "running"),
    // Scripts without stems
    ("ja", "日本語カタカナ", ""), ("ko", "한국어", ""), ("th", "ประเทศไทย", ""), ("my", "မြန်မာ", ""),
  ]) func `words have stems by language`(language: String, text: String, expected: String) throws {
    #expect(try stems(text, language: language) == expected)
  }

  @Test(arguments: ["de", "en", "es", "fi", "fr", "it", "nl", "pt", "sv", "tr"])
  func `a stem is what libstemmer makes of the word`(language: String) throws {
    let stemmer = try #require(SnowballStemmer(language: language))
    let session = try TextAnalyzer(.brief)
    var generator = SeededGenerator(seed: 22)
    let parts = ["lich", "ation", "heit", "ing", "er", "es", "ment", "lar", "en", "a", "st", "mi"]
    for _ in 0..<500 {
      let word = (0..<Int.random(in: 1...4, using: &generator))
        .map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }.joined()
      var expected: [UInt8] = []
      stemmer.appendStem(of: Array(word.utf8), to: &expected)
      var buffer = TokenBuffer()
      _ = try session.analyze(word, language: language, into: &buffer)
      #expect(buffer[1].term == String(decoding: expected, as: UTF8.self))
    }
  }

  @Test func `every word and variant of a spaced script has a stem of its place`() throws {
    let text = "Amazon’s multi-agent C++ at AT&T, 20.04 résumé Новости l'été"
    let all = try tokens(text)
    func places(_ tokens: [Token]) -> [String] {
      tokens.map { "\($0.position) \($0.positionLength) \($0.sourceRange)" }.sorted()
    }
    #expect(
      places(all.filter { $0.form == .stem }) == places(all.filter { $0.form != .stem }))
  }

  @Test func `stems do not depend on what was analysed before`() throws {
    let session = try TextAnalyzer(.brief)
    var generator = SeededGenerator(seed: 21)
    let words = ["running", "Running", "größeren", "новости", "gatos", "markets", "İZMİR"]
    let languages = ["en", "de", "ru", "es", "tr", "zh"]
    for _ in 0..<500 {
      let word = words.randomElement(using: &generator) ?? ""
      let language = languages.randomElement(using: &generator) ?? ""
      var buffer = TokenBuffer()
      _ = try session.analyze(word, language: language, into: &buffer)
      let found = (0..<buffer.count).map { buffer[$0] }
      #expect(try found == tokens(word, language: language))
    }
  }

  @Test func `the cache may fill up and empty`() throws {
    let session = try TextAnalyzer(.brief)
    var buffer = TokenBuffer()
    for round in 0..<3 {
      for number in 0..<60_000 {
        buffer.removeAll()
        _ = try session.analyze("runners\(number)ing", language: "en", into: &buffer)
        guard number % 1_000 == 0 else { continue }
        #expect(buffer[1].term == "runners\(number)", "round \(round)")
      }
    }
  }
}
