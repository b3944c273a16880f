// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every kind of query over random collections, compared with the oracle: the same documents, and
// for words the score of the textbook formula.

import Brief
import BriefTestSupport
import Testing

@Suite struct OracleTests {
  /// A random question and the same in the engine's terms.
  private func question(
    _ random: inout SeededGenerator, _ words: [String], depth: Int
  ) -> (ReferenceEngine.Question, Query) {
    let word = words[Int.random(in: 0..<words.count, using: &random)]
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
    case 0: return (.word(word), .text(word))
    case 1, 2:
      let other = words[Int.random(in: 0..<words.count, using: &random)]
      let slop = Int.random(in: 0...3, using: &random)
      return (.phrase([word, other], slop: slop), .phrase("\(word) \(other)", slop: slop))
    case 3:
      let prefix = String(word.prefix(2))
      return (.prefix(prefix), .prefix(prefix))
    case 4:
      let (a, qa) = question(&random, words, depth: depth - 1)
      let (b, qb) = question(&random, words, depth: depth - 1)
      return (.all([a, b]), .all(qa, qb))
    case 5:
      let (a, qa) = question(&random, words, depth: depth - 1)
      let (b, qb) = question(&random, words, depth: depth - 1)
      return (.any([a, b]), .any(qa, qb))
    default:
      let (a, qa) = question(&random, words, depth: depth - 1)
      let (b, qb) = question(&random, words, depth: depth - 1)
      return (.excluding(a, b), qa.excluding(qb))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `random queries find what a scan of all words finds`(seed: UInt64) throws {
    let corpus = try TinyCorpus(seed: seed, count: 150, length: 12, segments: Int(seed % 3) + 1)
    let searcher = try corpus.index.searcher()
    var random = SeededGenerator(seed: seed)
    for round in 0..<60 {
      let (wanted, query) = question(&random, corpus.vocabulary, depth: 3)
      let results = try searcher.search(query, options: SearchOptions(limit: 1_000, matching: .all))
      #expect(
        Set(results.map(\.identifier)) == corpus.reference.matches(wanted),
        "seed \(seed), round \(round): \(query)")
      #expect(results.total == results.count, "seed \(seed), round \(round): \(query)")
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `one segment and many give the same documents, order and score bits`(seed: UInt64) throws {
    let one = try TinyCorpus(seed: seed, count: 400, length: 30, segments: 1).index.searcher()
    let corpus = try TinyCorpus(seed: seed, count: 400, length: 30, segments: 7)
    let many = try corpus.index.searcher()
    try corpus.index.write { try $0.merge() }
    let merged = try corpus.index.searcher()
    try corpus.index.write { try $0.seal() }
    let sealed = try corpus.index.searcher()
    var random = SeededGenerator(seed: seed)
    for round in 0..<30 {
      let (_, query) = question(&random, corpus.vocabulary, depth: 3)
      let options = SearchOptions(limit: 25, matching: .any)
      let a = try one.search(query, options: options)
      for searcher in [many, merged, sealed] {
        let b = try searcher.search(query, options: options)
        #expect(
          a.map(\.identifier) == b.map(\.identifier), "seed \(seed), round \(round): \(query)")
        #expect(
          a.map(\.score.bitPattern) == b.map(\.score.bitPattern),
          "seed \(seed), round \(round): \(query)")
        #expect(a.total == b.total)
      }
    }
  }

  @Test func `a word's score is BM25's to float precision`() throws {
    // Lengths up to 39 are exact in a norm, so that the textbook formula applies as it stands.
    let corpus = try TinyCorpus(seed: 21, count: 200, length: 20, segments: 2)
    let searcher = try corpus.index.searcher()
    for word in corpus.vocabulary {
      let results = try searcher.search(.text(word), options: SearchOptions(limit: 1_000))
      for hit in results {
        let expected = try #require(
          corpus.reference.score(word, in: hit.identifier, k1: 1.2, b: 0.75))
        #expect(abs(Double(hit.score) - expected) < 2e-6 * max(1, expected), "\(word)")
      }
      #expect(zip(results, results.dropFirst()).allSatisfy { $0.score >= $1.score })
    }
  }

  @Test func `pages continue where the last one ended in every order`() throws {
    let corpus = try TinyCorpus(seed: 31, count: 120, length: 8, segments: 4)
    let searcher = try corpus.index.searcher()
    for sort in [
      SortOrder.score, .ascending("date"), .descending("date"), .ascending("group"),
      .descending("group"), .ascending("id"),
    ] {
      let options = SearchOptions(limit: 1_000, sort: sort, matching: .any)
      let whole = try searcher.search(.text("the war"), options: options).map(\.identifier)
      var pages: [String] = []
      var page = SearchOptions(limit: 7, sort: sort, matching: .any)
      while true {
        let results = try searcher.search(.text("the war"), options: page)
        pages += results.map(\.identifier)
        guard let next = results.next else { break }
        let printed: PageToken = try #require(PageToken(next.description))
        page.after = printed
      }
      #expect(pages == whole, "\(sort)")
    }
  }

  @Test func `hits without identifiers are the same, and nothing goes on behind them`() throws {
    let corpus = try TinyCorpus(seed: 32, count: 120, length: 8, segments: 2)
    let searcher = try corpus.index.searcher()
    var options = SearchOptions(limit: 7, matching: .any, loads: .identifiers)
    let named = try searcher.search(.text("the war"), options: options)
    #expect(named.next != nil)
    options.loads = .scores
    let bare = try searcher.search(.text("the war"), options: options)
    #expect(bare.map(\.score.bitPattern) == named.map(\.score.bitPattern))
    #expect(bare.total == named.total)
    #expect(bare.allSatisfy { $0.identifier.isEmpty })
    #expect(bare.next == nil)
  }
}
