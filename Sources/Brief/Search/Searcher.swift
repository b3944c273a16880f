// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Answers queries from one snapshot. A search is: parse (`Query+Parsing.swift`), plan
// (`Planning/`), visit the matches of every segment (`Collecting/`), load the best, and be ready to
// show why they match (`Highlight/`).

package import BriefCodec
public import struct BriefGrammar.Diagnostic

/// An immutable view of an index as one commit left it. Any number may be used at once, from any
/// thread, beside a writer; none of them writes or locks anything.
public final class Searcher: Sendable {
  package let snapshot: Snapshot

  /// How many plain words make a query short: one that is first searched for all of its words.
  public static let shortQueryLimit = 4

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// The index's schema.
  public var schema: Schema { snapshot.commit.schema }
  /// The number of documents.
  public var documentCount: Int { snapshot.liveCount }
  /// The bytes that are kept from one search for the next at the moment (see
  /// ``SearchIndex/searcher(memoryLimit:)``).
  public var memoryInUse: Int { snapshot.memoryInUse }

  /// Parses a query as a reader types it. Every string has a meaning; what looks malformed is read
  /// sensibly and reported.
  ///
  /// - Parameter now: the moment that relative dates such as `since:30d` count from; without it they
  ///   are reported and ignored.
  public func parse(
    _ text: String, now: Timestamp? = nil
  ) -> (query: Query, diagnostics: [Diagnostic]) {
    Query.parse(text, schema: schema, now: now)
  }

  /// Parses a query and answers it.
  ///
  /// - Throws: as ``search(_:options:)`` does.
  public func search(
    parsing text: String, limit: Int, now: Timestamp? = nil
  ) throws(BriefError) -> SearchResults {
    try search(parsing: text, options: SearchOptions(limit: limit), now: now)
  }

  /// Parses a query and answers it.
  ///
  /// - Throws: as ``search(_:options:)`` does.
  public func search(
    parsing text: String, options: SearchOptions = SearchOptions(), now: Timestamp? = nil
  ) throws(BriefError) -> SearchResults {
    let (query, diagnostics) = parse(text, now: now)
    return try search(query, options: options, diagnostics: diagnostics)
  }

  /// Answers a query in a certain order.
  ///
  /// - Throws: as ``search(_:options:)`` does.
  public func search(
    _ query: Query, sortedBy sort: SortOrder, limit: Int = 10
  ) throws(BriefError) -> SearchResults {
    try search(query, options: SearchOptions(limit: limit, sort: sort))
  }

  /// Answers a query.
  ///
  /// The time grows with the lists of the words. Ordered by score, most matches are passed over
  /// unseen; counting them all (``SearchOptions/countsTotal``), facets, histograms and other orders
  /// look at each.
  ///
  /// - Throws: `invalidQuery` for fields that do not exist or cannot be used as asked, `corrupted` for
  ///   damaged files, `ioFailure`.
  public func search(
    _ query: Query, options: SearchOptions = SearchOptions()
  ) throws(BriefError) -> SearchResults {
    try search(query, options: options, diagnostics: [])
  }

  private func search(
    _ query: Query, options: consuming SearchOptions, diagnostics: [Diagnostic]
  ) throws(BriefError) -> SearchResults {
    do {
      let planner = Planner(
        snapshot, expansionLimit: options.expansionLimit, deadline: options.deadline,
        isCounting: options.limit <= 0)
      var answer = try Answer(snapshot, query: query.node, options: options, planner: planner)
      try answer.run()
      let results = try results(answer, diagnostics: diagnostics)
      try snapshot.requireWhole()
      return results
    } catch {
      throw BriefError(any: error)
    }
  }

  private func results(
    _ answer: borrowing Answer, diagnostics: [Diagnostic]
  ) throws -> SearchResults {
    let loads = answer.options.loads
    let highlighter =
      loads == .documents ? Highlighter(snapshot, plan: answer.plan) : nil
    var readers: [SegmentOrdinal: DocStore.Reader] = [:]
    var hits: [Hit] = []
    hits.reserveCapacity(answer.documents.count)
    for (place, found) in answer.documents.enumerated() {
      if loads == .scores {
        hits.append(Hit(rank: place + 1, score: found.score))
        continue
      }
      let document =
        loads == .documents ? try load(found.address, &readers) : Document()
      hits.append(
        Hit(
          rank: place + 1, score: found.score,
          identifier: try snapshot.identifier(of: found.address), document: document,
          highlighter: highlighter))
    }
    let isFull =
      answer.documents.count == answer.options.limit
      && (answer.total > answer.documents.count || !answer.countsTotal)
    return SearchResults(
      hits: hits, total: answer.total,
      totalRelation: answer.isPartial || answer.wasTruncated || !answer.countsTotal
        ? .atLeast : .equal,
      relaxation: answer.relaxation, diagnostics: diagnostics, facets: answer.facets,
      histogram: answer.histogram,
      next: isFull && loads != .scores ? try next(after: answer) : nil,
      isPartial: answer.isPartial || answer.wasTruncated)
  }

  private func next(after answer: borrowing Answer) throws(CorruptionError) -> PageToken? {
    guard let last = answer.documents.last, let key = answer.lastKey else { return nil }
    return PageToken(key: key, identifier: try snapshot.identifier(of: last.address))
  }

