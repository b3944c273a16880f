// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here are documents: which have my word, how often, where?" Answers for a batch of documents at a
// time, each in its own slot, and decodes no more than it must: documents of the blocks asked for (or
// only bits), frequencies of the documents that other words have left, and of their positions the chunks
// that hold them. A common word has a thousand positions in a block, of which a phrase asks for a few.

package import BriefCodec

/// Documents, frequencies and positions of one term, batch by batch, forward only.
package struct PositionsReader {
  package let list: BlockList
  private let file: StoredFile
  private let lastDocuments: [UInt32]

  /// What it is decoded into, lent by whoever reads.
  private var room = Room(capacity: 0)

  // The decoded block of documents, and that of frequencies.
  private var block = -1
  private var documentsLength = 0
  private var decoded = -1
  private var frequencyBlock = -1

  // The positions of a block of documents are chunks of 256 values.
  private var chunkBlock = -1
  private var chunk = -1

  /// What a reader decodes into and notes, to be used by one after the other.
  package struct Room: Sendable {
    fileprivate var slots: [Slot]
    fileprivate var documents: [UInt32]
    /// The frequencies of a block, and where the positions of each document end.
    fileprivate var frequencies: [UInt32]
    fileprivate var ends: [UInt32]
    fileprivate var matched: [UInt32]
    fileprivate var places: [UInt32]
    fileprivate var chunkOffsets: [Int] = []
    /// The distances between positions of a chunk.
    fileprivate var values: [UInt32]

    /// Room for batches of a block's length.
    package init() { self.init(capacity: blockLength) }

    fileprivate init(capacity: Int) {
      slots = [Slot](repeating: Slot(), count: capacity)
      documents = [UInt32](zeros: capacity)
      frequencies = documents
      ends = documents
      matched = documents
      places = documents
      values = documents
    }
  }

  /// What is known of the document in a slot.
  fileprivate struct Slot {
    /// Its block, and the place in that, as one number.
    var ordinal: UInt32 = 0
    var frequency: UInt32 = 0
    /// How many positions stand before its own in the block, and in the block.
    var start: UInt32 = 0
    var total: UInt32 = 0
    /// Where the block's frequencies begin.
    var frequencies = 0

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
    (decoded, frequencyBlock, chunkBlock, chunk) = (-1, -1, -1, -1)
    if other.chunkOffsets.capacity > Self.keptOffsets { other.chunkOffsets = [] }
  }

  /// More chunks than this has a block of documents that say one word all over.
  private static let keptOffsets = 1_024

  // MARK: - Documents

  /// Keeps those of the first `count` slots whose documents have the term; returns how many. `targets`
  /// are the slots' documents, ascending and not before those of earlier calls.
  package mutating func keepMembers(
    _ slots: inout [UInt32], _ targets: inout [UInt32], count: Int
  ) throws(CorruptionError) -> Int {
    var kept = 0
    var start = 0
    while start < count {
      let target = targets[start]
      if block < 0 || lastDocuments[block] < target {
        block = gallop(from: block + 1, count: list.count) { lastDocuments[$0] < target }
        guard block < list.count else {
          block = list.count - 1
          break
        }
      }
      var end = start + 1
      if targets[count - 1] <= lastDocuments[block] {
        end = count
      } else {
        while targets[end] <= lastDocuments[block] { end += 1 }
      }
      let (count, offset) = try match(targets, start..<end)
      Self.record(
        room.matched, room.places, count, first: UInt32(block * blockLength), frequencies: offset,
        &slots, &targets, from: start, to: kept, &room.slots)
      kept += count
      start = end
    }
    return kept
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
    frequencyBlock = block
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
  }

  // MARK: - Positions

  /// Reads the positions in the documents of the first `count` slots, ascending, after
  /// ``readFrequencies(_:count:)``: one slot's after the other's, from the front of `positions`, which
  /// grows as it must; `ends` says where each slot's end. Slots must ascend.
  package mutating func readPositions(
    _ slots: [UInt32], count: Int, into positions: inout [UInt32], ends: inout [Int]
  ) throws(CorruptionError) {
    var next = 0
    var target = 0
    while next < count {
      // Most slots lie in the chunk at hand.
      (next, target) = Self.copy(
        slots, next..<count, room.slots, chunkBlock, chunk, room.values, &positions, &ends,
        from: target)
      guard next < count else { return }
      target = try readPositions(Int(slots[next]), into: &positions, at: target)
      ends[next] = target
      next += 1
    }
  }

  /// Adds up the positions of slots up to the first that does not lie in a chunk, or has no room; returns
  /// which that is, and where its positions go.
  private static func copy(
    _ slots: [UInt32], _ range: Range<Int>, _ found: [Slot], _ block: Int, _ chunk: Int,
    _ values: [UInt32], _ positions: inout [UInt32], _ ends: inout [Int], from start: Int
  ) -> (next: Int, target: Int) {
    let (slots, found, values) = (slots.span, found.span, values.span)
    var positions = positions.mutableSpan
    var ends = ends.mutableSpan
    var target = start
    for i in range {
      let slot = found[Int(slots[i])]
      let first = Int(slot.start) &- chunk &* blockLength
      let count = Int(slot.frequency)
      guard slot.block == block, first >= 0, first &+ count <= blockLength,
        target &+ count <= positions.count
      else { return (i, target) }
      var last: UInt32 = 0
      for j in 0..<count {
        last &+= values[first &+ j]
        positions[target &+ j] = last
      }
      target &+= count
      ends[i] = target
    }
    return (range.upperBound, target)
  }

  /// Reads the positions in a slot's document to `target` and after; returns where they end.
  private mutating func readPositions(
    _ slot: Int, into positions: inout [UInt32], at target: Int
  ) throws(CorruptionError) -> Int {
    let slot = room.slots[slot]
    let block = slot.block
    if block != chunkBlock {
      chunkBlock = block
      chunk = -1
      room.chunkOffsets.removeAll(keepingCapacity: true)
      room.chunkOffsets.append(list.positionsOffset(ofBlock: block))
    }
    var next = Int(slot.start)
    let end = next + Int(slot.frequency)
    if positions.count < target + end - next {
      positions += [UInt32](repeating: 0, count: positions.count + end - next)
    }
    var target = target
    var last: UInt32 = 0
    while next < end {
      if next / blockLength != chunk {
        try decodeChunk(next / blockLength, total: Int(slot.total))
      }
      let first = next % blockLength
      let stop = min(end, (chunk + 1) * blockLength)
      last = Self.sum(
        room.values, first..<(first + stop - next), from: last, to: &positions, at: target)
      target += stop - next
      next = stop
    }
    return target
  }

  /// Adds distances up; returns the last position.
  @inline(__always)
  private static func sum(
    _ distances: [UInt32], _ range: Range<Int>, from start: UInt32, to positions: inout [UInt32],
    at target: Int
  ) -> UInt32 {
    let distances = distances.span
    var positions = positions.mutableSpan
    var last = start
    for i in 0..<range.count {
      last &+= distances[range.lowerBound &+ i]
      positions[target &+ i] = last
    }
    return last
  }

  private mutating func decodeChunk(_ next: Int, total: Int) throws(CorruptionError) {
    while room.chunkOffsets.count <= next {
      let last = room.chunkOffsets[room.chunkOffsets.count - 1]
      room.chunkOffsets.append(last + (try PatchedBlock.length(file, at: last, count: blockLength)))
    }
    chunk = next
    let (start, count) = (room.chunkOffsets[next], min(blockLength, total - next * blockLength))
    let length = try PatchedBlock.decode(file, at: start, count: count, into: &room.values)
    // Nobody needs to find out again where the next one begins.
    if room.chunkOffsets.count == next + 1 { room.chunkOffsets.append(start + length) }
  }
}
