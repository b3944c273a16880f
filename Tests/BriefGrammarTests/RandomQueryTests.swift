// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What holds for every text, tried on many.

import BriefGrammar
import Testing

struct RandomQueryTests {
  /// Seeds; each gives a few hundred texts of every alphabet.
  static let seeds = Array(UInt64(1)...8)

  /// Runs `body` on random texts of at most `length` pieces.
  private func forEachText(
    seed: UInt64, texts: Int = 250, length: Int = 24, _ body: (String) -> Void
  ) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<texts {
      let count = Int.random(in: 0...length, using: &generator)
      for alphabet in Alphabets.all { body(generator.text(of: alphabet, count: count)) }
      body(generator.unicode(count: count))
    }
  }

  @Test(arguments: seeds) func `what is printed parses to the same tree`(seed: UInt64) {
    forEachText(seed: seed) { text in
      let tree = Parser.parse(text).root
      let again = Parser.parse(tree.description)
      #expect(
        again.root.withoutRanges == tree.withoutRanges,
        "seed \(seed): \(text.debugDescription) printed as \(tree.description.debugDescription)")
      #expect(
        again.diagnostics.isEmpty,
        "seed \(seed): \(text.debugDescription) printed as \(tree.description.debugDescription)")
    }
  }

  @Test(arguments: seeds) func `ranges lie in the text on character boundaries`(seed: UInt64) {
    forEachText(seed: seed) { text in
      var starts = [0]
      for character in text { starts.append(starts[starts.count - 1] + character.utf8.count) }
      let query = Parser.parse(text)
      for diagnostic in query.diagnostics {
        #expect(
          starts.contains(diagnostic.range.lowerBound)
            && starts.contains(diagnostic.range.upperBound) && !diagnostic.range.isEmpty,
          "seed \(seed): \(text.debugDescription) \(diagnostic)")
      }
      let utf8 = Array(text.utf8)
      for range in query.root.leafRanges {
        #expect(
          range.upperBound <= utf8.count && String(validating: utf8[range], as: UTF8.self) != nil
            && !range.isEmpty,
          "seed \(seed): \(text.debugDescription) \(range)")
      }
    }
  }

  @Test(arguments: seeds) func `a suggestion means the same without the remark`(seed: UInt64) {
    forEachText(seed: seed) { text in
      let query = Parser.parse(text)
      for diagnostic in query.diagnostics {
        guard let better = diagnostic.applied(to: text) else { continue }
        let again = Parser.parse(better)
        let story = "seed \(seed): \(text.debugDescription) → \(better.debugDescription)"
        #expect(
          again.root.withoutRanges == query.root.withoutRanges,
          "\(story) \(query.root) → \(again.root) \(diagnostic)")
        #expect(
          again.diagnostics.count { $0.reason == diagnostic.reason }
            < query.diagnostics.count { $0.reason == diagnostic.reason }
            || query.diagnostics.count == Parser.maximumDiagnostics,
          "\(story) \(diagnostic)")
      }
    }
  }

  @Test(arguments: seeds) func `texts of several kilobytes parse and print`(seed: UInt64) {
    forEachText(seed: seed, texts: 3, length: 3000) { text in
      let query = Parser.parse(text)
      #expect(query.diagnostics.count <= Parser.maximumDiagnostics + 1)
      let again = Parser.parse(query.root.description)
      #expect(
        again.root.withoutRanges == query.root.withoutRanges,
        "seed \(seed), \(text.utf8.count) bytes beginning \(text.prefix(80).debugDescription)")
    }
  }
}
