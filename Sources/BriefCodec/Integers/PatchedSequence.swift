// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Any number of integers: patched blocks of 256, the last may be shorter. In front of three or more, how long each
// but the last is, so that whoever needs one of them reads no other.
//
//     SIZE     CONTENT
//     2·(b−1)  the bytes of each block but the last  (of b blocks, three or more)
//     …        the blocks, as in `PatchedBlock.swift`

package enum PatchedSequence {
  /// How many blocks some values take.
  package static func blockCount(_ count: Int) -> Int { (count + blockLength - 1) / blockLength }

  /// The bytes in front of the blocks. Of two the first is soon read: lengths of those, too, would be another
  /// thousandth of an index.
  private static func tableLength(_ blocks: Int) -> Int { blocks < 3 ? 0 : 2 * (blocks - 1) }

  /// Whether a block of a sequence of `count` values begins where its ``BlockPlace`` says: not the second of two,
  /// which begins where the first ends.
  package static func knowsPlace(ofBlock block: Int, of count: Int) -> Bool {
    block == 0 || tableLength(blockCount(count)) > 0
  }

  /// Appends a sequence.
  package static func encode(_ values: Span<UInt32>, into bytes: inout ByteWriter) {
    let blocks = blockCount(values.count)
    let table = bytes.count
    let hasTable = tableLength(blocks) > 0
    bytes.bytes.append(contentsOf: repeatElement(0, count: tableLength(blocks)))
    for block in 0..<blocks {
      let start = bytes.count
      let first = block * blockLength
      let range = first..<min(first + blockLength, values.count)
      PatchedBlock.encode(values.extracting(range), into: &bytes)
      guard hasTable, block + 1 < blocks else { continue }
      // At most 1,026 bytes.
      let length = bytes.count - start
      bytes.bytes[table + 2 * block] = UInt8(truncatingIfNeeded: length)
      bytes.bytes[table + 2 * block + 1] = UInt8(truncatingIfNeeded: length >> 8)
    }
  }

  /// Appends the `count` values of a sequence that begins at an offset of a file to others. `block` is scratch
  /// with room for 256.
  package static func decode(
    _ file: StoredFile, at offset: Int, count: Int, to values: inout [UInt32],
    by block: inout [UInt32]
  ) throws(CorruptionError) {
    var next = try BlockPlace(file, at: offset, count: count)
    var end = next.offset
    var left = count
    while left > 0 {
      let n = min(left, blockLength)
      end += try PatchedBlock.decode(file, at: end, count: n, into: &block)
      values.append(contentsOf: block[..<n])
      left -= n
      guard left > 0 else { return }
      next.advance(to: next.block + 1, file)
      guard !knowsPlace(ofBlock: next.block, of: count) || next.offset == end else {
        throw CorruptionError(
          file: file.name, offset: next.offset, reason: "end of a block of a sequence",
          expected: UInt64(clamping: next.offset), found: UInt64(end))
      }
    }
  }

  /// Where a block of a sequence begins; only goes forward.
  package struct BlockPlace {
    package private(set) var block = 0
    package private(set) var offset: Int
    /// Where the lengths of blocks begin, if those are kept.
    private let table: Int?

    /// Of an empty sequence.
    package init() { (offset, table) = (0, nil) }

    /// The first block of `count` values that begin at an offset, which nobody vouches for.
    package init(_ file: StoredFile, at offset: Int, count: Int) throws(CorruptionError) {
      let length = tableLength(blockCount(count))
      guard length > 0 else {
        (self.offset, table) = (offset, nil)
        return
      }
      let found = try file.span(from: offset, atMost: length).byteCount
      guard found == length else {
        throw CorruptionError(
          file: file.name, offset: offset, reason: "lengths of blocks beyond the end",
          expected: UInt64(length), found: UInt64(found))
      }
      (self.offset, table) = (offset + length, offset)
    }

    /// Goes on to a later block of the sequence.
    package mutating func advance(to target: Int, _ file: StoredFile) {
      precondition(target >= block, "places only go forward")
      if let table {
        for i in block..<target { offset += Int(file.bytes.uint16(at: table + 2 * i)) }
      }
      block = target
    }
  }
}
