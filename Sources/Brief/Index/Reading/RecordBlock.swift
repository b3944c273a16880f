// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A block of stored documents as it lies in memory. `RecordBlocks.swift` makes them.

import BriefCodec

/// The records of a block (see ``StoredRecord``).
struct RecordBlock {
  private let bytes: [UInt8]
  /// Where each record begins, and where the last one ends.
  private var bounds: [Int]

  /// The number of records.
  var count: Int { bounds.count - 1 }

  /// Blocks grow beyond 16 KiB only by their last document; no honest block is larger than this.
  private static let sizeLimit = 1 << 30

  /// Decompresses the block in a range of a file. Of one whose records do not lie within it, one behind the
  /// other, nothing is believed.
  init(
    _ file: StoredFile, _ range: Range<Int>, by decompressor: BlockDecompressor
  ) throws(CorruptionError) {
    bytes = try decompressor.decompress(file, range, limit: Self.sizeLimit)
    var reader = ByteReader(bytes, file: file.name)
    let count = try reader.readOffset()
    guard count <= reader.remaining else {
      throw CorruptionError(
        file: file.name, offset: range.lowerBound, reason: "documents in a block",
        found: UInt64(count))
    }
    bounds = [0]
    for _ in 0..<count { bounds.append(try reader.readOffset()) }
    let start = reader.offset
    for i in 0..<count {
      guard bounds[i] <= bounds[i + 1], bounds[i + 1] <= bytes.count - start else {
        throw CorruptionError(
          file: file.name, offset: range.lowerBound, reason: "end of a record",
          found: UInt64(bounds[i + 1]))
      }
    }
    for i in bounds.indices { bounds[i] += start }
  }

  /// A record by its place in the block.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[bounds[index]..<bounds[index + 1]] }
}
