// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Small collections for tests: random words of a small vocabulary, so that everything co-occurs.

import Brief
import BriefCodec
import BriefTestSupport

/// A random collection, in the engine and in the oracle.
struct TinyCorpus {
  let index: SearchIndex
  let reference: ReferenceEngine
  let vocabulary: [String]

  static let schema = try? Schema(
    [
      .identifier("id"), .text("text", analyzer: .standard), .keyword("group"), .date("date"),
    ], ranking: Schema.Ranking(k1: 1.2, b: 0.75))

  /// `count` documents of 1...`length` words, committed in `segments` parts.
  init(seed: UInt64, count: Int, length: Int, segments: Int) throws {
    var random = SeededGenerator(seed: seed)
    let vocabulary = ["the", "war", "peace", "bank", "rate", "rates", "banker", "a", "of", "trust"]
    guard let schema = Self.schema else { throw TinyCorpusError() }
    index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    var reference = ReferenceEngine()
    var batches: [[Document]] = Array(repeating: [], count: segments)
    for n in 0..<count {
      let words = (0..<Int.random(in: 1...length, using: &random)).map { _ in
        // Early words of the vocabulary are much commoner.
        let a = Int.random(in: 0..<vocabulary.count, using: &random)
        return vocabulary[min(a, Int.random(in: 0..<vocabulary.count, using: &random))]
      }
      reference.documents.append((id: "d\(n)", words: words))
      batches[n * segments / count].append([
        "id": .text("d\(n)"), "text": .text(words.joined(separator: " ")),
        "group": .text("g\(n % 3)"), "date": .date(Timestamp(seconds: Int64(n) * 86_400)),
      ])
    }
    let policy = WriteOptions(mergePolicy: MergePolicy(factor: 1_000))
    for batch in batches {
      try index.write(options: policy) { writer in
        for document in batch { try writer.add(document) }
      }
    }
    self.reference = reference
    self.vocabulary = vocabulary
  }
}

struct TinyCorpusError: Error {}
