// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The stored documents of a damaged segment, as far as they can be read: each block for itself, under
// the checksums of its pages. Where the blocks lie is told by the segment's root and the arrays behind
// them; without those, the blocks are met one after the other from the first on.

import BriefCodec

/// Reads what is sound of a segment's stored documents.
struct SalvagedStore {
  private struct Block {
    let first: Int
    let range: Range<Int>
  }

  private let file: StoredFile
  private let layout: IndexLayout
  private let documentCount: Int
  private var blocks: [Block] = []
  private let decompressor = BlockDecompressor()

  /// - Parameter root: where the arrays lie, if that is known.
  init(_ file: StoredFile, root: DocStoreRoot?, layout: IndexLayout, documentCount: Int) {
    self.file = file
    self.layout = layout
    self.documentCount = documentCount
    blocks = root.flatMap { try? readBlocks($0) } ?? findBlocks()
  }

  /// The blocks as the arrays have them.
  private func readBlocks(_ root: DocStoreRoot) throws(CorruptionError) -> [Block] {
    let documents = try PackedArray(file: file, offset: root.firstDocuments)
    let starts = try PackedArray(file: file, offset: root.blockStarts)
    func damaged(_ reason: String, _ found: Int) -> CorruptionError {
      CorruptionError(
        file: file.name, offset: root.firstDocuments, reason: reason,
        found: UInt64(clamping: found))
    }
    guard documents.count == root.blockCount, starts.count == root.blockCount + 1 else {
      throw damaged("number of blocks", documents.count)
    }
    var blocks: [Block] = []
    for number in 0..<root.blockCount {
      let first = Int(truncatingIfNeeded: try documents.get(number))
      let start = Int(truncatingIfNeeded: try starts.get(number))
      let end = Int(truncatingIfNeeded: try starts.get(number + 1))
      let least = blocks.last.map { ($0.first + 1, $0.range.upperBound) } ?? (0, 0)
      guard first >= least.0, first < documentCount, start >= least.1, start < end,
        number > 0 || first == 0
      else { throw damaged("block", number) }
      blocks.append(Block(first: first, range: start..<end))
    }
    return blocks
  }

  /// The blocks as they are met, up to the first that cannot be read.
  private func findBlocks() -> [Block] {
    var blocks: [Block] = []
    var offset = file.contentRange.lowerBound
    var first = 0
    while first < documentCount {
      guard
        let length = try? decompressor.frameLength(file, at: offset, before: file.length),
        let records = try? RecordBlock(file, offset..<(offset + length), by: decompressor),
        records.count > 0
      else { break }
      blocks.append(Block(first: first, range: offset..<(offset + length)))
      first += records.count
      offset += length
    }
    return blocks
  }

  /// Calls `body` with the number of every document, ascending, and with the document if it can be read
  /// and fits the schema.
  func forEachDocument(_ body: (Int, Document?) throws -> Void) rethrows {
    var next = 0
    for (number, block) in blocks.enumerated() {
      let end = number + 1 < blocks.count ? blocks[number + 1].first : documentCount
      while next < block.first {
        try body(next, nil)
        next += 1
      }
      guard let records = try? RecordBlock(file, block.range, by: decompressor) else { continue }
      for index in 0..<min(records.count, end - block.first) {
        try body(next, document(records[index]))
        next += 1
      }
    }
    while next < documentCount {
      try body(next, nil)
      next += 1
    }
  }

  private func document(_ record: ArraySlice<UInt8>) -> Document? {
    var reader = ByteReader(Array(record), file: file.name)
    guard let document = try? StoredRecord.decode(&reader, layout: layout),
      (try? document.validate(layout.schema)) != nil
    else { return nil }
    return document
  }
}
