// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The k best documents of a segment, and the bar they set for the next one: a document that does not
// reach it costs one comparison.

package import BriefCodec

/// A document with what it is ordered by.
package struct Candidate: Sendable, Hashable {
  /// The sort key as an integer of the same order, best smallest.
  package let key: UInt64
  package let doc: DocID

  /// The key of a score: higher scores are better.
  @inline(__always)
  package static func key(score: Float) -> UInt64 { UInt64(~score.bitPattern) }
  /// The score of such a key.
  package static func score(key: UInt64) -> Float {
    Float(bitPattern: ~UInt32(truncatingIfNeeded: key))
  }
}

/// Where an earlier page ended, in terms of one segment.
package struct PageBoundary: Sendable {
  package let key: UInt64
  /// The last rank at that key that was on an earlier page; −1 if none was.
  package let rank: Int
}

/// The `limit` best documents offered so far.
///
/// Documents are appended until there are too many; then those that a histogram of the scores has left
/// behind are dropped, or, by another order than that of scores, the best selected, in linear time. A
/// heap would know the bar for the next document at once, but costs a walk down its levels for each that
/// passes (a third of the time of a union's best thousand).
///
/// Equal keys are ordered by the documents' ranks among the segment's identifiers. Those are looked up
/// only where they decide: among equals at the bar, at a page's boundary, and in the end (a tenth of the
/// time of a best thousand, when each candidate's was).
package struct TopHits: ~Copyable {
  package let limit: Int
  private let ranks: OrdinalColumn
  private let boundary: PageBoundary?
  private var candidates: [Candidate] = []
  /// The key of the worst of the best at the last selection; nothing above it can enter.
  private var bar: UInt64?
  /// The highest rank among the best with that key, once it was asked for.
  private var barRank: UInt32?
  private var histogram: ScoreHistogram?
  /// Scratch: ranks and documents of candidates with one key, and ranks of a batch.
  private var ranked: [UInt64] = []
  private var batchRanks: [UInt64] = []
  /// How many candidates are too many.
  private var room: Int
  /// The score below which no document can enter, where documents are ordered by score: equal scores
  /// may, since identifiers decide between them.
  package private(set) var floor: Float = 0

  /// No documents. `maximumScore` is the most that a document can score, where they are ordered by that; what its
  /// scores are counted in is lent.
  init(
    limit: Int, ranks: OrdinalColumn, after boundary: PageBoundary?, maximumScore: Float?,
    scratch: ScratchPool
  ) {
    // In one go: an initializer that changes what it has initialized ends with a copy of it.
    self.limit = limit
    self.ranks = ranks
    self.boundary = boundary
    histogram =
      limit > 0
      ? maximumScore.map { ScoreHistogram(limit: limit, maximum: $0, room: scratch.counts.take()) }
      : nil
    room = 2 * limit + (limit > 0 && maximumScore != nil ? Self.slack : 0)
  }

  /// So many hits are few.
  package static let few = 32

  /// Dropping some candidates more at once costs less than looking more often for what to drop.
  private static let slack = 128

  /// Whether no document is kept back for having been on an earlier page.
  package var isFirstPage: Bool { boundary == nil }

  /// The key that an earlier page ended with.
  package var boundaryKey: UInt64? { boundary?.key }

  /// What a document must have to enter, in an order by score.
  mutating func threshold() throws(CorruptionError) -> Threshold {
    guard isTied else { return Threshold(score: floor) }
    return Threshold(score: floor, rank: try highestRank(at: Candidate.key(score: floor)))
  }

  /// The number of documents kept.
  package var count: Int { min(limit, candidates.count) }

  /// Makes it known that documents below a score cannot be among the best of all segments.
  package mutating func raiseFloor(to score: Float) { floor = max(floor, score) }

  /// Forgets what was offered, where documents are ordered by something else than their score.
  mutating func forget() {
    precondition(histogram == nil, "scores are counted")
    candidates.removeAll(keepingCapacity: true)
    bar = nil
    barRank = nil
  }

  /// Keeps those of a batch that are among the best by score, times what their age is worth.
  package mutating func offer(_ batch: Batch, _ decay: RecencyDecay?) throws(CorruptionError) {
    guard limit > 0 else { return }
    if decay == nil, boundary == nil, bar == nil, histogram != nil {
      Self.append(batch, to: &candidates, &histogram!, &floor)
      if candidates.count >= room { try drop() }
      return
    }
    if decay == nil, boundary == nil, ranks.isSingle, isTied { return try offerAmongEquals(batch) }
    for i in 0..<batch.count {
      let doc = batch.document(i)
      var score = batch.score(i)
      if let decay { score *= try decay.factor(doc) }
      guard score >= floor, try offer(doc, key: Candidate.key(score: score)) else { continue }
      histogram?.add(score)
      floor = max(floor, histogram?.floor ?? 0)
    }
  }

  /// Whether the worst of the best has just the score that is asked for.
  private var isTied: Bool { bar == Candidate.key(score: floor) }

  /// Keeps those of a batch that score more than the worst of the best, or as much with a lower rank. The ranks are
  /// looked up at once.
  private mutating func offerAmongEquals(_ batch: Batch) throws(CorruptionError) {
    let tie = floor
    let highest = UInt64(try highestRank(at: Candidate.key(score: tie)))
    if batchRanks.count < batch.count { batchRanks = [UInt64](zeros: batch.documents.count) }
    try ranks.copySingle(of: batch.documents, count: batch.count, into: &batchRanks)
    for i in 0..<batch.count {
      let score = batch.score(i)
      guard score > tie || batchRanks[i] < highest, score >= floor else { continue }
      candidates.append(Candidate(key: Candidate.key(score: score), doc: batch.document(i)))
      histogram?.add(score)
      floor = max(floor, histogram?.floor ?? 0)
      if candidates.count >= room { try drop() }
    }
  }

  /// Appends the documents of a batch that reach the floor, which rises with them: all of them at once,
  /// without asking for room each time.
  private static func append(
    _ batch: Batch, to candidates: inout [Candidate], _ histogram: inout ScoreHistogram,
    _ floor: inout Float
  ) {
    let (documents, scores) = (batch.documents.span, batch.scores.span)
    candidates.append(addingCapacity: batch.count) { room in
      histogram.add(scores.extracting(first: batch.count), floor: &floor) { i in
        room.append(
          Candidate(key: Candidate.key(score: scores[i]), doc: DocID(documents[i])))
      }
    }
  }

  /// Keeps a document if it may be among the best; says whether.
  @inline(__always)
  @discardableResult
  package mutating func offer(_ doc: DocID, key: UInt64) throws(CorruptionError) -> Bool {
    if let bar, key > bar { return false }
    guard limit > 0, try mayEnter(doc, key) else { return false }
    candidates.append(Candidate(key: key, doc: doc))
    if candidates.count >= room { try drop() }
    return true
  }

  /// Whether a document with a key that may enter is neither on an earlier page nor beaten by all that
  /// have the same key.
  @inline(__always)
  private mutating func mayEnter(_ doc: DocID, _ key: UInt64) throws(CorruptionError) -> Bool {
    if let boundary, key <= boundary.key {
      guard key == boundary.key, Int(try rank(doc)) > boundary.rank else { return false }
    }
    guard key == bar else { return true }
    return try rank(doc) < highestRank(at: key)
  }

  /// The kept documents, best first. What was lent is given back.
  consuming func sorted(_ scratch: ScratchPool) throws(CorruptionError) -> [Candidate] {
    if histogram != nil { scratch.counts.giveBack(histogram!.takeRoom()) }
    dropBelowFloor()
    if candidates.count > room { try keepBest() }
    candidates.sortByKey()
    try sortByRank(tied(before: limit))
    if candidates.count > limit { candidates.removeLast(candidates.count - limit) }
    return candidates
  }

  // MARK: - Equal keys

  private func rank(_ doc: DocID) throws(CorruptionError) -> UInt32 {
    UInt32(truncatingIfNeeded: try ranks.first(of: doc) ?? doc.index)
  }

  /// Where several of the sorted candidates have one key, as far as a place.
  private func tied(before limit: Int) -> [Range<Int>] {
    let candidates = candidates.span
    var ranges: [Range<Int>] = []
    var start = 0
    while start < min(limit, candidates.count) {
      var end = start + 1
      while end < candidates.count, candidates[end].key == candidates[start].key { end += 1 }
      if end > start + 1 { ranges.append(start..<end) }
      start = end
    }
    return ranges
  }

  /// Sorts candidates that have one key, in each of some ranges. All ranks are looked up at once.
  private mutating func sortByRank(_ ranges: [Range<Int>]) throws(CorruptionError) {
    guard !ranges.isEmpty else { return }
    ranked.removeAll(keepingCapacity: true)
    ranked.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
    for range in ranges {
      for i in range { ranked.append(UInt64(candidates[i].doc.rawValue)) }
    }
    try ranks.gatherFirst(into: &ranked)
    var next = 0
    for range in ranges {
      let end = next + range.count
      Self.sort(&ranked, next..<end)
      let key = candidates[range.lowerBound].key
      for i in range {
        candidates[i] = Candidate(key: key, doc: DocID(UInt32(truncatingIfNeeded: ranked[next])))
        next += 1
      }
    }
  }

  /// Sorts elements whose high halves differ: few by insertion, as a slice to be sorted would be copied.
  private static func sort(_ elements: inout [UInt64], _ range: Range<Int>) {
    guard range.count <= 32 else {
      var part = elements[range].map {
        Candidate(key: $0 >> 32, doc: DocID(UInt32(truncatingIfNeeded: $0)))
      }
      part.sortByKey()
      for (i, element) in zip(range, part) {
        elements[i] = element.key << 32 | UInt64(element.doc.rawValue)
      }
      return
    }
    var elements = elements.mutableSpan
    for i in range.dropFirst() {
      let element = elements[i]
      var place = i
      while place > range.lowerBound, elements[place - 1] > element {
        elements[place] = elements[place - 1]
        place -= 1
      }
      elements[place] = element
    }
  }

  /// The highest rank at the bar among those that the last selection kept: they stand in front.
  private mutating func highestRank(at key: UInt64) throws(CorruptionError) -> UInt32 {
    if let barRank { return barRank }
    var highest: UInt32 = 0
    for candidate in candidates.prefix(limit) where candidate.key == key {
      highest = max(highest, try rank(candidate.doc))
    }
    barRank = highest
    return highest
  }

  // MARK: - Selection

  /// Drops candidates that cannot be among the best; if that are too few, selects.
  private mutating func drop() throws(CorruptionError) {
    dropBelowFloor()
    if candidates.count > room / 4 * 3 { try keepBest() }
  }

  private mutating func dropBelowFloor() {
    guard floor > 0 else { return }
    let worst = Candidate.key(score: floor)
    candidates.removeAll { $0.key > worst }
  }

  /// Keeps the better part, `limit` candidates, and raises the bar. Of few the next selection comes soon, so that
  /// fewer of those that score the same may enter; where each enters, as where identifiers descend, selecting a
  /// hundred so often took 1.8 times as long.
  private mutating func keepBest() throws(CorruptionError) {
    candidates.select(limit)
    guard let worst = candidates.prefix(limit).lazy.map(\.key).max() else { return }
    // Of those with the worst key the first by rank, if there are more than have room.
    var better = 0
    for i in candidates.indices where candidates[i].key < worst {
      candidates.swapAt(i, better)
      better += 1
    }
    var end = better
    for i in better..<candidates.count where candidates[i].key == worst {
      candidates.swapAt(i, end)
      end += 1
    }
    if end > limit { try sortByRank([better..<end]) }
    candidates.removeLast(candidates.count - limit)
    bar = worst
    barRank = nil
    if histogram != nil {
      // None may be infinite: nothing would be looked at any more.
      floor = max(floor, min(Candidate.score(key: worst), .greatestFiniteMagnitude))
      if limit <= Self.few { room = limit + Self.few }
    }
  }
}
