// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a segment says of itself: where its structures lie and what they count. Encoded at the end of
// the `.segment` file; its last eight bytes say where it begins.

package import BriefCodec

/// Counts of one term space, over all documents of a segment, deleted ones included.
package struct SpaceStatistics: Hashable, Sendable {
  /// Documents with at least one term.
  package var documentCount: UInt32 = 0
  /// Occurrences of all terms.
  package var totalTermFrequency: UInt64 = 0
  package init() {}
}

/// Where the structures of a segment lie.
package struct SegmentRoot: Sendable {
  package var documentCount: UInt32 = 0
  /// A term dictionary a space, in the layout's order.
  package var dictionaries: [TermDictionaryRoot] = []
  package var statistics: [SpaceStatistics] = []
  /// For each space with positions, in the layout's order, the words whose pairs and triples are kept.
  package var frequentWords: [FrequentWords] = []
  /// Offset of the norms of each field with norms: one byte a document.
  package var norms: [Int] = []
  /// Sum of the lengths of each field with norms, and how many documents have any.
  package var lengths: [FieldLength] = []
  package var columns: [ColumnRoot] = []
  package var documents = DocStoreRoot()

  package init() {}

  /// More occurrences, or a greater sum of lengths, than any segment has: sums over segments stay far below 64 bits.
  private static let mostOccurrences: UInt64 = 1 << 48

  /// What is counted is no more than there can be, so that nobody's sum over segments overflows.
  func checkCounts(_ file: StoredFile) throws(CorruptionError) {
    func check(_ what: String, _ found: UInt64, atMost limit: UInt64) throws(CorruptionError) {
      guard found > limit else { return }
      throw CorruptionError(
        file: file.name, offset: 0, reason: what, expected: limit, found: found)
    }
    for space in statistics {
      try check(
        "documents with a term", UInt64(space.documentCount), atMost: UInt64(documentCount))
      try check(
        "occurrences of all terms", space.totalTermFrequency, atMost: Self.mostOccurrences)
    }
    for length in lengths {
      try check(
        "documents with a length of a field", UInt64(length.documentCount),
        atMost: UInt64(documentCount))
      try check("sum of the lengths of a field", length.sum, atMost: Self.mostOccurrences)
    }
  }

  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(documentCount))
    for dictionary in dictionaries { dictionary.encode(into: &bytes) }
    for space in statistics {
      bytes.appendVarint(UInt64(space.documentCount))
      bytes.appendVarint(space.totalTermFrequency)
    }
    for words in frequentWords { words.encode(into: &bytes) }
    for (offset, length) in zip(norms, lengths) {
      bytes.appendVarint(UInt64(offset))
      bytes.appendVarint(UInt64(length.documentCount))
      bytes.appendVarint(length.sum)
      bytes.appendVarint(length.isExact ? 1 : 0)
    }
    for column in columns { column.encode(into: &bytes) }
    documents.encode(into: &bytes)
  }

  package init(
    decoding reader: inout ByteReader, layout: IndexLayout
  ) throws(CorruptionError) {
    documentCount = try reader.readUInt32Varint()
    for _ in layout.spaces { dictionaries.append(try TermDictionaryRoot(decoding: &reader)) }
    for _ in layout.spaces {
      var space = SpaceStatistics()
      space.documentCount = try reader.readUInt32Varint()
      space.totalTermFrequency = try reader.readVarint()
      statistics.append(space)
    }
    for space in layout.spaces where space.detail == .positions {
      frequentWords.append(try FrequentWords(decoding: &reader))
    }
    for _ in layout.normFields {
      norms.append(try reader.readOffset())
      var length = FieldLength()
      length.documentCount = try reader.readUInt32Varint()
      length.sum = try reader.readVarint()
      length.isExact = try reader.readVarint() != 0
      lengths.append(length)
    }
    for _ in layout.columnFields { columns.append(try ColumnRoot(decoding: &reader)) }
    documents = try DocStoreRoot(decoding: &reader)
  }
}
