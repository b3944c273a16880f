// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One posting list after another, as FORMAT.md describes them. Used by the builder and by the merger
// alike, so that a list's bytes depend on its documents alone and never on how they came together.
//
//     one document          nothing here: the term's entry holds it
//     up to 256 documents   one block
//     more                  blocks, then a trailer; the term's entry points at the trailer
//
//     BLOCK    documents (DeltaBlock), then frequencies − 1 (PatchedBlock) where the space has them
//     TRAILER  4·n      last document of each block
//              4·n      end of each block, counted from the start of the first
//              4·n      start of each block's positions, counted from the term's first (positions only)
//              4·(n+g+1) end of the impacts of each block, of each group of 32 blocks, of the list; in a
//                       list of 1,024 documents or more also of those that 10, 100, 1,000 reach
//              …        impacts, in that order (frequencies only)
//
// The trailer's parts are plain arrays, so that a search for a document is a binary search in the
// file, without decoding and without levels of skips. Bounds come in three sizes, so that most of a
// long list is passed over 8,192 documents at a time. Impacts are Pareto pairs of (frequency, norm):
// no document of the block has both a frequency above and a norm below one of its pairs, so that a
// bound computed from them is exact whatever the average length has become.

import BriefCodec

/// Writes posting lists to a segment's files.
struct PostingsWriter {
  private let files: SegmentFiles
  private let detail: TermSpace.Detail

  private var documents: [UInt32] = []
  private var frequencies: [UInt32] = []
  private var norms: [UInt8] = []
  private var positions: [UInt32] = []
  private var lastPosition: UInt32 = 0

  private var documentFrequency: UInt32 = 0
  private var totalTermFrequency: UInt64 = 0
  private var base: UInt32 = 0
  private var blocksStart = 0
  private var positionsStart = 0
  private var trailer = Trailer()

  private struct Trailer {
    var lastDocuments: [UInt32] = []
    var blockEnds: [UInt32] = []
    var positionStarts: [UInt32] = []
    var impacts: [[Impact]] = []
  }
  private var reached = ReachedImpacts()

  init(files: SegmentFiles, detail: TermSpace.Detail) {
    self.files = files
    self.detail = detail
    positionsStart = files.positions.position
    blocksStart = files.postings.position
  }

  /// Adds the term's next document, above the one before. Its positions follow.
  mutating func add(
    document: UInt32, frequency: UInt32, norm: UInt8
  ) throws(StorageError) {
    if documents.count == blockLength { try flushBlock(isOnly: false) }
    documents.append(document)
    frequencies.append(frequency)
    norms.append(norm)
    lastPosition = 0
    documentFrequency += 1
    totalTermFrequency += UInt64(frequency)
  }

  /// Adds a position of the last added document, not below the one before.
  mutating func addPosition(_ position: UInt32) {
    positions.append(position &- lastPosition)
    lastPosition = position
  }

  /// Ends the term and starts the next: what its dictionary entry has to hold.
  mutating func endTerm() throws(StorageError) -> TermPayload {
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
      try writeTrailer()
    }
    reset()
    return payload
  }

  /// A list's only block has no bounds of its own.
  private mutating func flushBlock(isOnly: Bool) throws(StorageError) {
    guard let last = documents.last else { return }
    trailer.lastDocuments.append(last)
    trailer.positionStarts.append(UInt32(files.positions.position - positionsStart))
    if detail >= .frequencies, !isOnly {
      trailer.impacts.append(Impact.frontier(frequencies: frequencies, norms: norms))
      for i in frequencies.indices { reached.add(frequencies[i], norms[i]) }
    }
    var bytes = ByteWriter()
    DeltaBlock.encode(documents.span, base: base, into: &bytes)
    if detail >= .frequencies {
      for i in frequencies.indices { frequencies[i] -= 1 }
      PatchedBlock.encode(frequencies.span, into: &bytes)
    }
    try files.postings.append(bytes)
    trailer.blockEnds.append(UInt32(files.postings.position - blocksStart))
    base = last &+ 1
    documents.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
    norms.removeAll(keepingCapacity: true)
    try flushPositions()
  }

  private mutating func flushPositions() throws(StorageError) {
    guard !positions.isEmpty else { return }
    var bytes = ByteWriter()
    var start = 0
    while start < positions.count {
      let end = min(start + blockLength, positions.count)
      PatchedBlock.encode(positions.span.extracting(start..<end), into: &bytes)
      start = end
    }
    try files.positions.append(bytes)
    positions.removeAll(keepingCapacity: true)
  }

  private mutating func writeTrailer() throws(StorageError) {
    var bytes = ByteWriter()
    for value in trailer.lastDocuments { bytes.append(value) }
    for value in trailer.blockEnds { bytes.append(value) }
    if detail == .positions {
      for value in trailer.positionStarts { bytes.append(value) }
    }
    if detail >= .frequencies {
      var encoded = ByteWriter()
      let groups = stride(from: 0, to: trailer.impacts.count, by: BlockList.groupLength).map {
        let end = min($0 + BlockList.groupLength, trailer.impacts.count)
        return Impact.frontier(trailer.impacts[$0..<end].joined())
      }
      let whole = Impact.frontier(groups.joined())
      for impacts in trailer.impacts + groups + [whole] + reached.impacts() {
        for impact in impacts { impact.encode(into: &encoded) }
        bytes.append(UInt32(encoded.count))
      }
      bytes.append(contentsOf: encoded.bytes)
    }
    try files.postings.append(bytes)
  }

  private mutating func reset() {
    documents.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
    norms.removeAll(keepingCapacity: true)
    documentFrequency = 0
    totalTermFrequency = 0
    base = 0
    blocksStart = files.postings.position
    positionsStart = files.positions.position
    trailer = Trailer()
    reached.removeAll()
  }
}
