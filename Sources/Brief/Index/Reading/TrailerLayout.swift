// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The trailer of a posting list of b blocks, several, in g groups of 32:
//
//     4·b       last document of each block
//     4·g       end of each group's blocks, counted from the start of the first
//     2·b       end of each block, counted from the start of its group's first
//     4·b       start of each block's positions, counted from the term's first (positions only)
//     4·(g+1)   end of the impacts of each group, those of its blocks before its own; then, if there are several
//               groups, of those of the list; and in a list of 1,024 documents or more of those that 10, 100,
//               1,000 reach (frequencies only)
//     2·b       end of the impacts of each block, counted from the start of its group's (frequencies only)
//     …         impacts, in that order
//
// Plain arrays, so that a search for a document is a binary search in the file, without decoding and without
// levels of skips. Bounds come in three sizes, so that most of a long list is passed over 8,192 documents at a
// time. Impacts are Pareto pairs of (frequency, norm): no document of the block has both a frequency above and a
// norm below one of its pairs, so that a bound computed from them is exact whatever the average length has become.
//
// Within a group 16 bits are enough. Impacts of a block are 256 at most, of 6 bytes: 49,152 bytes in 32 blocks. Of a
// block's documents and frequencies, each is a byte and 32 for every bit of its width; frequencies have 32 bits at
// most; gaps of 32 blocks that go 2³² documents far have 28 bits each, or fewer in the mean: 61,504 bytes.
//
// Elsewhere 32 bits are: a list whose blocks, positions or impacts pass 4 GiB is an error: that of the commonest word,
// if a segment is made of some hundred gigabytes of text.

import BriefCodec

/// Where the parts of a trailer lie, in bytes from its start.
struct TrailerLayout: Sendable {
  let groupEnds: Int
  let blockEnds: Int
  let positionStarts: Int
  /// The ends of impacts: of groups and all that is behind them; and of blocks.
  let boundEnds: Int
  let blockBoundEnds: Int
  /// Everything but the impacts.
  let length: Int

  init(blocks: Int, documentFrequency: Int, detail: TermSpace.Detail) {
    let groups = Self.groupCount(blocks: blocks)
    groupEnds = blocks * 4
    blockEnds = groupEnds + groups * 4
    positionStarts = blockEnds + blocks * 2
    boundEnds = positionStarts + (detail == .positions ? blocks * 4 : 0)
    let hasBounds = detail >= .frequencies
    let bounds = Self.reachedEntry(groups: groups) + Self.reachedCount(documentFrequency)
    blockBoundEnds = boundEnds + (hasBounds ? bounds * 4 : 0)
    length = blockBoundEnds + (hasBounds ? blocks * 2 : 0)
  }

  /// How many groups that many blocks make.
  static func groupCount(blocks: Int) -> Int {
    (blocks + BlockList.groupLength - 1) / BlockList.groupLength
  }

  /// Among the ends of impacts of groups and what is behind them, the first of those that many documents reach. A
  /// single group's impacts are the list's.
  static func reachedEntry(groups: Int) -> Int { groups > 1 ? groups + 1 : 1 }

  /// How many of those a list has.
  static func reachedCount(_ documentFrequency: Int) -> Int {
    documentFrequency < ReachedImpacts.minimumDocumentFrequency ? 0 : ReachedImpacts.counts.count
  }
}