  private func load(
    _ address: DocAddress, _ readers: inout [SegmentOrdinal: DocStore.Reader]
  ) throws(CorruptionError) -> Document {
    let segment = snapshot.segments[address.segment.rawValue]
    let reader = readers[address.segment] ?? DocStore.Reader(segment.store)
    readers[address.segment] = reader
    return try segment.document(address.doc, reader)
  }

  /// The document with an identifier, or `nil`: a look into each segment's dictionary, and a block of stored
  /// documents decompressed.
  ///
  /// - Throws: `corrupted` for damaged files, `ioFailure`.
  public func document(identifier: String) throws(BriefError) -> Document? {
    do {
      var readers: [SegmentOrdinal: DocStore.Reader] = [:]
      let address = try snapshot.address(ofIdentifier: identifier)
      let document = try address.map { try load($0, &readers) }
      try snapshot.requireWhole()
      return document
    } catch {
      throw BriefError(any: error)
    }
  }

  /// Calls `body` with every document, segment by segment: all stored documents are decompressed, one block
  /// at a time.
  ///
  /// - Throws: `corrupted` for damaged files, `ioFailure`, and what `body` throws.
  public func forEachDocument(_ body: (Document) throws -> Void) throws {
    for segment in snapshot.segments {
      let reader = DocStore.Reader(segment.store)
      for index in 0..<segment.documentCount {
        let doc = DocID(UInt32(index))
        guard segment.live?[doc] ?? true else { continue }
        let document: Document
        do {
          document = try segment.document(doc, reader)
          try segment.requireWhole()
        } catch {
          throw BriefError(any: error)
        }
        try body(document)
      }
    }
  }

  /// Calls `body` with the identifier of every document and its value in a number field, without
  /// reading stored texts.
  ///
  /// - Throws: `invalidQuery` if the field is none of numbers, `corrupted` for damaged files, `ioFailure`, and
  ///   what `body` throws.
  public func identifiers(
    withNumbers field: String, _ body: (String, Int64?) throws -> Void
  ) throws {
    guard let index = snapshot.layout.field(named: field),
      case .number = snapshot.layout.schema.fields[index].kind
    else { throw BriefError(.invalidQuery, "“\(field)” is not a number field of this index.") }
    for segment in snapshot.segments {
      do {
        let column = try segment.numbers(ofField: index)
        for document in 0..<segment.documentCount {
          let doc = DocID(UInt32(document))
          guard segment.live?[doc] ?? true else { continue }
          let (identifier, value) = (try segment.identifier(of: doc), try column?.value(of: doc))
          try segment.requireWhole()
          try body(identifier, value)
        }
      } catch let error as CorruptionError {
        throw BriefError(error)
      }
    }
  }

  /// Why a document has its score under a query, or why it does not match.
  ///
  /// - Throws: `invalidDocument` if there is no document with the identifier.
  public func explain(
    _ query: Query, identifier: String, options: SearchOptions = SearchOptions()
  ) throws(BriefError) -> Explanation {
    do {
      guard let address = try snapshot.address(ofIdentifier: identifier) else {
        try snapshot.requireWhole()
        throw BriefError(.invalidDocument, "There is no document “\(identifier)” in this index.")
      }
      let planner = Planner(snapshot, expansionLimit: options.expansionLimit)
      var answer = try Answer(snapshot, query: query.node, options: options, planner: planner)
      try answer.run()  // what is explained is what is searched: as typed, relaxed or respelt
      let segment = snapshot.segments[address.segment.rawValue]
      var explanation = Explanation(0, matches: false, "nothing")
      for plan in answer.plans where !explanation.matches {
        let context = CursorContext(
          segment: segment, ordinal: address.segment.rawValue,
          similarities: snapshot.similarities(answer.style),
          grid: ScoreGrid(maximum: plan.maximumScore), scratch: snapshot.scratch)
        let explainer = Explainer(
          snapshot: snapshot, style: answer.style, context: context, doc: address.doc)
        explanation = try explainer.explain(plan)
      }
      try snapshot.requireWhole()
      guard explanation.matches, let decay = try RecencyDecay(options.recency, segment: segment)
      else { return explanation }
      let factor = try decay.factor(address.doc)
      try snapshot.requireWhole()
      return Explanation(
        explanation.value * factor, matches: true, "score times recency",
        details: [
          explanation,
          Explanation(factor, matches: true, "recency: 1 + weight · 2^(−age/half-life)"),
        ])
    } catch {
      throw BriefError(any: error)
    }
  }
}

extension Snapshot {
  /// The identifier of a document.
  package func identifier(of address: DocAddress) throws(CorruptionError) -> String {
    try segments[address.segment.rawValue].identifier(of: address.doc)
  }

  /// Where the live document with an identifier lies.
  package func address(ofIdentifier identifier: String) throws(CorruptionError) -> DocAddress? {
    guard let field = layout.field(named: layout.schema.identifier),
      let space = layout.space(.values, ofField: field)
    else { return nil }
    let bytes = Array(identifier.utf8)
    guard bytes.count <= Document.longestKeyword else { return nil }
    for (ordinal, segment) in segments.enumerated() {
      guard let payload = try segment.dictionary(space).find(bytes)?.payload else { continue }
      let list = try PostingsCursor(segment, detail: .documents, payload: payload)
      var doc = try list.advance()
      while doc != .exhausted {
        if doc.index < segment.documentCount, segment.live?[doc] ?? true {
          return DocAddress(segment: SegmentOrdinal(ordinal), doc: doc)
        }
        doc = try list.advance()
      }
    }
    return nil
  }
}
