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
  /// By new number; empty in a space of values.
  private let norms: [UInt8]
  private var block = PostingsBlock()
  private var entries: [PostingsWriter.Entry] = []
  /// The new numbers of documents that have one of the terms, a bit each.
  private var withTerm: [UInt64]
  private var release: SourceRelease

  init(
    _ sources: [SegmentReader], detail: TermSpace.Detail, numbers: [[UInt32]], norms: [UInt8],
    _ documentCount: Int
  ) {
    self.sources = sources
    self.detail = detail
    self.numbers = numbers
    self.norms = norms
    withTerm = [UInt64](zeros: (documentCount + 63) / 64)
    release = SourceRelease(sources)
  }

  /// How many documents have one of the terms that some have written the lists of.
  static func documentsWithTerm(_ mergers: [ListMerger]) -> Int {
    DocumentMarks.count(anyOf: mergers.map(\.withTerm))
  }

  /// Writes a term's list, a block at a time, whatever the memory.
  mutating func write(
    _ lists: [(place: Int, payload: TermPayload)], memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload? {
    var isEmpty = true
    for (i, payload) in lists {
      let list = try BlockList(sources[i], detail: detail, payload: payload)
      for j in 0..<list.count {
        try block.read(j, of: list, in: sources[i])
        guard Int(block.last) < numbers[i].count else { throw sources[i].beyondEnd(block.last) }
        entries.removeAll(keepingCapacity: true)
        block.append(to: &entries, numbers: numbers[i], positionsFrom: 0)
        Self.mark(entries, in: &withTerm)
        if !entries.isEmpty { isEmpty = false }
        try writer.add(entries, distances: block.distances, norms: norms)
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
