// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The banded automaton against the whole table of the textbook.

import Brief
import Testing

@Suite struct LevenshteinAutomatonTests {
  /// Optimal string alignment, the whole table.
  private func naiveDistance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        guard i > 0, j > 0 else { table[i][j] = max(i, j); continue }
        var least = min(table[i - 1][j], table[i][j - 1]) + 1
        least = min(least, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          least = min(least, table[i - 2][j - 2] + 1)
        }
        table[i][j] = least
      }
    }
    return table[a.count][b.count]
  }

  @Test(
    arguments: [
      ("antitrust", "antitrust", 0, 0), ("antitrust", "antitrst", 1, 1),
      ("antitrust", "atnitrust", 1, 1),
      ("antitrust", "antitrusts", 1, 1), ("antitrust", "antxtrust", 1, 1),
      ("antitrust", "antirst", 1, nil),
      ("antitrust", "antirst", 2, 2), ("antitrust", "", 2, nil), ("", "", 0, 0), ("", "a", 1, 1),
      ("", "ab", 1, nil), ("a", "", 1, 1), ("ab", "ba", 1, 1), ("ab", "ba", 0, nil),
      ("ca", "abc", 2, nil),
      ("reform", "refrom", 2, 1), ("日本", "日", 1, 1), ("日本", "本日", 1, 1), ("😀a", "a😀", 1, 1),
      ("kitten", "sitting", 2, nil), ("word", "word", -3, 0), ("word", "wordabc", 9, nil),
    ] as [(String, String, Int, Int?)])
  func `a distance is what the definition says`(
    word: String, term: String, edits: Int, distance: Int?
  ) {
    #expect(LevenshteinAutomaton(word: word, edits: edits).match(term) == distance)
  }

  @Test(arguments: 0...2, [1, 2, 3] as [UInt64])
  func `the band agrees with the whole table`(edits: Int, seed: UInt64) {
    var random = AutomataRandom(seed: seed)
    for _ in 0..<3_000 {
      let alphabet: [Character] = seed == 3 ? ["a", "é", "日", "😀"] : ["a", "b", "c"]
      let word = random.word(0...8, of: alphabet)
      let term = random.word(0...9, of: alphabet)
      let distance = naiveDistance(word, term)
      let expected = distance <= edits ? distance : nil
      let found = LevenshteinAutomaton(word: word, edits: edits).match(term)
      #expect(found == expected, "seed \(seed): “\(word)” to “\(term)” within \(edits)")
    }
  }

  @Test(arguments: 0...2) func `a state that goes on can still match`(edits: Int) {
    var random = AutomataRandom(seed: 4)
    for _ in 0..<500 {
      let word = random.word(0...6, of: ["a", "b", "c"])
      let prefix = random.word(0...8, of: ["a", "b", "c"])
      let automaton = LevenshteinAutomaton(word: word, edits: edits)
      var state: LevenshteinAutomaton.State? = automaton.start
      for scalar in prefix.unicodeScalars { state = state.flatMap { automaton.step($0, scalar) } }
      // Some end of the word completes whatever can be completed.
      let completes = (0...word.count).contains { automaton.matches(prefix + word.suffix($0)) }
      #expect((state != nil) == completes, "seed 4: “\(word)”, prefix “\(prefix)” within \(edits)")
    }
  }

  @Test func `words longer than any term are no trouble`() {
    let word = String(repeating: "ab", count: 5_000)
    let automaton = LevenshteinAutomaton(word: word, edits: 2)
    #expect(automaton.match(word) == 0)
    #expect(automaton.match(String(word.dropFirst())) == 1)
    #expect(automaton.match(String(word.dropFirst(3))) == nil)
  }

  @Test func `only an exact word has a prefix`() {
    #expect(LevenshteinAutomaton(word: "trust", edits: 0).literalPrefix == "trust")
    #expect(LevenshteinAutomaton(word: "trust", edits: 1).literalPrefix == "")
  }
}
