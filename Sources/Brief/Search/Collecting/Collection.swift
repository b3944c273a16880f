// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs a plan over the segments of a snapshot: visits matches, orders them, counts beside them.

import BriefCodec

/// A match that is among the best, in terms that hold for all segments.
package struct FoundDocument: Sendable {
  package let address: DocAddress
  package let score: Float
  /// Where hits are ordered by something else than their score: the value they are ordered by.
  fileprivate let value: SortKey?
  /// Where they are ordered by their score: whether they match as asked, 0, or as relaxed, 1.
  fileprivate let tier: Int

  /// What the hit is ordered by.
  package var key: SortKey { value ?? .score(tier: tier, score) }
}

/// What running a plan gave.
package struct Found: Sendable {
  package var documents: [FoundDocument] = []
  package var total = 0
  package var isPartial = false
}

/// Runs plans over one snapshot with one set of options; facets and histogram add up over runs.
struct Collection: ~Copyable {
  private let snapshot: Snapshot
  let options: SearchOptions
  private var facets: [FacetCounter]
  private var histogram: HistogramCounter?

  init(_ snapshot: Snapshot, options: consuming SearchOptions) throws(BriefError) {
    let layout = snapshot.layout
    if let token = options.after { try Self.validate(token, options.sort, layout.schema) }
    if let recency = options.recency { try Self.validate(recency, layout.schema) }
    // Before anything is assigned: what throws afterwards makes a copy of it all.
    let facets = try options.facets.map { request throws(BriefError) in
      try FacetCounter(request, layout: layout)
    }
    let histogram = try options.histogram.map { request throws(BriefError) in
      try HistogramCounter(request, layout: layout)
    }
    self.snapshot = snapshot
    self.options = options
    self.facets = facets
    self.histogram = histogram
  }

  /// A token of another order would give a page that nobody asked for.
  private static func validate(
    _ token: PageToken, _ order: SortOrder, _ schema: Schema
  ) throws(BriefError) {
    let fits =
      switch (order, token.key) {
      case (.score, .score): true
      case (.ascending(let name), .number), (.descending(let name), .number):
        [.date, .number].contains(schema[name]?.kind)
      case (.ascending(let name), .keyword), (.descending(let name), .keyword):
        [.keyword, .identifier].contains(schema[name]?.kind)
      default: false
      }
    guard fits else {
      throw BriefError(
        .invalidQuery,
        "This page token is of another order: go on in the order of the page that gave it.")
    }
  }

  private static func validate(_ recency: Recency, _ schema: Schema) throws(BriefError) {
    guard schema[recency.field]?.kind == .date else {
      throw BriefError(
        .invalidQuery,
        "Cannot prefer newer documents by “\(recency.field)”: it is not a date field of this index."
      )
    }
    guard recency.halfLife > 0, recency.halfLife.isFinite, (0...10).contains(recency.weight) else {
      throw BriefError(
        .invalidQuery,
        "A preference for newer documents needs a half-life above 0 and a weight of 0 to 10.")
    }
  }

  var facetResults: [Facet] { facets.map(\.facet) }
  var histogramBars: [HistogramBar] { histogram?.bars ?? [] }

  /// Whether matches are looked at for nothing but the hits and their number.
  private var seesNoMatch: Bool { facets.isEmpty && histogram == nil && !options.isExhaustive }

  /// Runs a plan; keeps the `limit` best after the page token. Without `countsTotal` the total is no more
  /// than the number of documents kept, and most matches are never looked at.
  mutating func run(
    _ plan: Plan, style: QueryStyle, tier: Int, limit: Int, after token: PageToken?,
    countsTotal: Bool
  ) throws -> Found {
    var found = Found()
    let maximumScore = plan.maximumScore
    let grid = ScoreGrid(maximum: maximumScore)
    let maximum = maximumScore * (1 + (options.recency?.weight ?? 0))
    let isCount = limit == 0 && countsTotal && seesNoMatch
    for (ordinal, segment) in snapshot.segments.enumerated() {
      if isCount, case .word(let word) = plan, let count = word.knownCount(in: segment, ordinal) {
        found.total += count
        continue
      }
      let context = CursorContext(
        segment: segment, ordinal: ordinal,
        similarities: snapshot.similarities(style), grid: grid, scratch: snapshot.scratch,
        deadline: options.deadline)
      let sort = try SegmentSort(options.sort, tier: tier, segment: segment)
      let boundary = try token.flatMap { try sort.boundary($0) }
      var top = TopHits(
        limit: limit, ranks: try segment.identifierRanks(), after: boundary,
        maximumScore: sort.needsScores ? maximum : nil, scratch: snapshot.scratch)
      if sort.needsScores { top.raiseFloor(to: found.floor(limit: limit)) }
      var visit = SegmentVisit(
        plan: plan, isRanked: maximumScore > 0, context: context, sort: sort,
        decay: try RecencyDecay(options.recency, segment: segment),
        isExhaustive: options.isExhaustive, countsTotal: countsTotal, facets: facets,
        histogram: histogram)
      let total = try visit.run(&top)
      facets = visit.facets
      histogram = visit.histogram
      found.isPartial = visit.isPartial
      let candidates = try (consume top).sorted(snapshot.scratch)
      found.documents.reserveCapacity(found.documents.count + candidates.count)
      for candidate in candidates {
        found.documents.append(
          FoundDocument(
            address: DocAddress(segment: SegmentOrdinal(ordinal), doc: candidate.doc),
            score: sort.needsScores ? Candidate.score(key: candidate.key) : 0,
            value: sort.needsScores ? nil : try sort.sortKey(candidate), tier: tier))
      }
      if snapshot.segments.count > 1 {
        try found.keepBest(limit, descending: options.sort.isDescending, in: snapshot)
      }
      found.total += total
      if found.isPartial { break }
    }
    if !countsTotal { found.total = found.documents.count }
    return found
  }
}

extension Found {
  /// The score that a document of another segment must reach to be among the best.
  fileprivate func floor(limit: Int) -> Float {
    documents.count < limit ? 0 : documents.last?.score ?? 0
  }

  fileprivate mutating func keepBest(
    _ limit: Int, descending: Bool, in snapshot: Snapshot
  ) throws {
    try documents.sort { a, b in
      if a.key.precedes(b.key, descending: descending) { return true }
      if b.key.precedes(a.key, descending: descending) { return false }
      let (first, second) =
        (try snapshot.identifier(of: a.address), try snapshot.identifier(of: b.address))
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    documents.removeLast(max(0, documents.count - limit))
  }
}

extension SortOrder {
  fileprivate var isDescending: Bool { if case .descending = self { true } else { false } }
}
