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

/// Where a term dictionary lies in its file.
package struct TermDictionaryRoot: Sendable, Hashable {
  /// Number of terms.
  package var count = 0
  package var blockCount = 0
  /// Offset of the block index: 8 bytes a block and one more, offsets of the blocks (the last is the
  /// end), then 4 bytes a block and one more, ends of the separators, then the separators.
  package var index = 0
  /// Length of the block index in bytes.
  package var indexLength = 0

  package init() {}

  package func encode(into bytes: inout ByteWriter) {
    for value in [count, blockCount, index, indexLength] { bytes.appendVarint(UInt64(value)) }
  }

  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    count = try reader.readOffset()
    blockCount = try reader.readOffset()
    index = try reader.readOffset()
    indexLength = try reader.readOffset()
  }
}
