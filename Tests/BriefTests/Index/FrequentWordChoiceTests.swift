// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which words a segment keeps pairs of, against what the rules say.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct FrequentWordChoiceTests {
  private static func candidate(
    _ word: String, documents: UInt32 = 5_000, occurrences: UInt64
  ) -> FrequentWordChoice.Candidate {
    FrequentWordChoice.Candidate(
      term: Array(word.utf8),
      payload: TermPayload(
        documentFrequency: documents, totalTermFrequency: occurrences, postings: 0, positions: 0))
  }

  /// Words each a tenth rarer than the one before, which together are a share of the text.
  private static func choice(of count: Int, share: Double) -> FrequentWordChoice {
    var occurrences = 1e12
    var candidates: [FrequentWordChoice.Candidate] = []
    for i in 0..<count {
      candidates.append(candidate(name(i), occurrences: UInt64(occurrences)))
      occurrences *= 0.9
    }
    let sum = candidates.reduce(0) { $0 + $1.payload.totalTermFrequency }
    return FrequentWordChoice(
      among: candidates.shuffled(), occurrences: UInt64(Double(sum) / share))
  }

  /// Names whose order is the reverse of their numbers'.
  private static func name(_ number: Int) -> String { "w\(900 - number)" }

  private static func number(_ first: Int, _ second: Int) -> Int { first << 8 | second }

  @Test func `words are looked at by frequency, as far as two thirds of the text`() {
    let choice = Self.choice(of: 20, share: 0.6)
    #expect(choice.words == (0..<20).map { Array(Self.name($0).utf8) })
    #expect(Self.choice(of: 300, share: 0.1).words.count == 256)
    let wide = Self.choice(of: 20, share: 1)
    #expect((1..<20).contains(wide.words.count))
    #expect(wide.words == Array(choice.words[..<wide.words.count]))
    // Of as frequent ones the first by byte.
    let equal = FrequentWordChoice(
      among: ["b", "a", "c"].map { Self.candidate($0, occurrences: 10) }, occurrences: 1_000)
    #expect(equal.words == ["a", "b", "c"].map { Array($0.utf8) })
  }

  @Test func `words of few documents are none`() {
    #expect(
      !FrequentWordChoice.mayChoose(
        Self.candidate("a", documents: 1_023, occurrences: 9_999).payload))
    #expect(
      FrequentWordChoice.mayChoose(
        Self.candidate("a", documents: 1_024, occurrences: 1_024).payload))
  }

  /// As many words as keep entries of pairs below 0.257 for each occurrence in the sample, an eighth of the documents.
  @Test func `as many words as pairs leave room for`() throws {
    let words = 40
    let occurrences = 8_000_000
    let candidates = (0..<words).map {
      Self.candidate(Self.name($0), occurrences: UInt64(1_000 - $0))
    }
    let choice = FrequentWordChoice(among: candidates, occurrences: UInt64(occurrences))
    try #require(choice.words.count == words)
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var counts = [UInt32](repeating: 0, count: 1 << 16)
      for first in 0..<words {
        for second in 0..<words {
          counts[Self.number(first, second)] = 100 * UInt32.random(in: 0...9, using: &random)
        }
      }
      var chosen = 0
      while chosen < words {
        var entries = 0
        for first in 0...chosen {
          for second in 0...chosen { entries += Int(counts[Self.number(first, second)]) }
        }
        guard Double(entries) * 8 <= 0.257 * Double(occurrences) else { break }
        chosen += 1
      }
      #expect((5..<words).contains(chosen), "seed \(seed)")
      let frequent = choice.chosen(counts, seen: 1_000, of: 8_000)
      #expect(frequent.words == (0..<chosen).map { Array(Self.name($0).utf8) }.reversed())
      // Pairs are chosen among those of the words that are left, by the places they have now.
      var ordered = [UInt32](repeating: 0, count: 1 << 16)
      for first in 0..<chosen {
        for second in 0..<chosen {
          ordered[Self.number(chosen - 1 - first, chosen - 1 - second)] =
            counts[Self.number(first, second)]
        }
      }
      #expect(!frequent.pairs.pairs.isEmpty)
      #expect(frequent.pairs == FrequentPairs(choosing: ordered, minimum: 128), "seed \(seed)")
    }
  }

  @Test func `nothing is chosen of nothing, or where one word makes too many pairs`() {
    let none = [UInt32](repeating: 0, count: 1 << 16)
    #expect(
      FrequentWordChoice(among: [], occurrences: 0).chosen(none, seen: 0, of: 0).words.isEmpty)
    let one = FrequentWordChoice(
      among: [Self.candidate("a", occurrences: 2_000)], occurrences: 4_000)
    #expect(one.chosen(none, seen: 1_000, of: 1_000).words.count == 1)
    var many = none
    many[0] = 1_100
    #expect(one.chosen(many, seen: 1_000, of: 1_000).words.isEmpty)
  }
}
