// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Cursors that know no list: of all documents, of none, and of others without their scores.

package import BriefCodec

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
