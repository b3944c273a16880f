// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is done with the matches of one segment: the best are kept, the others counted. Keeping the best
// and counting are two passes where each alone is faster than both at once: pruning for the best passes
// over most matches, and counting needs no frequencies and no scores.

import BriefCodec

/// One plan over one segment.
struct SegmentVisit: ~Copyable {
  let plan: Plan
  /// Whether the plan orders documents by more than their identifiers.
  private let isRanked: Bool
  let context: CursorContext
  let sort: SegmentSort
  let countsTotal: Bool
  let decay: RecencyDecay?
  private var deadline: Deadline? { context.clock?.deadline }
  /// Looks at every match, one at a time: the oracle of the faster ways.
  let isExhaustive: Bool
  private(set) var facets: [FacetCounter]
  private(set) var histogram: HistogramCounter?
  /// Scratch: the keys of a batch.
  private var keys: [UInt64] = []
  /// The deadline passed before all was seen.
  var isPartial = false

  init(
    plan: Plan, isRanked: Bool, context: CursorContext, sort: SegmentSort, decay: RecencyDecay?,
    isExhaustive: Bool, countsTotal: Bool, facets: [FacetCounter], histogram: HistogramCounter?
  ) {
    self.plan = plan
    self.isRanked = isRanked
    self.context = context
    self.sort = sort
    self.countsTotal = countsTotal
    self.decay = decay
    self.isExhaustive = isExhaustive
    self.facets = facets
    self.histogram = histogram
  }

  /// Returns the number of matches, if they are counted; else of those kept.
  mutating func run(_ top: inout TopHits) throws(CorruptionError) -> Int {
    let segment = context.segment
    for i in facets.indices { try facets[i].begin(segment) }
    try histogram?.begin(segment)
    let total =
      if !isExhaustive, let words = WordPlan.words(of: plan), try isFollowed(words) {
        try visit(words, &top)
      } else {
        try visitEach(&top)
      }
    for i in facets.indices { try facets[i].endSegment() }
    histogram?.endSegment()
    return total
  }

  /// Whether lists or few documents lead, where finding a match is dear; else what is dear leads better.
  private func isFollowed(_ words: WordPlan) throws(CorruptionError) -> Bool {
    if words.hasLists || words.conditions.isEmpty { return true }
    var evaluation = try WordEvaluation(words, context, isScored: false)
    evaluation.giveBackRoom()
    return evaluation.isNarrow
  }

  private var seesEveryMatch: Bool { !facets.isEmpty || histogram != nil }

  private mutating func visit(
    _ words: WordPlan, _ top: inout TopHits
  ) throws(CorruptionError) -> Int {
    let keepsNone = top.limit == 0
    guard keepsNone || sort.needsScores && isRanked else {
      return try visitUnranked(words, &top)
    }
    let counts = countsTotal || seesEveryMatch
    // Where a match has to be looked for in several lists, or its positions compared, once is enough.
    if counts, !keepsNone {
      let isCostly = try words.hasCostlyConditions(in: context)
      if words.isConjunction || isCostly || words.isShort(in: context) {
        return try visitAll(
          WordEvaluation(words, context, isScored: true), &top, offers: true)
      }
    }
    if !keepsNone { try keepBest(words, &top) }
    guard counts, !isPartial else { return top.count }
    if !seesEveryMatch, let count = words.knownCount(in: context) { return count }
    let evaluation = try WordEvaluation(words, context, isScored: false)
    if !seesEveryMatch { return try count(evaluation) }
    return try visitAll(evaluation, &top, offers: false)
  }

  /// Offers matches by another order than that of scores: the first of a column's order, where that is cheaper
  /// than looking at all.
  private mutating func visitUnranked(
    _ words: WordPlan, _ top: inout TopHits
  ) throws(CorruptionError) -> Int {
    var evaluation = try WordEvaluation(words, context, isScored: false)
    guard !seesEveryMatch, let order = sort.numberOrder else {
      return try visitAll(evaluation, &top, offers: true)
    }
    guard try keepFirst(words, evaluation, by: order, &top) else {
      top.forget()
      return try visitAll(evaluation, &top, offers: true)
    }
    let known = !countsTotal || isPartial ? top.count : words.knownCount(in: context)
    guard let known else { return try count(evaluation) }
    evaluation.giveBackRoom()
    return known
  }

