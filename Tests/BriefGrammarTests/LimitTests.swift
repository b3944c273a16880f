// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Hostile sizes: depth, length, number. Time is judged by counting how often the lexer looks at a
// character, which is the same on every machine.

import BriefGrammar
import Testing

struct LimitTests {
  // What to write instead of a needless ~ was asked of the lexer, which asked itself the same of the next
  // one: a pattern with 2,000 of them overflowed the stack.
  @Test(arguments: ["a*", "?", "[1 TO 2]", "word"], ["~", "^", "~^", "~1"])
  func `signs after a word are read without depth`(word: String, sign: String) {
    for count in [2, 2_000, 30_000] {
      let text = word + String(repeating: sign, count: count)
      let query = Parser.parse(text)
      #expect(!query.root.description.isEmpty, "\(word) \(sign) \(count)")
      #expect(query.diagnostics.count <= Parser.maximumDiagnostics + 1)
    }
  }

  @Test func `parentheses a hundred thousand deep are read to the limit`() {
    let depth = 100_000
    for text in [
      String(repeating: "(", count: depth),
      String(repeating: "(", count: 20_000) + "a" + String(repeating: ")", count: 20_000),
      String(repeating: "a:(", count: 20_000),
      String(repeating: "-(b ", count: 900),
      String(repeating: "NOT (a AND ", count: 900),
    ] {
      let query = Parser.parse(text)
      #expect(query.root.depth <= 4 * Parser.maximumDepth)
      #expect(query.diagnostics.contains { $0.reason.contains("64 levels") })
      #expect(
        Parser.parse(query.root.description).root.withoutRanges == query.root.withoutRanges)
    }
    let negations = Parser.parse(String(repeating: "NOT ", count: 9_999) + "a")
    #expect(negations.root.outline == "not(a)")
  }

  @Test func `the sixty-fourth level is read and the next is not`() {
    func nested(_ depth: Int) -> String {
      (0..<depth).reduce("x") { inner, _ in "(a \(inner))" }
    }
    #expect(Parser.parse(nested(Parser.maximumDepth)).diagnostics == [])
    let deeper = Parser.parse(nested(Parser.maximumDepth + 1))
    #expect(deeper.diagnostics.map(\.range) == [192..<193])
    #expect(deeper.diagnostics.map(\.suggestion) == [nil])
  }

  @Test func `what lies beyond the length limit is ignored`() {
    let limit = Parser.maximumLength
    let fitting = "a" + String(repeating: " ", count: limit - 1)
    #expect(Parser.parse(fitting).diagnostics == [])
    let long = Parser.parse(fitting + "b")
    #expect(long.root.outline == "a")
    #expect(long.diagnostics.map(\.range) == [limit..<limit + 1])
    #expect(long.diagnostics.map(\.suggestion) == [""])
    // A character across the limit is left out whole, and an open quotation is no fault.
    let across = Parser.parse("\"" + String(repeating: "a", count: limit - 2) + "é")
    #expect(across.diagnostics.map(\.range) == [limit - 1..<limit + 1])
    #expect(across.root.range == 0..<limit - 1)
    // One character that is longer than the limit.
    let tower = Parser.parse("a" + String(repeating: "\u{301}", count: limit))
    #expect(tower.root == .nothing)
    #expect(tower.diagnostics.map(\.range) == [0..<1 + 2 * limit])
  }

  @Test func `operands beyond the limit are ignored`() {
    let limit = Parser.maximumOperands
    let fitting = Array(repeating: "a", count: limit).joined(separator: " ")
    #expect(Parser.parse(fitting + " ").diagnostics == [])
    for rest in ["b", "AND b", "(b", "\"", "-b", "title:b"] {
      let query = Parser.parse("(" + fitting + " " + rest)
      #expect(query.root.leafRanges.count == limit)
      #expect(query.diagnostics.map(\.range) == [2 * limit + 1..<2 * limit + 1 + rest.utf8.count])
      #expect(query.diagnostics.map(\.suggestion) == [nil])
    }
  }

  @Test func `remarks are limited in number`() {
    let query = Parser.parse(String(repeating: ") ", count: 30_000))
    #expect(query.root == .nothing)
    #expect(query.diagnostics.count == Parser.maximumDiagnostics)
  }

  /// Each piece, repeated, once made some parser or other go over its text again and again.
  static let pieces = [
    "a", "(", ")", "\"", "“", "«", "\\", "/", "/a", "/a+", "/(", "*", "?", "a?", "a?*", "~", "^",
    "^1", "~1", "a^1", "a:", "f:[", "f:[a ", "f:[\"", "f:[a TO ", "f:..", "f:.", "f:>", "http://",
    "http://(", "://(", "://a(b)", "-", "--", "-a ", "NOT ", "AND ", "a AND ", "OR AND ",
    "\u{200E}", "a\u{200E}", "a:\u{200E}", "-\u{200E}", "\u{301}", "é", "👩\u{200D}", "()",
    "(\"\")", "[a TO b] ", "((a", "：", "“”", " ", "\0",
  ]

  @Test(arguments: pieces) func `the lexer looks at each character a few times`(piece: String) {
    for length in [1_000, 8_000] {
      for (start, end) in [("", ""), ("a", ""), ("f:[", ""), ("/", "+/"), ("(", ")"), ("://", "")] {
        let text = start + String(repeating: piece, count: length / piece.utf8.count) + end
        let steps = Parser.parseCountingSteps(text).steps
        #expect(steps <= 16 * text.unicodeScalars.count + 64, "\(start)…\(end), \(length) bytes")
      }
    }
  }

  @Test(arguments: UInt64(1)...8) func `random texts are read in linear time`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for alphabet in Alphabets.all {
      let text = generator.text(of: alphabet, count: 12_000)
      let steps = Parser.parseCountingSteps(text).steps
      #expect(steps <= 16 * text.unicodeScalars.count, "seed \(seed)")
    }
  }
}

extension SyntaxTree {
  /// How many trees lie inside one another.
  fileprivate var depth: Int {
    switch self {
    case .field(_, let tree), .boost(let tree, _), .not(let tree): 1 + tree.depth
    case .clauses(let clauses): 1 + (clauses.map(\.tree.depth).max() ?? 0)
    case .and(let trees), .or(let trees): 1 + (trees.map(\.depth).max() ?? 0)
    default: 1
    }
  }
}
