// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What stands behind the blocks of a posting list, if it has several: where each begins, and how well the best of
// its documents can score. `TrailerLayout` says where its parts lie.

import BriefCodec

/// Gathers the trailer of one list after the other.
struct ListTrailer {
  private let detail: TermSpace.Detail
  private let longestExtent: Int

  private var lastDocuments: [UInt32] = []
  private var positionStarts: [UInt32] = []
  private var blockEnds: [UInt32] = []
  /// The impacts of one block after the other, and where those of each end.
  private var impacts: [Impact] = []
  private var impactEnds: [Int] = []
  private var frontier = ImpactFrontier()
  private var reached = ReachedImpacts()

  /// - Parameter longestExtent: the most bytes that a list's blocks, positions or impacts may have.
  init(detail: TermSpace.Detail, longestExtent: Int) {
    self.detail = detail
    self.longestExtent = longestExtent
  }

  /// Begins a block: its last document, and where its positions begin among the list's.
  mutating func beginBlock(
    lastDocument: UInt32, positionStart: Int
  ) throws(StorageError) {
    lastDocuments.append(lastDocument)
    positionStarts.append(try extent(positionStart, "positions of a term"))
  }

  /// Adds what the first `count` documents of the block say of scores.
  mutating func addImpacts(_ frequencies: [UInt32], _ norms: [UInt8], count: Int) {
    frontier.add(frequencies, norms, count: count)
    frontier.take(into: &impacts)
    impactEnds.append(impacts.count)
    reached.add(frequencies, norms, count: count)
  }

  /// Ends a block, where all blocks so far have a number of bytes.
  mutating func endBlock(at end: Int) throws(StorageError) {
    blockEnds.append(try extent(end, "postings of a term"))
  }

  /// A number of bytes as a trailer has it.
  private func extent(_ length: Int, _ subject: String) throws(StorageError) -> UInt32 {
    guard length <= longestExtent else {
      throw .limit(LimitError(subject: subject, limit: longestExtent))
    }
    return UInt32(length)
  }

  /// Appends the list's trailer, and begins another list.
  mutating func write(to bytes: inout ByteWriter) throws(StorageError) {
    let groups = stride(from: 0, to: blockEnds.count, by: TrailerLayout.groupLength).map {
      $0..<min($0 + TrailerLayout.groupLength, blockEnds.count)
    }
    for value in lastDocuments { bytes.append(value) }
    for group in groups { bytes.append(blockEnds[group.upperBound - 1]) }
    for group in groups {
      let start = group.lowerBound == 0 ? 0 : blockEnds[group.lowerBound - 1]
      for end in blockEnds[group].dropLast() { bytes.append(UInt16(end - start)) }
    }
    if detail >= .frequencies { try writeBounds(groups, to: &bytes) }
    if detail == .positions {
      for value in positionStarts.dropFirst() { bytes.append(value) }
    }
    removeAll()
  }

  /// Appends the impacts of each block, group, and of the list, and those that many documents reach; before them
  /// where they end.
  private mutating func writeBounds(
    _ groups: [Range<Int>], to bytes: inout ByteWriter
  ) throws(StorageError) {
    var encoded = ByteWriter()
    var blockBoundEnds = ByteWriter()
    var boundEnds = ByteWriter()
    /// The impacts of all groups.
    var bounds: [Impact] = []
    func append(_ impacts: some Sequence<Impact>) throws(StorageError) {
      for impact in impacts { impact.encode(into: &encoded) }
      boundEnds.append(try extent(encoded.count, "bounds of a term"))
    }
    for group in groups {
      let start = encoded.count
      for block in group {
        for impact in impacts[(block == 0 ? 0 : impactEnds[block - 1])..<impactEnds[block]] {
          impact.encode(into: &encoded)
          frontier.add(impact)
        }
        blockBoundEnds.append(UInt16(encoded.count - start))
      }
      let first = bounds.count
      frontier.take(into: &bounds)
      try append(bounds[first...])
    }
    if groups.count > 1 {
      for impact in bounds { frontier.add(impact) }
      let first = bounds.count
      frontier.take(into: &bounds)
      try append(bounds[first...])
    }
    for impacts in reached.impacts() { try append(impacts) }
    for part in [boundEnds, blockBoundEnds, encoded] { bytes.append(contentsOf: part.bytes) }
  }

  private mutating func removeAll() {
    lastDocuments.removeAll(keepingCapacity: true)
    positionStarts.removeAll(keepingCapacity: true)
    blockEnds.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
    impactEnds.removeAll(keepingCapacity: true)
    reached.removeAll()
  }
}
