// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a phrase may begin in documents: wherever one of its words wants it to, then wherever another does as well.
// Positions are looked at as they are kept, distances in chunks of 256, of which most hold those of several
// documents; nobody copies them.

package import BriefCodec

extension PositionsReader {
  /// Where a phrase may begin in the documents of slots.
  package struct Places: Sendable {
    fileprivate var values: [UInt32]
    /// Of each slot, where in `values` its places begin, and how many there are.
    fileprivate var starts: [Int]
    fileprivate var counts: [Int]
    /// Scratch: positions that lie in several chunks.
    fileprivate var positions: [UInt32] = []

    package init(capacity: Int) {
      values = [UInt32](zeros: 4 * capacity)
      starts = [Int](zeros: capacity)
      counts = starts
    }

    /// How many there are in a slot's document.
    @inline(__always)
    package func count(_ slot: Int) -> Int { counts[slot] }

    /// How many there is room for.
    package var capacity: Int { max(values.count, positions.count) }

    /// Makes room for places after those that there are.
    fileprivate mutating func makeRoom(for count: Int, after end: Int) {
      guard values.count < end + count else { return }
      values += [UInt32](repeating: 0, count: values.count + count)
    }
  }

  /// A chunk of a block's positions, if there is one, and where it ends in the file.
  struct Chunk {
    var block = -1
    var index = -1
    var end = 0

    /// Whether it comes right before another.
    func precedes(_ next: Int, of block: Int) -> Bool {
      self.block == block && index + 1 == next
    }
  }

  /// Finds the places in the documents of the first `count` slots, ascending, that the term stands `offset` behind,
  /// after ``readFrequencies(_:count:)``.
  package mutating func beginPlaces(
    _ slots: [UInt32], count: Int, behind offset: UInt32, _ places: inout Places
  ) throws(CorruptionError) {
    var (next, located, end) = (0, 0, 0)
    while next < count {
      (next, end) = Self.begin(
        slots, next..<count, room.slots, chunk, room.distances, offset, from: end, &places.starts,
        &places.counts, &places.values)
      guard next < count else { return }
      try locate(slots, next..<count, &located)
      let index = Int(slots[next])
      let slot = room.slots[index]
      places.makeRoom(for: Int(slot.frequency), after: end)
      if let only = slot.onlyChunk {
        try decode(only, of: slot)
        continue
      }
      let count = try readPositions(slot, into: &places.positions)
      places.starts[index] = end
      for i in 0..<count where places.positions[i] >= offset {
        places.values[end] = places.positions[i] - offset
        end += 1
      }
      places.counts[index] = end - places.starts[index]
      next += 1
    }
  }

  /// Keeps those places in the documents of the first `count` slots that the term stands `offset` behind, as above.
  package mutating func keepPlaces(
    _ slots: [UInt32], count: Int, behind offset: UInt32, _ places: inout Places
  ) throws(CorruptionError) {
    var (next, located) = (0, 0)
    while next < count {
      next = Self.keep(
        slots, next..<count, room.slots, chunk, room.distances, offset, places.starts,
        &places.counts, &places.values)
      guard next < count else { return }
      try locate(slots, next..<count, &located)
      let index = Int(slots[next])
      let slot = room.slots[index]
      if let only = slot.onlyChunk {
        try decode(only, of: slot)
        continue
      }
      let count = try readPositions(slot, into: &places.positions)
      places.counts[index] = Self.keep(
        places.positions, count, offset, &places.values, from: places.starts[index],
        places.counts[index])
      next += 1
    }
  }

  // MARK: - Slots in the chunk at hand

  /// Begins the places of slots, from `start` on, up to the first slot that does not lie in a chunk, or for which
  /// there is no room; returns which that is, and where places end.
  private static func begin(
    _ slots: [UInt32], _ range: Range<Int>, _ found: [Slot], _ chunk: Chunk,
    _ distances: [UInt32], _ offset: UInt32, from start: Int, _ starts: inout [Int],
    _ counts: inout [Int], _ places: inout [UInt32]
  ) -> (next: Int, end: Int) {
    let (slots, found, distances) = (slots.span, found.span, distances.span)
    var starts = starts.mutableSpan
    var counts = counts.mutableSpan
    var places = places.mutableSpan
    var target = start
    for i in range {
      let index = Int(slots[i])
      guard let range = found[index].range(in: chunk), target &+ range.count <= places.count else {
        return (i, target)
      }
      starts[index] = target
      var last: UInt32 = 0
      for j in range {
        last &+= distances[j]
        places[target] = last &- offset
        target &+= last >= offset ? 1 : 0
      }
      counts[index] = target &- starts[index]
    }
    return (range.upperBound, target)
  }

