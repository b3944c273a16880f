// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Posting lists with other numbers for their documents. A list is read, its entries are put in the order
// of their new numbers, and it is written like any other. A list that is too long for that is read
// several times, for a range of the new numbers each time.

import BriefCodec

/// Writes the lists of a dictionary with new numbers of documents.
struct ReorderedLists {
  private let source: SegmentReader
  private let detail: TermSpace.Detail
  /// The new number of each document.
  private let numbers: [UInt32]
  /// By new number; empty in a space of values.
  private let norms: [UInt8]
  private let memory: Int
  private let files: SegmentFiles
  private let list: PostingsCursor
  private var writer: PostingsWriter
  private var release: SourceRelease

  /// What was read of a list, in the old order.
  private var entries: [Entry] = []
  private var positions: [UInt32] = []
  private var read: [UInt32] = []
  /// The place of a document's entry, by new number, where there is one.
  private var slots: [UInt32]
  /// The new numbers that have an entry, a bit each.
  private var marks: [UInt64]

  private struct Entry {
    let document: UInt32
    let frequency: UInt32
    /// Where its positions begin.
    let positions: Int
  }

  /// - Parameter memory: bytes that the entries of a list may take.
  init(
    _ source: SegmentReader, detail: TermSpace.Detail, numbers: [UInt32], norms: [UInt8],
    memory: Int, files: SegmentFiles
  ) throws(CorruptionError) {
    self.source = source
    self.detail = detail
    self.numbers = numbers
    self.norms = norms
    self.memory = memory
    self.files = files
    writer = PostingsWriter(files: files, detail: detail)
    release = SourceRelease([source])
    slots = [UInt32](repeating: 0, count: numbers.count)
    marks = [UInt64](repeating: 0, count: (numbers.count + 63) / 64)
    list = try PostingsCursor(source, detail: detail)
  }

  /// Writes all lists and the dictionary.
  mutating func write(_ dictionary: TermDictionaryReader) throws -> TermDictionaryRoot {
    var terms = TermDictionaryWriter()
    var cursor = dictionary.cursor()
    while try cursor.next() {
      try write(cursor.payload)
      try terms.add(cursor.term, try writer.endTerm(), to: files.terms)
      release.note(written: files.postings.position + files.positions.position)
    }
    return try terms.finish(files.terms)
  }

  /// Writes one list.
  private mutating func write(_ payload: TermPayload) throws {
    let occurrences = detail == .positions ? Int(clamping: payload.totalTermFrequency) : 0
    let bytes = Int(payload.documentFrequency) * MemoryLayout<Entry>.stride + occurrences * 4
    let parts = max(1, (bytes + memory - 1) / max(1, memory))
    let width = max(1, (numbers.count + parts - 1) / parts)
    for start in stride(from: 0, to: numbers.count, by: width) {
      let range = start..<min(start + width, numbers.count)
      try gather(payload, range)
      try writeGathered(range)
    }
  }

  /// Reads the entries whose new numbers are in a range.
  private mutating func gather(_ payload: TermPayload, _ range: Range<Int>) throws {
    entries.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    try list.open(payload)
    var document = try list.advance()
    while document != .exhausted {
      guard document.index < numbers.count else { throw source.beyondEnd(document.rawValue) }
      let number = numbers[document.index]
      if range.contains(Int(number)) {
        let frequency = try list.frequency()
        entries.append(
          Entry(document: number, frequency: frequency, positions: positions.count))
        if detail == .positions {
          try list.readPositions(into: &read)
          positions.append(contentsOf: read)
        }
      }
      document = try list.advance()
    }
  }

  /// Writes what was gathered, in the order of the new numbers: few are sorted, more are marked in a map of
  /// bits, which costs a look at every 64 documents.
  private mutating func writeGathered(_ range: Range<Int>) throws(StorageError) {
    guard entries.count >= max(16, range.count / 1_024) else {
      let keys = entries.indices.map { UInt64(entries[$0].document) << 32 | UInt64($0) }.sorted()
      for key in keys { try writeEntry(Int(key & 0xffff_ffff)) }
      return
    }
    for (place, entry) in entries.enumerated() {
      let number = Int(entry.document)
      slots[number] = UInt32(place)
      marks[number >> 6] |= 1 << UInt64(number & 63)
    }
    for word in (range.lowerBound >> 6)...(range.upperBound - 1) >> 6 where marks[word] != 0 {
      var bits = marks[word]
      marks[word] = 0
      while bits != 0 {
        try writeEntry(Int(slots[word << 6 | bits.trailingZeroBitCount]))
        bits &= bits - 1
      }
    }
  }

  private mutating func writeEntry(_ place: Int) throws(StorageError) {
    let entry = entries[place]
    try writer.add(
      document: entry.document, frequency: entry.frequency,
      norm: norms.isEmpty ? 0 : norms[Int(entry.document)])
    guard detail == .positions else { return }
    for i in 0..<Int(entry.frequency) { writer.addPosition(positions[entry.positions + i]) }
  }
}
