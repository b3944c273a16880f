// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Looks terms up: a binary search among the separators in the file, then one block.

/// A term dictionary of an open file.
package struct TermDictionaryReader: Sendable {
  package let file: StoredFile
  let root: TermDictionaryRoot

  package init(file: StoredFile, root: TermDictionaryRoot) throws(CorruptionError) {
    self.file = file
    self.root = root
    let least = (root.blockCount + 1) * 12
    guard root.indexLength >= least, root.index + root.indexLength <= file.length,
      root.blockCount == (root.count + TermDictionaryWriter.blockSize - 1) / TermDictionaryWriter.blockSize
    else {
      throw CorruptionError(
        file: file.name, offset: root.index, reason: "size of a term index",
        expected: UInt64(least), found: UInt64(root.indexLength))
    }
  }

  /// The number of terms.
  package var count: Int { root.count }

  /// The entry of a term, and its place among all; `nil` if it is not here.
  package func find(
    _ term: [UInt8]
  ) throws(CorruptionError) -> (ordinal: Int, payload: TermPayload)? {
    var cursor = cursor()
    guard try cursor.seek(term), cursor.term == term else { return nil }
    return (cursor.ordinal, cursor.payload)
  }

  /// A cursor before the first term.
  package func cursor() -> TermCursor { TermCursor(self) }

  /// The last block whose separator is not above a term.
  func block(for term: [UInt8]) throws(CorruptionError) -> Int {
    var low = 1
    var high = root.blockCount
    while low < high {
      let middle = (low + high) / 2
      if try separatorIsAbove(term, middle) { high = middle } else { low = middle + 1 }
    }
    return low - 1
  }

  private func separatorIsAbove(_ term: [UInt8], _ block: Int) throws(CorruptionError) -> Bool {
    let ends = root.index + (root.blockCount + 1) * 8
    let texts = ends + (root.blockCount + 1) * 4
    let start = Int(try file.uint32(at: ends + block * 4))
    let end = Int(try file.uint32(at: ends + block * 4 + 4))
    guard start <= end, texts + end <= root.index + root.indexLength else {
      throw CorruptionError(
        file: file.name, offset: ends + block * 4, reason: "end of a separator",
        expected: nil, found: UInt64(end))
    }
    let separator = try file.span((texts + start)..<(texts + end))
    for i in 0..<min(term.count, separator.byteCount) {
      let byte = separator.byte(at: i)
      if byte != term[i] { return byte > term[i] }
    }
    return separator.byteCount > term.count
  }

  /// The bytes of a block.
  func reader(_ block: Int) throws(CorruptionError) -> ByteReader {
    let at = root.index + block * 8
    let low = try file.uint32(at: at), high = try file.uint32(at: at + 4)
    let nextLow = try file.uint32(at: at + 8), nextHigh = try file.uint32(at: at + 12)
    let start = Int(UInt64(high) << 32 | UInt64(low))
    let end = Int(UInt64(nextHigh) << 32 | UInt64(nextLow))
    guard start <= end, end <= file.length else {
      throw CorruptionError(
        file: file.name, offset: at, reason: "offset of a block of terms", expected: nil,
        found: UInt64(clamping: end))
    }
    return try file.reader(start..<end)
  }
}
