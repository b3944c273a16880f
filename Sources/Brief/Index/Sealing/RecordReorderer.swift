// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stored documents of some segments in another order, as many at a time as there is memory for. Those are read
// in the order they are stored in, since reading them in any other would decompress a block for each.

import BriefCodec

/// Reads stored documents in a new order.
struct RecordReorderer: Sendable {
  private let sources: [SegmentReader]
  private let numbers: Renumbering
  /// The length of each document's record, in the new order.
  private let lengths: [UInt32]
  private let memory: Int

  /// Finds out how long each record is, for which all are read.
  ///
  /// - Parameter memory: bytes that records may take at a time; one may take more.
  init(
    _ sources: [SegmentReader], _ numbers: Renumbering, memory: Int
  ) throws(CorruptionError) {
    self.sources = sources
    self.numbers = numbers
    self.memory = memory
    var lengths = [UInt32](repeating: 0, count: numbers.count)
    var release = SourceRelease(sources)
    for (source, numbers) in zip(sources, numbers.numbers) {
      let reader = DocStore.Reader(source.store)
      for (document, number) in numbers.enumerated() where number != Renumbering.leftOut {
        // A block of records is far shorter than 4 GiB.
        let length = try reader.slice(of: DocID(UInt32(document))).count
        lengths[Int(number)] = UInt32(length)
        release.note(length)
      }
    }
    self.lengths = lengths
  }

  /// Some records, one after the other.
  struct Part: Sendable {
    let documents: Range<Int>
    fileprivate(set) var bytes: [UInt8] = []
  }

  /// The length of the record of a document, by new number.
  func length(_ number: Int) -> Int { Int(lengths[number]) }

  /// The records from a document on, as many as there is memory for; `nil` behind the last.
  func part(from first: Int) throws(CorruptionError) -> Part? {
    guard first < numbers.count else { return nil }
    var (end, size) = (first, 0)
    while end < numbers.count, end == first || size + length(end) <= memory {
      size += length(end)
      end += 1
    }
    var starts: [Int] = []
    starts.reserveCapacity(end - first)
    var start = 0
    for number in first..<end {
      starts.append(start)
      start += length(number)
    }
    var part = Part(documents: first..<end)
    part.bytes = [UInt8](repeating: 0, count: size)
    var release = SourceRelease(sources)
    for (place, source) in sources.enumerated() {
      let reader = DocStore.Reader(source.store)
      // All documents are passed over for each part: little beside decompressing nearly all blocks for it.
      for (document, number) in numbers.numbers[place].enumerated() {
        let number = Int(number)
        guard part.documents.contains(number) else { continue }
        let start = starts[number - first]
        let record = try reader.slice(of: DocID(UInt32(document)))
        guard record.count == length(number) else {
          throw CorruptionError(
            file: source.store.fileName, offset: 0, reason: "length of a document read twice",
            expected: UInt64(length(number)), found: UInt64(record.count))
        }
        part.bytes.replaceSubrange(start..<(start + record.count), with: record)
        release.note(record.count)
      }
    }
    return part
  }
}
