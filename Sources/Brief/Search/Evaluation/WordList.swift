// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The posting list of one word of a query, with its score: decoded a block at a time, scored a block at
// a time, and bounded without being decoded. It moves forward only. Three things can be asked of it:
// its own documents of a range (`read`, `add`, `mark`), which of a batch's documents it has (`refine`),
// and how well any document of a range can score (`bound`).

import BriefCodec

/// What a word is to the documents of a batch.
enum Role: Sendable { case required, optional, excluded }

/// A scored posting list of one segment.
package struct WordList {
  /// Where blocks are decoded from; one of those merged, and then not used.
  let stored: BlockList
  /// What several lists came to.
  let merged: MergedPostings?
  private let mergedBounds: [Float]
  /// The last document of each block.
  private var lastDocuments: [UInt32]
  /// The documents in the list: what it costs to go through it.
  let documentFrequency: Int
  private let blockCount: Int
  /// The best score in the list, or a bound of it.
  private(set) var maximum: Float
  let segment: SegmentReader
  let scorer: WordScorer
  let isScored: Bool

  // The decoded block, in room that is lent.
  private var block = -1
  private var documents: [UInt32]
  private var frequencies: [UInt32]
  private var scores: [Float]
  private var norms: [UInt8]
  private var count = 0
  private var frequenciesOffset = 0
  private var frequenciesBlock = -1
  private var hasScores = false

  /// The block that a batch was last refined by, decoded or not.
  private var refinedBlock = 0
  // Bounds move ahead of the blocks.
  private var boundsBlock = 0
  /// None for a list of one block, else as many as a power of two: a block's place is what the lowest bits
  /// of its number say.
  private var knownBlocks: [(block: Int32, bound: Float)]
  private var knownGroup = (index: -1, bound: Float(0))

  /// The list of a word of one term. Without `isScored` the scores are all 0, and nothing but documents is
  /// decoded.
  ///
  /// - Parameter isRequired: a document must have the word. Then a list of one block, of which nothing is known
  ///   beforehand, is bounded by the word's weight; else it is scored at once, for the sake of its maximum.
  static func list(
    _ list: BlockList, of segment: SegmentReader, scorer: WordScorer, isScored: Bool,
    isRequired: Bool, _ scratch: ScratchPool
  ) throws(CorruptionError) -> WordList {
    guard list.count > 1 || !isScored || list.detail >= .frequencies else {
      return try WordList(
        merging: [list], of: segment, scorer: scorer, isScored: isScored, scratch)
    }
    let isOnly = list.count == 1
    var made = WordList(
      list, segment, scorer, isScored, scratch.blocks.take(),
      lastDocuments: isOnly ? [.max - 1] : list.lastDocuments(),
      maximum: isScored ? try maximum(of: list, scorer) : 0,
      knownBlocks: isScored && !isOnly ? unknownBlocks(list.count) : [])
    if isScored, isOnly, !isRequired { try made.scoreOnlyBlock() }
    return made
  }

  /// Only for `list` above: an initializer that throws, or that changes what it has initialized, ends with a copy of
  /// it all, eleven references.
  private init(
    _ list: BlockList, _ segment: SegmentReader, _ scorer: WordScorer, _ isScored: Bool,
    _ room: consuming Room, lastDocuments: [UInt32], maximum: Float,
    knownBlocks: [(block: Int32, bound: Float)]
  ) {
    stored = list
    self.segment = segment
    self.scorer = scorer
    self.isScored = isScored
    documents = room.documents
    frequencies = room.frequencies
    scores = room.scores
    norms = room.norms
    self.knownBlocks = knownBlocks
    merged = nil
    mergedBounds = []
    documentFrequency = list.documentFrequency
    blockCount = list.count
    self.maximum = maximum
    self.lastDocuments = lastDocuments
  }

  /// Room for the bounds of blocks, of which none is known.
  private static func unknownBlocks(_ count: Int) -> [(block: Int32, bound: Float)] {
    var known = 1
    while known < min(64, count) { known *= 2 }
    var blocks: [(block: Int32, bound: Float)] = []
    blocks.reserveCapacity(known)
    for _ in 0..<known { blocks.append((-1, 0)) }
    return blocks
  }

  /// The list of a word of any of several terms.
  init(
    merging lists: [BlockList], of segment: SegmentReader, scorer: WordScorer, isScored: Bool,
    _ scratch: ScratchPool
  ) throws(CorruptionError) {
    try self.init(
      try MergedPostings(lists, of: segment), of: lists[0], segment, scorer: scorer,
      isScored: isScored, scratch)
  }

  /// Postings that were merged from `list` and others.
  init(
    _ merged: MergedPostings, of list: BlockList, _ segment: SegmentReader, scorer: WordScorer,
    isScored: Bool, _ scratch: ScratchPool
  ) throws(CorruptionError) {
    self.segment = segment
    self.scorer = scorer
    self.isScored = isScored
    let room = scratch.blocks.take()
    documents = room.documents
    frequencies = room.frequencies
    scores = room.scores
    norms = room.norms
    stored = list
    knownBlocks = []
    if let last = merged.documents.last, last >= segment.documentCount {
      throw segment.beyondEnd(last)
    }
    let bounds = isScored ? merged.bounds(scorer) : []
    documentFrequency = merged.documents.count
    blockCount = (documentFrequency + blockLength - 1) / blockLength
    maximum = bounds.max() ?? 0
    lastDocuments = (0..<blockCount).map {
      merged.documents[min(($0 + 1) * blockLength, merged.documents.count) - 1]
    }
    mergedBounds = bounds
    self.merged = merged
  }

  /// Decodes and scores a list of one block, which nothing is known of beforehand.
  private mutating func scoreOnlyBlock() throws(CorruptionError) {
    try decode(0)
    lastDocuments[0] = documents[count - 1]
    try scoreBlock()
    maximum = 0
    for i in 0..<count { maximum = max(maximum, scores[i]) }
  }

  /// What a block is decoded into, to be used by one list after the other.
  struct Room: Sendable {
    fileprivate var documents = [UInt32](zeros: blockLength)
    fileprivate var frequencies = [UInt32](zeros: blockLength)
    fileprivate var scores = [Float](zeros: blockLength)
    fileprivate var norms = [UInt8](zeros: blockLength)
  }

  /// Gives the room back that was lent, if it was not yet: the list is not used again.
  mutating func giveBackRoom(to scratch: ScratchPool) {
    guard !documents.isEmpty else { return }
    scratch.blocks.giveBack(
      Room(
        documents: exchange(&documents, with: []), frequencies: exchange(&frequencies, with: []),
        scores: exchange(&scores, with: []), norms: exchange(&norms, with: [])))
  }

  private static func maximum(
    of list: BlockList, _ scorer: WordScorer
  ) throws(CorruptionError) -> Float {
    guard list.hasImpacts else { return scorer.grid.round(scorer.weight) }
    return scorer.score(impact: try list.bestImpact(of: .list, scorer.similarity.inverseNorms))
  }

  /// A score that so many documents of the list reach, as far as that is known; else 0.
  mutating func score(reachedBy count: Int) throws(CorruptionError) -> Float {
    guard isScored, merged == nil,
      let impact = try stored.impact(reachedBy: count, scorer.similarity.inverseNorms)
    else { return 0 }
    return scorer.score(impact: impact)
  }

  // MARK: - Blocks

  /// The first document a block may hold.
  @inline(__always)
  private func base(ofBlock block: Int) -> UInt32 {
    block == 0 ? 0 : lastDocuments[block - 1] &+ 1
  }

  /// One more than the last document of a block. The highest number, which is no document, has no next.
  @inline(__always)
  private func end(ofBlock block: Int) -> UInt32 {
    let last = lastDocuments[block]
    return last == .max ? last : last + 1
  }

  private func firstBlock(endingAtOrAfter target: UInt32, from first: Int) -> Int {
    gallop(from: first, count: blockCount) { lastDocuments[$0] < target }
  }

  private mutating func decode(_ next: Int) throws(CorruptionError) {
    guard next != block else { return }
    block = next
    hasScores = false
    count = min(blockLength, documentFrequency - next * blockLength)
    if let merged {
      for i in 0..<count { documents[i] = merged.documents[next * blockLength + i] }
    } else {
      frequenciesOffset = try stored.decodeDocuments(ofBlock: next, into: &documents)
      let last = documents[count - 1]
      guard last < segment.documentCount else { throw segment.beyondEnd(last) }
    }
  }

  /// Decodes the frequencies of a block, which begin at an offset of the file.
  private mutating func decodeFrequencies(
    ofBlock block: Int, at offset: Int
  ) throws(CorruptionError) {
    guard frequenciesBlock != block else { return }
    frequenciesBlock = block
    if let merged {
      for i in 0..<count { frequencies[i] = merged.frequencies[block * blockLength + i] }
    } else {
      try stored.decodeFrequencies(ofBlock: block, at: offset, into: &frequencies)
    }
  }

  private mutating func scoreBlock() throws(CorruptionError) {
    guard !hasScores else { return }
    try decodeFrequencies(ofBlock: block, at: frequenciesOffset)
    hasScores = true
    if let all = scorer.norms {
      let isInside = BlockKernels.gatherNorms(
        documents, count: count, norms: all.bytes, into: &norms)
      guard isInside else { throw segment.beyondEnd(documents[count - 1]) }
    } else {
      for i in 0..<count { norms[i] = 1 }
    }
    BlockKernels.scoreBM25(
      frequencies: frequencies, norms: norms, count: count,
      inverseNorms: scorer.similarity.inverseNorms, weight: scorer.weight,
      rounding: scorer.grid.magic, into: &scores)
  }

  // MARK: - Bounds

  private mutating func bound(ofBlock block: Int) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    guard mergedBounds.isEmpty else { return mergedBounds[block] }
    guard stored.hasImpacts else { return maximum }
    let place = block & (knownBlocks.count - 1)
    let known = knownBlocks[place]
    if known.block == Int32(truncatingIfNeeded: block) { return known.bound }
    let best = scorer.score(
      impact: try stored.bestImpact(of: .block(block), scorer.similarity.inverseNorms))
    knownBlocks[place] = (Int32(truncatingIfNeeded: block), best)
    return best
  }

  private mutating func bound(ofGroup group: Int) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    if knownGroup.index == group { return knownGroup.bound }
    guard mergedBounds.isEmpty, stored.hasImpacts else { return maximum }
    let best = scorer.score(
      impact: try stored.bestImpact(of: .group(group), scorer.similarity.inverseNorms))
    knownGroup = (group, best)
    return best
  }

  /// The end, exclusive, of the block that holds `low` or the first document after it; `nil` if there
  /// is none.
  mutating func blockEnd(at low: UInt32) -> UInt32? {
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    return boundsBlock < blockCount ? end(ofBlock: boundsBlock) : nil
  }

  /// The most a document of the group of blocks that holds `low`, or the first document after it, can
  /// score, and where that group ends, exclusive; `nil` if there is none.
  mutating func groupBound(
    at low: UInt32
  ) throws(CorruptionError) -> (bound: Float, end: UInt32)? {
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    guard boundsBlock < blockCount else { return nil }
    let group = boundsBlock / TrailerLayout.groupLength
    let last = min((group + 1) * TrailerLayout.groupLength, blockCount) - 1
    return (isScored ? try bound(ofGroup: group) : 0, end(ofBlock: last))
  }

  /// The most a document of `low..<high` can score here. Ranges must ascend.
  mutating func bound(_ low: UInt32, _ high: UInt32) throws(CorruptionError) -> Float {
    guard isScored else { return 0 }
    boundsBlock = firstBlock(endingAtOrAfter: low, from: boundsBlock)
    var best: Float = 0
    var next = boundsBlock
    while next < blockCount, best < maximum {
      // A whole group at once, where the range holds it all.
      if next % TrailerLayout.groupLength == 0, next + TrailerLayout.groupLength <= blockCount,
        lastDocuments[next + TrailerLayout.groupLength - 1] < high
      {
        best = max(best, try bound(ofGroup: next / TrailerLayout.groupLength))
        next += TrailerLayout.groupLength
        continue
      }
      best = max(best, try bound(ofBlock: next))
      guard lastDocuments[next] < high - 1 else { break }
      next += 1
    }
    return best
  }

  // MARK: - Documents of the list

  /// Decodes the block `next`, or the first after it, that may hold documents before `high` and can
  /// score `floor`; steps over it. Says whether there was one.
  private mutating func decodeNext(
    _ next: inout Int, before high: UInt32, floor: Float
  ) throws(CorruptionError) -> Bool {
    while next < blockCount, base(ofBlock: next) < high {
      if floor > 0, next % TrailerLayout.groupLength == 0, next != block,
        try bound(ofGroup: next / TrailerLayout.groupLength) < floor
      {
        next += TrailerLayout.groupLength
        continue
      }
      let candidate = next
      next += 1
      if floor > 0, candidate != block, try bound(ofBlock: candidate) < floor { continue }
      try decode(candidate)
      return true
    }
    return false
  }

  /// The places of the decoded block's documents within `low..<high`.
  private func range(_ low: UInt32, _ high: UInt32) -> Range<Int> {
    let start =
      documents[0] >= low
      ? 0 : BlockKernels.firstAtOrAfter(low, in: documents, from: 0, count: count)
    let end =
      documents[count - 1] < high
      ? count : BlockKernels.firstAtOrAfter(high, in: documents, from: start, count: count)
    return start..<end
  }

  /// The block to begin with for documents from `low` on.
  func firstBlock(at low: UInt32) -> Int {
    block >= 0 && documents[count - 1] >= low
      ? block : firstBlock(endingAtOrAfter: low, from: max(block + 1, refinedBlock))
  }

  /// The first document that a block may hold; `.max` if there is no such block.
  func earliestDocument(ofBlock block: Int) -> UInt32 {
    block < blockCount ? base(ofBlock: block) : .max
  }

  /// Calls `body` with the documents, frequencies and scores of each block, and how many they are.
  mutating func forEachBlock(
    _ body: ([UInt32], [UInt32], [Float], Int) throws(CorruptionError) -> Void
  ) throws(CorruptionError) {
    for block in 0..<blockCount {
      try decode(block)
      try scoreBlock()
      try body(documents, frequencies, scores, count)
    }
  }

  /// All documents.
  mutating func allDocuments() throws(CorruptionError) -> [UInt32] {
    var all: [UInt32] = []
    all.reserveCapacity(documentFrequency)
    for block in 0..<blockCount {
      try decode(block)
      if merged == nil { try stored.checkLast(documents[count - 1], ofBlock: block) }
      all += documents[..<count]
    }
    return all
  }

  /// The first document from `low` on that the list can have, as far as is known without decoding
  /// anything; `.max` if there is none.
  func earliestDocument(from low: UInt32) -> UInt32 {
    let next = firstBlock(at: low)
    guard next < blockCount else { return .max }
    guard next == block else { return max(low, base(ofBlock: next)) }
    return documents[BlockKernels.firstAtOrAfter(low, in: documents, from: 0, count: count)]
  }

  /// Fills a batch with the documents of `low..<high` that score `floor` or more, those of the block
  /// `next` or of the first after it that has any, and steps over it. Says whether there were any.
  /// Without `isScoring` their scores are left to ``refine(_:floor:as:)``.
  mutating func read(
    _ next: inout Int, _ low: UInt32, _ high: UInt32, floor: Float, scores isScoring: Bool,
    into batch: inout Batch
  ) throws(CorruptionError) -> Bool {
    while try decodeNext(&next, before: high, floor: floor) {
      let range = range(low, high)
      if isScored, isScoring {
        try scoreBlock()
        batch.count = BlockKernels.selectReaching(
          floor, of: documents, scores, range, into: &batch.documents, &batch.scores, at: 0)
      } else {
        batch.fill(with: documents, range)
      }
      if batch.count > 0 { return true }
    }
    return false
  }

  /// Adds the scores of the documents of `low..<high` to a window; leaves out blocks that cannot score
  /// `floor`.
  mutating func add(
    _ low: UInt32, _ high: UInt32, floor: Float, to window: inout Window
  ) throws(CorruptionError) {
    var next = firstBlock(at: low)
    while try decodeNext(&next, before: high, floor: floor) {
      try scoreBlockIfAsked()
      window.add(documents, scores, range(low, high))
    }
  }

  /// The same, to the sums of rare words.
  mutating func add(
    _ low: UInt32, _ high: UInt32, floor: Float, to sums: inout SparseSums
  ) throws(CorruptionError) {
    var next = firstBlock(at: low)
    while try decodeNext(&next, before: high, floor: floor) {
      try scoreBlockIfAsked()
      sums.add(documents, scores, range(low, high))
    }
  }

  private mutating func scoreBlockIfAsked() throws(CorruptionError) {
    if isScored {
      try scoreBlock()
    } else {
      // A condition among scored words: its documents count, its score is 0.
      for i in 0..<count { scores[i] = 0 }
    }
  }

  /// Marks the documents of `low..<high`.
  mutating func mark(
    _ low: UInt32, _ high: UInt32, in set: inout MarkedWindow
  ) throws(CorruptionError) {
    var next = firstBlock(at: low)
    while next < blockCount, base(ofBlock: next) < high {
      let base = base(ofBlock: next)
      if merged == nil, base >= low, lastDocuments[next] < high {
        let count = try stored.readWords(ofBlock: next, into: &set.words)
        if count > 0 {
          guard set.mark(count: count, at: base) else { throw segment.beyondEnd(base) }
          next += 1
          continue
        }
      }
      try decode(next)
      guard set.mark(documents, range(low, high)) else {
        throw segment.beyondEnd(documents[count - 1])
      }
      next += 1
    }
  }

  // MARK: - Documents of a batch

  /// Adds this word's score to the documents of a batch that have it. Drops those that then stay below
  /// `floor`, and those that must have the word and do not, or must not and do.
  mutating func refine(
    _ batch: inout Batch, floor: Float, as role: Role
  ) throws(CorruptionError) {
    var kept = 0
    var start = 0
    var following = batch.count > 0 ? firstBlock(at: batch.documents[0]) : blockCount
    while start < batch.count {
      let next = following
      guard next < blockCount else { break }
      refinedBlock = next
      let last = next == block ? documents[count - 1] : lastDocuments[next]
      var end = start + 1
      if batch.documents[batch.count - 1] <= last {
        end = batch.count
      } else {
        while batch.documents[end] <= last { end += 1 }
        following = firstBlock(endingAtOrAfter: batch.documents[end], from: next + 1)
        if following < blockCount, merged == nil { stored.prefetch(block: following) }
      }
      // Those that this block could still lift over the floor; often none, and it is not decoded.
      var candidates = start..<end
      if floor > 0, isScored {
        let missing = floor - (try bound(ofBlock: next))
        let n = BlockKernels.selectReaching(
          missing, &batch.documents, &batch.scores, candidates, to: kept)
        candidates = kept..<(kept + n)
      }
      if !candidates.isEmpty {
        kept = try match(&batch, candidates, inBlock: next, to: kept, as: role)
      }
      start = end
    }
    if role != .required, start < batch.count {
      kept = batch.move(start..<batch.count, to: kept)
    }
    batch.count = kept
    if floor > 0, isScored { batch.drop(below: floor) }
  }

  /// Scores the candidates that are in a block and moves those that stay to `target` and after; returns
  /// where they end.
  private mutating func match(
    _ batch: inout Batch, _ candidates: Range<Int>, inBlock next: Int, to target: Int,
    as role: Role
  ) throws(CorruptionError) -> Int {
    let n: Int
    let offset: Int
    if next != block, merged == nil,
      let bits = try stored.match(
        batch.documents, candidates, inBitsOfBlock: next, matched: &batch.matched,
        places: &batch.places)
    {
      (n, offset) = bits
    } else {
      try decode(next)
      offset = frequenciesOffset
      n = BlockKernels.match(
        batch.documents, candidates, with: documents, count: count, matched: &batch.matched,
        places: &batch.places)
    }
    if n > 0, isScored, role != .excluded, let norms = scorer.norms {
      try decodeFrequencies(ofBlock: next, at: offset)
      let isInside = BlockKernels.addMatches(
        batch.documents, candidates, matched: batch.matched, places: batch.places, count: n,
        frequencies: frequencies, norms: norms.bytes,
        inverseNorms: scorer.similarity.inverseNorms, weight: scorer.weight,
        rounding: scorer.grid.magic, to: &batch.scores)
      guard isInside else { throw segment.beyondEnd(documents[count - 1]) }
    }
    switch role {
    case .required: return batch.keep(matches: n, of: candidates, to: target)
    case .excluded: return batch.drop(matches: n, of: candidates, to: target)
    case .optional: return batch.move(candidates, to: target)
    }
  }
}
