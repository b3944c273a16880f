// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Numbers by first appearance and the order of bytes, compared with a dictionary and a plain sort.

import Brief
import BriefTestSupport
import Testing

@Suite struct TermTableTests {
  /// Terms that are alike: few letters, zeros among them, long common beginnings, all lengths.
  private static func term(_ random: inout SeededGenerator) -> [UInt8] {
    let beginning = [0, 0, 7, 8, 9, 16, 17].randomElement(using: &random) ?? 0
    let length = Int.random(in: 0..<60, using: &random) == 0 ? 255 - beginning : 3
    return [UInt8](repeating: 0x61, count: beginning)
      + (0..<Int.random(in: 0...length, using: &random)).map { _ in
        [0, 1, 0x61, 0x62, 0xFF].randomElement(using: &random) ?? 0
      }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `numbers are given in the order of first meeting, and kept`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = TermTable(capacity: Int(seed) * 100)
    var model: [[UInt8]: UInt32] = [:]
    for _ in 0..<20_000 {
      let term = Self.term(&random)
      #expect(table.find(term) == model[term], "seed \(seed), \(term)")
      let expected = model[term] ?? UInt32(model.count)
      #expect(table.number(of: term) == expected, "seed \(seed), \(term)")
      model[term] = expected
    }
    #expect(table.count == model.count)
    for (term, number) in model {
      #expect(Array(table.bytes[table.range(number)]) == term, "seed \(seed)")
    }
    let order = model.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    #expect(table.sorted() == order, "seed \(seed)")
  }

  @Test(arguments: [5, 6, 7] as [UInt64])
  func `many terms at once have the numbers they would have one by one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (table, model) = (TermTable(), TermTable())
    for _ in 0..<200 {
      var (bytes, ends, expected): ([UInt8], [UInt32], [UInt32]) = ([], [], [])
      for _ in 0..<Int.random(in: 0...70, using: &random) {
        let term = Self.term(&random)
        bytes += term
        ends.append(UInt32(bytes.count))
        expected.append(term.isEmpty ? .max : model.number(of: term))
      }
      #expect(table.numbers(of: bytes.span, ends: ends.span) == expected, "seed \(seed)")
      #expect(table.bytes == model.bytes && table.ends == model.ends, "seed \(seed)")
    }
  }

  @Test(arguments: [8, 9, 10] as [UInt64])
  func `another table's terms have the numbers they would have one by one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (table, model) = (TermTable(), TermTable())
    for _ in 0..<100 {
      var (other, expected) = (TermTable(), [UInt32]())
      for _ in 0..<[0, 1, 31, 32, 33, 2_000].randomElement(using: &random)! {
        let term = Self.term(&random)
        if other.find(term) == nil { expected.append(model.number(of: term)) }
        _ = other.number(of: term)
      }
      #expect(table.numbers(of: other) == expected, "seed \(seed)")
      #expect(table.bytes == model.bytes && table.ends == model.ends, "seed \(seed)")
    }
  }

  @Test func `an empty table has nothing`() {
    #expect(TermTable().count == 0)
    #expect(TermTable().sorted().isEmpty)
    #expect(TermTable().find([]) == nil)
  }
}
