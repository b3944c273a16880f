// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a term dictionary says of a term.

/// Statistics of a term and where its postings lie.
package struct TermPayload: Hashable, Sendable {
  /// Documents with the term.
  package var documentFrequency: UInt32
  /// Occurrences in all of them.
  package var totalTermFrequency: UInt64
  /// Offset of the posting list, or, if there is one document only, its number.
  package var postings: UInt64
  /// Offset of the positions; 0 in a space without.
  package var positions: UInt64

  package init(
    documentFrequency: UInt32, totalTermFrequency: UInt64, postings: UInt64, positions: UInt64
  ) {
    self.documentFrequency = documentFrequency
    self.totalTermFrequency = totalTermFrequency
    self.postings = postings
    self.positions = positions
  }
}
