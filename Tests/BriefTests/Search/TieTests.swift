// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents of one length, as lines of a log are: nearly all matches score the same, and stretches of documents
// whose identifiers come too late are passed over. The best are those of looking at each, whatever order the
// identifiers are in.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct TieTests {
  /// How identifiers lie among the documents.
  enum Arrangement: CaseIterable { case ascending, descending, shuffled, inRuns }

  private static func ranks(
    _ arrangement: Arrangement, _ count: Int, _ random: inout SeededGenerator
  ) -> [Int] {
    switch arrangement {
    case .ascending: return Array(0..<count)
    case .descending: return Array((0..<count).reversed())
    case .shuffled: return (0..<count).shuffled(using: &random)
    case .inRuns:
      let starts = Array(stride(from: 0, to: count, by: 700)).shuffled(using: &random)
      return starts.flatMap { $0..<min($0 + 700, count) }
    }
  }

  /// Every document has "every", one of a0 to a3, of b0 to b3, of c0 to c3 and of d0 to d3; one has "single" as well.
  private static func index(
    _ arrangement: Arrangement, segments: Int, _ random: inout SeededGenerator
  ) throws -> SearchIndex {
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([
        .identifier("id"), .text("text", analyzer: .standard), .keyword("kind"), .date("date"),
      ]))
    let count = 12_000
    let ranks = ranks(arrangement, count, &random)
    for part in 0..<segments {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 1_000))) { writer in
        for n in (part * count / segments)..<((part + 1) * count / segments) {
          let words = ["a", "b", "c", "d"].map { letter in
            "\(letter)\(Int.random(in: 0..<4, using: &random))"
          }
          try writer.add([
            "id": .text("\(10_000_000 + ranks[n])"),
            "text": .text("every \(words.joined(separator: " "))\(n == 9_000 ? " single" : "")"),
            "kind": .text("k\(n % 3)"),
            "date": .date(Timestamp(seconds: Int64(n) * 60)),
          ])
        }
        if part == segments - 1 {
          for n in stride(from: 0, to: count, by: 7) {
            try writer.delete(identifier: "\(10_000_000 + n)")
          }
        }
      }
    }
    return index
  }

  private static let late = Timestamp(seconds: 90_000)...Timestamp(seconds: 1_000_000)
  private static let queries: [Query] = [
    .text("a1"), .any([.text("a1"), .text("b2")]), .all([.text("a1"), .text("c3")]),
    .text("a1").preferring(.text("b1")), .phrase("a1 b1"), .phrase("b1 c1 d1"),
    .any([.text("a0"), .text("a2"), .text("a3")]), .text("b0").excluding(.text("c1")),
    .all([.text("a1"), .text("b1")]).restricted(to: .range(late, in: "date")),
    .text("d1").restricted(to: .text("k1", in: "kind")), .any([.text("a1"), .phrase("b1 c1")]),
    .everything.preferring(.text("a1")),
    .everything.excluding(.text("b0")).preferring(.any([.text("b0"), .text("c1")])),
    Query.range(late, in: "date").preferring(.text("a1")),
    .text("every"), .any([.text("every").boosted(by: 0), .text("single")]),
    .any([.text("every").boosted(by: 1e-6), .text("single"), .text("a1").boosted(by: 1e-6)]),
  ]

  @Test(arguments: Arrangement.allCases, [1, 3])
  func `the best of equals are found in every arrangement`(
    arrangement: Arrangement, segments: Int
  ) throws {
    var random = SeededGenerator(seed: 0x71E5)
    let searcher = try Self.index(arrangement, segments: segments, &random).searcher()
    for query in Self.queries {
      var plain = SearchOptions(limit: 12_000, loads: .identifiers)
      plain.isExhaustive = true
      let all: [String] = try searcher.search(query, options: plain).map {
        "\($0.score) \($0.identifier)"
      }
      #expect(!all.isEmpty)
      for limit in [1, 10, 100, 1_000, 5_000] {
        for countsTotal in [true, false] {
          var options = SearchOptions(
            limit: limit, countsTotal: countsTotal, loads: .identifiers)
          var seen: [String] = []
          for _ in 0..<3 {
            let page = try searcher.search(query, options: options)
            seen += page.map { "\($0.score) \($0.identifier)" }
            guard let next = page.next else { break }
            options.after = next
          }
          #expect(
            seen == Array(all.prefix(3 * limit)), "\(query), \(limit), \(countsTotal), seed 0x71E5")
        }
      }
    }
  }

  @Test func `zones have the least ordinal of their documents`() {
    #expect(OrdinalColumn.leastOfZones([]) == [])
    #expect(OrdinalColumn.leastOfZones([7]) == [7])
    let ordinals = (0..<600).map { UInt64($0 * 389 % 600) }
    #expect(
      OrdinalColumn.leastOfZones(ordinals) == [
        ordinals[0..<256].min(), ordinals[256..<512].min(), ordinals[512...].min(),
      ])
  }
}
