// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs a plan over the segments of a snapshot: visits matches, orders them, counts beside them.

package import BriefCodec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A match that is among the best, in terms that hold for all segments.
package struct FoundDocument: Sendable {
  package let address: DocAddress
  package let identifier: String
  package let key: SortKey
  package let score: Float
}

/// What running a plan gave.
package struct Found: Sendable {
  package var documents: [FoundDocument] = []
  package var total = 0
  package var isPartial = false
}

/// Runs plans over one snapshot with one set of options; facets and histogram add up over runs.
struct Collection {
  private let snapshot: Snapshot
  private let options: SearchOptions
  private var facets: [FacetCounter] = []
  private var histogram: HistogramCounter?

  init(_ snapshot: Snapshot, options: SearchOptions) throws(BriefError) {
    self.snapshot = snapshot
    self.options = options
    for request in options.facets {
      facets.append(try FacetCounter(request, layout: snapshot.layout))
    }
    if let recency = options.recency { try Self.validate(recency, snapshot.layout.schema) }
    if let request = options.histogram {
      histogram = try HistogramCounter(request, layout: snapshot.layout)
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

  /// Visits all matches of a plan; keeps the `limit` best after the page token.
  mutating func run(
    _ plan: Plan, style: QueryStyle, tier: Int, limit: Int, after token: PageToken?
  ) throws -> Found {
    var found = Found()
    let grid = ScoreGrid(maximum: plan.maximumScore)
    for (ordinal, segment) in snapshot.segments.enumerated() {
      let context = CursorContext(
        segment: segment, ordinal: ordinal,
        similarities: snapshot.similarities(style), grid: grid)
      let sort = try SegmentSort(options.sort, tier: tier, segment: segment)
      let boundary = try token.flatMap { try sort.boundary($0) }
      let ranks = try segment.identifierRanks()
      var top = TopHits(limit: limit, ranks: ranks, after: boundary)
      found.total += try visit(plan, context, sort, &top, &found.isPartial)
      for candidate in top.sorted() {
        found.documents.append(
          FoundDocument(
            address: DocAddress(segment: SegmentOrdinal(ordinal), doc: candidate.doc),
            identifier: try segment.identifier(of: candidate.doc),
            key: try sort.sortKey(candidate),
            score: sort.needsScores ? Candidate.score(key: candidate.key) : 0))
      }
      if found.isPartial { break }
    }
    let descending = if case .descending = options.sort { true } else { false }
    found.documents.sort { a, b in
      if a.key.precedes(b.key, descending: descending) { return true }
      if b.key.precedes(a.key, descending: descending) { return false }
      return a.identifier.utf8.lexicographicallyPrecedes(b.identifier.utf8)
    }
    found.documents.removeLast(max(0, found.documents.count - limit))
    return found
  }

  /// Visits the matches of one segment; returns how many there are.
  private mutating func visit(
    _ plan: Plan, _ context: CursorContext, _ sort: SegmentSort, _ top: inout TopHits,
    _ isPartial: inout Bool
  ) throws(CorruptionError) -> Int {
    let segment = context.segment
    let cursor = try context.cursor(plan)
    let decay = try RecencyDecay(options.recency, segment: segment)
    let needsScores = sort.needsScores
    for i in facets.indices { try facets[i].begin(segment) }
    try histogram?.begin(segment)
    var total = 0
    var doc = try cursor.advance(to: DocID(0))
    while doc != .exhausted {
      guard doc.index < segment.documentCount else {
        throw CorruptionError(
          file: segment.postings.name, offset: 0, reason: "document beyond the segment's",
          expected: UInt64(segment.documentCount), found: UInt64(doc.rawValue))
      }
      if segment.live?[doc] ?? true {
        total += 1
        var score: Float = 0
        if needsScores {
          score = try cursor.score()
          if let decay { score *= try decay.factor(doc) }
        }
        try top.offer(doc, key: try sort.key(doc, score: score))
        for i in facets.indices { try facets[i].count(doc) }
        try histogram?.count(doc)
        if total & 0xFFF == 0, let deadline = options.deadline, deadline.hasPassed {
          isPartial = true
          break
        }
      }
      doc = try cursor.next()
    }
    for i in facets.indices { try facets[i].endSegment() }
    return total
  }
}

/// How much a document's age is worth (see ``Recency``).
package struct RecencyDecay {
  private let recency: Recency
  private let column: NumberColumn

  /// `nil` if no preference was asked for or the segment has no such dates.
  package init?(_ recency: Recency?, segment: SegmentReader) throws(CorruptionError) {
    guard let recency, let field = segment.layout.field(named: recency.field),
      case .date = segment.layout.schema.fields[field].kind,
      let column = try segment.numbers(ofField: field)
    else { return nil }
    self.recency = recency
    self.column = column
  }

  /// 1 + weight · 2^(−age / halfLife), between 1 and 1 + weight.
  package func factor(_ doc: DocID) throws(CorruptionError) -> Float {
    guard let seconds = try column.value(of: doc) else { return 1 }
    let age = max(0, Double(recency.now.seconds) - Double(seconds))
    return 1 + recency.weight * Float(exp2(-age / recency.halfLife))
  }
}
