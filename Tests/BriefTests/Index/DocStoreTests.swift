// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct DocStoreTests {
  /// A store of blocks of records, of whose first documents the table says `first`.
  private static func store(_ blocks: [[String]], first: [UInt64]) throws -> DocStore {
    let directory = MemoryDirectory()
    let id = FileID(high: 1, low: 1)
    let file = try FileWriter(directory, name: "documents", kind: .documents, id: id)
    var starts: [UInt64] = []
    for records in blocks {
      var block = ByteWriter()
      block.appendVarint(UInt64(records.count))
      var end = 0
      for record in records {
        end += record.utf8.count
        block.appendVarint(UInt64(end))
      }
      for record in records { block.append(contentsOf: Array(record.utf8)) }
      starts.append(UInt64(file.position))
      try file.append(BlockCompressor(level: 1).compress(block.bytes))
    }
    starts.append(UInt64(file.position))
    var root = DocStoreRoot()
    root.blockCount = blocks.count
    root.firstDocuments = file.position
    try PackedArray.write(first, into: file)
    root.blockStarts = file.position
    try PackedArray.write(starts, into: file)
    _ = try file.finish()
    return try DocStore(
      file: try directory.open("documents", kind: .documents), root: root, documentCount: 4)
  }

  @Test func `records are read in any order`() throws {
    let reader = DocStore.Reader(
      try Self.store([["a", "b", ""], ["the last"]], first: [0, 3]))
    for (document, record) in [(3, "the last"), (0, "a"), (1, "b"), (2, ""), (3, "the last")] {
      #expect(try reader.record(of: DocID(UInt32(document))) == Array(record.utf8))
    }
    #expect(throws: CorruptionError.self) { try reader.record(of: DocID(4)) }
  }

  /// A damaged block has one record more than the table has documents for it.
  @Test func `what was read before does not change what is read`() throws {
    let store = try Self.store([["a0", "a1", "too many"], ["b2", "b3"]], first: [0, 2])
    let reader = DocStore.Reader(store)
    for document in 0..<4 as Range<UInt32> {
      let record = try reader.record(of: DocID(document))
      #expect(record == Array("\(document < 2 ? "a" : "b")\(document)".utf8))
      #expect(try DocStore.Reader(store).record(of: DocID(document)) == record)
    }
  }
}
