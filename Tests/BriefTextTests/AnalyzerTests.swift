// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefText
import Testing

struct AnalyzerTests {
  @Test(arguments: [
    (Analyzer.brief, "brief"), (.standard, "standard"), (.keyword, "keyword"),
    (Analyzer(stems: false), "brief -stems"),
    (Analyzer(foldsDiacritics: false, pairsCharacters: false), "brief -diacritics -pairs"),
  ]) func `an analyzer is known by its name`(analyzer: Analyzer, name: String) {
    #expect(analyzer.name == name)
    #expect(Analyzer(named: name) == analyzer)
  }

  @Test(arguments: ["", "english", "brief stems", "brief -", "standard -stems", "keyword x"])
  func `other names are nobody's`(name: String) {
    #expect(Analyzer(named: name) == nil)
  }

  @Test func `fingerprints differ where tokens do`() {
    let all: [Analyzer] = [.brief, .standard, .keyword, Analyzer(stems: false)]
    #expect(Set(all.map(\.fingerprint)).count == all.count)
    #expect(Analyzer.brief.fingerprint == Analyzer().fingerprint)
    #expect(Analyzer.brief.fingerprint.contains("icu/\(ICUVersion.library)"))
  }

  @Test func `an empty buffer starts again`() throws {
    var buffer = TokenBuffer()
    let session = try TextAnalyzer(.brief)
    _ = try session.analyze("one two", language: "en", into: &buffer)
    buffer.removeAll()
    #expect(buffer.count == 0)
    #expect(try session.analyze("three", language: "en", firstPosition: 7, into: &buffer) == 8)
    #expect(buffer[0] == Token(term: "three", form: .word, position: 7, sourceRange: 0..<5))
  }
}
