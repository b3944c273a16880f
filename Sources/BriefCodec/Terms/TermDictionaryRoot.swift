// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a segment remembers of a term dictionary, and the layout of its block index.
//
//     SIZE     CONTENT
//     8·(b+1)  offsets in the file of the b blocks, and where the last one ends
//     4·(b+1)  where each block's separator begins among them, and where the last one ends
//     …        the separators: the shortest bytes above the block before and not above the block

/// Where a term dictionary lies in its file.
package struct TermDictionaryRoot: Sendable, Hashable {
  /// Number of terms.
  package var count = 0
  package var blockCount = 0
  /// Offset of the block index.
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
