// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The forms people type, as a table: text, then its positions, parted by two spaces, with all
// that stands there; `:2` is a length of two positions.

import BriefText
import Testing

struct WordFormTests {
  @Test(arguments: [
    // Hyphens
    ("multi-agent", "multi | multiagent:2  agent"),
    ("state‐of‑the-art", "state | stateoftheart:4  of  the  art"),
    ("a - b", "a  b"),
    ("a--b", "a  b"),
    ("covid-19", "covid | covid19:2  19"),
    ("one-two-three-four-five-six-seven", "one  two  three  four  five  six  seven"),
    ("multi-agent’s", "multi | multiagent:2  agent's | agent"),
    // Apostrophes
    ("O'Brien", "o'brien | obrien"),
    ("won’t", "won't | wont"),
    ("Amazon’s Workers'", "amazon's | amazon  workers"),
    (
      "L’avenir d'aujourd’hui",
      "l'avenir | lavenir | avenir  d'aujourd'hui | daujourdhui | aujourd'hui"
    ),
    ("dell'arte", "dell'arte | dellarte | arte"),
    ("rock'n'roll", "rock'n'roll | rocknroll"),
    ("col·lecció", "col·leccio | colleccio"),
    ("צה״ל", "צה\"ל | צהל"),
    // Dots, commas and numbers
    ("20.04 3,5", "20.04  3,5"),
    ("1,000 12,345,678.90", "1,000 | 1000  12,345,678.90 | 12345678.90"),
    ("1.234.567,8 1’000", "1.234.567,8 | 1234567,8  1'000 | 1000"),
    ("10\u{202F}000 12\u{A0}345", "10 | 10000:2  000  12 | 12345:2  345"),
    ("0,125 1,00", "0,125  1,00"),
    ("U.S. u.s.a.", "u.s | us  u.s.a | usa"),
    ("example.org", "example.org | example | org"),
    ("192.168.0.1", "192.168.0.1 | 192 | 168 | 0 | 1"),
    // Symbols
    ("C++ C# F# .NET", "c | c++  c | c#  f | f#  net | .net"),
    ("Disney+ a+b 50+", "disney | disney+  a  b  50 | 50+"),
    ("AT&T R&D", "at | at&t:2 | att:2  t  r | r&d:2 | rd:2  d"),
    ("desk@example.org", "desk | desk@example.org:2  example.org | example | org"),
    ("a.b+c-d@x-y.org", "a.b | ab | a.b+c-d@x-y.org:5  c  d  x  y.org | y | org"),
    ("@desk #news #1", "desk | @desk  news | #news  1"),
    ("and/or /usr/lib", "and  or  usr  lib"),
    ("https://example.org/a", "https  example.org | example | org  a"),
    // Dates and times
    ("2025-01-31", "2025 | 2025-01-31:3  01  31"),
    ("2025/01/31 31.01.2025", "2025 | 2025/01/31:3  01  31  31.01.2025 | 31 | 01 | 2025"),
    ("12:30 16:9:1", "12 | 12:30:2  30  16 | 16:9:1:3  9  1"),
    // Programmers
    ("snake_case_2", "snake_case_2 | snake | case | 2"),
    ("_emphasis_", "_emphasis_ | emphasis"),
    (
      "OpenAI YouTube iPhone HTMLParser USA McDonald",
      "openai | open | ai  youtube | you | tube"
        + "  iphone | phone  htmlparser | html | parser  usa  mcdonald | mc | donald"
    ),
    ("ЯндексТакси", "яндекстакси | яндекс | такси"),
    // Chemistry, and words torn apart
    ("CO₂ H₂O km²", "co | co2:2  2  h | h2o:3  2  o  km | km2:2  2"),
    ("ex\u{200B}ample", "ex | example:2  ample"),
    ("ex\u{AD}am\u{200D}p\u{2060}le", "example"),
    // Nothing
    ("", ""), (" … — !? 😀 __ '", ""), ("\u{115F}", ""),
  ]) func `a word has the forms in which people type it`(text: String, expected: String) throws {
    #expect(try forms(text) == expected)
  }

  @Test func `a variant has the range of what it stands for`() throws {
    let text = "Amazon’s multi-agent @desk l'été C++"
    let bytes = Array(text.utf8)
    let ranges = try tokens(text).filter { $0.form == .variant }.map {
      "\($0.term)=\(String(decoding: bytes[$0.sourceRange], as: UTF8.self))"
    }
    #expect(
      ranges == [
        "amazon=Amazon", "multiagent=multi-agent", "@desk=@desk", "lete=l'été", "ete=été",
        "c++=C++",
      ])
  }

  @Test(arguments: [
    ("multi-agent", "multiagent"), ("O’Brien", "obrien"), ("O'Brien", "O’BRIEN"),
    ("Amazon’s", "amazon"), ("l'avenir", "avenir"), ("1,000", "1000"), ("U.S.", "us"),
    ("C++", "c++"), ("AT&T", "ATT"), ("desk@example.org", "example.org"), ("snake_case", "case"),
    ("DeepMind", "mind"), ("CO₂", "co2"), ("2025-01-31", "2025-01-31"), ("naïve", "naive"),
    ("ＡＢＣ１２", "abc12"), ("ﬁnance", "finance"), ("Straße", "STRASSE"), ("İstanbul", "istanbul"),
    ("٢٠٢٥", "2025"), ("القَاهِرَة", "القاهره"), ("ｶﾞｲﾄﾞ", "ガイド"), ("한국", "한국"),
  ]) func `whichever form is typed meets the other`(one: String, other: String) throws {
    func found(_ form: TokenForm, _ text: String) throws -> Set<String> {
      Set(try tokens(text).filter { $0.form == .stem || $0.form != form }.map(\.term))
    }
    let (left, right) = (try found(.stem, one), try found(.stem, other))
    #expect(!left.isDisjoint(with: right))
  }

  @Test func `without variants words stay alone`() throws {
    let plain = Analyzer(emitsVariants: false)
    #expect(
      try forms("Amazon’s multi-agent C++ OpenAI", plain) == "amazon's  multi  agent  c  openai")
  }
}
