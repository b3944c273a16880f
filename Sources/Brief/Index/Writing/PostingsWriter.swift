// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One posting list after another, as FORMAT.md describes them. Used by the builder and by the merger
// alike, so that a list's bytes depend on its documents alone and never on how they came together.
//
//     one document          nothing here: the term's entry holds it
//     up to 256 documents   one block
//     more                  blocks, then a trailer; the term's entry points at the trailer
//
//     BLOCK    documents (DeltaBlock), then frequencies − 1 (PatchedBlock) where the space has them
//     TRAILER  where blocks begin, and bounds of scores (TrailerLayout)

package import BriefCodec

/// Writes posting lists to a segment's files.
package struct PostingsWriter {
  private let files: SegmentFiles
  private let detail: TermSpace.Detail
  /// By document; empty in a space of values.
  private let norms: [UInt8]
  private let leavesOutPositions: Bool

  // The open block: `count` documents, and their positions as distances.
  private var documents = [UInt32](repeating: 0, count: blockLength)
  private var frequencies = [UInt32](repeating: 0, count: blockLength)
  private var count = 0
  private var positions: [UInt32] = []

  private var documentFrequency: UInt32 = 0
  private var totalTermFrequency: UInt64 = 0
  private var base: UInt32 = 0
  /// Where the blocks of the list at hand begin in the file.
  private(set) var blocksStart = 0
  private var positionsStart = 0
  private var trailer: ListTrailer
  /// The norms of a block.
  private var blockNorms = [UInt8](repeating: 0, count: blockLength)
  /// The bytes of a block, before they are appended to a file.
  private var scratch = ByteWriter()

  /// - Parameters:
  ///   - norms: of each document; none in a space of values.
  ///   - leavesOutPositions: whether those that runs have are not written, since only documents and frequencies will be
  ///     read.
  ///   - longestExtent: the most bytes that a list's blocks, positions or impacts may have; less than the format
  ///     has room for in tests.
  package init(
    files: SegmentFiles, detail: TermSpace.Detail, norms: [UInt8],
    leavesOutPositions: Bool = false, longestExtent: Int = Int(UInt32.max)
  ) {
    self.files = files
    self.detail = detail
    self.norms = norms
    self.leavesOutPositions = leavesOutPositions
    trailer = ListTrailer(detail: detail, longestExtent: longestExtent)
    positionsStart = files.positions.position
    blocksStart = files.postings.position
  }

  /// A document of a list, and where its positions are: of an array of distances, those from `start` on.
  package struct Entry {
    package let document: UInt32
    package let frequency: UInt32
    package let start: Int

    package init(document: UInt32, frequency: UInt32, start: Int) {
      self.document = document
      self.frequency = frequency
      self.start = start
    }
  }

  /// Adds documents of the term, ascending, above those before, with their positions.
  package mutating func add(_ entries: [Entry], distances: [UInt32]) throws(StorageError) {
    var next = 0
    while next < entries.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let range = next..<min(entries.count, next + blockLength - count)
      let total = Self.copy(entries, range, &documents, &frequencies, at: count)
      if detail == .positions {
        Self.copy(entries, range, distances, total: Int(total), to: &positions)
      }
      next = range.upperBound
      count += range.count
      documentFrequency += UInt32(range.count)
      totalTermFrequency += total
    }
  }

  private static func copy(
    _ entries: [Entry], _ range: Range<Int>, _ documents: inout [UInt32],
    _ frequencies: inout [UInt32], at target: Int
  ) -> UInt64 {
    let entries = entries.span.extracting(range)
    return copy(range.count, &documents, &frequencies, at: target) {
      (entries[$0].document, entries[$0].frequency)
    }
  }

  /// Returns the sum of the frequencies.
  @inline(__always)
  private static func copy(
    _ count: Int, _ documents: inout [UInt32], _ frequencies: inout [UInt32], at target: Int,
    entry: (Int) -> (document: UInt32, frequency: UInt32)
  ) -> UInt64 {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var total: UInt64 = 0
    for i in 0..<count {
      let (document, frequency) = entry(i)
      documents[target &+ i] = document
      frequencies[target &+ i] = frequency
      total &+= UInt64(frequency)
    }
    return total
  }

  private static func copy(
    _ entries: [Entry], _ range: Range<Int>, _ distances: [UInt32], total: Int,
    to positions: inout [UInt32]
  ) {
    let (entries, distances) = (entries.span.extracting(range), distances.span)
    positions.append(addingCapacity: total) { room in
      for i in entries.indices {
        let start = entries[i].start
        for j in start..<(start &+ Int(entries[i].frequency)) { room.append(distances[j]) }
      }
    }
  }

  /// Adds documents of the term, ascending, above those before, without positions.
  mutating func add(
    _ added: Span<UInt32>, frequencies addedFrequencies: Span<UInt32>
  ) throws(StorageError) {
    var next = 0
    while next < added.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let range = next..<min(added.count, next + blockLength - count)
      totalTermFrequency += Self.copy(range.count, &documents, &frequencies, at: count) {
        (added[range.lowerBound + $0], addedFrequencies[range.lowerBound + $0])
      }
      next = range.upperBound
      count += range.count
      documentFrequency += UInt32(range.count)
    }
  }

  /// Writes a whole list without positions as it stands in another space, and starts the next: what its dictionary
  /// entry has to hold.
  mutating func write(_ list: WholeList) throws(StorageError) -> TermPayload {
    precondition(count == 0 && documentFrequency == 0, "a list has been begun")
    let payload = TermPayload(
      documentFrequency: list.documentFrequency, totalTermFrequency: list.totalTermFrequency,
      postings: list.documentFrequency == 1
        ? UInt64(list.onlyDocument) : UInt64(files.postings.position + list.trailer),
      positions: 0)
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: list.bytes)
    try files.postings.append(scratch)
    reset()
    return payload
  }

  /// Where the next document stands in runs that lie one after the other.
  private struct RunPlace {
    var offset: Int
    /// Where the run at hand ends; which is next, and the document before.
    var end: Int
    var next = 0
    var document: UInt32 = 0
  }

  /// Positions that there is room for at least while runs are read.
  private static let positionRoom = 2_048

  /// Adds the documents of a term's runs (see `SpaceRuns.swift`), which lie one after the other in `bytes`, from
  /// `start` on, with their positions. Returns where the runs end.
  mutating func add(
    _ runs: Span<RunLists.Place>, of bytes: Span<UInt8>, from start: Int
  ) throws(StorageError) -> Int {
    var place = RunPlace(offset: start, end: start)
    while place.offset < place.end || place.next < runs.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let first = count
      count = Self.read(
        runs, bytes, &place, hasPositions: detail == .positions, &documents, &frequencies,
        from: first, &positions)
      documentFrequency += UInt32(count - first)
      totalTermFrequency += Self.sum(frequencies, first..<count)
    }
    return place.end
  }

  /// Fills a block from runs as far as they go, or the room for positions; returns where the documents end. What
  /// a run holds of positions are distances already, and its first gap counts from before its first document.
  private static func read(
    _ runs: Span<RunLists.Place>, _ bytes: Span<UInt8>, _ place: inout RunPlace,
    hasPositions: Bool, _ documents: inout [UInt32], _ frequencies: inout [UInt32],
    from start: Int, _ positions: inout [UInt32]
  ) -> Int {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var count = start
    var (offset, end, next, last) = (place.offset, place.end, place.next, place.document)
    // A position takes a byte at least. Room for one where there are none: see `ChunkCache.insert`.
    let length = offset < end ? end - offset : Int(runs[next].length)
    positions.append(addingCapacity: hasPositions ? max(length, positionRoom) : 1) { room in
      while true {
        while count < blockLength, offset < end {
          let head = bytes.varint(&offset)
          last &+= UInt32(truncatingIfNeeded: head >> 1)
          let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: bytes.varint(&offset))
          documents[count] = last
          frequencies[count] = frequency
          count &+= 1
          guard hasPositions else { continue }
          for _ in 0..<frequency {
            room.append(UInt32(truncatingIfNeeded: bytes.varint(&offset)))
          }
        }
        guard count < blockLength, next < runs.count,
          !hasPositions || Int(runs[next].length) <= room.freeCapacity
        else { break }
        end &+= Int(runs[next].length)
        last = runs[next].firstDocument &- 1
        next &+= 1
      }
    }
    place = RunPlace(offset: offset, end: end, next: next, document: last)
    return count
  }

  private static func sum(_ frequencies: [UInt32], _ range: Range<Int>) -> UInt64 {
    let frequencies = frequencies.span
    var sum: UInt64 = 0
    for i in range { sum &+= UInt64(frequencies[i]) }
    return sum
  }

  /// Ends the term and starts the next: what its dictionary entry has to hold.
  package mutating func endTerm() throws(StorageError) -> TermPayload {
    var payload = TermPayload(
      documentFrequency: documentFrequency, totalTermFrequency: totalTermFrequency,
      postings: UInt64(files.postings.position),
      positions: detail == .positions ? UInt64(positionsStart) : 0)
    if documentFrequency == 1 {
      payload.postings = UInt64(documents[0])
      try flushPositions()
    } else if documentFrequency <= blockLength {
      try flushBlock(isOnly: true)
    } else {
      try flushBlock(isOnly: false)
      payload.postings = UInt64(files.postings.position)
      var bytes = ByteWriter()
      try trailer.write(to: &bytes)
      try files.postings.append(bytes)
    }
    reset()
    return payload
  }

  /// A list's only block has no bounds of its own.
  private mutating func flushBlock(isOnly: Bool) throws(StorageError) {
    guard count > 0 else { return }
    let last = documents[count - 1]
    if !isOnly {
      try trailer.beginBlock(
        lastDocument: last, positionStart: files.positions.position - positionsStart)
      if detail >= .frequencies {
        Self.gather(norms, documents, count, into: &blockNorms)
        trailer.addImpacts(frequencies, blockNorms, count: count)
      }
    }
    scratch.removeAll(keepingCapacity: true)
    Self.encode(documents, count, base: base, into: &scratch)
    if detail >= .frequencies {
      Self.lower(&frequencies, count)
      Self.encode(frequencies: frequencies, count, into: &scratch)
    }
    try files.postings.append(scratch)
    if !isOnly { try trailer.endBlock(at: files.postings.position - blocksStart) }
    base = last &+ 1
    count = 0
    try flushPositions()
  }

  /// Only lists that have bounds need norms, which lie all over the memory.
  private static func gather(
    _ all: [UInt8], _ documents: [UInt32], _ count: Int, into norms: inout [UInt8]
  ) {
    guard !all.isEmpty else { return }
    let (all, documents) = (all.span, documents.span)
    var norms = norms.mutableSpan
    for i in 0..<count { norms[i] = all[Int(documents[i])] }
  }

  private static func encode(
    _ documents: [UInt32], _ count: Int, base: UInt32, into bytes: inout ByteWriter
  ) {
    DeltaBlock.encode(documents.span.extracting(first: count), base: base, into: &bytes)
  }

  private static func encode(
    frequencies: [UInt32], _ count: Int, into bytes: inout ByteWriter
  ) {
    PatchedBlock.encode(frequencies.span.extracting(first: count), into: &bytes)
  }

  private static func encode(positions: [UInt32], into bytes: inout ByteWriter) {
    PatchedSequence.encode(positions.span, into: &bytes)
  }

  private static func lower(_ frequencies: inout [UInt32], _ count: Int) {
    var frequencies = frequencies.mutableSpan
    for i in 0..<count { frequencies[i] &-= 1 }
  }

  private mutating func flushPositions() throws(StorageError) {
    guard !positions.isEmpty else { return }
    defer { positions.removeAll(keepingCapacity: true) }
    guard !leavesOutPositions else { return }
    scratch.removeAll(keepingCapacity: true)
    Self.encode(positions: positions, into: &scratch)
    try files.positions.append(scratch)
  }

  private mutating func reset() {
    count = 0
    documentFrequency = 0
    totalTermFrequency = 0
    base = 0
    blocksStart = files.postings.position
    positionsStart = files.positions.position
  }
}
