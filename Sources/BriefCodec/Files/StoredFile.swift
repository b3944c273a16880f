// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An open immutable file. Opening checks the header, the footer and the page table; a page is checked
// when it is first touched, once for as long as the file is open.

import Synchronization

/// An open file whose pages are verified at first touch.
package final class StoredFile: Sendable {
  package let name: String
  package let id: FileID
  package let kind: FileKind
  /// Length of header and content: every offset of the content is below it.
  package let length: Int
  /// The footer's, which stands for the whole file.
  package let checksum: UInt64
  private let contents: FileContents
  private let verified: AtomicBits

  /// Checks everything but the pages.
  package init(
    _ contents: FileContents, name: String, kind: FileKind
  ) throws(CorruptionError) {
    // SAFETY: the span is used in this initializer only, while `contents` lives.
    let bytes = unsafe RawSpan(_unsafeBytes: contents.buffer)
    let footer = try Footer(bytes, file: name)
    try Self.checkHeader(bytes, name, kind)
    id = FileID(high: bytes.uint64(at: 16), low: bytes.uint64(at: 24))
    length = footer.contentLength
    checksum = footer.checksum
    verified = AtomicBits(count: footer.pageCount)
    self.name = name
    self.kind = kind
    self.contents = contents
  }

  private struct Footer {
    let contentLength: Int
    let pageCount: Int
    let checksum: UInt64

    init(_ bytes: RawSpan, file: String) throws(CorruptionError) {
      let count = bytes.byteCount
      func damaged(_ reason: String, _ offset: Int, _ expected: UInt64?, _ found: UInt64?)
        -> CorruptionError
      {
        CorruptionError(
          file: file, offset: offset, reason: reason, expected: expected, found: found)
      }
      let least = FileFormat.headerLength + FileFormat.footerLength + 4
      guard count >= least else { throw damaged("length", 0, UInt64(least), UInt64(count)) }
      let start = count - FileFormat.footerLength
      checksum = bytes.uint64(at: start + 24)
      let found = Checksum.xxh3(bytes.extracting(start..<(start + 24)))
      guard found == checksum else { throw damaged("footer checksum", start, checksum, found) }
      let length = bytes.uint64(at: start)
      let pages = UInt64(bytes.uint32(at: start + 12))
      guard bytes.uint32(at: start + 8) == UInt32(FileFormat.pageSize) else {
        throw damaged("page size", start + 8, nil, UInt64(bytes.uint32(at: start + 8)))
      }
      let pageSize = UInt64(FileFormat.pageSize)
      guard length < 1 << 48, length >= UInt64(FileFormat.headerLength),
        pages == (length + pageSize - 1) / pageSize,
        length + pages * 4 == UInt64(start)
      else { throw damaged("file length", start, length + pages * 4, UInt64(start)) }
      let table = Checksum.xxh3(bytes.extracting(Int(length)..<start))
      guard table == bytes.uint64(at: start + 16) else {
        throw damaged("page table checksum", Int(length), bytes.uint64(at: start + 16), table)
      }
      contentLength = Int(length)
      pageCount = Int(pages)
    }
  }

  private static func checkHeader(
    _ bytes: RawSpan, _ name: String, _ kind: FileKind
  ) throws(CorruptionError) {
    for (i, byte) in FileFormat.magic.enumerated() where bytes.byte(at: i) != byte {
      throw CorruptionError(
        file: name, offset: i, reason: "not a file of this format", expected: UInt64(byte),
        found: UInt64(bytes.byte(at: i)))
    }
    let version = bytes.uint32(at: 8)
    guard version == FileFormat.version else {
      throw CorruptionError(
        file: name, offset: 8,
        reason: version > FileFormat.version
          ? CorruptionError.newerFormat : CorruptionError.olderFormat,
        expected: UInt64(FileFormat.version), found: UInt64(version))
    }
    let found = bytes.uint32(at: 12)
    guard found == kind.rawValue else {
      throw CorruptionError(
        file: name, offset: 12, reason: "kind of file", expected: UInt64(kind.rawValue),
        found: UInt64(found))
    }
  }

  /// The offsets of the content: what follows the header.
  package var contentRange: Range<Int> { FileFormat.headerLength..<length }

  /// All bytes. Only ranges that were verified may be looked at.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // SAFETY: `contents` is never replaced and lives as long as `self`, which the span borrows.
      let span = unsafe RawSpan(_unsafeBytes: contents.buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Verifies the pages under a range; a range beyond the content is an error.
  @inline(__always)
  package func verify(_ range: Range<Int>) throws(CorruptionError) {
    guard range.lowerBound >= 0, range.upperBound <= length else { throw beyondEnd(range) }
    guard !range.isEmpty else { return }
    let first = range.lowerBound / FileFormat.pageSize
    let last = (range.upperBound - 1) / FileFormat.pageSize
    for page in first...last where !verified[page] { try verify(page: page) }
  }

  private func beyondEnd(_ range: Range<Int>) -> CorruptionError {
    CorruptionError(
      file: name, offset: max(0, range.lowerBound), reason: "range beyond the end",
      expected: UInt64(length), found: UInt64(clamping: range.upperBound))
  }

  private func verify(page: Int) throws(CorruptionError) {
    let start = page * FileFormat.pageSize
    let end = min(start + FileFormat.pageSize, length)
    let found = FileFormat.pageChecksum(bytes.extracting(start..<end))
    let expected = bytes.uint32(at: length + page * 4)
    guard found == expected else {
      throw CorruptionError(
        file: name, offset: start, reason: "page checksum", expected: UInt64(expected),
        found: UInt64(found))
    }
    verified.set(page)
  }

  /// Verifies every page that was not verified yet.
  package func verifyAll() throws(CorruptionError) { try verify(0..<length) }

  /// The bytes of a range, verified.
  @_lifetime(borrow self)
  package func span(_ range: Range<Int>) throws(CorruptionError) -> RawSpan {
    try verify(range)
    // SAFETY: the same bytes, for as long as `self` is borrowed.
    return unsafe _overrideLifetime(bytes.extracting(range), borrowing: self)
  }

  /// A copy of the bytes of a range, verified.
  package func readBytes(_ range: Range<Int>) throws(CorruptionError) -> [UInt8] {
    let span = try span(range)
    return [UInt8](unsafeUninitializedCapacityOf: span)
  }

  /// A reader over a copy of a range, verified.
  package func reader(_ range: Range<Int>) throws(CorruptionError) -> ByteReader {
    ByteReader(try readBytes(range), file: name, start: range.lowerBound)
  }

  /// The 32-bit integer at an offset, verified.
  @inline(__always)
  package func uint32(at offset: Int) throws(CorruptionError) -> UInt32 {
    try verify(offset..<(offset &+ 4))
    return bytes.uint32(at: offset)
  }

  /// The byte at an offset that was verified before.
  @inline(__always)
  package func byte(at offset: Int) -> UInt8 { bytes.byte(at: offset) }
}
