// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Here is my document, give me its text."

package import BriefCodec

/// The stored documents of a segment.
package final class DocStore: Sendable {
  private let file: StoredFile
  private let root: DocStoreRoot
  private let firstDocuments: PackedArray
  private let blockStarts: PackedArray
  private let documentCount: Int

  package init(
    file: StoredFile, root: DocStoreRoot, documentCount: Int
  ) throws(CorruptionError) {
    self.file = file
    self.root = root
    self.documentCount = documentCount
    firstDocuments = try PackedArray(file: file, offset: root.firstDocuments)
    blockStarts = try PackedArray(file: file, offset: root.blockStarts)
    guard firstDocuments.count == root.blockCount, blockStarts.count == root.blockCount + 1 else {
      throw CorruptionError(
        file: file.name, offset: root.firstDocuments, reason: "number of blocks",
        expected: UInt64(root.blockCount), found: UInt64(firstDocuments.count))
    }
  }

  /// The file's name, for messages.
  package var fileName: String { file.name }

  /// Verifies every page of the file.
  package func verifyAll() throws(CorruptionError) { try file.verifyAll() }

  /// Says whether all that was read of its file was there.
  package func requireWhole() throws(CorruptionError) { try file.requireWhole() }

  /// Gives back the memory of what was read of its file so far.
  package func releaseMemory() { file.releaseMemory() }

  /// Reads documents; keeps the block read last, so that neighbours cost one decompression.
  package final class Reader {
    private let store: DocStore
    private let decompressor = BlockDecompressor()
    /// The block at hand, and the documents that it is to hold.
    private var records: RecordBlock?
    private var documents = 0..<0

    package init(_ store: DocStore) { self.store = store }

    /// The record of a document (see ``StoredRecord``). Decompresses a block unless it is at hand.
    package func record(of doc: DocID) throws(CorruptionError) -> [UInt8] {
      Array(try slice(of: doc))
    }

    /// The same, a part of the block at hand.
    func slice(of doc: DocID) throws(CorruptionError) -> ArraySlice<UInt8> {
      // Neighbours need not be looked for. A damaged block may have more records than documents.
      if let records, documents.contains(doc.index),
        doc.index - documents.lowerBound < records.count
      {
        return records[doc.index - documents.lowerBound]
      }
      records = nil  // one block at a time is enough to hold
      let (block, documents) = try store.block(of: doc)
      let records = try RecordBlock(store.file, try store.range(of: block), by: decompressor)
      let index = doc.index - documents.lowerBound
      guard index < records.count else {
        throw store.damaged("documents in a block", expected: UInt64(index), block: block)
      }
      (self.records, self.documents) = (records, documents)
      return records[index]
    }
  }

  /// The block that holds a document, and all documents that it is to hold.
  private func block(
    of doc: DocID
  ) throws(CorruptionError) -> (block: Int, documents: Range<Int>) {
    var low = 0
    var high = root.blockCount
    while low < high {
      let middle = (low + high) / 2
      if try firstDocuments.get(middle) <= UInt64(doc.rawValue) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { throw damaged("first document", expected: 0, block: 0) }
    let first = Int(truncatingIfNeeded: try firstDocuments.get(low - 1))
    let end = low < root.blockCount ? Int(clamping: try firstDocuments.get(low)) : documentCount
    return (low - 1, first..<max(first, end))
  }

  private func range(of block: Int) throws(CorruptionError) -> Range<Int> {
    let start = Int(truncatingIfNeeded: try blockStarts.get(block))
    let end = Int(truncatingIfNeeded: try blockStarts.get(block + 1))
    guard start <= end else { throw damaged("start of a block", expected: nil, block: block) }
    return start..<end
  }

  private func damaged(_ reason: String, expected: UInt64?, block: Int) -> CorruptionError {
    CorruptionError(
      file: file.name, offset: root.blockStarts, reason: reason, expected: expected,
      found: UInt64(block))
  }
}
