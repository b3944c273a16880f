// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The sort order of one segment: documents → integer keys, and keys back to what holds everywhere.

package import BriefCodec

/// How the documents of one segment are ordered.
package struct SegmentSort {
  private enum Source {
    case score(tier: Int)
    case number(NumberColumn, field: Int, descending: Bool)
    case keyword(OrdinalColumn, TermDictionaryReader, descending: Bool)
  }
  private let source: Source
  /// Whether documents are ordered by their score.
  package let needsScores: Bool
  private let segment: SegmentReader

  package init(
    _ order: SortOrder, tier: Int, segment: SegmentReader
  ) throws(BriefError) {
    let layout = segment.layout
    self.segment = segment
    let (name, descending): (String, Bool)
    switch order {
    case .score:
      source = .score(tier: tier)
      needsScores = true
      return
    case .ascending(let field): (name, descending) = (field, false)
    case .descending(let field): (name, descending) = (field, true)
    }
    needsScores = false
    do {
      guard let field = layout.field(named: name) else { throw Self.cannotSort(by: name) }
      switch layout.schema.fields[field].kind {
      case .date, .number:
        guard let column = try segment.numbers(ofField: field) else {
          throw Self.cannotSort(by: name)
        }
        source = .number(column, field: field, descending: descending)
      case .keyword, .identifier:
        guard let space = layout.space(.values, ofField: field),
          let column = try segment.ordinals(ofField: field)
        else { throw Self.cannotSort(by: name) }
        source = .keyword(column, segment.dictionary(space), descending: descending)
      case .text, .stored, .combined: throw Self.cannotSort(by: name)
      }
    } catch {
      throw BriefError(any: error)
    }
  }

  private static func cannotSort(by name: String) -> BriefError {
    BriefError(
      .invalidQuery,
      "Cannot sort by “\(name)”: sort by score or by a date, number or keyword field.")
  }

  /// The key of a document; documents without a value come last.
  package func key(_ doc: DocID, score: Float) throws(CorruptionError) -> UInt64 {
    switch source {
    case .score: return Candidate.key(score: score)
    case .number(let column, _, let descending):
      guard let value = try column.value(of: doc) else { return .max }
      return Self.key(number: value, descending: descending)
    case .keyword(let column, _, let descending):
      guard let ordinal = try column.first(of: doc) else { return .max }
      return descending ? UInt64.max - 1 - UInt64(ordinal) : UInt64(ordinal)
    }
  }

  /// One below the largest, which stands for "no value".
  private static func key(number: Int64, descending: Bool) -> UInt64 {
    min(descending ? ~number.ordered : number.ordered, .max - 1)
  }

  /// The keys of a batch's documents.
  func keys(of batch: Batch, into keys: inout [UInt64]) throws(CorruptionError) {
    if keys.count < batch.count { keys = [UInt64](zeros: batch.documents.count) }
    switch source {
    case .number(let column, _, let descending) where column.isFull:
      try column.copyOrdered(of: batch.documents, count: batch.count, into: &keys)
      let flip: UInt64 = descending ? .max : 0
      for i in 0..<batch.count { keys[i] = min(keys[i] ^ flip, .max - 1) }
    case .keyword(let column, _, let descending) where column.isSingle:
      try column.copySingle(of: batch.documents, count: batch.count, into: &keys)
      guard descending else { return }
      for i in 0..<batch.count { keys[i] = UInt64.max - 1 &- keys[i] }
    default:
      for i in 0..<batch.count { keys[i] = try key(batch.document(i), score: 0) }
    }
  }

  /// The column and direction of an order by date or number.
  var numberOrder: (column: NumberColumn, field: Int, descending: Bool)? {
    guard case .number(let column, let field, let descending) = source else { return nil }
    return (column, field, descending)
  }

  /// The number that a key stands for, of an order by date or number; `nil` if for none. The key before
  /// the last stands for two numbers, of which this comes first.
  func number(of key: UInt64) -> Int64? {
    guard key != .max, let order = numberOrder else { return nil }
    return Int64(ordered: order.descending ? ~key : key)
  }

  /// What a key stands for in every segment.
  package func sortKey(_ candidate: Candidate) throws(CorruptionError) -> SortKey {
    switch source {
    case .score(let tier): return .score(tier: tier, Candidate.score(key: candidate.key))
    case .number(let column, _, _): return .number(try column.value(of: candidate.doc))
    case .keyword(let column, let dictionary, _):
      guard let ordinal = try column.first(of: candidate.doc) else { return .keyword(nil) }
      return .keyword(try dictionary.term(at: ordinal))
    }
  }

  /// Where a page token lies in this segment; `nil` if the token is of another order.
  package func boundary(_ token: PageToken) throws(CorruptionError) -> PageBoundary? {
    switch (source, token.key) {
    case (.score, .score(_, let score)):
      return try boundary(key: Candidate.key(score: score), token)
    case (.number, .number(nil)), (.keyword, .keyword(nil)):
      return try boundary(key: .max, token)
    case (.number(_, _, let descending), .number(let value?)):
      return try boundary(key: Self.key(number: value, descending: descending), token)
    case (.keyword(_, let dictionary, let descending), .keyword(let bytes?)):
      var cursor = dictionary.cursor()
      let found = try cursor.seek(bytes)
      let ordinal = found ? cursor.ordinal : dictionary.count
      if found, cursor.term == bytes {
        return try boundary(
          key: descending ? UInt64.max - 1 - UInt64(ordinal) : UInt64(ordinal), token)
      }
      // The value itself is not here: everything beyond where it would stand is still to come.
      if descending {
        return PageBoundary(key: UInt64.max - 1 - UInt64(ordinal), rank: .max)
      }
      return ordinal == 0
        ? PageBoundary(key: 0, rank: -1) : PageBoundary(key: UInt64(ordinal - 1), rank: .max)
    default: return nil
    }
  }

  private func boundary(key: UInt64, _ token: PageToken) throws(CorruptionError) -> PageBoundary {
    let layout = segment.layout
    guard let field = layout.field(named: layout.schema.identifier),
      let space = layout.space(.values, ofField: field)
    else { return PageBoundary(key: key, rank: .max) }
    let bytes = Array(token.identifier.utf8)
    var cursor = segment.dictionary(space).cursor()
    guard try cursor.seek(bytes) else { return PageBoundary(key: key, rank: .max) }
    return PageBoundary(key: key, rank: cursor.term == bytes ? cursor.ordinal : cursor.ordinal - 1)
  }
}
