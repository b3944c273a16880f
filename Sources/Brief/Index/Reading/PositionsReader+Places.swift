// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a phrase may begin in documents: wherever one of its words wants it to, then wherever another does as well.
// Positions are looked at where they were decoded, as distances in chunks of 256, of which most hold those of several
// documents. So slots are gone through as far as the chunk at hand reaches (`beginSlots`, `keepSlots`); then the
// chunks of the next slots are found and asked for, the first is decoded, and it goes on. A slot whose positions lie
// in several chunks is looked at by itself.

package import BriefCodec

extension PositionsReader {
  /// Where a phrase may begin in the documents of slots.
  package struct Places: Sendable {
    fileprivate var values: [UInt32]
    /// Of each slot, where in `values` its places begin, and how many there are.
    fileprivate var starts: [Int]
    fileprivate var counts: [Int]

    package init(capacity: Int) {
      values = [UInt32](zeros: 4 * capacity)
      starts = [Int](zeros: capacity)
      counts = starts
    }

    /// How many there are in a slot's document.
    @inline(__always)
    package func count(_ slot: Int) -> Int { counts[slot] }

    /// Those in a slot's document, ascending.
    package func places(_ slot: Int) -> [UInt32] {
      Array(values[starts[slot]..<(starts[slot] + counts[slot])])
    }

    /// How many there is room for.
    package var capacity: Int { values.count }

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
      (next, end) = Self.beginSlots(
        slots, next..<count, room.slots, chunk, room.distances, offset, from: end, &places.starts,
        &places.counts, &places.values)
      guard next < count else { return }
      try locate(slots, next..<count, &located)
      let index = Int(slots[next])
      let slot = room.slots[index]
      if let only = slot.onlyChunk {
        places.makeRoom(for: blockLength, after: end)
        if slot.block != chunk.block || only != chunk.index { try decode(only, of: slot) }
        continue
      }
      places.starts[index] = end
      var (read, position) = (0, UInt32(0))
      while read < slot.frequency {
        let range = try decodeRest(of: slot, from: read)
        places.makeRoom(for: range.count, after: end)
        end = Self.begin(
          room.distances, range, from: &position, offset, to: &places.values, at: end)
        read += range.count
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
      next = Self.keepSlots(
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
      var kept = Kept(places.starts[index], count: places.counts[index])
      var (read, position) = (0, UInt32(0))
      while read < slot.frequency, kept.next < kept.end {
        let range = try decodeRest(of: slot, from: read)
        Self.keep(
          room.distances, range, isFirst: read == 0, from: &position, offset, &places.values, &kept)
        read += range.count
      }
      places.counts[index] = kept.target - places.starts[index]
      next += 1
    }
  }

  // MARK: - Slots in the chunk at hand

  /// Begins the places of slots, from `start` on, up to the first slot that does not lie in a chunk, or for which
  /// there is no room; returns which that is, and where places end.
  private static func beginSlots(
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
      var position: UInt32 = 0
      target = begin(distances, range, from: &position, offset, to: &places, at: target)
      counts[index] = target &- starts[index]
    }
    return (range.upperBound, target)
  }

  /// Keeps places of slots up to the first that does not lie in a chunk; returns which that is.
  private static func keepSlots(
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
      var kept = Kept(starts[index], count: counts[index])
      var position: UInt32 = 0
      keep(distances, range, isFirst: true, from: &position, offset, &places, &kept)
      counts[index] = kept.target &- starts[index]
    }
    return range.upperBound
  }

  // MARK: - Positions

  /// Writes where a phrase would begin for each of the positions that some distances make of the one before; returns
  /// where those places end.
  @inline(__always)
  private static func begin(
    _ distances: Span<UInt32>, _ range: Range<Int>, from position: inout UInt32, _ offset: UInt32,
    to places: inout MutableSpan<UInt32>, at start: Int
  ) -> Int {
    var (last, target) = (position, start)
    for i in range {
      last &+= distances[i]
      places[target] = last &- offset
      target &+= last >= offset ? 1 : 0
    }
    position = last
    return target
  }

  private static func begin(
    _ distances: [UInt32], _ range: Range<Int>, from position: inout UInt32, _ offset: UInt32,
    to places: inout [UInt32], at start: Int
  ) -> Int {
    var places = places.mutableSpan
    return begin(distances.span, range, from: &position, offset, to: &places, at: start)
  }

  /// Places of a document of which some are kept: those before `target`, and perhaps those from `next` on.
  private struct Kept {
    var target: Int
    var next: Int
    let end: Int

    @inline(__always)
    init(_ start: Int, count: Int) { (target, next, end) = (start, start, start &+ count) }
  }

  /// Keeps the next places, ascending, that one of some positions, of which there is one at least, stands `offset`
  /// behind, as far as these say: the rest is left to positions after them.
  @inline(__always)
  private static func keep(
    _ distances: Span<UInt32>, _ range: Range<Int>, isFirst: Bool, from position: inout UInt32,
    _ offset: UInt32, _ places: inout MutableSpan<UInt32>, _ kept: inout Kept
  ) {
    var i = range.lowerBound
    var last = position
    if isFirst {
      last = distances[i]
      i &+= 1
    }
    while kept.next < kept.end {
      let place = places[kept.next]
      let wanted = place &+ offset
      while last < wanted, i < range.upperBound {
        last &+= distances[i]
        i &+= 1
      }
      guard last >= wanted else { break }
      places[kept.target] = place
      kept.target &+= last == wanted && wanted >= offset ? 1 : 0
      kept.next &+= 1
    }
    position = last
  }

  private static func keep(
    _ distances: [UInt32], _ range: Range<Int>, isFirst: Bool, from position: inout UInt32,
    _ offset: UInt32, _ places: inout [UInt32], _ kept: inout Kept
  ) {
    var places = places.mutableSpan
    keep(distances.span, range, isFirst: isFirst, from: &position, offset, &places, &kept)
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
      guard slot.frequency > 0 else { continue }
      if slot.block == block, slot.firstChunk == place.block {
        room.slots[index].chunk = place.offset
        continue
      }
      // In a damaged list the next may lie before.
      if slot.block != block || slot.firstChunk < place.block {
        block = slot.block
        place = try PatchedSequence.BlockPlace(
          file, at: list.positionsOffset(ofBlock: block), count: Int(slot.total))
      }
      place.advance(to: slot.firstChunk, file)
      room.slots[index].chunk = place.offset
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
    let start = chunk.precedes(next, of: slot.block) ? chunk.end : slot.chunk
    let count = min(blockLength, total - next * blockLength)
    let length = try PatchedBlock.decode(file, at: start, count: count, into: &room.distances)
    chunk = Chunk(block: slot.block, index: next, end: start + length)
  }

  /// Decodes the chunk that a slot's positions lie in from the `read`th on; returns where they do there.
  private mutating func decodeRest(
    of slot: Slot, from read: Int
  ) throws(CorruptionError) -> Range<Int> {
    let next = Int(slot.start) + read
    if slot.block != chunk.block || next / blockLength != chunk.index {
      try decode(next / blockLength, of: slot)
    }
    let first = next % blockLength
    return first..<min(first + Int(slot.frequency) - read, blockLength)
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
