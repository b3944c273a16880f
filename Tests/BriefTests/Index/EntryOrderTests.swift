// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Entries put in order against a sort, however many there are, wherever they stand, and in however many
// parts.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct EntryOrderTests {
  /// A list written by an order that lists may have been through before: the bytes, and what it met.
  private static func written(
    _ entries: [(number: UInt32, frequency: UInt32)], by order: inout EntryOrder, norms: [UInt8],
    memory: Int
  ) throws -> [UInt8] {
    let files = SegmentFiles(draft: ())
    var writer = PostingsWriter(files: files, detail: .frequencies, norms: norms)
    for range in order.ranges(bytes: entries.count * 16, memory: memory) {
      order.removeAll()
      for entry in entries where range.contains(Int(entry.number)) {
        order.append(entry.number, frequency: entry.frequency)
      }
      try order.write(range, to: &writer)
    }
    _ = try writer.endTerm()
    return files.postings.takeDraft()
  }

  /// Documents at the borders of words and groups of marks, one after the other, and all over.
  @Test(arguments: [100, 4_095, 4_096, 4_097, 70_000, 3_000_000])
  func `entries are written in the order of their numbers`(documentCount: Int) throws {
    var random = SeededGenerator(seed: UInt64(documentCount))
    let norms = (0..<documentCount).map { UInt8(truncatingIfNeeded: $0 % 40 + 1) }
    var order = EntryOrder(documentCount: documentCount)
    var met = Set<UInt32>()
    let borders = [0, 1, 63, 64, 65, 4_095, 4_096, 4_097, 8_191, 8_192, documentCount - 1]
    for count in [1, 15, 16, 17, 40, 300, 2_000] where count <= documentCount {
      for isCluster in [false, true] {
        let start = Int.random(in: 0...(documentCount - count), using: &random)
        var numbers = Set(borders.filter { $0 < documentCount }.prefix(count).map { UInt32($0) })
        while numbers.count < count {
          numbers.insert(
            UInt32(
              isCluster
                ? start + numbers.count % count : Int.random(in: 0..<documentCount, using: &random))
          )
          if isCluster { numbers.formUnion((0..<count).map { UInt32(start + $0) }) }
        }
        let entries = numbers.shuffled(using: &random).map { ($0, $0 % 5 + 1) }
        met.formUnion(numbers)
        var sorted = EntryOrder(documentCount: documentCount)
        let expected = try Self.written(
          entries.sorted { $0.0 < $1.0 }, by: &sorted, norms: norms, memory: 1 << 30)
        // All at once, and in parts whose borders are anywhere.
        for memory in [1 << 30, entries.count * 16 / 3 + 1, 700] where count < 2_000 || memory > 700
        {
          let bytes = try Self.written(entries, by: &order, norms: norms, memory: memory)
          #expect(bytes == expected, "\(count) of \(documentCount), memory \(memory)")
        }
      }
    }
    let marked = order.met.enumerated().reduce(into: Set<UInt32>()) { set, word in
      for bit in 0..<64 where word.element >> UInt64(bit) & 1 == 1 {
        set.insert(UInt32(word.offset * 64 + bit))
      }
    }
    #expect(marked == met)
  }
}
