// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The posting list of one word of a query, with its score: decoded a block at a time, scored a block at
// a time, and bounded without being decoded. It moves forward only. Three things can be asked of it:
// its own documents of a range (`WordList+Reading.swift`), which of a batch's documents it has
// (`WordList+Refining.swift`), and how well any document of a range can score (`WordList+Bounds.swift`).
// A common word's column answers the last two from memory (`WordList+Columns.swift`).

import BriefCodec

/// What a word is to the documents of a batch.
enum Role: Sendable { case required, optional, excluded }

/// A scored posting list of one segment.
package struct WordList {
  /// Where blocks are decoded from; one of those merged, and then not used.
  let stored: BlockList
  /// What several lists came to.
  let merged: MergedPostings?
  let mergedBounds: [Float]
  /// Some of the lists that were to be merged are missing: time was over.
  var isPartial: Bool { merged?.isPartial ?? false }
  /// The last document of each block.
  private(set) var lastDocuments: [UInt32]
  /// The documents in the list: what it costs to go through it.
  let documentFrequency: Int
  let blockCount: Int
  /// The best score in the list, or a bound of it.
  private(set) var maximum: Float
  let segment: SegmentReader
  let scorer: WordScorer
  let isScored: Bool

  // The decoded block, in room that is lent.
  private(set) var block = -1
  private(set) var documents: [UInt32]
  private(set) var frequencies: [UInt32]
  private(set) var scores: [Float]
  private var norms: [UInt8]
  private(set) var count = 0
  private(set) var frequenciesOffset = 0
  private var frequenciesBlock = -1
  private var hasScores = false

  /// The block that a batch was last refined by, decoded or not.
  var refinedBlock = 0
  // Bounds move ahead of the blocks.
  var boundsBlock = 0
  /// None for a list of one block, else as many as a power of two: a block's place is what the lowest bits
  /// of its number say.
  var knownBlocks: [(block: Int32, bound: Float)]
  var knownGroup = (index: -1, bound: Float(0))

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
    _ scratch: ScratchPool, _ deadline: Deadline? = nil
  ) throws(CorruptionError) {
    try self.init(
      try MergedPostings(lists, of: segment, deadline), of: lists[0], segment, scorer: scorer,
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

  /// Takes other room, for a copy of a list, and begins anew.
  mutating func takeRoom(from scratch: ScratchPool) {
    let room = scratch.blocks.take()
    documents = room.documents
    frequencies = room.frequencies
    scores = room.scores
    norms = room.norms
    (block, frequenciesBlock, hasScores) = (-1, -1, false)
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

  // MARK: - Blocks

  /// The first document a block may hold.
  @inline(__always)
  func base(ofBlock block: Int) -> UInt32 {
    block == 0 ? 0 : lastDocuments[block - 1] &+ 1
  }

  /// One more than the last document of a block. The highest number, which is no document, has no next.
  @inline(__always)
  func end(ofBlock block: Int) -> UInt32 {
    let last = lastDocuments[block]
    return last == .max ? last : last + 1
  }

  /// The first block from `first` on that ends at `target` or after it; ``blockCount`` if none does.
  func firstBlock(endingAtOrAfter target: UInt32, from first: Int) -> Int {
    gallop(from: first, count: blockCount) { lastDocuments[$0] < target }
  }

  /// Decodes the documents of a block, unless it is the one at hand.
  mutating func decode(_ next: Int) throws(CorruptionError) {
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
  mutating func decodeFrequencies(
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

  /// Scores the documents of the block at hand.
  mutating func scoreBlock() throws(CorruptionError) {
    guard !hasScores else { return }
    try decodeFrequencies(ofBlock: block, at: frequenciesOffset)
    hasScores = true
    if let all = scorer.norms {
      let isInside = BlockKernels.gatherNorms(
        documents, count: count, norms: all.bytes, into: &norms)
      guard isInside else { throw segment.beyondEnd(documents[count - 1]) }
    }
    // Without norms all are worth the same (`CursorContext.scorer`), whatever stands there.
    BlockKernels.scoreBM25(
      frequencies: frequencies, norms: norms, count: count,
      inverseNorms: scorer.similarity.inverseNorms, weight: scorer.weight,
      rounding: scorer.grid.magic, into: &scores)
  }

  /// Scores them if this list is scored; a condition among scored words adds 0 to its documents.
  mutating func scoreBlockIfAsked() throws(CorruptionError) {
    if isScored { return try scoreBlock() }
    guard !hasScores else { return }
    hasScores = true
    for i in 0..<count { scores[i] = 0 }
  }
}