  /// The number of matches.
  private mutating func count(
    _ evaluation: consuming WordEvaluation
  ) throws(CorruptionError) -> Int {
    let count = try evaluation.count()
    if evaluation.isPartial || evaluation.isOver { isPartial = true }
    return count
  }

  /// Offers what may be among the best.
  private mutating func keepBest(
    _ words: WordPlan, _ top: inout TopHits
  ) throws(CorruptionError) {
    var evaluation = try WordEvaluation(words, context, isScored: true)
    if top.isFirstPage { top.raiseFloor(to: try evaluation.score(reachedBy: top.limit)) }
    var isOver = false
    let floor = try Self.threshold(&top, decay).score
    let isWhole = try evaluation.run(floor: floor) {
      [decay, deadline] batch throws(CorruptionError) in
      try top.offer(batch, decay)
      isOver = deadline?.hasPassed ?? false
      return isOver ? .unreachable : try Self.threshold(&top, decay)
    }
    isPartial = isOver || !isWhole || evaluation.isPartial
  }

  /// Looks at all matches; returns how many.
  private mutating func visitAll(
    _ evaluation: consuming WordEvaluation, _ top: inout TopHits, offers: Bool
  ) throws(CorruptionError) -> Int {
    let isScored = evaluation.isScored
    var total = 0
    var isOver = false
    let looksAtEach = seesEveryMatch || offers && !isScored
    let isWhole = try evaluation.runAll {
      [decay, deadline] batch throws(CorruptionError) in
      total += batch.count
      if offers, isScored { try top.offer(batch, decay) }
      if looksAtEach { try look(at: batch, offers: offers && !isScored, &top) }
      isOver = deadline?.hasPassed ?? false
      if isOver { return .unreachable }
      return offers && isScored ? try Self.threshold(&top, decay) : .none
    }
    if isOver || !isWhole || evaluation.isPartial { isPartial = true }
    return total
  }

  /// Counts the documents of a batch, and offers them if they are not ordered by score.
  private mutating func look(
    at batch: borrowing Batch, offers: Bool, _ top: inout TopHits
  ) throws(CorruptionError) {
    if offers { try offer(batch, &top) }
    for i in facets.indices { try facets[i].count(batch) }
    try histogram?.count(batch)
  }

  /// A document at a time: plans of other shapes, and the oracle of those of this one.
  private mutating func visitEach(_ top: inout TopHits) throws(CorruptionError) -> Int {
    let (segment, clock) = (context.segment, context.clock)
    let cursor = try context.cursor(plan)
    var total = 0
    var doc = try cursor.advance(to: DocID(0))
    while doc != .exhausted, !(clock?.step(of: 256) ?? false) {
      guard doc.index < segment.documentCount else { throw segment.beyondEnd(doc.rawValue) }
      if segment.live?[doc] ?? true {
        let score = sort.needsScores ? try cursor.score() : 0
        if let clock, clock.isOver { break }
        total += 1
        try offer(doc, score: score, &top)
        try count(doc)
      }
      doc = try cursor.next()
    }
    if let clock, clock.isOver { isPartial = true }
    return total
  }

  // MARK: - Documents

  /// Offers documents that are not ordered by score.
  mutating func offer(
    _ batch: borrowing Batch, _ top: inout TopHits
  ) throws(CorruptionError) {
    try sort.keys(of: copy batch, into: &keys)
    for i in 0..<batch.count { try top.offer(batch.document(i), key: keys[i]) }
  }

  @inline(__always)
  private func offer(
    _ doc: DocID, score: Float, _ top: inout TopHits
  ) throws(CorruptionError) {
    var score = score
    if let decay, sort.needsScores { score *= try decay.factor(doc) }
    try top.offer(doc, key: try sort.key(doc, score: score))
  }

  private mutating func count(_ doc: DocID) throws(CorruptionError) {
    for i in facets.indices { try facets[i].count(doc) }
    try histogram?.count(doc)
  }

  /// What a document must have before recency.
  private static func threshold(
    _ top: inout TopHits, _ decay: RecencyDecay?
  ) throws(CorruptionError) -> Threshold {
    guard let decay else { return try top.threshold() }
    return Threshold(score: top.floor > 0 ? (top.floor / decay.maximum).nextDown : 0)
  }
}
