// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Regular expressions: a table of what they mean, the standard library's engine as the oracle for
// random ones, and patterns written to do harm.

import Brief
import Testing

@Suite struct RegularExpressionTests {
  private func compile(_ pattern: String) throws -> RegularExpression {
    try RegularExpression(pattern) { $0 }
  }

  @Test(
    arguments: [
      ("anti.?trust", ["antitrust", "anti-trust"], ["antittttrust", "antitrusts", "xantitrust"]),
      ("", [""], ["a"]), ("a|", ["", "a"], ["b"]), ("()", [""], ["a"]),
      ("(|a)+", ["", "aaa"], ["b"]),
      ("ab*", ["a", "abbb"], ["", "b"]), ("ab+", ["ab", "abb"], ["a"]),
      ("(ab)+", ["abab"], ["aba"]),
      ("a{3}", ["aaa"], ["aa", "aaaa"]), ("a{2,}", ["aa", "aaaaa"], ["a"]),
      ("a{,2}", ["", "aa"], ["aaa"]),
      ("a{1,2}", ["a", "aa"], ["", "aaa"]), ("a{0}", [""], ["a"]),
      ("(a|bc){2}", ["abc", "bca"], ["a", "abca"]),
      ("a+?b*?c??", ["aabbc", "a"], ["b"]), ("a{2,3}?", ["aa", "aaa"], ["", "a"]),
      ("a??", ["", "a"], ["aa"]),
      ("(?:ab|c)d", ["abd", "cd"], ["abcd"]), ("^trust$", ["trust"], ["trusts"]),
      ("a|^b|c$", ["a", "b", "c"], ["ab"]),
      ("a^b", [], ["ab", "a^b"]), ("a$b", [], ["ab"]), ("(^a)*", ["", "a"], ["aa"]),
      ("(a$)*", ["", "a"], ["aa"]),
      ("$", [""], ["a"]), ("^$", [""], ["a"]), ("$^", [""], ["a"]),
      ("(^|b)a($|c)", ["a", "ba", "bac"], ["cab"]),
      ("[abc]", ["a", "c"], ["d", "", "ab"]), ("[a-cx-z]+", ["axbz"], ["d"]),
      ("[^a-c]", ["d", "日"], ["a", "c", ""]),
      ("[-a]", ["-", "a"], ["b"]), ("[a-]", ["-", "a"], ["b"]),
      (#"[\]\[\\]"#, ["]", "[", "\\"], ["a"]),
      (#"[\d_]+"#, ["1_2", "٣"], ["a"]), (#"[^\d]"#, ["a"], ["1"]), ("[a^]", ["a", "^"], ["b"]),
      (#"\d+"#, ["2024"], ["2a"]), (#"\D+"#, ["abc"], ["a1"]),
      (#"\w+"#, ["naïve_1", "日本"], ["a-b"]),
      (#"\W"#, ["-"], ["a"]), (#"a\sb"#, ["a b", "a\u{3000}b"], ["ab"]), (#"\S+"#, ["ab"], ["a b"]),
      (#"\p{L}+"#, ["日本", "é"], ["a1"]), (#"\pN"#, ["½", "1"], ["a"]), (#"\P{L}+"#, ["12-"], ["a"]),
      (#"[\p{L}\p{Nd}]+"#, ["a1"], ["-"]), (#"\p{P}\p{S}\p{Z}\p{M}"#, ["-+ \u{301}"], ["a"]),
      (#"20\.04"#, ["20.04"], ["20x04"]), (#"c\+\+"#, ["c++"], ["cc"]),
      (#"\x41\u0042\u{1F600}"#, ["AB😀"], ["AB"]),
      (#"\t\n\r"#, ["\t\n\r"], ["tnr"]), ("日.語", ["日本語"], ["日語"]), ("é{2}", ["éé"], ["é"]),
      (#"at&t"#, ["at&t"], ["att"]), ("[а-я]+", ["рынок"], ["market"]),
      ("[\u{D000}-\u{F000}]", ["\u{E000}"], ["a"]),
    ] as [(String, [String], [String])])
  func `a pattern means what its syntax says`(pattern: String, yes: [String], no: [String]) throws {
    let expression = try compile(pattern)
    for term in yes { #expect(expression.matches(term), "\(pattern) on \(term)") }
    for term in no { #expect(!expression.matches(term), "\(pattern) on \(term)") }
  }

  @Test(
    arguments: [
      ("a(b", 1, 2, .unclosedGroup), ("a)b", 1, 2, .unopenedGroup), ("a(?=b)", 1, 3, .unknownGroup),
      ("é[ab", 2, 3, .unclosedClass), ("[]", 0, 2, .emptyClass), ("[^]", 0, 3, .emptyClass),
      ("[a[b]]", 2, 3, .nestedClass), ("[z-a]", 1, 4, .invalidRange),
      (#"[a-\d]"#, 2, 5, .invalidRange),
      ("a]", 1, 2, .unopened("]")), ("a}", 1, 2, .unopened("}")), ("*a", 0, 1, .nothingToRepeat),
      ("a|+", 2, 3, .nothingToRepeat), ("(?)", 0, 2, .unknownGroup),
      ("a**", 2, 3, .repeatedRepetition),
      ("a+{2}", 2, 5, .repeatedRepetition), ("a{", 1, 2, .invalidRepetition),
      ("a{}", 1, 3, .invalidRepetition),
      ("a{,}", 1, 4, .invalidRepetition), ("a{3,2}", 1, 6, .invalidRepetition),
      ("a{x}", 1, 2, .invalidRepetition),
      ("a{256}", 1, 5, .repetitionAbove(255)),
      ("a{99999999999999999999}", 1, 5, .repetitionAbove(255)),
      ("a\\", 1, 2, .unfinishedEscape), (#"a\bc"#, 1, 3, .unknownEscape),
      (#"\p{Greek}"#, 0, 9, .unknownProperty),
      (#"\p{L"#, 0, 4, .unknownProperty), (#"\p"#, 0, 2, .unknownProperty),
      (#"\xZ"#, 0, 2, .invalidScalar),
      (#"\u{D800}"#, 0, 7, .invalidScalar), (#"\u{}"#, 0, 3, .invalidScalar),
      (#"\u12"#, 0, 4, .invalidScalar),
      ("(a{99}){99}", 0, 11, .moreStatesThan(2_000)),
    ] as [(String, Int, Int, RegularExpressionError.Reason)])
  func `a malformed pattern is refused with its place`(
    pattern: String, start: Int, end: Int, reason: RegularExpressionError.Reason
  ) {
    #expect(throws: RegularExpressionError(range: start..<end, reason: reason)) {
      try compile(pattern)
    }
    #expect(!reason.description.isEmpty)
  }

  // MARK: - The oracle

  /// A random pattern of the syntax both engines share.
  private func pattern(_ random: inout AutomataRandom, depth: Int) -> String {
    let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "[b-c]", #"\d"#, #"\w"#, "1", "é", #"\."#]
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      var atom = atoms[Int.random(in: 0..<atoms.count, using: &random)]
      if depth > 0, Int.random(in: 0..<3, using: &random) == 0 {
        let branches = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          pattern(&random, depth: depth - 1)
        }
        atom = "(" + branches.joined(separator: "|") + ")"
      }
      let repetitions = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "+?"]
      text += atom + repetitions[Int.random(in: 0..<repetitions.count, using: &random)]
    }
    return text
  }

  @Test(arguments: [31, 32, 33] as [UInt64]) func `random patterns agree with Swift's own engine`(
    seed: UInt64
  ) throws {
    var random = AutomataRandom(seed: seed)
    var matches = 0
    for _ in 0..<200 {
      let pattern = pattern(&random, depth: 1)
      let expression = try compile(pattern)
      let oracle = try Regex(pattern).matchingSemantics(.unicodeScalar)
      for _ in 0..<12 {
        let term = random.word(0...5, of: ["a", "b", "c", "1", "é", "."])
        let expected = try oracle.wholeMatch(in: term) != nil
        matches += expected ? 1 : 0
        #expect(expression.matches(term) == expected, "seed \(seed): \(pattern) on “\(term)”")
      }
    }
    #expect(matches > 100, "seed \(seed) tests too little")
  }

  // MARK: - Folding

  @Test func `literals are folded and syntax is not`() throws {
    func fold(_ text: String) -> String {
      text == "ß" || text == "ẞ" ? "ss" : text == "É" ? "e" : text.lowercased()
    }
    let expression = try RegularExpression(#"STRA[ß-]?[É-Í]*\D[^X]{2}[A-C]+"#, fold: fold)
    #expect(expression.matches("stra-e-yyabc"))
    #expect(expression.matches("strasse-yyabc"))
    #expect(!expression.matches("stra-e1yyabc"))
    #expect(!expression.matches("stra-e-xyabc"))
    #expect(try RegularExpression("GRÜß+E", fold: fold).matches("grüsssse"))
    #expect(try !RegularExpression("GRÜß+E", fold: fold).matches("grüssse"))
  }

  @Test func `what folds to nothing is nothing`() throws {
    let expression = try RegularExpression("a[x]b-?c") { $0 == "-" || $0 == "x" ? "" : $0 }
    #expect(!expression.matches("abc"))
    #expect(expression.step(expression.start, "a") == nil, "a class without members leads nowhere")
    #expect(try RegularExpression("ab-?c") { $0 == "-" ? "" : $0 }.matches("abc"))
  }

  // MARK: - Harm

  @Test func `any string is a pattern or an error`() {
    var random = AutomataRandom(seed: 41)
    var compiled = 0
    for _ in 0..<20_000 {
      let pattern = random.word(0...10, of: Array("ab()[]{}|*+?.^$\\-,19dpu\u{301}é\r\n日"))
      do {
        _ = try compile(pattern).matches("ab19")
        compiled += 1
      } catch let error as RegularExpressionError {
        let isInside = 0 <= error.range.lowerBound && error.range.upperBound <= pattern.utf8.count
        #expect(isInside && !error.range.isEmpty, "seed 41: \(pattern) \(error.range)")
      } catch {
        Issue.record("seed 41: \(pattern): \(error)")
      }
    }
    #expect(compiled > 1_000)
  }

  @Test func `depth, size and length are bounded`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    #expect(try compile(nested(64)).matches("a"))
    #expect(throws: RegularExpressionError(range: 64..<65, reason: .nestedDeeperThan(64))) {
      try compile(nested(65))
    }
    #expect(throws: RegularExpressionError(range: 4_096..<100_000, reason: .longerThan(4_096))) {
      try compile(String(repeating: "(", count: 100_000))
    }
    // Nothing to read, 255⁴ times.
    #expect(throws: RegularExpressionError.self) { try compile("((((){255}){255}){255}){255}") }
    #expect(try compile("((((a{0}){0}){255}){2})").matches(""))
  }

  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a?){255}a{255}b", "((a+)+)+b", "(.*)(.*)(.*)(.*)b", "(a|aa)+b",
  ])
  func `patterns that make others search for ever are ordinary`(pattern: String) throws {
    let expression = try compile(pattern)
    #expect(!expression.matches(String(repeating: "a", count: 20_000)))
    #expect(expression.matches(String(repeating: "a", count: 255) + "b"))
  }

  @Test(arguments: [63, 64, 65, 255, 256, 600, 1_900]) func `states of any number fit`(count: Int)
    throws
  {
    let text = String(repeating: "abc", count: 700).prefix(count)
    let expression = try compile(String(text))
    #expect(expression.matches(String(text)))
    #expect(!expression.matches(String(text.dropLast())))
    #expect(!expression.matches(text + "x"))
  }
}
