// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my term, give me its documents", how often it stands in each, and where. The layout is in
// `PostingsWriter.swift`. Documents are decoded a block at a time, frequencies and positions of a
// block only when they are asked for.

package import BriefCodec

/// Visits the documents of one posting list in increasing order.
package final class PostingsCursor {
  /// The current document; ``DocID/exhausted`` at the end. Undefined before the first move.
  package private(set) var doc = DocID.exhausted
  package let documentFrequency: Int

  private let postings: StoredFile
  private let positionsFile: StoredFile
  private let detail: TermSpace.Detail
  private let payload: TermPayload

  private var documents = [UInt32](repeating: 0, count: blockLength)
  private var frequencies = [UInt32](repeating: 0, count: blockLength)
  private var count = 0  // documents in the decoded block
  private var index = 0  // of the current document in it
  private var block = -1  // the decoded block
  private var frequencyOffset = 0  // where its frequencies begin in the file
  private var hasFrequencies = false

  private var positionValues: [UInt32] = []
  private var positionEnds: [Int] = []  // per document of the block; empty until decoded

  private let blockCount: Int
  private let trailer: Int  // offset of the trailer, for lists of several blocks
  private let blocksStart: Int

  package init(
    _ segment: SegmentReader, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    postings = segment.postings
    positionsFile = segment.positions
    self.detail = detail
    self.payload = payload
    documentFrequency = Int(payload.documentFrequency)
    blockCount = (documentFrequency + blockLength - 1) / blockLength
    let offset = Int(truncatingIfNeeded: payload.postings)
    trailer = blockCount > 1 ? offset : 0
    if blockCount > 1 {
      // SAFETY of the layout: every access below is bounds-checked by the file.
      let length = Int(try postings.uint32(at: offset + (2 * blockCount - 1) * 4))
      blocksStart = offset - length
    } else {
      blocksStart = offset
    }
  }

  /// Moves to the first document at or after `target` and returns it. Never moves back: stays where it
  /// is if that is the current one.
  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    if block >= 0, doc >= target { return doc }
    if block < 0 || documents[count - 1] < target.rawValue {
      guard let next = try firstBlock(endingAtOrAfter: target, from: block + 1) else {
        return exhaust()
      }
      try decode(next)
    }
    index = BlockKernels.firstAtOrAfter(target.rawValue, in: documents, from: index, count: count)
    guard index < count else { return exhaust() }  // the only block, and it ends before the target
    doc = DocID(documents[index])
    return doc
  }

  private func exhaust() -> DocID {
    block = blockCount
    count = 1
    index = 0
    documents[0] = UInt32.max
    doc = .exhausted
    return doc
  }

  /// Moves to the next document; the first one at the beginning.
  package func advance() throws(CorruptionError) -> DocID {
    if block >= 0, index + 1 < count {
      index += 1
      doc = DocID(documents[index])
      return doc
    }
    return try advance(to: block < 0 ? DocID(0) : DocID(doc.rawValue &+ 1))
  }

  /// How often the term stands in the current document (1 in a space without frequencies).
  package func frequency() throws(CorruptionError) -> UInt32 {
    guard detail >= .frequencies else { return 1 }
    if !hasFrequencies { try decodeFrequencies() }
    return frequencies[index]
  }

  /// Replaces `positions` by where the term stands in the current document, ascending.
  package func readPositions(into positions: inout [UInt32]) throws(CorruptionError) {
    if positionEnds.isEmpty { try decodePositions() }
    positions.removeAll(keepingCapacity: true)
    let start = index == 0 ? 0 : positionEnds[index - 1]
    var position: UInt32 = 0
    for i in start..<positionEnds[index] {
      position &+= positionValues[i]
      positions.append(position)
    }
  }

  // MARK: - Blocks

  /// The first block at or after `first` whose last document is not before `target`: galloping from
  /// `first`, since targets lie close to where the cursor is more often than not.
  private func firstBlock(
    endingAtOrAfter target: DocID, from first: Int
  ) throws(CorruptionError) -> Int? {
    guard first < blockCount else { return nil }
    guard blockCount > 1 else { return 0 }
    var low = first
    var step = 1
    while low + step < blockCount, try lastDocument(low + step - 1) < target.rawValue {
      low += step
      step *= 2
    }
    var high = min(low + step, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if try lastDocument(middle) < target.rawValue { low = middle + 1 } else { high = middle }
    }
    return low < blockCount ? low : nil
  }

  private func lastDocument(_ block: Int) throws(CorruptionError) -> UInt32 {
    try postings.uint32(at: trailer + block * 4)
  }

  private func decode(_ next: Int) throws(CorruptionError) {
    hasFrequencies = false
    positionEnds.removeAll(keepingCapacity: true)
    index = 0
    block = next
    if documentFrequency == 1 {
      documents[0] = UInt32(truncatingIfNeeded: payload.postings)
      frequencies[0] = UInt32(truncatingIfNeeded: payload.totalTermFrequency)
      count = 1
      hasFrequencies = true
      return
    }
    count = min(blockLength, documentFrequency - next * blockLength)
    var start = blocksStart
    var end = postings.length
    var base: UInt32 = 0
    if blockCount > 1 {
      end = blocksStart + Int(try postings.uint32(at: trailer + (blockCount + next) * 4))
      if next > 0 {
        start += Int(try postings.uint32(at: trailer + (blockCount + next - 1) * 4))
        base = try lastDocument(next - 1) &+ 1
      }
    } else {
      // A block of n documents takes at most 5 bytes for each number and a header each.
      end = min(end, start + count * 12 + 64)
    }
    let consumed = try DeltaBlock.decode(
      postings, start..<end, base: base, count: count, into: &documents)
    frequencyOffset = start + consumed
  }

  private func decodeFrequencies() throws(CorruptionError) {
    let end = min(postings.length, frequencyOffset + count * 12 + 64)
    _ = try PatchedBlock.decode(
      postings, frequencyOffset..<end, count: count, into: &frequencies)
    for i in 0..<count { frequencies[i] &+= 1 }
    hasFrequencies = true
  }

  private func decodePositions() throws(CorruptionError) {
    precondition(detail == .positions, "a space without positions was asked for them")
    if !hasFrequencies { try decodeFrequencies() }
    var total = 0
    for i in 0..<count {
      total += Int(frequencies[i])
      positionEnds.append(total)
    }
    var offset = Int(truncatingIfNeeded: payload.positions)
    if blockCount > 1 {
      offset += Int(try postings.uint32(at: trailer + (2 * blockCount + block) * 4))
    }
    guard total <= positionsFile.length * 130 else {
      throw CorruptionError(
        file: postings.name, offset: frequencyOffset, reason: "more occurrences than positions",
        expected: nil, found: UInt64(total))
    }
    positionValues.removeAll(keepingCapacity: true)
    var buffer = [UInt32](repeating: 0, count: blockLength)
    var left = total
    while left > 0 {
      let n = min(left, blockLength)
      let end = min(positionsFile.length, offset + n * 12 + 64)
      offset += try PatchedBlock.decode(positionsFile, offset..<end, count: n, into: &buffer)
      positionValues.append(contentsOf: buffer[..<n])
      left -= n
    }
  }
}
