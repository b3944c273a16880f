// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Up to 256 documents in increasing order.
//
//     SIZE     CONTENT
//     1        head: 0...32 = width w of packed gaps; 64 + w (1 ≤ w ≤ 64) = a bit set of w words
//     ⌈n·w/8⌉  gaps − 1, as in `PackedBlock.swift`                  (packed)
//     8·w      bit i is set if document base + i is in              (bit set)
//
// `base` is the first document that could be in the block: one more than the last of the block
// before. The bit set is taken where it is no larger: in lists of common words, where it also makes
// counting and intersecting a matter of words instead of documents. Documents without a gap have
// width 0 and take the head alone; for their readers they are a bit set too.
//
// Document numbers stay below 2³² − 1, which is no document.

package enum DeltaBlock {
  static let bitSetMark: UInt8 = 64
  /// Words a bit set may have: as many as 256 gaps of 16 bits take.
  package static let wordLimit = 64

  /// The most bytes `count` documents take.
  package static func maximumLength(_ count: Int) -> Int {
    1 + PackedBlock.byteCount(count, width: 32)
  }

  /// Appends a block of 1...256 documents, strictly increasing, none below `base`.
  package static func encode(
    _ documents: Span<UInt32>, base: UInt32, into bytes: inout ByteWriter
  ) {
    let count = documents.count
    precondition((1...blockLength).contains(count), "a block holds 1...256 documents")
    precondition(documents[count - 1] < .max, "the last number is no document")
    var gaps = InlineArray<256, UInt32>(repeating: 0)
    var next = base
    for i in documents.indices {
      precondition(documents[i] >= next, "documents must ascend")
      gaps[i] = documents[i] - next
      next = documents[i] + 1
    }
    let width = PackedBlock.width(of: gaps.span)
    let words = (Int(documents[count - 1] - base) + 64) / 64
    if words <= wordLimit, words * 8 <= PackedBlock.byteCount(count, width: width) {
      bytes.append(bitSetMark + UInt8(words))
      appendBits(documents, base: base, words: words, into: &bytes)
    } else {
      bytes.append(UInt8(width))
      PackedBlock.pack(gaps.span.extracting(first: count), width: width, into: &bytes)
    }
  }

  private static func appendBits(
    _ documents: Span<UInt32>, base: UInt32, words: Int, into bytes: inout ByteWriter
  ) {
    var next = 0
    for w in 0..<words {
      var word: UInt64 = 0
      while next < documents.count, Int(documents[next] - base) / 64 == w {
        word |= 1 << UInt64((documents[next] - base) % 64)
        next += 1
      }
      bytes.append(word)
    }
  }

  /// Decodes the `count` documents of a block that begins at an offset of a file; returns the
  /// block's length in bytes.
  package static func decode(
    _ file: StoredFile, at offset: Int, base: UInt32, count: Int, into documents: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    let bytes = try file.span(from: offset, atMost: maximumLength(count))
    do throws(BlockDamage) {
      return try decode(bytes, base: base, count: count, into: &documents)
    } catch {
      throw error.located(in: file, at: offset)
    }
  }

  /// Decodes `count` documents, 1...256, from bytes that begin with the block; returns its length.
  ///
  /// - Precondition: `documents` has room for 256.
  package static func decode(
    _ bytes: RawSpan, base: UInt32, count: Int, into documents: inout [UInt32]
  ) throws(BlockDamage) -> Int {
    precondition((1...blockLength).contains(count) && documents.count >= blockLength)
    guard bytes.byteCount > 0 else { throw BlockDamage("empty block", found: 0) }
    let head = bytes.byte(at: 0)
    if head > bitSetMark {
      let words = try wordCount(bytes, head)
      let found = BlockKernels.expandBits(
        bytes, at: 1, wordCount: words, base: base, into: &documents)
      guard found == count else { throw BlockDamage("documents of a bit set", found: found) }
      try checkLast(documents[count - 1], base: base)
      return 1 + words * 8
    }
    let width = Int(head)
    let length = 1 + PackedBlock.byteCount(count, width: width)
    guard width <= 32, length <= bytes.byteCount else {
      throw BlockDamage("packed width", found: width)
    }
    switch (width, count) {
    case (0, _):
      for i in 0..<count { documents[i] = base &+ UInt32(i) }
      try checkLast(documents[count - 1], base: base)
    // The sum of 256 gaps of 24 bits stays below 2³².
    case (1...24, blockLength):
      BlockKernels.unpackDeltas(bytes, at: 1, width: width, base: base, into: &documents)
      try checkLast(documents[count - 1], base: base)
    case (1...24, _):
      BlockKernels.unpackTail(bytes, at: 1, width: width, count: count, into: &documents)
      BlockKernels.sumGaps(&documents, count: count, base: base)
      try checkLast(documents[count - 1], base: base)
    default:
      try PackedBlock.unpack(bytes, at: 1, width: width, count: count, into: &documents)
      try sum(&documents, base: base, count: count)
    }
    return length
  }

  private static func wordCount(_ bytes: RawSpan, _ head: UInt8) throws(BlockDamage) -> Int {
    let words = Int(head - bitSetMark)
    guard words <= wordLimit, 1 + words * 8 <= bytes.byteCount else {
      throw BlockDamage("words of a bit set", found: words)
    }
    return words
  }

  /// Documents ascend from `base` by less than 2³² in all, so the last shows whether they went too
  /// far.
  @inline(__always)
  private static func checkLast(_ last: UInt32, base: UInt32) throws(BlockDamage) {
    guard UInt64(base) + UInt64(last &- base) < UInt64(UInt32.max) else {
      throw BlockDamage("document number above 32 bits", found: Int(last))
    }
  }

  /// Turns gaps − 1 into documents.
  private static func sum(
    _ documents: inout [UInt32], base: UInt32, count: Int
  ) throws(BlockDamage) {
    var next = UInt64(base)
    for i in 0..<count {
      next += UInt64(documents[i])
      guard next < UInt64(UInt32.max) else {
        throw BlockDamage("document number above 32 bits", found: Int(next))
      }
      documents[i] = UInt32(next)
      next += 1
    }
  }

  // MARK: - Words

  /// Whether the block that begins here can be had as words: it is a bit set, or has no gaps.
  package static func isDense(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount > 0 else { return false }
    let head = bytes.byte(at: 0)
    return head == 0 || head > bitSetMark
  }

  /// The words of a block that is a bit set, and the block's length in bytes; `nil` if it is no bit set.
  ///
  /// That as many bits are set as there are documents is not checked.
  package static func bits(
    _ bytes: RawSpan
  ) throws(BlockDamage) -> (words: Range<Int>, length: Int)? {
    guard bytes.byteCount > 0, bytes.byte(at: 0) > bitSetMark else { return nil }
    let end = 1 + 8 * (try wordCount(bytes, bytes.byte(at: 0)))
    return (1..<end, end)
  }

  /// Copies a dense block of `count` documents as words, bit i for document base + i; returns how
  /// many words.
  ///
  /// - Precondition: `isDense(bytes)`, and `words` has room for `wordLimit`.
  package static func denseWords(
    _ bytes: RawSpan, base: UInt32, count: Int, into words: inout [UInt64]
  ) throws(BlockDamage) -> Int {
    precondition((1...blockLength).contains(count) && words.count >= wordLimit)
    precondition(isDense(bytes), "a block of packed gaps has no words")
    let head = bytes.byte(at: 0)
    guard head > 0 else {
      try checkLast(base &+ UInt32(count - 1), base: base)
      for w in 0..<((count + 63) / 64) {
        let left = count - w * 64
        words[w] = left >= 64 ? .max : 1 << UInt64(left) - 1
      }
      return (count + 63) / 64
    }
    let length = try wordCount(bytes, head)
    for w in 0..<length { words[w] = bytes.uint64(at: 1 + w * 8) }
    let found = BlockKernels.popcount(words, count: length)
    guard found == count else { throw BlockDamage("documents of a bit set", found: found) }
    var last = length - 1
    while words[last] == 0 { last -= 1 }  // ends: `count` bits are set
    let bit = UInt32(last * 64 + 63 - words[last].leadingZeroBitCount)
    try checkLast(base &+ bit, base: base)
    return length
  }
}
