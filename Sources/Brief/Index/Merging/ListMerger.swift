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
  /// By new number, whether a document has one of the terms.
  private var hasTerm: [Bool]
  private var release: SourceRelease

  init(
    _ sources: [SegmentReader], detail: TermSpace.Detail, numbers: [[UInt32]], norms: [UInt8],
    _ documentCount: Int
  ) {
    self.sources = sources
    self.detail = detail
    self.numbers = numbers
    self.norms = norms
    hasTerm = [Bool](repeating: false, count: documentCount)
    release = SourceRelease(sources)
  }

  /// How many documents have one of the terms that some have written the lists of.
  static func documentsWithTerm(_ mergers: [ListMerger]) -> Int {
    guard let first = mergers.first else { return 0 }
    return first.hasTerm.indices.count { i in mergers.contains { $0.hasTerm[i] } }
  }

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
        Self.append(block, numbers[i], to: &entries, &hasTerm)
        if !entries.isEmpty { isEmpty = false }
        try writer.add(entries, distances: block.distances, norms: norms)
        release.note(block.count + block.distances.count)
      }
    }
    return isEmpty ? nil : try writer.endTerm()
  }

  /// Appends the documents of a block that are not deleted.
  private static func append(
    _ block: PostingsBlock, _ numbers: [UInt32], to entries: inout [PostingsWriter.Entry],
    _ hasTerm: inout [Bool]
  ) {
    let (documents, frequencies) = (block.documents.span, block.frequencies.span)
    let numbers = numbers.span
    var hasTerm = hasTerm.mutableSpan
    var start = 0
    entries.append(addingCapacity: block.count) { room in
      for i in 0..<block.count {
        let (number, frequency) = (numbers[Int(documents[i])], frequencies[i])
        if number != SegmentMerger.deleted {
          hasTerm[Int(number)] = true
          room.append(PostingsWriter.Entry(document: number, frequency: frequency, start: start))
        }
        start &+= Int(frequency)
      }
    }
  }
}
