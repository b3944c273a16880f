// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents whose date or number lies in a range, which a column says of each.

package import BriefCodec

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
