// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A posting list with other numbers for its documents. It is read, its entries are put in the order of
// their new numbers, and it is written like any other. A list that is too long for that is read several
// times, for a range of the new numbers each time.

import BriefCodec

/// Writes lists with new numbers of documents, one at a time.
struct ListReorderer: ListMaker {
  private let source: SegmentReader
  private let detail: TermSpace.Detail
  /// The new number of each document.
  private let numbers: [UInt32]
  /// By new number; empty in a space of values.
  private let norms: [UInt8]
  private var block = PostingsBlock()
  private var release: SourceRelease

  /// What was read of a list, in the old order.
  private var entries: [PostingsWriter.Entry] = []
  /// Their positions, as distances.
  private var distances: [UInt32] = []
  /// Entries in the new order, as many at a time as a block has.
  private var ordered: [PostingsWriter.Entry] = []
  /// The place of a document's entry, by new number, where there is one.
  private var slots: [UInt32]
  /// The new numbers that have an entry, a bit each.
  private var marks: [UInt64]

  init(_ source: SegmentReader, detail: TermSpace.Detail, numbers: [UInt32], norms: [UInt8]) {
    self.source = source
    self.detail = detail
    self.numbers = numbers
    self.norms = norms
    release = SourceRelease([source])
    slots = [UInt32](zeros: numbers.count)
    marks = [UInt64](zeros: (numbers.count + 63) / 64)
  }

  /// The bytes that are held beside a list.
  static func byteCount(documentCount: Int) -> Int { documentCount * 4 + documentCount / 8 }

  mutating func write(
    _ payload: TermPayload, memory: Int, to writer: inout PostingsWriter
  ) throws -> TermPayload? {
    if payload.documentFrequency == 1, detail != .positions { return try renumbered(payload) }
    let occurrences = detail == .positions ? Int(clamping: payload.totalTermFrequency) : 0
    guard occurrences <= source.positions.length * BlockList.positionsPerByte else {
      throw CorruptionError(
        file: source.positions.name, offset: 0, reason: "more occurrences than positions",
        expected: nil, found: payload.totalTermFrequency)
    }
    let bytes = payload.byteCount(detail)
    let parts = max(1, (bytes + memory - 1) / max(1, memory))
    let width = max(1, (numbers.count + parts - 1) / parts)
    for start in stride(from: 0, to: numbers.count, by: width) {
      let range = start..<min(start + width, numbers.count)
      try gather(payload, range)
      try writeGathered(range, to: &writer)
    }
    release.note(Int(payload.documentFrequency) + occurrences)
    return try writer.endTerm()
  }

  /// A list of one document, which its term's entry in the dictionary holds.
  private func renumbered(_ payload: TermPayload) throws(CorruptionError) -> TermPayload {
    let document = UInt32(clamping: payload.postings)
    guard Int(document) < numbers.count else { throw source.beyondEnd(document) }
    var payload = payload
    payload.postings = UInt64(numbers[Int(document)])
    return payload
  }

  /// Reads the entries whose new numbers are in a range.
  private mutating func gather(_ payload: TermPayload, _ range: Range<Int>) throws {
    entries.removeAll(keepingCapacity: true)
    distances.removeAll(keepingCapacity: true)
    let list = try BlockList(source, detail: detail, payload: payload)
    for i in 0..<list.count {
      try block.read(i, of: list, in: source)
      guard Int(block.last) < numbers.count else { throw source.beyondEnd(block.last) }
      if range.count == numbers.count {
        block.append(to: &entries, numbers: numbers, positionsFrom: distances.count)
        distances += block.distances
      } else {
        Self.append(block, numbers, in: range, to: &entries, &distances)
      }
    }
  }

  /// Appends the part of a block whose new numbers are in a range.
  private static func append(
    _ block: PostingsBlock, _ numbers: [UInt32], in range: Range<Int>,
    to entries: inout [PostingsWriter.Entry], _ distances: inout [UInt32]
  ) {
    var start = 0
    for i in 0..<block.count {
      let (number, frequency) = (numbers[Int(block.documents[i])], block.frequencies[i])
      if range.contains(Int(number)) {
        entries.append(
          PostingsWriter.Entry(document: number, frequency: frequency, start: distances.count))
        if !block.distances.isEmpty {
          distances += block.distances[start..<(start + Int(frequency))]
        }
      }
      start += Int(frequency)
    }
  }

  /// Writes what was gathered, in the order of the new numbers: few are sorted, more are marked in a map of
  /// bits, which costs a look at every 64 documents.
  private mutating func writeGathered(
    _ range: Range<Int>, to writer: inout PostingsWriter
  ) throws(StorageError) {
    guard entries.count >= max(16, range.count / 1_024) else {
      entries.sort { $0.document < $1.document }
      return try writer.add(entries, distances: distances, norms: norms)
    }
    Self.mark(entries, &slots, &marks)
    var word = range.lowerBound >> 6
    while word <= (range.upperBound - 1) >> 6 {
      ordered.removeAll(keepingCapacity: true)
      word = Self.takeMarked(from: word, entries, slots, &marks, to: &ordered)
      try writer.add(ordered, distances: distances, norms: norms)
    }
  }

  private static func mark(
    _ entries: [PostingsWriter.Entry], _ slots: inout [UInt32], _ marks: inout [UInt64]
  ) {
    let entries = entries.span
    var slots = slots.mutableSpan
    var marks = marks.mutableSpan
    for place in entries.indices {
      let number = Int(entries[place].document)
      slots[number] = UInt32(truncatingIfNeeded: place)
      marks[number >> 6] |= 1 << UInt64(number & 63)
    }
  }

  /// Appends the entries marked in the words from `first` on, a block or a bit more, and clears the marks;
  /// returns the next word.
  private static func takeMarked(
    from first: Int, _ entries: [PostingsWriter.Entry], _ slots: [UInt32], _ marks: inout [UInt64],
    to ordered: inout [PostingsWriter.Entry]
  ) -> Int {
    let (entries, slots) = (entries.span, slots.span)
    var marks = marks.mutableSpan
    var word = first
    ordered.append(addingCapacity: blockLength + 64) { room in
      while word < marks.count, room.count < blockLength {
        var bits = marks[word]
        marks[word] = 0
        while bits != 0 {
          room.append(entries[Int(slots[word << 6 | bits.trailingZeroBitCount])])
          bits &= bits - 1
        }
        word &+= 1
      }
    }
    return word
  }
}
