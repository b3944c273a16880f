// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here are documents: which have my word, how often, where?" Answers for a batch of documents at a
// time, each in its own slot, and decodes no more than it must: documents of the blocks asked for (or
// only bits), frequencies of the documents that other words have left, and of their positions the chunks
// that hold them. A common word has a thousand positions in a block, of which a phrase asks for a few.

package import BriefCodec

/// Documents, frequencies and positions of one term, batch by batch, forward only.
package struct PositionsReader {
  package let list: BlockList
  let file: StoredFile
  private let lastDocuments: [UInt32]

  /// What it is decoded into, lent by whoever reads.
  var room = Room(capacity: 0)

  // The decoded block of documents, and that of frequencies.
  private var block = -1
  private var documentsLength = 0
  private var decoded = -1
  private var frequencyBlock = -1

  /// The chunk of positions that is decoded.
  var chunk = Chunk()

  /// What a reader decodes into and notes, to be used by one after the other.
  package struct Room: Sendable {
    var slots: [Slot]
    fileprivate var runs: [Run]
    fileprivate var documents: [UInt32]
    fileprivate var matched: [UInt32]
    fileprivate var places: [UInt32]
    /// The frequencies of a block, and where the positions of each document end.
    fileprivate var frequencies: [UInt32]
    fileprivate var ends: [UInt32]
    /// The distances between positions of a chunk.
    var distances: [UInt32]

    /// Room for batches of a block's length.
    package init() { self.init(capacity: blockLength) }

    fileprivate init(capacity: Int) {
      slots = [Slot](repeating: Slot(), count: capacity)
      runs = [Run](repeating: Run(), count: capacity)
      documents = [UInt32](zeros: capacity)
      matched = documents
      places = documents
      frequencies = documents
      ends = documents
      distances = documents
    }
  }

  /// Targets that one block may have.
  fileprivate struct Run {
    var block: UInt32 = 0
    var start: UInt16 = 0
    var end: UInt16 = 0
  }

  /// What is known of the document in a slot.
  struct Slot {
    /// Its block, and the place in that, as one number.
    var ordinal: UInt32 = 0
    var frequency: UInt32 = 0
    /// How many positions stand before its own in the block, and in the block.
    var start: UInt32 = 0
    var total: UInt32 = 0
    /// Where the block's frequencies begin, and the chunk that the positions begin in.
    var frequencies = 0
    var chunk = 0

    var block: Int { Int(ordinal / UInt32(blockLength)) }
    var index: Int { Int(ordinal % UInt32(blockLength)) }
  }

  /// A reader, still without room. Batches have at most a block's length.
  package init(_ list: BlockList, in segment: SegmentReader) {
    self.list = list
    file = segment.positions
    lastDocuments = list.count > 1 ? list.lastDocuments() : [.max - 1]
  }

  /// Works in some room from here on.
  package mutating func enter(_ room: inout Room) { swap(&self.room, &room) }

  /// Leaves the room it worked in, for another, and forgets what was in it.
  package mutating func leave(_ other: inout Room) {
    swap(&room, &other)
    (decoded, frequencyBlock, chunk) = (-1, -1, Chunk())
  }

  // MARK: - Documents

  /// Keeps those of the first `count` slots whose documents have the term; returns how many. `targets`
  /// are the slots' documents, ascending and not before those of earlier calls.
  package mutating func keepMembers(
    _ slots: inout [UInt32], _ targets: inout [UInt32], count: Int
  ) throws(CorruptionError) -> Int {
    let runs = Self.findRuns(targets, count, lastDocuments, from: max(0, block), into: &room.runs)
    var (kept, asked) = (0, 0)
    for i in 0..<runs {
      while asked < runs, asked <= i + Self.blocksAhead {
        list.prefetch(block: Int(room.runs[asked].block), positions: file)
        asked += 1
      }
      block = Int(room.runs[i].block)
      let start = Int(room.runs[i].start)
      let (count, offset) = try match(targets, start..<Int(room.runs[i].end))
      Self.record(
        room.matched, room.places, count, first: UInt32(block * blockLength), frequencies: offset,
        &slots, &targets, from: start, to: kept, &room.slots)
      kept += count
    }
    return kept
  }

  /// So many blocks are on their way from memory while the one before them is read. Rare words' documents lie far
  /// apart in the list of a common one: that is what their phrases wait for (`"to retain"` takes 0.77 of the time
  /// without, all phrases 0.96 to 0.98; `speed-en`, 2026-11-30).
  private static let blocksAhead = 4

  /// Finds which blocks may have which targets; returns how many.
  private static func findRuns(
    _ targets: [UInt32], _ count: Int, _ lastDocuments: [UInt32], from block: Int,
    into runs: inout [Run]
  ) -> Int {
    let targets = targets.span
    let last = lastDocuments.span
    var runs = runs.mutableSpan
    var (block, start, found) = (block, 0, 0)
    while start < count {
      let target = targets[start]
      if last[block] < target {
        block = gallop(from: block + 1, count: last.count) { lastDocuments[$0] < target }
        guard block < last.count else { break }
      }
      var end = start + 1
      if targets[count - 1] <= last[block] {
        end = count
      } else {
        while targets[end] <= last[block] { end += 1 }
      }
      runs[found] = Run(block: UInt32(block), start: UInt16(start), end: UInt16(end))
      found += 1
      start = end
    }
    return found
  }

  /// Notes where the matches of a block that begins with `first` are, and moves their slots to `target`
  /// and after. Spans, here and below: elements of arrays that are somebody's properties cost twice.
  private static func record(
    _ matched: [UInt32], _ places: [UInt32], _ count: Int, first: UInt32, frequencies: Int,
    _ slots: inout [UInt32], _ targets: inout [UInt32], from start: Int, to target: Int,
    _ found: inout [Slot]
  ) {
    let (matched, places) = (matched.span, places.span)
    var slots = slots.mutableSpan
    var targets = targets.mutableSpan
    var found = found.mutableSpan
    for i in 0..<count {
      let source = start &+ Int(matched[i])
      let slot = slots[source]
      targets[target &+ i] = targets[source]
      slots[target &+ i] = slot
      found[Int(slot)].ordinal = first &+ places[i]
      found[Int(slot)].frequencies = frequencies
    }
  }

  /// Which of some targets are in the block: how many, and where its frequencies begin.
  private mutating func match(
    _ targets: [UInt32], _ range: Range<Int>
  ) throws(CorruptionError) -> (count: Int, frequencies: Int) {
    if decoded != block {
      if let found = try list.match(
        targets, range, inBitsOfBlock: block, matched: &room.matched, places: &room.places)
      {
        return found
      }
      documentsLength = try list.decodeDocuments(ofBlock: block, into: &room.documents)
      decoded = block
    }
    let count = BlockKernels.match(
      targets, range, with: room.documents, count: list.length(ofBlock: block),
      matched: &room.matched, places: &room.places)
    return (count, documentsLength)
  }

  // MARK: - Frequencies

  /// Reads the frequencies in the documents of the first `count` slots, which have the term.
  package mutating func readFrequencies(
    _ slots: [UInt32], count: Int
  ) throws(CorruptionError) {
    var next = 0
    while next < count {
      let slot = room.slots[Int(slots[next])]
      if slot.block != frequencyBlock {
        try decodeFrequencies(ofBlock: slot.block, at: slot.frequencies)
      }
      let total = room.ends[list.length(ofBlock: slot.block) - 1]
      next = Self.note(
        slots, next..<count, slot.block, room.frequencies, room.ends, total: total, &room.slots)
    }
  }

  /// Notes the frequencies of the slots in one block; returns where the next block's begin.
  private static func note(
    _ slots: [UInt32], _ range: Range<Int>, _ block: Int, _ frequencies: [UInt32],
    _ ends: [UInt32], total: UInt32, _ found: inout [Slot]
  ) -> Int {
    let (slots, frequencies, ends) = (slots.span, frequencies.span, ends.span)
    var found = found.mutableSpan
    for i in range {
      let place = Int(slots[i])
      var slot = found[place]
      guard slot.block == block else { return i }
      slot.frequency = frequencies[slot.index]
      slot.start = ends[slot.index] &- slot.frequency
      slot.total = total
      found[place] = slot
    }
    return range.upperBound
  }

  /// Makes 0 of the frequencies of those of the first `count` slots that are not looked up.
  package mutating func forget(_ slots: [UInt32], where isForgotten: [Bool], count: Int) {
    Self.forget(slots, isForgotten, count, &room.slots)
  }

  private static func forget(
    _ slots: [UInt32], _ isForgotten: [Bool], _ count: Int, _ found: inout [Slot]
  ) {
    let (slots, isForgotten) = (slots.span, isForgotten.span)
    var found = found.mutableSpan
    for i in 0..<count where isForgotten[i] { found[Int(slots[i])].frequency = 0 }
  }

  /// How often the term stands in a slot's document, after ``readFrequencies(_:count:)``.
  @inline(__always)
  package func frequency(_ slot: Int) -> UInt32 { room.slots[slot].frequency }

  private mutating func decodeFrequencies(
    ofBlock block: Int, at offset: Int
  ) throws(CorruptionError) {
    try list.decodeFrequencies(ofBlock: block, at: offset, into: &room.frequencies)
    let count = list.length(ofBlock: block)
    let bits = BlockKernels.prefixSums(room.frequencies, count: count, into: &room.ends)
    // Sums of as many smaller ones do not overflow.
    if bits >= 1 << 24
      || list.detail == .positions && Int(bits) > file.length * BlockList.positionsPerByte
    {
      let total = room.frequencies[..<count].reduce(0) { $0 + UInt64($1) }
      guard total <= UInt64(UInt32.max), total <= UInt64(file.length * BlockList.positionsPerByte)
      else {
        throw CorruptionError(
          file: file.name, offset: list.positionsOffset(ofBlock: block),
          reason: "more occurrences than positions", expected: nil, found: total)
      }
    }
    frequencyBlock = block
  }
}
