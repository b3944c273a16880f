// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stored documents: records one after another in blocks of about 16 KiB, each compressed by zstd.
// Which block holds a document is found by a binary search over the first documents of the blocks.

package import BriefCodec

/// Where the stored documents of a segment lie.
package struct DocStoreRoot: Sendable, Hashable {
  package var blockCount = 0
  /// Offsets in the `.documents` file of two packed arrays: each block's first document, and each
  /// block's start (one more than there are blocks).
  package var firstDocuments = 0
  package var blockStarts = 0

  package init() {}

  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(blockCount))
    bytes.appendVarint(UInt64(firstDocuments))
    bytes.appendVarint(UInt64(blockStarts))
  }

  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    blockCount = try reader.readOffset()
    firstDocuments = try reader.readOffset()
    blockStarts = try reader.readOffset()
  }
}

/// Writes stored documents in the order of their numbers.
struct DocStoreBuilder {
  private let file: FileWriter
  private var blocks = RecordBlocks()
  private var blockStarts: [UInt64] = []

  init(file: FileWriter) { self.file = file }

  /// Adds the next document's record (see ``StoredRecord``).
  mutating func append(_ record: ArraySlice<UInt8>) throws(StorageError) {
    if let block = blocks.append(record) { try append(CompressedBlocks([block])) }
  }

  /// Completes the last block and writes the arrays.
  mutating func finish() throws(StorageError) -> DocStoreRoot {
    if let block = blocks.close() { try append(CompressedBlocks([block])) }
    return try finish(firstDocuments: blocks.firstDocuments)
  }

  /// Writes blocks that others have made.
  mutating func append(_ blocks: CompressedBlocks) throws(StorageError) {
    var start = 0
    for end in blocks.ends {
      blockStarts.append(UInt64(file.position + start))
      start = end
    }
    try file.append(blocks.bytes)
  }

  /// Writes the arrays for such blocks.
  func finish(firstDocuments: [UInt64]) throws(StorageError) -> DocStoreRoot {
    var root = DocStoreRoot()
    root.blockCount = firstDocuments.count
    let end = UInt64(file.position)
    root.firstDocuments = file.position
    try PackedArray.write(firstDocuments, into: file)
    root.blockStarts = file.position
    try PackedArray.write(blockStarts + [end], into: file)
    return root
  }
}
