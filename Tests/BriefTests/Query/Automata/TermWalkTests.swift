// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A walk finds what testing every term finds, and looks at fewer terms.

import Brief
import Testing

@Suite struct TermWalkTests {
  private static let alphabet: [Character] = ["a", "b", "c", "d", "e", "é", "日", "😀", "\0"]

  /// Walks, tests every term, and compares; returns the number of terms visited.
  @discardableResult
  private func check<A: TermAutomaton>(
    _ automaton: A, along terms: [[UInt8]], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Int {
    var expected: [[UInt8]: Int] = [:]
    for term in terms {
      guard let text = String(validating: term, as: UTF8.self) else { continue }
      if let distance = automaton.match(text) { expected[term] = distance }
    }
    let (found, visited, isOrdered) = walk(automaton, along: terms)
    #expect(found == expected, "\(what)", sourceLocation: sourceLocation)
    #expect(isOrdered, "\(what): a target lies behind its term", sourceLocation: sourceLocation)
    let prefix = Array(automaton.literalPrefix.utf8)
    #expect(
      expected.keys.allSatisfy { $0.starts(with: prefix) }, "\(what): prefix",
      sourceLocation: sourceLocation)
    return visited
  }

  @Test(arguments: 0...2, [51, 52, 53] as [UInt64])
  func `a fuzzy walk finds every neighbour`(edits: Int, seed: UInt64) {
    var random = AutomataRandom(seed: seed)
    let terms = random.sortedTerms(3_000, 0...7, of: Self.alphabet)
    for _ in 0..<20 {
      let word = random.word(0...7, of: Self.alphabet)
      let visited = check(
        LevenshteinAutomaton(word: word, edits: edits), along: terms, "seed \(seed): “\(word)”")
      #expect(visited < terms.count)
    }
  }

  @Test(arguments: [61, 62, 63] as [UInt64]) func `a wildcard walk finds every match`(seed: UInt64)
  {
    var random = AutomataRandom(seed: seed)
    let terms = random.sortedTerms(3_000, 0...7, of: Self.alphabet)
    var visited = 0
    for _ in 0..<60 {
      let pattern = random.word(1...6, of: Self.alphabet + ["?", "*"])
      let pieces = pattern.map { character -> WildcardAutomaton.Piece in
        character == "*" ? .anyRun : character == "?" ? .anyOne : .literal(String(character))
      }
      visited += check(WildcardAutomaton(pieces: pieces), along: terms, "seed \(seed): \(pattern)")
    }
    #expect(visited < 60 * terms.count / 2)
  }

  @Test(arguments: [
    "a.*", "[b-d]{2,4}", "[^ab]+", "(ab|ba|日)*", #"\p{L}{3}"#, "a|b|cde", "", "😀.?", "[^a-z]*a",
    "d{3}|e{3}",
    "[^\\u{0}-\\u{10FFFE}]", "(a|é)(b|日)(c|😀)", #"\w+\W\w+"#, "a^b", "(.?){20}",
  ]) func `a walk along an expression finds every match`(pattern: String) throws {
    var random = AutomataRandom(seed: 71)
    let terms = random.sortedTerms(4_000, 0...6, of: Self.alphabet)
    check(try RegularExpression(pattern) { $0 }, along: terms, "seed 71: \(pattern)")
  }

