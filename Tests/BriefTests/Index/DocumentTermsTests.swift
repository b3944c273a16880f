// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The terms of documents in words of four, and the median by which they are divided: each against what is plain.

@testable import Brief
import BriefTestSupport
import Testing

@Suite struct DocumentTermsTests {
  /// The terms of a document, without what fills up its last word.
  private static func terms(_ all: DocumentTerms, _ document: Int) -> [UInt16] {
    all.fours[Int(all.starts[document])..<Int(all.starts[document + 1])].flatMap { four in
      (0..<4).map { UInt16(truncatingIfNeeded: four >> UInt64($0 * 16)) }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `documents keep their terms, and are as many words as those fill`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let termCount = [1, 3, 700, DocumentTerms.termLimit][Int(seed) - 1]
    let documents = (0..<200).map { _ in
      (0..<Int.random(in: 0..<11, using: &random)).map { _ in
        UInt16(Int.random(in: 0..<termCount, using: &random))
      }
    }
    var all = DocumentTerms(termCount: termCount)
    for document in documents { all.append(document) }
    #expect(all.count == documents.count)
    let chosen = (0..<UInt32(documents.count)).shuffled(using: &random).prefix(90).map { $0 }
    let part = all.selecting(chosen)
    #expect(part.count == chosen.count)
    for (i, document) in documents.enumerated() {
      let fill = (4 - document.count % 4) % 4
      #expect(
        Self.terms(all, i) == document + Array(repeating: all.filler, count: fill), "seed \(seed)")
    }
    for (i, document) in chosen.enumerated() {
      #expect(Self.terms(part, i) == Self.terms(all, Int(document)), "seed \(seed)")
    }
    #expect(all.selecting([]).count == 0)
  }

  @Test(arguments: [1, 2, 3, 255, 8_192, 8_193, 8_200, 30_000, 100_001])
  func `the median is the key in the middle of the sorted ones`(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let even = (0..<count).map { _ in Float.random(in: -4...4, using: &random) }
    let few = even.map { ($0 / 2).rounded() }
    // Of every so many keys, which is what a sample sees, the largest: none of it is near the median.
    let hidden = even.enumerated().map { $0 % max(1, count / 1_024) == 0 ? 9 : $1 }
    for keys in [even, few, hidden, even.sorted(), even.sorted(by: >)] {
      var selection: [Float] = []
      // Keys behind the first `count` are of another piece.
      let median = GraphBisection.median(of: keys + [99, -99], count, &selection)
      #expect(median == keys.sorted()[count / 2], "\(count) keys")
    }
  }
}
