// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Reads a block of terms where it lies in the file, without copying. The layout is in
// `TermBlock.swift`.

/// A place in a block of terms.
struct TermBlockReader: Sendable {
  private let file: StoredFile
  private var offset: Int
  private let end: Int
  private var last = TermBlock.Offsets()

  /// Begins with the first term of the block that takes up a range of the file.
  init(_ file: StoredFile, _ range: Range<Int>) throws(CorruptionError) {
    try file.verify(range)
    self.file = file
    offset = range.lowerBound
    end = range.upperBound
  }

  func damaged(_ reason: String, found: Int) -> CorruptionError {
    CorruptionError(
      file: file.name, offset: offset, reason: reason, found: UInt64(clamping: found))
  }

  // All that follows takes the bytes of the file, those of the block being verified: their owner
  // asks for them once, not for every number.

  /// Reads how many bytes the next term shares with the one before, and where its own lie.
  mutating func readTerm(
    _ bytes: RawSpan
  ) throws(CorruptionError) -> (shared: Int, own: Range<Int>) {
    let halves = try readByte(bytes)
    var shared = Int(halves & 15)
    var rest = Int(halves >> 4)
    if shared == 15 { shared += try readSmall(bytes) }
    if rest == 15 { rest += try readSmall(bytes) }
    guard shared + rest <= TermBlock.termLimit, rest <= end - offset else {
      throw damaged("length of a term", found: shared + rest)
    }
    offset += rest
    return (shared, (offset - rest)..<offset)
  }

  /// Reads what follows the term.
  mutating func readPayload(_ bytes: RawSpan) throws(CorruptionError) -> TermPayload {
    let head = try readVarint(bytes)
    guard head >= 2, let documentFrequency = UInt32(exactly: head >> 1) else {
      throw damaged("documents of a term", found: Int(truncatingIfNeeded: head >> 1))
    }
    let more = head & 1 == 1 ? try readVarint(bytes) : 0
    guard more < 1 << 62 else { throw damaged("occurrences of a term", found: .max) }
    var postings = try readVarint(bytes)
    if documentFrequency > 1 {
      postings &+= last.postings
      last.postings = postings
    }
    var positions = try readVarint(bytes)
    if positions > 0 {
      positions = positions - 1 &+ last.positions
      last.positions = positions
    }
    return TermPayload(
      documentFrequency: documentFrequency, totalTermFrequency: UInt64(documentFrequency) + more,
      postings: postings, positions: positions)
  }

  @inline(__always)
  private mutating func readByte(_ bytes: RawSpan) throws(CorruptionError) -> UInt8 {
    guard offset < end else { throw damaged("end of a block of terms", found: end) }
    offset += 1
    return bytes.byte(at: offset - 1)
  }

  /// A varint that must be below 2¹⁶.
  private mutating func readSmall(_ bytes: RawSpan) throws(CorruptionError) -> Int {
    let value = try readVarint(bytes)
    guard value < 1 << 16 else { throw damaged("length of a term", found: .max) }
    return Int(value)
  }

  @inline(__always)
  private mutating func readVarint(_ bytes: RawSpan) throws(CorruptionError) -> UInt64 {
    let byte = try readByte(bytes)
    return byte < 0x80 ? UInt64(byte) : try readVarint(bytes, after: byte)
  }

  private mutating func readVarint(
    _ bytes: RawSpan, after first: UInt8
  ) throws(CorruptionError) -> UInt64 {
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while shift <= 63 {
      let byte = try readByte(bytes)
      guard shift < 63 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw damaged("varint above 64 bits", found: 0)
  }
}