  @Test func `damaged terms between the others disturb nothing`() {
    var random = AutomataRandom(seed: 81)
    var terms = random.sortedTerms(1_000, 0...5, of: Self.alphabet)
    for term in terms {
      // Cut within a scalar, or with a byte changed.
      if let last = term.indices.last {
        terms.append(Array(term[..<last]))
        var changed = term
        changed[Int.random(in: 0...last, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
        terms.append(changed)
        terms.append([0xFF] + term)
      }
    }
    terms = Set(terms).sorted { $0.lexicographicallyPrecedes($1) }
    for word in ["abc", "日日", "😀", "é"] {
      check(LevenshteinAutomaton(word: word, edits: 1), along: terms, "seed 81: “\(word)”")
      check(
        WildcardAutomaton(pieces: [.anyRun, .literal(word)]), along: terms, "seed 81: *\(word)")
    }
  }

  @Test func `a fuzzy walk leaves nearly all of a large dictionary alone`() {
    var random = AutomataRandom(seed: 91)
    let terms = random.sortedTerms(50_000, 3...10, of: Array("etaoinshrdlu"))
    let one = check(LevenshteinAutomaton(word: "tradition", edits: 1), along: terms, "seed 91")
    let two = check(LevenshteinAutomaton(word: "tradition", edits: 2), along: terms, "seed 91")
    #expect(one < terms.count / 100)
    #expect(two < terms.count / 10)
  }

  // MARK: - Targets

  /// A protocol's minimum: says nothing of the scalars it could go on with.
  private struct Modest<A: TermAutomaton>: TermAutomaton {
    let base: A
    var start: A.State { base.start }
    func step(_ state: A.State, _ scalar: Unicode.Scalar) -> A.State? { base.step(state, scalar) }
    func accepts(_ state: A.State) -> Bool { base.accepts(state) }
  }

  @Test func `an automaton that looks no scalar ahead is walked as well`() {
    var random = AutomataRandom(seed: 101)
    let terms = random.sortedTerms(3_000, 0...6, of: Self.alphabet)
    let exact = LevenshteinAutomaton(word: "abcd", edits: 1)
    let visited = check(Modest(base: exact), along: terms, "seed 101")
    #expect(visited < terms.count)
    #expect(check(exact, along: terms, "seed 101") <= visited)
  }

  @Test func `a target skips the dead subtree and no more`() {
    let modest = Modest(base: WildcardAutomaton(pieces: [.literal("ab"), .anyRun]))
    var walk = TermWalk(modest)
    #expect(walk.advance(Array("aa".utf8)) == .no(seekTo: Array("ab".utf8)))
    #expect(walk.advance(Array("abzz".utf8)) == .matches(distance: 0))
    #expect(walk.advance(Array("ad".utf8)) == .no(seekTo: Array("ae".utf8)))
    #expect(walk.advance(Array("a\u{D7FF}x".utf8)) == .no(seekTo: Array("a\u{E000}".utf8)))
    #expect(walk.advance(Array("a\u{10FFFF}".utf8)) == .no(seekTo: Array("b".utf8)))
    #expect(walk.advance(Array("\u{10FFFF}".utf8)) == .no(seekTo: [0xFF]))
  }

  @Test func `a target is the least string that can match`() {
    var wild = TermWalk(
      WildcardAutomaton(pieces: [.literal("a"), .anyOne, .literal("cd"), .anyRun]))
    #expect(wild.advance([]) == .no(seekTo: Array("a".utf8)))
    #expect(wild.advance(Array("axb".utf8)) == .no(seekTo: Array("axcd".utf8)))
    #expect(wild.advance(Array("axe".utf8)) == .no(seekTo: Array("aycd".utf8)))
    #expect(wild.advance(Array("b".utf8)) == .no(seekTo: [0xFF]))
    var fuzzy = TermWalk(LevenshteinAutomaton(word: "trust", edits: 1))
    #expect(fuzzy.advance(Array("xa".utf8)) == .no(seekTo: Array("xrust".utf8)))
    #expect(fuzzy.advance(Array("xrust".utf8)) == .matches(distance: 1))
  }

  @Test func `terms out of order are judged rightly too`() {
    var walk = TermWalk(LevenshteinAutomaton(word: "trust", edits: 1))
    for (term, distance) in [
      ("trust", 0), ("zzz", nil), ("rust", 1), ("trusty", 1), ("trust", 0), ("", nil),
    ] {
      let verdict = walk.advance(Array(term.utf8))
      if let distance { #expect(verdict == .matches(distance: distance)) }
      if distance == nil, case .matches = verdict { Issue.record("\(term) matches") }
    }
  }
}
