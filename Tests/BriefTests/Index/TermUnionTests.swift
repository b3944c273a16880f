// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Terms of several dictionaries against the same terms in a set.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct TermUnionTests {
  /// A dictionary of some terms; the places of their postings are their numbers.
  private static func dictionary(_ terms: [[UInt8]]) throws -> TermDictionaryReader {
    let directory = MemoryDirectory()
    let writer = try FileWriter(
      directory, name: "file", kind: .terms, id: FileID(high: 1, low: 1))
    var dictionary = TermDictionaryWriter(.words)
    for (number, term) in terms.enumerated() {
      let payload = TermPayload(
        documentFrequency: 2, totalTermFrequency: 2, postings: UInt64(number), positions: 0)
      try dictionary.add(term, payload, to: writer)
    }
    let root = try dictionary.finish(writer)
    _ = try writer.finish()
    return try TermDictionaryReader(
      file: directory.open("file", kind: .terms), root: root, entries: .words)
  }

  @Test(arguments: [0, 1, 2, 3, 8, 20])
  func `each term comes once, with all the dictionaries that have it`(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    for round in 0..<20 {
      let sets = (0..<count).map { _ in
        Set(
          (0..<Int.random(in: 0...80, using: &random)).map { _ in
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
              [0, 97, 98, 127, 128, 255].randomElement(using: &random) ?? 0
            }
          } as [[UInt8]])
      }
      let terms = sets.map { $0.sorted { $0.lexicographicallyPrecedes($1) } }
      var union = TermUnion(try terms.map { try Self.dictionary($0) })
      let expected = Set(terms.joined()).sorted { $0.lexicographicallyPrecedes($1) }
      for term in expected {
        let isThere = try union.next()
        try #require(isThere)
        #expect(union.term == term, "round \(round)")
        #expect(union.places == sets.indices.filter { sets[$0].contains(term) }, "round \(round)")
        for place in union.places {
          #expect(union.cursors[place].payload.postings == UInt64(union.cursors[place].ordinal))
          #expect(terms[place][union.cursors[place].ordinal] == term)
        }
      }
      for _ in 0..<2 {
        let isThere = try union.next()
        #expect(!isThere && union.places.isEmpty)
      }
    }
  }
}
