// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Rare words among many documents: their lists are merged, not added up in windows. Lists of more than a
// block, so that merging goes on from block to block, words that most other documents lack, and a common
// word beside them.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct SparseUnionTests {
  private static let count = 70_000

  /// Words r0 … r19 in 1 to 500 documents, some of which have several, and c in every third.
  private static func index(seed: UInt64) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    var texts = [Int: String]()
    for word in 0..<20 {
      let frequency = [1, 3, 40, 120, 300, 500][Int.random(in: 0..<6, using: &random)]
      // Half of the words keep to a corner, so that documents meet and blocks lie close.
      let range = word % 2 == 0 ? 0..<count : 30_000..<31_000
      for _ in 0..<frequency {
        let repeats = Int.random(in: 1...3, using: &random)
        let words = [String](repeating: "r\(word)", count: repeats).joined(separator: " ")
        texts[Int.random(in: range, using: &random), default: ""] += " " + words
      }
    }
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard)])
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    try index.write { writer in
      for n in 0..<count {
        let text = (n % 3 == 0 ? "c" : "x") + (texts[n] ?? "")
        try writer.add(["id": .text("d\(n)"), "text": .text(text)])
      }
    }
    return index
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `unions of rare words are those of the exhaustive path`(seed: UInt64) throws {
    let searcher = try Self.index(seed: seed).searcher()
    var random = SeededGenerator(seed: seed)
    for round in 0..<60 {
      var words = (0..<Int.random(in: 2...18, using: &random)).map { _ in
        Query.text("r\(Int.random(in: 0..<20, using: &random))", in: "text")
      }
      if round % 4 == 0 { words.append(.text("c", in: "text")) }
      var query = Query.any(words)
      if round % 5 == 0 { query = query.excluding(.text("r1", in: "text")) }
      var options = SearchOptions(
        limit: [1, 10, 1_000][round % 3], matching: .any, loads: .identifiers)
      options.isExhaustive = true
      let plain = try searcher.search(query, options: options)
      options.isExhaustive = false
      for counts in [true, false] {
        options.countsTotal = counts
        let fast = try searcher.search(query, options: options)
        let context: Comment = "seed \(seed), round \(round)"
        #expect(fast.map(\.identifier) == plain.map(\.identifier), context)
        #expect(fast.map(\.score.bitPattern) == plain.map(\.score.bitPattern), context)
        if counts { #expect(fast.total == plain.total, context) }
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `sums are those of a dictionary`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var sums = SparseSums()
    for _ in 0..<2 {
      sums.removeAll()
      var expected: [UInt32: Float] = [:]
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let documents = Set(
          (0..<Int.random(in: 0...200, using: &random)).map { _ in
            UInt32.random(in: 0..<300, using: &random)
          }
        ).sorted()
        let scores = documents.map { _ in Float(Int.random(in: 0..<64, using: &random)) }
        let start = Int.random(in: 0...documents.count, using: &random)
        let range = start..<Int.random(in: start...documents.count, using: &random)
        for i in range { expected[documents[i], default: 0] += scores[i] }
        sums.add(documents, scores, range)
      }
      #expect(sums.documents == expected.keys.sorted(), "seed \(seed)")
      #expect(sums.scores == sums.documents.map { expected[$0] }, "seed \(seed)")
    }
  }
}
