// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my term, give me its documents", how often it stands in each, and where. The layout is in
// `PostingsWriter.swift`. Documents are decoded a block at a time, frequencies and positions of a
// block only when they are asked for.

package import BriefCodec

/// Visits the documents of one posting list in increasing order.
package final class PostingsCursor {
  /// The current document; ``DocID/exhausted`` at the end. Undefined before the first move.
  package private(set) var doc = DocID.exhausted
  package var documentFrequency: Int { list.documentFrequency }

  private let list: BlockList
  private let segment: SegmentReader

  private var documents = [UInt32](repeating: 0, count: blockLength)
  private var frequencies = [UInt32](repeating: 0, count: blockLength)
  private var count = 0  // documents in the decoded block
  private var index = 0  // of the current document in it
  private var block = -1  // the decoded block
  private var frequencyOffset = 0  // where its frequencies begin in the file
  private var hasFrequencies = false

  private var positionValues: [UInt32] = []
  private var positionEnds: [Int] = []  // per document of the block; empty until decoded
  private var buffer: [UInt32] = []

  package init(
    _ segment: SegmentReader, detail: TermSpace.Detail, payload: TermPayload
  ) throws(CorruptionError) {
    list = try BlockList(segment, detail: detail, payload: payload)
    self.segment = segment
  }

  /// Moves to the first document at or after `target` and returns it. Never moves back: stays where it
  /// is if that is the current one.
  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    if block >= 0, doc >= target { return doc }
    if block < 0 || documents[count - 1] < target.rawValue {
      let next = list.firstBlock(endingAtOrAfter: target.rawValue, from: block + 1)
      guard next < list.count else { return exhaust() }
      try decode(next)
    }
    index = BlockKernels.firstAtOrAfter(target.rawValue, in: documents, from: index, count: count)
    guard index < count else { return exhaust() }  // the only block, and it ends before the target
    doc = DocID(documents[index])
    return doc
  }

  private func exhaust() -> DocID {
    block = list.count
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
    guard list.detail >= .frequencies else { return 1 }
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

  private func decode(_ next: Int) throws(CorruptionError) {
    hasFrequencies = false
    positionEnds.removeAll(keepingCapacity: true)
    index = 0
    block = next
    count = list.length(ofBlock: next)
    frequencyOffset = try list.decodeDocuments(ofBlock: next, into: &documents)
  }

  private func decodeFrequencies() throws(CorruptionError) {
    try list.decodeFrequencies(ofBlock: block, at: frequencyOffset, into: &frequencies)
    hasFrequencies = true
  }

  private func decodePositions() throws(CorruptionError) {
    precondition(list.detail == .positions, "a space without positions was asked for them")
    if !hasFrequencies { try decodeFrequencies() }
    var total = 0
    for i in 0..<count {
      guard frequencies[i] > 0 else {
        throw PostingsBlock.noFrequency(at: frequencyOffset, segment)
      }
      total += Int(frequencies[i])
      positionEnds.append(total)
    }
    positionValues.removeAll(keepingCapacity: true)
    if buffer.isEmpty { buffer = [UInt32](repeating: 0, count: blockLength) }
    try list.appendDistances(
      ofBlock: block, total: total, from: segment.positions, to: &positionValues, by: &buffer)
  }
}
