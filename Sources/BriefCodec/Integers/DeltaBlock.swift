// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Up to 128 documents in increasing order.
//
//     1        head: 0...32 = width of packed gaps; 64 + w (1 ≤ w ≤ 64) = a bit set of w 64-bit words
//     ⌈n·w/8⌉  gaps − 1, packed                          (packed)
//     8·w      bit i is set if document base + i is in   (bit set)
//
// `base` is the first document that could be in the block: one more than the last of the block before.
// The bit set is taken where it is no larger: in lists of common words, where it also makes counting
// and intersecting a matter of words instead of documents.

package enum DeltaBlock {
  private static let bitSetMark: UInt8 = 64

  /// Appends a block of 1...128 documents, strictly increasing, none below `base`.
  package static func encode(
    _ documents: Span<UInt32>, base: UInt32, into bytes: inout ByteWriter
  ) {
    precondition((1...blockLength).contains(documents.count))
    var gaps: [UInt32] = []
    gaps.reserveCapacity(documents.count)
    var next = base
    for i in documents.indices {
      gaps.append(documents[i] - next)
      next = documents[i] &+ 1
    }
    let width = PackedBits.width(of: gaps.span)
    let range = Int(documents[documents.count - 1] - base) + 1
    let words = (range + 63) / 64
    if words <= 64, words * 8 <= PackedBits.byteCount(documents.count, width: width) {
      bytes.append(bitSetMark + UInt8(words))
      var set = [UInt64](repeating: 0, count: words)
      for i in documents.indices {
        let bit = Int(documents[i] - base)
        set[bit >> 6] |= 1 << UInt64(bit & 63)
      }
      for word in set { bytes.append(word) }
    } else {
      bytes.append(UInt8(width))
      PackedBits.pack(gaps.span, width: width, into: &bytes)
    }
  }

  /// Decodes `count` documents from a range of a file that begins with the block and may go on after it;
  /// returns the block's length in bytes.
  package static func decode(
    _ file: StoredFile, _ range: Range<Int>, base: UInt32, count: Int,
    into documents: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    func damaged(_ reason: String, _ found: Int) -> CorruptionError {
      CorruptionError(
        file: file.name, offset: range.lowerBound, reason: reason, found: UInt64(clamping: found))
    }
    precondition((1...blockLength).contains(count) && documents.count >= blockLength)
    guard range.lowerBound < range.upperBound else { throw damaged("empty block", 0) }
    let bytes = try file.span(range)
    let head = bytes.byte(at: 0)
    if head > bitSetMark {
      let words = Int(head - bitSetMark)
      guard words <= 64, 1 + words * 8 <= bytes.byteCount else {
        throw damaged("bit set of documents", words)
      }
      var n = 0
      for w in 0..<words {
        var word = bytes.uint64(at: 1 + w * 8)
        while word != 0 {
          guard n < count else { throw damaged("bits of a bit set", n) }
          let document = UInt64(base) + UInt64(w * 64 + word.trailingZeroBitCount)
          guard document < UInt64(UInt32.max) else { throw damaged("document number", n) }
          documents[n] = UInt32(document)
          n += 1
          word &= word - 1
        }
      }
      guard n == count else { throw damaged("bits of a bit set", n) }
      return 1 + words * 8
    }
    let width = Int(head)
    let length = 1 + PackedBits.byteCount(count, width: width)
    guard width <= 32, length <= bytes.byteCount else { throw damaged("packed width", width) }
    PackedBits.unpack(bytes, at: 1, width: width, count: count, into: &documents)
    var next = UInt64(base)
    for i in 0..<count {
      next += UInt64(documents[i])
      guard next < UInt64(UInt32.max) else { throw damaged("document number", i) }
      documents[i] = UInt32(next)
      next += 1
    }
    return length
  }
}
