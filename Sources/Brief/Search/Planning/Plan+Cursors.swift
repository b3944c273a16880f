// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plan → cursors of one segment.

package import BriefCodec

/// What cursors of one segment need beside the plan.
package struct CursorContext {
  package let segment: SegmentReader
  package let ordinal: Int
  package let similarities: [Int: BM25]
  package let grid: ScoreGrid
  let scratch: ScratchPool
  /// When to stop.
  let clock: StepClock?

  /// From this many terms on their lists are added up once instead of merged as they go.
  private static let mergeLimit = 16

  package init(
    segment: SegmentReader, ordinal: Int, similarities: [Int: BM25], grid: ScoreGrid,
    scratch: ScratchPool, clock: StepClock? = nil
  ) {
    self.segment = segment
    self.ordinal = ordinal
    self.similarities = similarities
    self.grid = grid
    self.scratch = scratch
    self.clock = clock
  }

  /// The same, for what is of no use in part.
  var untimed: CursorContext {
    CursorContext(
      segment: segment, ordinal: ordinal, similarities: similarities, grid: grid, scratch: scratch)
  }

  /// A cursor over the documents of this segment that match the plan.
  package func cursor(_ plan: Plan) throws(CorruptionError) -> any DocCursor {
    switch plan {
    case .nothing: return NoDocument()
    case .everything: return EveryDocument(documentCount: segment.documentCount)
    case .word(let word):
      return try cursor(
        word.terms, space: word.space, scorer: scorer(field: word.field, weight: word.weight))
    case .phrase(let phrase): return try cursor(phrase)
    case .range(let range, let field):
      guard let column = try segment.numbers(ofField: field) else { return NoDocument() }
      return NumberRange(column, in: range, documentCount: segment.documentCount)
    case .keyword(let terms, let space):
      return Filter(
        try cursor(
          terms, space: space,
          scorer: scorer(field: segment.layout.spaces[space].field, weight: 0)))
    case .all(let plans): return try conjunction(plans)
    case .any(let plans):
      let cursors = try cursors(plans).filter { !($0 is NoDocument) }
      return cursors.isEmpty
        ? NoDocument() : cursors.count == 1 ? cursors[0] : Disjunction(cursors)
    case .preferring(let required, let optional):
      return OptionalScore(required: try cursor(required), optional: try cursor(optional))
    case .excluding(let included, let excluded):
      return Exclusion(try cursor(included), without: try cursor(excluded), clock)
    }
  }

  private func cursors(_ plans: [Plan]) throws(CorruptionError) -> [any DocCursor] {
    var cursors: [any DocCursor] = []
    for plan in plans { cursors.append(try cursor(plan)) }
    return cursors
  }

  private func conjunction(_ plans: [Plan]) throws(CorruptionError) -> any DocCursor {
    let cursors = try cursors(plans)
    guard let first = cursors.first else { return NoDocument() }
    if cursors.contains(where: { $0 is NoDocument }) { return NoDocument() }
    return cursors.count == 1 ? first : Conjunction(cursors, clock)
  }

  /// The list of a word for evaluation by windows, or `nil` if the segment does not have it.
  func list(
    _ word: PlannedWord, isScored: Bool, isRequired: Bool
  ) throws(CorruptionError) -> WordList? {
    try list(
      word.terms, space: word.space, scorer: scorer(field: word.field, weight: word.weight),
      isScored: isScored && word.weight > 0, isRequired: isRequired)
  }

  /// The list of any of some terms, without a score.
  func list(_ terms: [PlannedTerm], space: Int) throws(CorruptionError) -> WordList? {
    let field = segment.layout.spaces[space].field
    return try list(
      terms, space: space, scorer: scorer(field: field, weight: 0), isScored: false,
      isRequired: true)
  }

  private func list(
    _ terms: [PlannedTerm], space: Int, scorer: WordScorer, isScored: Bool, isRequired: Bool
  ) throws(CorruptionError) -> WordList? {
    let detail = segment.layout.spaces[space].detail
    if terms.count == 1 {
      guard let payload = terms[0].payloads[ordinal] else { return nil }
      return try .list(
        try BlockList(segment, detail: detail, payload: payload), of: segment, scorer: scorer,
        isScored: isScored, isRequired: isRequired, scratch)
    }
    var lists: [BlockList] = []
    for term in terms {
      guard let payload = term.payloads[ordinal] else { continue }
      lists.append(try BlockList(segment, detail: detail, payload: payload))
    }
    switch lists.count {
    case 0: return nil
    case 1:
      return try .list(
        lists[0], of: segment, scorer: scorer, isScored: isScored, isRequired: isRequired, scratch)
    default:
      return try WordList(
        merging: lists, of: segment, scorer: scorer, isScored: isScored, scratch, clock?.deadline)
    }
  }

  func scorer(field: Int, weight: Float) throws(CorruptionError) -> WordScorer {
    WordScorer(
      similarity: similarities[field] ?? .flat, norms: try segment.norms(ofField: field),
      weight: weight, grid: grid)
  }

  private func postings(
    _ terms: [PlannedTerm], space: Int
  ) throws(CorruptionError) -> [PostingsCursor] {
    var lists: [PostingsCursor] = []
    for term in terms {
      guard let payload = term.payloads[ordinal] else { continue }
      lists.append(
        try PostingsCursor(segment, detail: segment.layout.spaces[space].detail, payload: payload))
    }
    return lists
  }

  private func cursor(
    _ terms: [PlannedTerm], space: Int, scorer: WordScorer
  ) throws(CorruptionError) -> any DocCursor {
    let lists = try postings(terms, space: space)
    switch lists.count {
    case 0: return NoDocument()
    case 1: return TermCursor(lists[0], scorer: scorer)
    case ..<Self.mergeLimit: return SynonymCursor(lists, scorer: scorer)
    default:
      return try UnionPostings(lists, of: segment, scorer: scorer, clock)
    }
  }

  private func cursor(_ phrase: PlannedPhrase) throws(CorruptionError) -> any DocCursor {
    var fields: [(phrase: FieldPhrase, weight: Float)] = []
    for field in phrase.fields {
      guard let space = segment.layout.space(.words, ofField: field.field) else { continue }
      var slots: [PhraseSlot] = []
      for place in field.places {
        let lists = try postings(place.terms, space: space)
        guard !lists.isEmpty else { break }
        slots.append(PhraseSlot(offset: place.offset, lists: lists))
      }
      guard !slots.isEmpty, slots.count == field.places.count else { continue }
      fields.append((FieldPhrase(slots, slop: phrase.slop, clock), field.weight))
    }
    guard !fields.isEmpty else { return NoDocument() }
    return PhraseCursor(fields, scorer: try scorer(field: phrase.field, weight: phrase.weight))
  }
}

extension BM25 {
  /// For fields without norms: every document counts as of average length.
  fileprivate static let flat = BM25(Schema.Ranking.Constants(k1: 1.2, b: 0), averageLength: 1)
}
