// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Wildcards against a matcher that tries everything.

import Brief
import Testing

@Suite struct WildcardAutomatonTests {
  /// `col*r` and `m?rk` as pieces.
  private func pieces(_ pattern: String) -> [WildcardAutomaton.Piece] {
    pattern.map { $0 == "*" ? .anyRun : $0 == "?" ? .anyOne : .literal(String($0)) }
  }

  private func naiveMatch(
    _ pattern: Substring.UnicodeScalarView, _ text: Substring.UnicodeScalarView
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*":
      return naiveMatch(pattern.dropFirst(), text)
        || !text.isEmpty && naiveMatch(pattern, text.dropFirst())
    case "?": return !text.isEmpty && naiveMatch(pattern.dropFirst(), text.dropFirst())
    default: return text.first == first && naiveMatch(pattern.dropFirst(), text.dropFirst())
    }
  }

  @Test(arguments: [
    ("col*r", "colour", true), ("col*r", "color", true), ("col*r", "colr", true),
    ("col*r", "cold", false),
    ("m?rk", "mark", true), ("m?rk", "mrk", false), ("*", "", true), ("*", "any", true),
    ("?", "", false),
    ("?", "日", true), ("?", "😀", true), ("", "", true), ("", "a", false), ("**", "ab", true),
    ("*trust", "antitrust", true), ("*trust", "trust", true), ("*trust", "trusty", false),
    ("a*a*a", "aa", false), ("a*a*a", "aaa", true), ("?*", "", false), ("*?", "x", true),
  ]) func `a pattern matches whole terms`(pattern: String, term: String, matches: Bool) {
    #expect(WildcardAutomaton(pieces: pieces(pattern)).matches(term) == matches)
  }

  @Test(arguments: [11, 12, 13] as [UInt64]) func `the bits agree with trying everything`(
    seed: UInt64
  ) {
    var random = AutomataRandom(seed: seed)
    for _ in 0..<3_000 {
      let pattern = random.word(0...7, of: ["a", "b", "é", "?", "*"])
      let term = random.word(0...8, of: ["a", "b", "é"])
      let expected = naiveMatch(pattern.unicodeScalars[...], term.unicodeScalars[...])
      let found = WildcardAutomaton(pieces: pieces(pattern)).matches(term)
      #expect(found == expected, "seed \(seed): \(pattern) on \(term)")
    }
  }

  @Test func `pieces join without a seam`() {
    let automaton = WildcardAutomaton(
      pieces: [.literal("an"), .literal(""), .literal("ti"), .anyRun, .anyRun, .literal("st")])
    #expect(automaton.matches("antitrust"))
    #expect(automaton.literalPrefix == "anti")
    #expect(WildcardAutomaton(pieces: [.literal("anti")]).literalPrefix == "anti")
    #expect(WildcardAutomaton(pieces: []).literalPrefix == "")
  }

  @Test(arguments: [63, 64, 65, 127, 128, 129, 254, 255])
  func `long patterns match up to the length of a term`(length: Int) {
    let text = String(repeating: "ab", count: 128).prefix(length)
    let automaton = WildcardAutomaton(pieces: [.anyRun, .literal(String(text)), .anyRun])
    #expect(automaton.matches(String(text)))
    #expect(automaton.matches("x" + text + "y"))
    #expect(!automaton.matches(String(text.dropLast())))
  }

  @Test(arguments: [256, 257, 10_000]) func `a pattern longer than any term matches nothing`(
    length: Int
  ) {
    let pieces = [WildcardAutomaton.Piece](repeating: .anyOne, count: length)
    let automaton = WildcardAutomaton(pieces: pieces + [.anyRun])
    #expect(!automaton.matches(String(repeating: "a", count: length)))
    #expect(automaton.step(automaton.start, "a") == nil)
    let literal = WildcardAutomaton(pieces: [
      .anyRun, .literal(String(repeating: "a", count: length)),
    ])
    #expect(!literal.matches(String(repeating: "a", count: length)))
  }
}
