// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Is it still there?" One bit a document, set while the document lives. Segments are immutable, so
// deleting writes a new file of bits; a segment without deletions has none.

package import BriefCodec

/// Which documents of a segment are not deleted.
package struct LiveDocs: Sendable {
  /// Bit `doc % 64` of word `doc / 64` is set while the document lives.
  package private(set) var words: [UInt64]
  package let documentCount: Int
  package private(set) var liveCount: Int

  /// All documents live.
  package init(documentCount: Int) {
    self.documentCount = documentCount
    liveCount = documentCount
    words = [UInt64](repeating: .max, count: (documentCount + 63) / 64)
    if documentCount % 64 != 0 { words[words.count - 1] = (1 << UInt64(documentCount % 64)) - 1 }
  }

  @inline(__always)
  package subscript(doc: DocID) -> Bool {
    words[doc.index >> 6] >> UInt64(doc.index & 63) & 1 == 1
  }

  /// Marks a document as deleted; says whether it lived until now.
  @discardableResult
  package mutating func delete(_ doc: DocID) -> Bool {
    guard self[doc] else { return false }
    words[doc.index >> 6] &= ~(1 << UInt64(doc.index & 63))
    liveCount -= 1
    return true
  }

  package func write(
    to directory: any Directory, name: String, id: FileID
  ) throws(StorageError) -> FileSummary {
    let file = try FileWriter(directory, name: name, kind: .liveDocs, id: id)
    do throws(StorageError) {
      var bytes = ByteWriter()
      for word in words { bytes.append(word) }
      try file.append(bytes)
      return try file.finish()
    } catch {
      file.abandon()
      throw error
    }
  }

  package init(
    reading file: StoredFile, documentCount: Int, deletedCount: Int
  ) throws(CorruptionError) {
    var reader = try file.reader(file.contentRange)
    guard reader.remaining == (documentCount + 63) / 64 * 8 else {
      throw reader.corruption("length of the live documents", found: UInt64(reader.remaining))
    }
    self.init(documentCount: documentCount)
    let full = words
    for i in words.indices { words[i] = try reader.readUInt64() }
    guard reader.remaining == 0, zip(words, full).allSatisfy({ $0 & ~$1 == 0 }) else {
      throw reader.corruption("live documents beyond the segment's", found: nil)
    }
    liveCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
    guard documentCount - liveCount == deletedCount else {
      throw reader.corruption(
        "number of deleted documents", expected: UInt64(deletedCount),
        found: UInt64(documentCount - liveCount))
    }
  }
}