  /// Keeps places of slots up to the first that does not lie in a chunk; returns which that is.
  private static func keep(
    _ slots: [UInt32], _ range: Range<Int>, _ found: [Slot], _ chunk: Chunk,
    _ distances: [UInt32], _ offset: UInt32, _ starts: [Int], _ counts: inout [Int],
    _ places: inout [UInt32]
  ) -> Int {
    let (slots, found, distances, starts) = (slots.span, found.span, distances.span, starts.span)
    var counts = counts.mutableSpan
    var places = places.mutableSpan
    for i in range {
      let index = Int(slots[i])
      guard let range = found[index].range(in: chunk) else { return i }
      counts[index] = keep(
        distances, range, areDistances: true, offset, &places, from: starts[index], counts[index])
    }
    return range.upperBound
  }

  /// The same of a slot in several chunks, given its positions.
  private static func keep(
    _ positions: [UInt32], _ positionCount: Int, _ offset: UInt32, _ places: inout [UInt32],
    from start: Int, _ count: Int
  ) -> Int {
    var places = places.mutableSpan
    return keep(
      positions.span, 0..<positionCount, areDistances: false, offset, &places, from: start, count)
  }

  /// Keeps those of `count` places, ascending, that one of some positions stands `offset` behind; returns how many.
  @inline(__always)
  private static func keep(
    _ positions: Span<UInt32>, _ range: Range<Int>, areDistances: Bool, _ offset: UInt32,
    _ places: inout MutableSpan<UInt32>, from start: Int, _ count: Int
  ) -> Int {
    guard !range.isEmpty else { return 0 }
    var next = range.lowerBound
    var position = positions[next]
    var target = start
    for i in start..<(start &+ count) {
      let place = places[i]
      let wanted = place &+ offset
      while position < wanted, next &+ 1 < range.upperBound {
        next &+= 1
        position = areDistances ? position &+ positions[next] : positions[next]
      }
      places[target] = place
      target &+= position == wanted && wanted >= offset ? 1 : 0
    }
    return target &- start
  }

  // MARK: - Chunks

  /// Finds the chunks that the positions of some more slots begin in, the first of which is not found yet, and asks
  /// for them: so many are on their way from memory while the first is read.
  private mutating func locate(
    _ slots: [UInt32], _ range: Range<Int>, _ located: inout Int
  ) throws(CorruptionError) {
    guard range.lowerBound >= located else { return }
    located = min(range.lowerBound + Self.slotsAtOnce, range.upperBound)
    var place = PatchedSequence.BlockPlace()
    var block = -1
    for i in range.lowerBound..<located {
      let index = Int(slots[i])
      let slot = room.slots[index]
      if slot.block != block {
        block = slot.block
        place = try PatchedSequence.BlockPlace(
          file, at: list.positionsOffset(ofBlock: block), count: Int(slot.total))
      } else if slot.firstChunk == place.block {
        room.slots[index].offset = place.offset
        continue
      }
      place.advance(to: slot.firstChunk, file)
      room.slots[index].offset = place.offset
      file.prefetch(from: place.offset, lines: 4)
    }
  }

  private static let slotsAtOnce = 16

  /// Decodes a chunk that a slot's positions lie in, which is the first of them or comes after the one at hand.
  private mutating func decode(_ next: Int, of slot: Slot) throws(CorruptionError) {
    let total = Int(slot.total)
    if !PatchedSequence.knowsPlace(ofBlock: next, of: total), !chunk.precedes(next, of: slot.block)
    {
      try decode(0, of: slot)
    }
    let start = chunk.precedes(next, of: slot.block) ? chunk.end : slot.offset
    let count = min(blockLength, total - next * blockLength)
    let length = try PatchedBlock.decode(file, at: start, count: count, into: &room.distances)
    chunk = Chunk(block: slot.block, index: next, end: start + length)
  }

  /// Reads the positions in a slot's document to the front of an array, which grows as it must; returns how many.
  private mutating func readPositions(
    _ slot: Slot, into positions: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    let count = Int(slot.frequency)
    if positions.count < count { positions = [UInt32](repeating: 0, count: 2 * count) }
    var last: UInt32 = 0
    var target = 0
    while target < count {
      let next = Int(slot.start) + target
      if slot.block != chunk.block || next / blockLength != chunk.index {
        try decode(next / blockLength, of: slot)
      }
      let first = next % blockLength
      for i in first..<min(first + count - target, blockLength) {
        last &+= room.distances[i]
        positions[target] = last
        target += 1
      }
    }
    return count
  }
}

extension PositionsReader.Slot {
  /// The chunk that its positions begin in.
  fileprivate var firstChunk: Int { Int(start) / blockLength }

  /// The chunk that all of them lie in, if that is one.
  fileprivate var onlyChunk: Int? {
    frequency > 0 && Int(start + (frequency - 1)) / blockLength == firstChunk ? firstChunk : nil
  }

  /// Where they lie in a chunk, if they do, and there are any.
  @inline(__always)
  fileprivate func range(in chunk: PositionsReader.Chunk) -> Range<Int>? {
    let first = Int(start) &- chunk.index &* blockLength
    let end = first &+ Int(frequency)
    guard block == chunk.block, first >= 0, first < end, end <= blockLength else { return nil }
    return first..<end
  }
}
