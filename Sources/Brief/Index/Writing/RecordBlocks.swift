// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Records → blocks of about 16 KiB → zstd frames.

import BriefCodec

/// Cuts records into blocks.
struct RecordBlocks {
  /// Uncompressed bytes after which a block is closed. Whole documents only, so that a block may be
  /// larger.
  static let blockSize = 16 * 1_024

  private var records = ByteWriter()
  private var ends: [UInt32] = []
  /// The first document of each block, the open one included.
  private(set) var firstDocuments: [UInt64] = []
  private var documentCount = 0

  /// The bytes of the open block.
  var openBytes: Int { records.count }

  /// Adds the next document's record; returns the block if it is full: the number of documents, the
  /// end of each record, the records.
  mutating func append(_ record: ArraySlice<UInt8>) -> ByteWriter? {
    if ends.isEmpty { firstDocuments.append(UInt64(documentCount)) }
    records.append(contentsOf: record)
    ends.append(UInt32(records.count))
    documentCount += 1
    return records.count >= Self.blockSize ? close() : nil
  }

  /// The open block, if there is one.
  mutating func close() -> ByteWriter? {
    guard !ends.isEmpty else { return nil }
    var block = ByteWriter()
    block.appendVarint(UInt64(ends.count))
    for end in ends { block.appendVarint(UInt64(end)) }
    block.append(contentsOf: records.bytes)
    records.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    return block
  }
}

/// Blocks of records, compressed.
struct CompressedBlocks: Sendable {
  /// The fastest level: on newswire and reviews its blocks are 4 % larger than those of level 6 and
  /// take a quarter of the time.
  static let level: Int32 = 1

  private(set) var bytes = ByteWriter()
  private(set) var ends: [Int] = []

  /// Compresses some blocks.
  init(_ blocks: [ByteWriter]) {
    let compressor = BlockCompressor(level: Self.level)
    for block in blocks {
      bytes.append(contentsOf: compressor.compress(block.bytes))
      ends.append(bytes.count)
    }
  }
}
