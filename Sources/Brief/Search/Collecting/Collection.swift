// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs a plan over the segments of a snapshot: visits matches, orders them, counts beside them.

import BriefCodec

/// A match that is among the best, in terms that hold for all segments. Nothing but numbers: a thousand are made and
/// dropped at no cost.
struct FoundDocument: Sendable {
  let address: DocAddress
  let score: Float
  /// Where hits are ordered by their score: whether they match as asked, 0, or as relaxed, 1.
  fileprivate let tier: Int
}

/// What running a plan gave, or several.
struct Found: Sendable {
  private(set) var documents: [FoundDocument] = []
  /// Where hits are ordered by something else than their score: the values they are ordered by, as many as documents.
  private var values: [SortKey] = []
  fileprivate(set) var total = 0
  var isPartial = false

  init() {}

  /// What a document is ordered by.
  func key(_ index: Int) -> SortKey {
    values.isEmpty
      ? .score(tier: documents[index].tier, documents[index].score) : values[index]
  }

  /// Adds what another run gave, all of which comes after what is here.
  mutating func append(_ other: consuming Found) {
    if documents.isEmpty {
      (documents, values) = (other.documents, other.values)
    } else {
      documents += other.documents
      values += other.values
    }
    total += other.total
    isPartial = isPartial || other.isPartial
  }
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
        clock: options.deadline.map(StepClock.init))
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
      try found.append(candidates, of: SegmentOrdinal(ordinal), sort, tier: tier)
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

  /// Adds the best of a segment, in their order.
  fileprivate mutating func append(
    _ candidates: [Candidate], of segment: SegmentOrdinal, _ sort: SegmentSort, tier: Int
  ) throws(CorruptionError) {
    documents.reserveCapacity(documents.count + candidates.count)
    for candidate in candidates {
      documents.append(
        FoundDocument(
          address: DocAddress(segment: segment, doc: candidate.doc),
          score: sort.needsScores ? Candidate.score(key: candidate.key) : 0, tier: tier))
      if !sort.needsScores { values.append(try sort.sortKey(candidate)) }
    }
  }

  fileprivate mutating func keepBest(
    _ limit: Int, descending: Bool, in snapshot: Snapshot
  ) throws {
    let order = try documents.indices.sorted { a, b in
      let (first, second) = (key(a), key(b))
      if first.precedes(second, descending: descending) { return true }
      if second.precedes(first, descending: descending) { return false }
      return try snapshot.identifier(of: documents[a].address).utf8
        .lexicographicallyPrecedes(try snapshot.identifier(of: documents[b].address).utf8)
    }.prefix(limit)
    documents = order.map { documents[$0] }
    if !values.isEmpty { values = order.map { values[$0] } }
  }
}

extension SortOrder {
  fileprivate var isDescending: Bool { if case .descending = self { true } else { false } }
}
