// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is left of a batch in one term space: its terms, and for each a run of entries, one a document.
// Runs stay bytes until the segment is written, since they are most of what a writer holds:
//
//     varint  2 · gap, + 1 if the frequency is 1     the first gap counts from before the batch
//     varint  frequency                              (if it is not 1)
//     varint  distance from the position before, for each (spaces with positions)

/// The postings of one term space in a batch of documents.
package struct SpaceRuns: Sendable {
  /// The batch's terms, numbered from 0.
  package var terms: TermTable
  /// The runs of all terms, in the order of their numbers.
  package var postings: [UInt8]
  /// Where each term's run ends.
  package var ends: [UInt32]
  /// Documents with at least one term.
  package var documentCount: Int
  /// In a space of values, the terms of each document one after the other, and where each
  /// document's end.
  var members: [UInt32] = []
  var memberEnds: [UInt32] = []
}
