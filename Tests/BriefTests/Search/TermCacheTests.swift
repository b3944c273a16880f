// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Terms that a snapshot remembers against its segments' dictionaries.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct TermCacheTests {
  /// More terms than are remembered, the same ones in two fields, in documents of several segments.
  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func `a term is what the dictionaries have, however often it is asked for`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let schema = try Schema([
      .identifier("id"), .text("title", analyzer: .standard), .text("text", analyzer: .standard),
    ])
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    for part in 0..<3 {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 1_000))) { writer in
        for n in 0..<200 {
          func words() -> FieldValue {
            .text(
              (0..<30).map { _ in "w\(Int.random(in: 0..<4_000, using: &random))" }
                .joined(separator: " "))
          }
          try writer.add(["id": .text("\(part)-\(n)"), "title": words(), "text": words()])
        }
      }
    }
    let snapshot = try index.searcher().snapshot
    let spaces = snapshot.layout.spaces.indices
    for _ in 0..<12_000 {
      let term = Array("w\(Int.random(in: 0..<4_100, using: &random))".utf8)
      let space = spaces.randomElement(using: &random) ?? 0
      let found = try snapshot.term(term, space: space)
      let wanted = try snapshot.segments.map { try $0.dictionary(space).find(term)?.payload }
      #expect(found.bytes == term && found.payloads == wanted, "seed \(seed)")
    }
  }
}
