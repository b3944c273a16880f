// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The blocks of one posting list: where each begins, which documents it spans, how well the best of
// them can score. Knows no current document; what moves along a list (`PostingsCursor`, `WordList`)
// asks this for blocks by their number. Layouts are in `PostingsWriter.swift` and `TrailerLayout.swift`.

package import BriefCodec

/// Random access to the blocks of one posting list.
package struct BlockList: Sendable {
  package let documentFrequency: Int
  /// Blocks of 256 documents; the last may have fewer.
  package let count: Int
  package let detail: TermSpace.Detail
  package let payload: TermPayload
  private let postings: StoredFile
  /// Offset of the first block.
  private let start: Int
  /// What lies behind the blocks, if there are several.
  let trailer: TrailerLayout
  /// Where, behind that, the starts of positions do.
  private let positionStarts: Int

  /// The list that a term of a segment has. Verifies its trailer, once a page for as long as the file is open.
  package init(
    _ segment: SegmentReader, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    guard payload.documentFrequency <= segment.documentCount else {
      throw CorruptionError(
        file: segment.postings.name, offset: Int(clamping: payload.postings),
        reason: "documents of a list", expected: UInt64(segment.documentCount),
        found: UInt64(payload.documentFrequency))
    }
    try self.init(segment.postings, detail: detail, payload: payload)
  }

  /// The same of a file of posting lists alone.
  init(
    _ postings: StoredFile, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    self.postings = postings
    self.detail = detail
    self.payload = payload
    documentFrequency = Int(payload.documentFrequency)
    count = (documentFrequency + blockLength - 1) / blockLength
    let offset = Int(truncatingIfNeeded: payload.postings)
    guard count > 1 else {
      start = offset
      trailer = TrailerLayout(at: 0, blocks: 1, documentFrequency: 1, detail: .documents)
      positionStarts = 0
      return
    }
    guard offset >= 0, offset <= postings.length else {
      throw Self.beyondEnd(postings, offset, 0)
    }
    trailer = TrailerLayout(
      at: offset, blocks: count, documentFrequency: documentFrequency, detail: detail)
    guard trailer.impacts <= postings.length else {
      throw Self.beyondEnd(postings, offset, trailer.impacts - offset)
    }
    try postings.verify(offset..<trailer.impacts)
    let bytes = postings.bytes
    start = offset - trailer.blocksLength(bytes)
    positionStarts = trailer.positionStarts(bytes)
    let end = positionStarts + (detail == .positions ? 4 * (count - 1) : 0)
    guard start >= 0, end <= postings.length else {
      throw CorruptionError(
        file: postings.name, offset: offset, reason: "extent of a list",
        expected: UInt64(postings.length), found: UInt64(end))
    }
    try postings.verify(trailer.impacts..<end)
  }

  private static func beyondEnd(_ file: StoredFile, _ offset: Int, _ length: Int) -> CorruptionError
  {
    CorruptionError(
      file: file.name, offset: max(0, offset), reason: "trailer beyond the end",
      expected: UInt64(file.length), found: UInt64(length))
  }

  /// The number of groups.
  var groupCount: Int { trailer.groups }

  /// The number of documents in a block.
  package func length(ofBlock block: Int) -> Int {
    min(blockLength, documentFrequency - block * blockLength)
  }

  /// The last document of a block; of a list of one block, the last there can be.
  @inline(__always)
  package func lastDocument(ofBlock block: Int) -> UInt32 {
    count > 1 ? trailer.lastDocument(ofBlock: block, postings.bytes) : .max - 1
  }

  /// The last document of every block; none for a list of one block. Copied at once (a microsecond for
  /// 2 million postings), so that going along the list touches no file.
  package func lastDocuments() -> [UInt32] {
    count > 1 ? trailer.lastDocuments(postings.bytes) : []
  }

  /// The first document a block may hold.
  @inline(__always)
  package func base(ofBlock block: Int) -> UInt32 {
    block == 0 ? 0 : trailer.lastDocument(ofBlock: block - 1, postings.bytes) &+ 1
  }

  /// The first block at or after `first` whose last document is not before `target`, or `count`.
  package func firstBlock(endingAtOrAfter target: UInt32, from first: Int) -> Int {
    gallop(from: first, count: count) { lastDocument(ofBlock: $0) < target }
  }

  /// Where a block begins in the file.
  private func offset(ofBlock block: Int) -> Int {
    block == 0 ? start : start + trailer.start(ofBlock: block, postings.bytes)
  }

  // MARK: - Contents

  /// Decodes the documents of a block; returns where its frequencies begin.
  ///
  /// - Precondition: `documents` has room for 256.
  package func decodeDocuments(
    ofBlock block: Int, into documents: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    guard documentFrequency > 1 else {
      documents[0] = UInt32(truncatingIfNeeded: payload.postings)
      return 0
    }
    let offset = offset(ofBlock: block)
    return try offset
      + DeltaBlock.decode(
        postings, at: offset, base: base(ofBlock: block), count: length(ofBlock: block),
        into: &documents)
  }

  /// What the trailer says of a block is what the next counts from: documents of a list ascend.
  func checkLast(_ document: UInt32, ofBlock block: Int) throws(CorruptionError) {
    guard count == 1 || document == lastDocument(ofBlock: block) else {
      throw CorruptionError(
        file: postings.name, offset: offset(ofBlock: block), reason: "last document of a block",
        expected: UInt64(lastDocument(ofBlock: block)), found: UInt64(document))
    }
  }

  /// Decodes the frequencies of a block, which begin at an offset that `decodeDocuments` returned.
  ///
  /// - Precondition: the list has frequencies, `frequencies` has room for 256.
  package func decodeFrequencies(
    ofBlock block: Int, at offset: Int, into frequencies: inout [UInt32]
  ) throws(CorruptionError) {
    guard documentFrequency > 1 else {
      frequencies[0] = UInt32(truncatingIfNeeded: payload.totalTermFrequency)
      return
    }
    _ = try PatchedBlock.decode(
      postings, at: offset, count: length(ofBlock: block), raisedBy: 1, into: &frequencies)
  }

  /// Copies a block of close documents as words, bit i for document `base(ofBlock:)` + i, and returns
  /// how many words; 0 if the block is not kept in that form.
  package func readWords(
    ofBlock block: Int, into words: inout [UInt64]
  ) throws(CorruptionError) -> Int {
    guard documentFrequency > 1 else { return 0 }
    let offset = offset(ofBlock: block)
    let count = length(ofBlock: block)
    let bytes = try postings.span(from: offset, atMost: DeltaBlock.maximumLength(count))
    guard DeltaBlock.isDense(bytes) else { return 0 }
    do throws(BlockDamage) {
      return try DeltaBlock.denseWords(
        bytes, base: base(ofBlock: block), count: count, into: &words)
    } catch {
      throw error.located(in: postings, at: offset)
    }
  }

  /// Which of `candidates[range]` are in a block that is kept as a bit set, without decoding it: for each
  /// its index in the range and in the block, and how many; and where the block's frequencies begin.
  /// `nil` if the block is kept otherwise.
  package func match(
    _ candidates: [UInt32], _ range: Range<Int>, inBitsOfBlock block: Int,
    matched: inout [UInt32], places: inout [UInt32]
  ) throws(CorruptionError) -> (count: Int, frequencies: Int)? {
    guard documentFrequency > 1 else { return nil }
    let offset = offset(ofBlock: block)
    let limit = DeltaBlock.maximumLength(length(ofBlock: block))
    let bytes = try postings.span(from: offset, atMost: limit)
    do throws(BlockDamage) {
      guard let (words, length) = try DeltaBlock.bits(bytes) else { return nil }
      let count = BlockKernels.match(
        candidates, range, withBits: bytes.extracting(words), base: base(ofBlock: block),
        matched: &matched, places: &places)
      // Places ascend; more bits than documents would put the last beyond the block.
      guard count == 0 || Int(places[count - 1]) < self.length(ofBlock: block) else {
        throw BlockDamage("documents of a bit set", found: Int(places[count - 1]))
      }
      return (count, offset + length)
    } catch {
      throw error.located(in: postings, at: offset)
    }
  }

  /// Asks for the documents of a block, and for what begins their positions, if there are any.
  @inline(__always)
  func prefetch(block: Int, positions: StoredFile? = nil) {
    postings.prefetch(from: offset(ofBlock: block), lines: 4)
    if detail == .positions { positions?.prefetch(from: positionsOffset(ofBlock: block), lines: 1) }
  }

  /// Where the positions of a block's documents begin in the file of positions.
  package func positionsOffset(ofBlock block: Int) -> Int {
    let start = Int(truncatingIfNeeded: payload.positions)
    guard block > 0 else { return start }
    // Whoever reads there finds out whether that is in the file.
    return start &+ Int(postings.bytes.uint32(at: positionStarts + 4 * (block - 1)))
  }

  /// The most positions that a byte of their file holds: 256 distances of 0 have no bits, and take one.
  static let positionsPerByte = blockLength

  /// Appends the positions in a block's documents, `total` in all, as the file has them: of each document the
  /// first as it is, the others less the one before. `chunk` is scratch with room for 256.
  func appendDistances(
    ofBlock block: Int, total: Int, from file: StoredFile, to distances: inout [UInt32],
    by chunk: inout [UInt32]
  ) throws(CorruptionError) {
    let offset = positionsOffset(ofBlock: block)
    guard total <= file.length * Self.positionsPerByte else {
      throw CorruptionError(
        file: file.name, offset: offset, reason: "more occurrences than positions", expected: nil,
        found: UInt64(total))
    }
    try PatchedSequence.decode(file, at: offset, count: total, to: &distances, by: &chunk)
  }

  // MARK: - Bounds

  /// Whether blocks have bounds: lists of one block have not, nor those without frequencies.
  package var hasImpacts: Bool { count > 1 && detail >= .frequencies }

  /// What has bounds.
  package enum Bounded {
    case block(Int)
    /// 32 blocks; the last group may have fewer.
    case group(Int)
    case list
    /// As many documents as one of `ReachedImpacts.counts` says, by its place there.
    case reached(Int)
  }

  /// The greatest frequency · inverseNorms[norm] that a document can have there, or so many documents have.
  @inline(__always)
  package func bestImpact(
    of bounded: Bounded, _ inverseNorms: [Float]
  ) throws(CorruptionError) -> Float {
    let range = try extent(of: bounded)
    guard
      let best = BlockKernels.bestImpact(
        postings.bytes.extracting(range), inverseNorms: inverseNorms)
    else { throw damagedImpacts(range.upperBound) }
    return best
  }

  /// A frequency · inverseNorms[norm] that so many documents have at least, if that is known.
  package func impact(
    reachedBy count: Int, _ inverseNorms: [Float]
  ) throws(CorruptionError) -> Float? {
    guard hasImpacts, documentFrequency >= ReachedImpacts.minimumDocumentFrequency,
      let place = ReachedImpacts.counts.firstIndex(where: { $0 >= count })
    else { return nil }
    return try bestImpact(of: .reached(place), inverseNorms)
  }

  /// The bounds themselves.
  package func impacts(of bounded: Bounded) throws(CorruptionError) -> [Impact] {
    var reader = try postings.reader(try extent(of: bounded))
    var impacts: [Impact] = []
    while reader.remaining > 0 {
      let frequency = try reader.readUInt32Varint()
      impacts.append(Impact(frequency: frequency, norm: try reader.readUInt8()))
    }
    return impacts
  }

  @inline(__always)
  private func extent(of bounded: Bounded) throws(CorruptionError) -> Range<Int> {
    let (start, end) = trailer.extent(of: bounded, postings.bytes)
    guard start <= end, end <= postings.length - trailer.impacts else {
      throw damagedImpacts(trailer.impacts + end)
    }
    return (trailer.impacts + start)..<(trailer.impacts + end)
  }

  private func damagedImpacts(_ end: Int) -> CorruptionError {
    CorruptionError(
      file: postings.name, offset: min(max(0, end), postings.length), reason: "bounds of a list",
      expected: nil, found: UInt64(clamping: end))
  }
}
