// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The lists that a term has in several segments, one after the other, without deleted documents. A list is
// streamed, a block at a time, however long it is.

import BriefCodec

/// Writes merged lists, one at a time.
struct ListMerger: ListMaker {
  private let sources: [SegmentReader]
  private let detail: TermSpace.Detail
  /// For each source, the new number of each document.
  private let numbers: [[UInt32]]
  private var block = PostingsBlock()
  private var entries: [PostingsWriter.Entry] = []
  private(set) var withTerm: [UInt64]
  private var release: SourceRelease

  init(_ sources: [SegmentReader], detail: TermSpace.Detail, numbers: Renumbering) {
    self.sources = sources
    self.detail = detail
    self.numbers = numbers.numbers
    withTerm = [UInt64](zeros: (numbers.count + 63) / 64)
    release = SourceRelease(sources)
  }

  /// Writes a term's list, a block at a time, whatever the memory.
  mutating func write(
    _ lists: ArraySlice<SourceList>, memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload? {
    var isEmpty = true
    for list in lists {
      let (source, numbers) = (sources[list.source], numbers[list.source])
      let blocks = try BlockList(source, detail: detail, payload: list.payload)
      for i in 0..<blocks.count {
        try block.read(i, of: blocks, in: source)
        guard Int(block.last) < numbers.count else { throw source.beyondEnd(block.last) }
        entries.removeAll(keepingCapacity: true)
        block.append(to: &entries, numbers: numbers, positionsFrom: 0)
        Self.mark(entries, in: &withTerm)
        if !entries.isEmpty { isEmpty = false }
        try writer.add(entries, distances: block.distances)
        release.note(block.count + block.distances.count)
      }
    }
    return isEmpty ? nil : try writer.endTerm()
  }

  private static func mark(_ entries: [PostingsWriter.Entry], in marks: inout [UInt64]) {
    let entries = entries.span
    var marks = marks.mutableSpan
    for i in entries.indices {
      let number = Int(entries[i].document)
      marks[number >> 6] |= 1 << UInt64(number & 63)
    }
  }
}
