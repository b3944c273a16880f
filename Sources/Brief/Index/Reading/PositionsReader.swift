// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is a document that has my word: where?" Reads the positions of one document at a time and
// decodes no more than the chunks that hold them: a common word has a thousand positions in a block of
// documents, of which a phrase asks for a few.

package import BriefCodec

/// Positions of one term, document by document, forward only.
package struct PositionsReader {
  let list: BlockList
  private let file: StoredFile
  private let lastDocuments: [UInt32]

  private var block = -1
  private var documents = [UInt32](repeating: 0, count: blockLength)
  private var frequencies = [UInt32](repeating: 0, count: blockLength)
  private var count = 0
  private var index = 0
  private var hasFrequencies = false
  /// Positions in the whole block; those before the document `summedIndex`.
  private var total = 0
  private var summed = 0
  private var summedIndex = 0
  private var hasTotal = false
  private var frequenciesOffset = 0

  // The positions of a block of documents are chunks of 128 values.
  private var chunkOffsets: [Int] = []
  private var chunk = -1
  private var values = [UInt32](repeating: 0, count: blockLength)

  /// The first ``positionCount`` are the positions in the current document, ascending; after
  /// ``readPositions()``.
  package private(set) var positions = [UInt32](repeating: 0, count: 64)
  package private(set) var positionCount = 0

  package init(_ list: BlockList, in segment: SegmentReader) {
    self.list = list
    file = segment.positions
    lastDocuments = list.count > 1 ? list.lastDocuments() : [.max - 1]
  }

  /// Moves to a document, not before the current one; `false` if the term does not stand in it.
  package mutating func move(to document: UInt32) throws(CorruptionError) -> Bool {
    if block < 0 || documents[count - 1] < document {
      let next = gallop(from: block + 1, count: list.count) { lastDocuments[$0] < document }
      guard next < list.count else { return false }
      block = next
      count = list.length(ofBlock: next)
      index = 0
      hasFrequencies = false
      hasTotal = false
      frequenciesOffset = try list.decodeDocuments(ofBlock: next, into: &documents)
    }
    // Mostly it is close; comparing all the rest of the block is for when it is not.
    if documents[min(index + 8, count - 1)] < document {
      index = BlockKernels.firstAtOrAfter(document, in: documents, from: index, count: count)
    } else {
      while index < count, documents[index] < document { index += 1 }
    }
    return index < count && documents[index] == document
  }

  /// How often the term stands in the current document.
  package mutating func frequency() throws(CorruptionError) -> UInt32 {
    if !hasFrequencies {
      try list.decodeFrequencies(ofBlock: block, at: frequenciesOffset, into: &frequencies)
      hasFrequencies = true
    }
    return frequencies[index]
  }

  /// Reads the positions in the current document.
  package mutating func readPositions() throws(CorruptionError) {
    let frequency = Int(try frequency())
    if !hasTotal { begin() }
    while summedIndex < index {
      summed += Int(frequencies[summedIndex])
      summedIndex += 1
    }
    guard summed + frequency <= total else {
      throw damaged(frequency)
    }
    var next = summed
    let end = next + frequency
    positionCount = 0
    while next < end {
      if next / blockLength != chunk { try decode(next / blockLength) }
      let stop = min(end, (chunk + 1) * blockLength)
      if positions.count < positionCount + stop - next {
        positions += [UInt32](repeating: 0, count: positions.count + blockLength)
      }
      let first = next % blockLength
      let range = first..<(first + stop - next)
      let start: UInt32 = positionCount == 0 ? 0 : positions[positionCount - 1]
      BlockKernels.sumPositions(values, range, start: start, into: &positions, at: positionCount)
      positionCount += stop - next
      next = stop
    }
  }

  private mutating func begin() {
    total = 0
    for i in 0..<count { total += Int(frequencies[i]) }
    summed = 0
    summedIndex = 0
    hasTotal = true
    chunk = -1
    chunkOffsets.removeAll(keepingCapacity: true)
    chunkOffsets.append(list.positionsOffset(ofBlock: block))
  }

  private mutating func decode(_ next: Int) throws(CorruptionError) {
    while chunkOffsets.count <= next {
      let last = chunkOffsets[chunkOffsets.count - 1]
      chunkOffsets.append(last + (try PatchedBlock.length(file, at: last, count: blockLength)))
    }
    chunk = next
    _ = try PatchedBlock.decode(
      file, at: chunkOffsets[next], count: min(blockLength, total - next * blockLength),
      into: &values)
  }

  private func damaged(_ frequency: Int) -> CorruptionError {
    CorruptionError(
      file: file.name, offset: list.positionsOffset(ofBlock: block),
      reason: "positions of a document", expected: UInt64(total), found: UInt64(frequency))
  }
}
