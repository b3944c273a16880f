// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The trailer of a posting list of b blocks, several, in g groups of 32:
//
//     4·b       last document of each block
//     4·g       end of each group's blocks, counted from the start of the first
//     2·(b−g)   end of each block but the last of its group, counted from the start of the group's first
//     4·(g+1)   end of the impacts of each group; then, if there are several groups, of those of the list; and in a
//               list of 1,024 documents or more of those that 10, 100, 1,000 reach (frequencies only)
//     2·b       end of the impacts of each block, counted from the start of its group's (frequencies only)
//     …         impacts: for each group those of its blocks, then its own; then those of the list, if there are
//               several groups; then those that many documents reach
//     4·(b−1)   start of each block's positions but the first's, counted from the term's first (positions only)
//
// Plain arrays, so that a search for a document is a binary search in the file, without decoding and without
// levels of skips. Positions come last: up to there a list is the same bytes whether it has any, and a stem that
// stands for one word takes that word's (`DerivedEncoder`). Bounds come in three sizes, so that most of a long list is
// passed over 8,192 documents at a time. Impacts are Pareto pairs of (frequency, norm): no document of the block has
// both a frequency above and a norm below one of its pairs, so that a bound computed from them is exact whatever the
// average length has become.
//
// Within a group 16 bits are enough. Impacts of a block are 256 at most, of 6 bytes: 49,152 bytes in 32 blocks. Of a
// block's documents and frequencies, each is a byte and 32 for every bit of its width; frequencies have 32 bits at
// most; gaps of 32 blocks that go 2³² documents far have 28 bits each, or fewer in the mean: 61,504 bytes.
//
// Elsewhere 32 bits are: a list whose blocks, positions or impacts pass 4 GiB is an error: that of the commonest word,
// if a segment is made of some hundred gigabytes of text.

import BriefCodec

/// Where the parts of a trailer lie in its file, and what they say.
struct TrailerLayout: Sendable {
  private let offset: Int
  private let blocks: Int
  let groups: Int
  /// The ends of impacts of groups and of all that is behind them; of blocks; and the impacts behind both.
  let boundEnds: Int
  private let blockBoundEnds: Int
  let impacts: Int

  /// How many blocks make a group.
  static let groupLength = 32

  /// The trailer that begins at an offset.
  init(at offset: Int, blocks: Int, documentFrequency: Int, detail: TermSpace.Detail) {
    self.offset = offset
    self.blocks = blocks
    groups = (blocks + Self.groupLength - 1) / Self.groupLength
    boundEnds = offset + blocks * 4 + groups * 4 + (blocks - groups) * 2
    guard detail >= .frequencies else {
      (blockBoundEnds, impacts) = (boundEnds, boundEnds)
      return
    }
    let hasReached = documentFrequency >= ReachedImpacts.minimumDocumentFrequency
    let count = Self.reachedEntry(groups) + (hasReached ? ReachedImpacts.counts.count : 0)
    blockBoundEnds = boundEnds + count * 4
    impacts = blockBoundEnds + blocks * 2
  }

  // MARK: - Parts

  var groupEnds: Int { offset + blocks * 4 }
  var blockEnds: Int { groupEnds + groups * 4 }

  /// Where the starts of positions lie.
  func positionStarts(_ bytes: RawSpan) -> Int { impacts + impactsLength(bytes) }

  // MARK: - Blocks

  /// The last document of a block.
  @inline(__always)
  func lastDocument(ofBlock block: Int, _ bytes: RawSpan) -> UInt32 {
    bytes.uint32(at: offset + block * 4)
  }

  /// The last document of every block.
  func lastDocuments(_ bytes: RawSpan) -> [UInt32] { bytes.uint32s(at: offset, count: blocks) }

  /// The bytes of all blocks.
  func blocksLength(_ bytes: RawSpan) -> Int { Int(bytes.uint32(at: blockEnds - 4)) }

  /// Where a block begins, counted from the first.
  @inline(__always)
  func start(ofBlock block: Int, _ bytes: RawSpan) -> Int {
    let (group, place) = (block / Self.groupLength, block % Self.groupLength)
    let start = group == 0 ? 0 : Int(bytes.uint32(at: groupEnds + (group - 1) * 4))
    // Of each group before, the last block's end is not here.
    return place == 0 ? start : start + Int(bytes.uint16(at: blockEnds + (block - 1 - group) * 2))
  }

  // MARK: - Impacts

  /// The bytes of all impacts.
  private func impactsLength(_ bytes: RawSpan) -> Int {
    impacts == boundEnds ? 0 : Int(bytes.uint32(at: blockBoundEnds - 4))
  }

  /// Where the impacts of something begin and end, counted from the first of all; in a damaged trailer anywhere.
  @inline(__always)
  func extent(of bounded: BlockList.Bounded, _ bytes: RawSpan) -> (start: Int, end: Int) {
    switch bounded {
    case .block(let block):
      let start = boundStart(ofGroup: block / Self.groupLength, bytes)
      let isFirst = block % Self.groupLength == 0
      return (
        isFirst ? start : start + blockBoundEnd(block - 1, bytes),
        start + blockBoundEnd(block, bytes)
      )
    case .group(let group):
      let last = min((group + 1) * Self.groupLength, blocks) - 1
      return (
        boundStart(ofGroup: group, bytes) + blockBoundEnd(last, bytes), boundEnd(group, bytes)
      )
    case .list where groups == 1:
      return (blockBoundEnd(blocks - 1, bytes), boundEnd(0, bytes))
    case .list:
      return (boundEnd(groups - 1, bytes), boundEnd(groups, bytes))
    case .reached(let place):
      let entry = Self.reachedEntry(groups) + place
      return (boundEnd(entry - 1, bytes), boundEnd(entry, bytes))
    }
  }

  /// Of the ends behind those of groups, the first of what many documents reach.
  private static func reachedEntry(_ groups: Int) -> Int { groups > 1 ? groups + 1 : 1 }

  private func boundStart(ofGroup group: Int, _ bytes: RawSpan) -> Int {
    group == 0 ? 0 : boundEnd(group - 1, bytes)
  }

  /// Where the impacts of a group end, or of what is behind the groups.
  private func boundEnd(_ entry: Int, _ bytes: RawSpan) -> Int {
    Int(bytes.uint32(at: boundEnds + entry * 4))
  }

  /// Where the impacts of a block end, counted from the start of its group's.
  private func blockBoundEnd(_ block: Int, _ bytes: RawSpan) -> Int {
    Int(bytes.uint16(at: blockBoundEnds + block * 2))
  }
}
