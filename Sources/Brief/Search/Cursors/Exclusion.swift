// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents of one list that are not in another, and the lists that need no terms.

package import BriefCodec

/// Visits what `included` visits and `excluded` does not.
package final class Exclusion: DocCursor {
  private let included: any DocCursor
  private let excluded: any DocCursor
  private var excludedDoc: DocID?

  package init(_ included: any DocCursor, without excluded: any DocCursor) {
    self.included = included
    self.excluded = excluded
  }

  package var doc: DocID { included.doc }
  package var cost: Int { included.cost }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var candidate = try included.advance(to: target)
    while candidate != .exhausted {
      if excludedDoc.map({ $0 < candidate }) ?? true {
        excludedDoc = try excluded.advance(to: candidate)
      }
      guard excludedDoc == candidate else { break }
      candidate = try included.advance(to: DocID(candidate.rawValue + 1))
    }
    return candidate
  }

  package func score() throws(CorruptionError) -> Float { try included.score() }
}

/// Visits every document of a segment, with score 0.
package final class EveryDocument: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int

  package init(documentCount: Int) { cost = documentCount }

  package func advance(to target: DocID) -> DocID {
    doc = target.index < cost ? target : .exhausted
    return doc
  }

  package func score() -> Float { 0 }
}

/// Visits nothing.
package final class NoDocument: DocCursor {
  package init() {}
  package var doc: DocID { .exhausted }
  package var cost: Int { 0 }
  package func advance(to target: DocID) -> DocID { .exhausted }
  package func score() -> Float { 0 }
}

/// Visits the documents whose number lies in a range, with score 0. Looks at every document it is
/// asked about, so it should not lead a conjunction: its cost is that of all documents.
package final class NumberRange: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let column: NumberColumn
  private let range: ClosedRange<Int64>

  package init(_ column: NumberColumn, in range: ClosedRange<Int64>, documentCount: Int) {
    self.column = column
    self.range = range
    cost = documentCount
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var candidate = target.index
    while candidate < cost {
      if let value = try column.value(of: DocID(UInt32(candidate))), range.contains(value) {
        doc = DocID(UInt32(candidate))
        return doc
      }
      candidate += 1
    }
    doc = .exhausted
    return doc
  }

  /// Whether a document's number lies in the range; looks at no other.
  func contains(_ doc: DocID) throws(CorruptionError) -> Bool {
    try column.value(of: doc).map { range.contains($0) } ?? false
  }

  package func score() -> Float { 0 }
}

/// Visits what another cursor visits, with score 0: a condition, not a preference.
package final class Filter: DocCursor {
  private let inner: any DocCursor

  package init(_ inner: any DocCursor) { self.inner = inner }

  package var doc: DocID { inner.doc }
  package var cost: Int { inner.cost }
  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    try inner.advance(to: target)
  }
  package func score() -> Float { 0 }
}
