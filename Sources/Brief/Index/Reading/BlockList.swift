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
  /// Offset of the trailer, in lists of several blocks, and where its parts lie.
  private let trailer: Int
  let layout: TrailerLayout

  /// How many blocks share a bound of their own.
  package static let groupLength = 32

  package init(
    _ segment: SegmentReader, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    try self.init(segment.postings, detail: detail, payload: payload)
  }

  /// Verifies the trailer, once a page for as long as the file is open.
  init(
    _ postings: StoredFile, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    self.postings = postings
    self.detail = detail
    self.payload = payload
    documentFrequency = Int(payload.documentFrequency)
    let count = (Int(payload.documentFrequency) + blockLength - 1) / blockLength
    self.count = count
    let offset = Int(truncatingIfNeeded: payload.postings)
    layout = TrailerLayout(blocks: count, documentFrequency: documentFrequency, detail: detail)
    guard count > 1 else {
      start = offset
      trailer = 0
      return
    }
    trailer = offset
    guard offset >= 0, offset <= postings.length - layout.length else {
      throw CorruptionError(
        file: postings.name, offset: max(0, offset), reason: "trailer beyond the end",
        expected: UInt64(postings.length), found: UInt64(layout.length))
    }
    let impacts = offset + layout.length
    try postings.verify(offset..<impacts)
    let bytes = postings.bytes
    start = offset - Int(bytes.uint32(at: offset + layout.blockEnds - 4))
    let hasBounds = detail >= .frequencies
    let end = impacts + (hasBounds ? Int(bytes.uint32(at: offset + layout.blockBoundEnds - 4)) : 0)
    guard start >= 0, end <= postings.length else {
      throw CorruptionError(
        file: postings.name, offset: offset, reason: "extent of a list",
        expected: UInt64(postings.length), found: UInt64(end))
    }
    try postings.verify(impacts..<end)
  }

  /// The number of groups.
  var groupCount: Int { TrailerLayout.groupCount(blocks: count) }

  /// The number of documents in a block.
  package func length(ofBlock block: Int) -> Int {
    min(blockLength, documentFrequency - block * blockLength)
  }

  /// The last document of a block; of a list of one block, the last there can be.
  @inline(__always)
  package func lastDocument(ofBlock block: Int) -> UInt32 {
    count > 1 ? postings.bytes.uint32(at: trailer + block * 4) : .max - 1
  }

  /// The last document of every block; none for a list of one block. Copied at once (a microsecond for
  /// 2 million postings), so that going along the list touches no file.
  package func lastDocuments() -> [UInt32] {
    guard count > 1 else { return [] }
    return postings.bytes.uint32s(at: trailer, count: count)
  }

  /// The first document a block may hold.
  @inline(__always)
  package func base(ofBlock block: Int) -> UInt32 {
    block == 0 ? 0 : postings.bytes.uint32(at: trailer + (block - 1) * 4) &+ 1
  }

  /// The first block at or after `first` whose last document is not before `target`, or `count`.
  package func firstBlock(endingAtOrAfter target: UInt32, from first: Int) -> Int {
    gallop(from: first, count: count) { lastDocument(ofBlock: $0) < target }
  }

  /// Where a block begins in the file.
  private func offset(ofBlock block: Int) -> Int {
    start + beginning(ofBlock: block, groupEnds: layout.groupEnds, blockEnds: layout.blockEnds)
  }

  /// Where a block or its impacts begin, counted from where those of the first do.
  @inline(__always)
  private func beginning(ofBlock block: Int, groupEnds: Int, blockEnds: Int) -> Int {
    let isFirst = block % Self.groupLength == 0
    return beginning(ofGroup: block / Self.groupLength, groupEnds: groupEnds)
      + (isFirst ? 0 : Int(postings.bytes.uint16(at: trailer + blockEnds + (block - 1) * 2)))
  }

  @inline(__always)
  private func beginning(ofGroup group: Int, groupEnds: Int) -> Int {
    group == 0 ? 0 : Int(postings.bytes.uint32(at: trailer + groupEnds + (group - 1) * 4))
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
    let count = length(ofBlock: block)
    _ = try PatchedBlock.decode(postings, at: offset, count: count, into: &frequencies)
    for i in 0..<count { frequencies[i] &+= 1 }
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

  /// Where the positions of a block's documents begin in the file of positions.
  package func positionsOffset(ofBlock block: Int) -> Int {
    let start = Int(truncatingIfNeeded: payload.positions)
    // Whoever reads there finds out whether that is in the file.
    return count > 1
      ? start &+ Int(postings.bytes.uint32(at: trailer + layout.positionStarts + block * 4)) : start
  }

  /// The most positions that a byte of their file holds: 256 distances of 0 have no bits, and take one.
  static let positionsPerByte = blockLength

  /// Appends the positions in a block's documents, `total` in all, as the file has them: of each document the
  /// first as it is, the others less the one before. `chunk` is scratch with room for 256.
  func appendDistances(
    ofBlock block: Int, total: Int, from file: StoredFile, to distances: inout [UInt32],
    by chunk: inout [UInt32]
  ) throws(CorruptionError) {
    var offset = positionsOffset(ofBlock: block)
    guard total <= file.length * Self.positionsPerByte else {
      throw CorruptionError(
        file: file.name, offset: offset, reason: "more occurrences than positions", expected: nil,
        found: UInt64(total))
    }
    var left = total
    while left > 0 {
      let n = min(left, blockLength)
      offset += try PatchedBlock.decode(file, at: offset, count: n, into: &chunk)
      distances.append(contentsOf: chunk[..<n])
      left -= n
    }
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

  private func extent(of bounded: Bounded) throws(CorruptionError) -> Range<Int> {
    let range: (start: Int, end: Int)
    switch bounded {
    case .block(let block):
      range = (
        beginning(ofBlock: block, groupEnds: layout.boundEnds, blockEnds: layout.blockBoundEnds),
        boundEnd(ofBlock: block)
      )
    case .group(let group):
      let last = min((group + 1) * Self.groupLength, count) - 1
      range = (boundEnd(ofBlock: last), boundEnd(group))
    case .list where groupCount == 1:
      return try extent(of: .group(0))
    case .list:
      range = (boundEnd(groupCount - 1), boundEnd(groupCount))
    case .reached(let place):
      let entry = TrailerLayout.reachedEntry(groups: groupCount) + place
      range = (boundEnd(entry - 1), boundEnd(entry))
    }
    let impacts = trailer + layout.length
    guard range.start <= range.end, range.end <= postings.length - impacts else {
      throw damagedImpacts(impacts + range.end)
    }
    return (impacts + range.start)..<(impacts + range.end)
  }

  private func boundEnd(ofBlock block: Int) -> Int {
    beginning(ofGroup: block / Self.groupLength, groupEnds: layout.boundEnds)
      + Int(postings.bytes.uint16(at: trailer + layout.blockBoundEnds + block * 2))
  }

  /// Where the impacts of a group end, or of what is behind the groups.
  private func boundEnd(_ entry: Int) -> Int {
    Int(postings.bytes.uint32(at: trailer + layout.boundEnds + entry * 4))
  }

  private func damagedImpacts(_ end: Int) -> CorruptionError {
    CorruptionError(
      file: postings.name, offset: min(max(0, end), postings.length), reason: "bounds of a list",
      expected: nil, found: UInt64(clamping: end))
  }
}
