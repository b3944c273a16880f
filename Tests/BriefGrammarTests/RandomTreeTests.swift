// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Trees made at random, with every promise kept that SyntaxTree makes and texts as awkward as
// possible, print to queries that parse to the same tree.

import BriefGrammar
import Testing

struct RandomTreeTests {
  @Test(arguments: UInt64(1)...12) func `a random tree prints and parses back`(seed: UInt64) {
    var trees = RandomTrees(seed: seed)
    for _ in 0..<400 {
      let tree = trees.tree(depth: 4)
      let query = Parser.parse(tree.description)
      #expect(
        query.root.withoutRanges == tree,
        "seed \(seed): \(tree.outline) printed as \(tree.description.debugDescription)")
      #expect(query.diagnostics == [], "seed \(seed): \(tree.description.debugDescription)")
    }
  }

  @Test func `trees print with as few marks as they need`() {
    for text in [
      "a b", "a +b -c", "a AND b OR NOT c", "a AND (b OR c)", "title:x^3", "title:(x^3)",
      "(a b)^2", "http://x.y/z?a=b", "who won?", "O'Brien", "C++", "20.04", "-title:(a b)",
      "date:[2025-01 TO *]", "date:{a TO \"b c\"]", "/a\\/b+/", "\"a b\"~3^2", "te?t*", "x~1",
      "NOT -a", "a OR b c", "host:localhost:8080", "\\AND", "\\-x", "12\\\"", "(NOT a) b", "*",
    ] {
      #expect(Parser.parse(text).root.description == text)
    }
  }
}

/// Makes trees without ranges.
private struct RandomTrees {
  private static let awkward = [
    "AND", "OR", "NOT", "TO", "http://x.y/(z", "C:\\x", "..", "*", "-", "f:x", "x~1", "x^2", "te?t",
  ]

  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func tree(depth: Int) -> SyntaxTree {
    switch depth == 0 ? 0 : number(0...9) {
    case 0...3: leaf()
    case 4: .field(name: SourceText(name(), at: 0..<0), fieldValue(depth: depth - 1))
    case 5: .boost(tree(depth: depth - 1), Float(number(1...10_000)) / 100)
    case 6: .clauses(clauses(depth: depth - 1))
    case 7: .and(trees(depth: depth - 1))
    case 8: .or(trees(depth: depth - 1))
    default: .not(tree(depth: depth - 1))
    }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func trees(depth: Int) -> [SyntaxTree] {
    (0..<number(2...4)).map { _ in tree(depth: depth) }
  }

  private mutating func clauses(depth: Int) -> [Clause] {
    var clauses = (0..<number(1...4)).map { _ in
      Clause([.plain, .required, .excluded][number(0...2)], tree(depth: depth))
    }
    if clauses.count == 1, clauses[0].occur == .plain { clauses[0].occur = .required }
    return clauses
  }

  private mutating func fieldValue(depth: Int) -> SyntaxTree {
    guard number(0...2) == 0 else { return tree(depth: depth) }
    let bounds = RangeBounds(lower: bound(), upper: bound())
    return .range(bounds, SourceText(bounds.words, at: 0..<0))
  }

  private mutating func bound() -> RangeBounds.Bound? {
    guard number(0...3) > 0 else { return nil }
    return RangeBounds.Bound(text(), at: 0..<0, inclusive: number(0...1) == 0)
  }

  private mutating func name() -> String {
    ["f", "title", "published_at.day-1", "标题", "AND"][number(0...4)]
  }

  private mutating func leaf() -> SyntaxTree {
    switch number(0...9) {
    case 0: return .all
    case 1: return .phrase(source("a" + text()), slop: number(0...1) * number(0...1000))
    case 2: return .prefix(source("1" + text()))
    case 3: return .fuzzy(source(text() + "b"), edits: number(0...2))
    case 4:
      let pattern = ["a+", "(a|b)/c", #"\d\/"#, #"\\.*"#, "[^)\"]"][number(0...4)]
      // A slash keeps no backslash in the tree.
      let kept = pattern.replacing(#"\/"#, with: "/")
      return .regex(pattern: kept, source(kept))
    case 5: return wildcard()
    default: return .word(source(text()))
    }
  }

  private mutating func wildcard() -> SyntaxTree {
    var pattern: [WildcardElement] = [.literal("é" + text()), [.anyOne, .anyRun][number(0...1)]]
    if number(0...1) == 0 { pattern.insert(.anyRun, at: 0) }
    if number(0...1) == 0 { pattern += [.literal(text()), .anyRun] }
    pattern.append(.literal(text()))
    let text = pattern.map { element in
      switch element {
      case .literal(let text): text
      case .anyOne: "?"
      case .anyRun: "*"
      }
    }
    return .wildcard(pattern: pattern, source(text.joined()))
  }

  private mutating func source(_ text: String) -> SourceText { SourceText(text, at: 0..<0) }

  /// A text that is not empty: often a plain word, often anything but.
  private mutating func text() -> String {
    switch number(0...4) {
    case 0: generator.text(of: ["a", "b", "1", "é", "人"], count: number(1...6))
    case 1: Self.awkward[number(0...Self.awkward.count - 1)]
    case 2: generator.unicode(count: number(1...6))
    default: generator.text(of: Alphabets.all[number(0...2)], count: number(1...5))
    }
  }
}
