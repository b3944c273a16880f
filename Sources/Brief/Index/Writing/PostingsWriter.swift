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

  // The open block: `count` documents, and their positions as distances.
  private var documents = [UInt32](repeating: 0, count: blockLength)
  private var frequencies = [UInt32](repeating: 0, count: blockLength)
  private var norms = [UInt8](repeating: 0, count: blockLength)
  private var count = 0
  private var positions: [UInt32] = []

  private var documentFrequency: UInt32 = 0
  private var totalTermFrequency: UInt64 = 0
  private var base: UInt32 = 0
  private var blocksStart = 0
  private var positionsStart = 0
  private var trailer: ListTrailer
  /// The bytes of a block, before they are appended to a file.
  private var scratch = ByteWriter()
  /// The entries of the lists, for those who make other lists of them.
  private var kept: EntryLists.Chunk?

  /// - Parameter longestExtent: the most bytes that a list's blocks, positions or impacts may have; less than
  ///   the format has room for in tests.
  package init(
    files: SegmentFiles, detail: TermSpace.Detail, longestExtent: Int = Int(UInt32.max)
  ) {
    self.files = files
    self.detail = detail
    trailer = ListTrailer(detail: detail, longestExtent: longestExtent)
    positionsStart = files.positions.position
    blocksStart = files.postings.position
  }

  /// Keeps the entries of all lists from here on. To read them once more from runs, where they stand among
  /// positions, made a commit with stems take 5 to 10 % longer (`brief-bench stems`, 2026-11-30).
  mutating func keepEntries() { kept = EntryLists.Chunk() }

  /// The entries that were kept.
  mutating func takeEntries() -> EntryLists.Chunk? {
    kept?.shrink()
    return kept.take()
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

  /// Adds documents of the term, ascending, above those before, with their positions. `norms` has the norm
  /// of each document, or is empty.
  package mutating func add(
    _ entries: [Entry], distances: [UInt32], norms all: [UInt8]
  ) throws(StorageError) {
    var next = 0
    while next < entries.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let range = next..<min(entries.count, next + blockLength - count)
      let total = Self.copy(entries, range, all, &documents, &frequencies, &norms, at: count)
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
    _ entries: [Entry], _ range: Range<Int>, _ all: [UInt8], _ documents: inout [UInt32],
    _ frequencies: inout [UInt32], _ norms: inout [UInt8], at target: Int
  ) -> UInt64 {
    let (entries, all) = (entries.span.extracting(range), all.span)
    return copy(range.count, all, &documents, &frequencies, &norms, at: target) {
      (entries[$0].document, entries[$0].frequency)
    }
  }

  /// Returns the sum of the frequencies.
  @inline(__always)
  private static func copy(
    _ count: Int, _ all: Span<UInt8>, _ documents: inout [UInt32], _ frequencies: inout [UInt32],
    _ norms: inout [UInt8], at target: Int, entry: (Int) -> (document: UInt32, frequency: UInt32)
  ) -> UInt64 {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var norms = norms.mutableSpan
    var total: UInt64 = 0
    for i in 0..<count {
      let (document, frequency) = entry(i)
      documents[target &+ i] = document
      frequencies[target &+ i] = frequency
      norms[target &+ i] = all.isEmpty ? 0 : all[Int(document)]
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

  /// Adds documents of the term, ascending, above those before, without positions. `norms` has the norm of each
  /// document.
  mutating func add(
    _ added: Span<UInt32>, frequencies addedFrequencies: Span<UInt32>, norms all: Span<UInt8>
  ) throws(StorageError) {
    var next = 0
    while next < added.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let range = next..<min(added.count, next + blockLength - count)
      totalTermFrequency += Self.copy(
        range.count, all, &documents, &frequencies, &norms, at: count
      ) {
        (added[range.lowerBound + $0], addedFrequencies[range.lowerBound + $0])
      }
      next = range.upperBound
      count += range.count
      documentFrequency += UInt32(range.count)
    }
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
  /// `start` on, with their positions. `norms` has the norm of each document, or is empty. Returns where the runs
  /// end.
  mutating func add(
    _ runs: Span<RunLists.Place>, of bytes: Span<UInt8>, from start: Int,
    norms all: Span<UInt8>
  ) throws(StorageError) -> Int {
    var place = RunPlace(offset: start, end: start)
    while place.offset < place.end || place.next < runs.count {
      if count == blockLength { try flushBlock(isOnly: false) }
      let first = count
      count = Self.read(
        runs, bytes, &place, hasPositions: detail == .positions, all, &documents, &frequencies,
        &norms, from: first, &positions)
      documentFrequency += UInt32(count - first)
      totalTermFrequency += Self.sum(frequencies, first..<count)
    }
    return place.end
  }

  /// Fills a block from runs as far as they go, or the room for positions; returns where the documents end. What
  /// a run holds of positions are distances already, and its first gap counts from before its first document.
  private static func read(
    _ runs: Span<RunLists.Place>, _ bytes: Span<UInt8>, _ place: inout RunPlace,
    hasPositions: Bool, _ all: Span<UInt8>, _ documents: inout [UInt32],
    _ frequencies: inout [UInt32], _ norms: inout [UInt8], from start: Int,
    _ positions: inout [UInt32]
  ) -> Int {
    var documents = documents.mutableSpan
    var frequencies = frequencies.mutableSpan
    var norms = norms.mutableSpan
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
          norms[count] = all.isEmpty ? 0 : all[Int(last)]
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
      Self.keep(documents, frequencies, count, after: base &- 1, in: &kept)
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
    kept?.endTerm()
    reset()
    return payload
  }

  private static func keep(
    _ documents: [UInt32], _ frequencies: [UInt32], _ count: Int, after last: UInt32,
    in kept: inout EntryLists.Chunk?
  ) {
    kept?.append(
      documents.span.extracting(first: count),
      frequencies: frequencies.span.extracting(first: count), after: last)
  }

  /// A list's only block has no bounds of its own.
  private mutating func flushBlock(isOnly: Bool) throws(StorageError) {
    guard count > 0 else { return }
    let last = documents[count - 1]
    if !isOnly {
      try trailer.beginBlock(
        lastDocument: last, positionStart: files.positions.position - positionsStart)
      if detail >= .frequencies { trailer.addImpacts(frequencies, norms, count: count) }
    }
    Self.keep(documents, frequencies, count, after: base &- 1, in: &kept)
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
    scratch.removeAll(keepingCapacity: true)
    Self.encode(positions: positions, into: &scratch)
    try files.positions.append(scratch)
    positions.removeAll(keepingCapacity: true)
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
