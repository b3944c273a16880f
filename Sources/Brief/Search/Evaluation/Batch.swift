// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents under consideration: what flows from a list, or from a window that several lists were
// added up in, through the other lists of a query to the collector. Arrays of a fixed size, so that
// nothing is allocated while a query runs.

import BriefCodec

/// Documents in increasing order with their scores so far.
package struct Batch {
  var documents: [UInt32]
  var scores: [Float]
  package internal(set) var count = 0
  /// Scratch of the list that a batch is refined by: which of the documents it has, and where.
  var matched: [UInt32]
  var places: [UInt32]

  /// A batch of at most `capacity` documents.
  init(capacity: Int) {
    documents = [UInt32](repeating: 0, count: capacity)
    scores = [Float](repeating: 0, count: capacity)
    matched = documents
    places = documents
  }

  /// The document at an index below ``count``.
  package func document(_ index: Int) -> DocID { DocID(documents[index]) }
  /// Its score.
  package func score(_ index: Int) -> Float { scores[index] }

  /// Drops the documents whose score is below `floor`.
  mutating func drop(below floor: Float) {
    count = BlockKernels.selectReaching(floor, &documents, &scores, 0..<count, to: 0)
  }

  /// Drops the documents that `isKept` denies.
  mutating func filter(_ isKept: (DocID) throws(CorruptionError) -> Bool) throws(CorruptionError) {
    var kept = 0
    for i in 0..<count where try isKept(DocID(documents[i])) {
      documents[kept] = documents[i]
      scores[kept] = scores[i]
      kept += 1
    }
    count = kept
  }
}
