// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The lists that a term has in several segments → one, in another order of documents. They are read, their
// entries are put in the order of the new numbers, and what comes of it is written like any other list.

import BriefCodec

/// Writes lists with new numbers of documents, one at a time.
struct ListReorderer: ListMaker {
  private let sources: [SegmentReader]
  private let detail: TermSpace.Detail
  /// For each source, the new number of each document.
  private let numbers: [[UInt32]]
  private var block = PostingsBlock()
  private var order: EntryOrder
  private var release: SourceRelease

  init(_ sources: [SegmentReader], detail: TermSpace.Detail, numbers: Renumbering) {
    self.sources = sources
    self.detail = detail
    self.numbers = numbers.numbers
    order = EntryOrder(documentCount: numbers.count)
    release = SourceRelease(sources)
  }

  var withTerm: [UInt64] { order.met }

  mutating func write(
    _ lists: ArraySlice<SourceList>, memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload? {
    if lists.count == 1, let only = lists.first, only.payload.documentFrequency == 1,
      detail != .positions
    {
      return try renumbered(only)
    }
    var occurrences = 0
    for list in lists where detail == .positions {
      occurrences += try Self.occurrences(of: list.payload, in: sources[list.source])
    }
    let bytes = lists.reduce(0) { $0 + $1.payload.byteCount(detail) }
    var isEmpty = true
    for range in order.ranges(bytes: bytes, memory: memory) {
      order.removeAll()
      for list in lists {
        try gather(list, range)
        release.note(Int(list.payload.documentFrequency))
      }
      if !order.isEmpty { isEmpty = false }
      try order.write(range, to: &writer)
    }
    release.note(occurrences)
    return isEmpty ? nil : try writer.endTerm()
  }

  /// How often a term stands in a segment, which is checked before room is made for it.
  private static func occurrences(
    of payload: TermPayload, in source: SegmentReader
  ) throws(CorruptionError) -> Int {
    let occurrences = Int(clamping: payload.totalTermFrequency)
    guard occurrences <= source.positions.length * BlockList.positionsPerByte else {
      throw CorruptionError(
        file: source.positions.name, offset: 0, reason: "more occurrences than positions",
        expected: nil, found: payload.totalTermFrequency)
    }
    return occurrences
  }

  /// A list of one document, which its term's entry in the dictionary holds: half of all terms have one.
  private mutating func renumbered(_ list: SourceList) throws(CorruptionError) -> TermPayload? {
    let (document, frequency) = try PostingsBlock.only(
      list.payload, detail, in: sources[list.source])
    guard Int(document) < numbers[list.source].count else {
      throw sources[list.source].beyondEnd(document)
    }
    let number = numbers[list.source][Int(document)]
    guard number != Renumbering.leftOut else { return nil }
    order.meet(number)
    return TermPayload(
      documentFrequency: 1, totalTermFrequency: UInt64(frequency), postings: UInt64(number),
      positions: 0)
  }

  /// Reads the entries whose new numbers are in a range.
  private mutating func gather(_ list: SourceList, _ range: Range<Int>) throws(CorruptionError) {
    let (source, numbers) = (sources[list.source], numbers[list.source])
    let blocks = try BlockList(source, detail: detail, payload: list.payload)
    for i in 0..<blocks.count {
      try block.read(i, of: blocks, in: source)
      guard Int(block.last) < numbers.count else { throw source.beyondEnd(block.last) }
      order.append(block, numbers: numbers, in: range)
    }
  }
}
