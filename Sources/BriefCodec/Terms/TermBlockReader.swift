// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Reads a block of terms where it lies in the file, without copying. The layout is in
// `TermBlock.swift`.

/// A place in a block of terms.
struct TermBlockReader: Sendable {
  private let file: StoredFile
  private var offset: Int
  private let end: Int
  private let entries: TermEntries
  private var last = TermBlock.Offsets()

  /// Begins with the first term of the block that takes up a range of the file.
  init(
    _ file: StoredFile, _ range: Range<Int>, _ entries: TermEntries
  ) throws(CorruptionError) {
    try file.verify(range)
    self.file = file
    offset = range.lowerBound
    end = range.upperBound
    self.entries = entries
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
    guard offset < end else { throw damaged("end of a block of terms", found: end) }
    let halves = bytes.byte(at: offset)
    offset += 1
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
    switch entries {
    case .words: try readWord(bytes)
    case .values: try readValue(bytes)
    }
  }

  /// Passes over what follows the term. Nobody may read what follows another of the block then: it counts from
  /// those before.
  mutating func skipPayload(_ bytes: RawSpan) throws(CorruptionError) {
    switch entries {
    case .words: _ = try readWord(bytes)
    case .values: if try readNumber(bytes) & 1 == 1 { _ = try readNumber(bytes) }
    }
  }

  private mutating func readValue(_ bytes: RawSpan) throws(CorruptionError) -> TermPayload {
    let head = try readNumber(bytes)
    let documentFrequency: UInt32
    let postings: UInt64
    if head & 1 == 0 {
      guard let document = UInt32(exactly: last.document + Int64(zigzag: head >> 1)) else {
        throw damaged("document of a term", found: Int(truncatingIfNeeded: head >> 1))
      }
      last.document = Int64(document) + 1
      (documentFrequency, postings) = (1, UInt64(document))
    } else {
      guard let several = UInt32(exactly: head >> 1), several > 1 else {
        throw damaged("documents of a term", found: Int(truncatingIfNeeded: head >> 1))
      }
      last.postings &+= try readNumber(bytes)
      (documentFrequency, postings) = (several, last.postings)
    }
    return TermPayload(
      documentFrequency: documentFrequency, totalTermFrequency: UInt64(documentFrequency),
      postings: postings, positions: 0)
  }

  @inline(__always)
  private mutating func readNumber(_ bytes: RawSpan) throws(CorruptionError) -> UInt64 {
    var at = offset
    guard let number = Self.shortVarint(bytes, &at), at <= end else { return try readVarint(bytes) }
    offset = at
    return number
  }

  private mutating func readWord(_ bytes: RawSpan) throws(CorruptionError) -> TermPayload {
    var at = offset
    guard let head = Self.shortVarint(bytes, &at),
      let more = head & 1 == 1 ? Self.shortVarint(bytes, &at) : 0,
      let postings = Self.shortVarint(bytes, &at),
      let positions = head & 2 == 2 ? Self.shortVarint(bytes, &at) : 0, head >= 4, at <= end
    else { return try readAnyWord(bytes) }
    offset = at
    return payload(head, more, postings, positions)
  }

  /// A number of at most three bytes; `nil` for a longer one, and at the end of the file.
  @inline(__always)
  private static func shortVarint(_ bytes: RawSpan, _ at: inout Int) -> UInt64? {
    guard at <= bytes.byteCount - 4 else { return nil }
    let word = bytes.uint32(at: at)
    var value = word & 0x7F
    at += 1
    if word & 0x80 != 0 {
      value |= (word & 0x7F00) >> 1
      at += 1
      if word & 0x8000 != 0 {
        guard word & 0x80_0000 == 0 else { return nil }
        value |= (word & 0x7F_0000) >> 2
        at += 1
      }
    }
    return UInt64(value)
  }

  @inline(never)
  private mutating func readAnyWord(_ bytes: RawSpan) throws(CorruptionError) -> TermPayload {
    let head = try readVarint(bytes)
    guard head >= 4, head >> 2 <= UInt32.max else {
      throw damaged("documents of a term", found: Int(truncatingIfNeeded: head >> 2))
    }
    let more = head & 1 == 1 ? try readVarint(bytes) : 0
    guard more < 1 << 62 else { throw damaged("occurrences of a term", found: .max) }
    let postings = try readVarint(bytes)
    return payload(head, more, postings, head & 2 == 2 ? try readVarint(bytes) : 0)
  }

  @inline(__always)
  private mutating func payload(
    _ head: UInt64, _ more: UInt64, _ postings: UInt64, _ positions: UInt64
  ) -> TermPayload {
    let documentFrequency = UInt32(truncatingIfNeeded: head >> 2)
    var (postings, positions) = (postings, positions)
    if documentFrequency > 1 {
      postings &+= last.postings
      last.postings = postings
    }
    if head & 2 == 2 {
      positions &+= last.positions
      last.positions = positions
    }
    return TermPayload(
      documentFrequency: documentFrequency, totalTermFrequency: UInt64(documentFrequency) + more,
      postings: postings, positions: positions)
  }

  /// A varint that must be below 2¹⁶.
  private mutating func readSmall(_ bytes: RawSpan) throws(CorruptionError) -> Int {
    let value = try readVarint(bytes)
    guard value < 1 << 16 else { throw damaged("length of a term", found: .max) }
    return Int(value)
  }

  private mutating func readVarint(_ bytes: RawSpan) throws(CorruptionError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift <= 63 {
      guard offset < end else { throw damaged("end of a block of terms", found: end) }
      let byte = bytes.byte(at: offset)
      offset += 1
      guard shift < 63 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw damaged("varint above 64 bits", found: 0)
  }
}
