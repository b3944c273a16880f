// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The contract of everything that visits matching documents. Ranked unions and conjunctions of plain
// words are evaluated a window of documents at a time (`Evaluation/`); these cursors are for phrases,
// filters and odd combinations, and they are the oracle that the faster paths are compared with.

package import BriefCodec

/// Visits documents in increasing order.
package protocol DocCursor: AnyObject {
  /// The current document, or ``DocID/exhausted``. Undefined before the first move.
  var doc: DocID { get }
  /// An upper bound of the documents visited in all. Orders conjunctions; may be loose.
  var cost: Int { get }
  /// Moves to the first document at or after `target` and returns it.
  ///
  /// Stays where it is if that document is the current one. Must not be called with a target below
  /// the current document. `advance(to: DocID(0))` begins.
  func advance(to target: DocID) throws(CorruptionError) -> DocID
  /// The score of the current document: a multiple of the query's ``ScoreGrid``, 0 for filters.
  func score() throws(CorruptionError) -> Float
}

extension DocCursor {
  /// Moves to the next document and returns it. Must not be called once exhausted.
  package func next() throws(CorruptionError) -> DocID {
    try advance(to: DocID(doc.rawValue + 1))
  }
}
