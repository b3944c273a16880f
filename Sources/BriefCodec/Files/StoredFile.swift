// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An open immutable file. Opening checks the header, the footer, the page table and the first page
// (which holds the header); any other page is checked when it is first touched, once for as long as
// the file is open.

/// An open file whose pages are verified at first touch.
package final class StoredFile: Sendable {
  package let name: String
  package let id: FileID
  package let kind: FileKind
  package let formatVersion: UInt32
  /// Length of header and content: every offset of the content is below it.
  package let length: Int
  /// The footer's, which stands for the whole file.
  package let checksum: UInt64
  @usableFromInline let contents: MappedFile
  private let verified: AtomicBits
  /// The last eight bytes, as they were when the file was opened.
  private let end: UInt64

  /// Checks everything but the pages after the first.
  package init(_ contents: MappedFile, name: String, kind: FileKind) throws(CorruptionError) {
    let bytes = contents.bytes
    let header = try FileHeader(decoding: bytes, file: name)
    let footer: FileFooter
    do throws(CorruptionError) {
      footer = try FileFooter(decoding: bytes, file: name)
    } catch {
      // A newer version may end otherwise; one of ours must not.
      throw header.version == FileFormat.version ? error : header.versionError(file: name)
    }
    self.contents = contents
    self.name = name
    self.kind = kind
    id = header.id
    formatVersion = header.version
    length = footer.contentLength
    checksum = footer.checksum
    end = footer.checksum
    verified = AtomicBits(count: footer.pageCount)
    try verify(page: 0)  // what the header says is believed from here on
    guard header.version == FileFormat.version else { throw header.versionError(file: name) }
    guard header.kind == kind.rawValue else {
      throw CorruptionError(
        file: name, offset: 12, reason: "kind of file", expected: UInt64(kind.rawValue),
        found: UInt64(header.kind))
    }
  }

  /// Opens what is left of a damaged file. Where its pages lie and their checksums follows from the
  /// length that the commit holds, so that each page is vouched for by itself. Which file it is must be
  /// told by its first page or by its footer; one that was cut has neither table nor footer.
  package init(
    salvaging contents: MappedFile, name: String, kind: FileKind, id: FileID, summary: FileSummary
  ) throws(CorruptionError) {
    guard summary.length >= FileFormat.headerLength + 4 + FileFormat.footerLength,
      contents.bytes.byteCount >= summary.length
    else {
      throw CorruptionError(
        file: name, offset: 0, reason: "length", expected: UInt64(summary.length),
        found: UInt64(contents.bytes.byteCount))
    }
    let pagesAndTable = summary.length - FileFormat.footerLength
    let pageCount = (pagesAndTable + FileFormat.pageSize + 3) / (FileFormat.pageSize + 4)
    self.contents = contents
    self.name = name
    self.kind = kind
    self.id = id
    formatVersion = FileFormat.version
    length = pagesAndTable - pageCount * 4
    checksum = summary.checksum
    end = contents.bytes.uint64(at: contents.bytes.byteCount - 8)
    verified = AtomicBits(count: pageCount)
    do throws(CorruptionError) {
      try verify(page: 0)
    } catch {
      let footer = try FileFooter(decoding: bytes.extracting(0..<summary.length), file: name)
      guard footer.checksum == summary.checksum else { throw error }
      return
    }
    let header = try FileHeader(decoding: bytes, file: name)
    guard header.kind == kind.rawValue, header.id == id, header.version == formatVersion else {
      throw CorruptionError(
        file: name, offset: 12, reason: "kind or segment of the file", expected: id.low,
        found: header.id.low)
    }
  }

  /// The offsets of the content: what follows the header.
  package var contentRange: Range<Int> { FileFormat.headerLength..<length }

  /// All bytes. Only ranges that were verified may be looked at.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    @inlinable @inline(__always) get {
      // SAFETY: `contents` is never replaced and lives as long as `self`, which the span borrows.
      let span = unsafe RawSpan(_unsafeBytes: contents.buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Verifies the pages under a range; a range beyond the content is an error.
  @inline(__always)
  package func verify(_ range: Range<Int>) throws(CorruptionError) {
    // Nearly always within one page, and not for the first time.
    let (first, end) = (UInt(bitPattern: range.lowerBound), UInt(bitPattern: range.upperBound))
    let page = first / UInt(FileFormat.pageSize)
    if end <= UInt(bitPattern: length), first < end, (end - 1) / UInt(FileFormat.pageSize) == page,
      verified[Int(page)]
    {
      return
    }
    try verifyPages(range)
  }

  @inline(never)
  private func verifyPages(_ range: Range<Int>) throws(CorruptionError) {
    guard range.lowerBound >= 0, range.upperBound <= length else {
      throw beyondEnd(range.lowerBound, range.upperBound)
    }
    guard !range.isEmpty else { return }
    let first = range.lowerBound / FileFormat.pageSize
    let last = (range.upperBound - 1) / FileFormat.pageSize
    for page in first...last where !verified[page] { try verify(page: page) }
  }

  private func beyondEnd(_ lower: Int, _ upper: Int) -> CorruptionError {
    CorruptionError(
      file: name, offset: max(0, lower), reason: "range beyond the end",
      expected: UInt64(length), found: UInt64(clamping: upper))
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

  /// Says whether all that was read was there. Bytes that were verified can be lost later, if somebody
  /// cuts the file while it is open or its disk fails; they read as zeros then. Whoever made something
  /// of a file's bytes asks before it is believed.
  package func requireWhole() throws(CorruptionError) {
    // A cut takes the end, within a page without any signal; a disk that fails takes any page.
    let count = bytes.byteCount
    let found = bytes.uint64(at: count - 8)
    let lost = contents.lostOffset
    guard found != end || lost != nil else { return }
    throw CorruptionError(
      file: name, offset: lost ?? count - 8, reason: "bytes lost while the file was open",
      expected: lost == nil ? end : nil, found: lost == nil ? found : nil)
  }

  /// Gives back the memory of what was read so far, which stays verified.
  package func releaseMemory() { contents.releaseMemory() }

  /// The bytes of a range, verified.
  @_lifetime(borrow self)
  @inline(__always)
  package func span(_ range: Range<Int>) throws(CorruptionError) -> RawSpan {
    try verify(range)
    return bytes.extracting(range)
  }

  /// The bytes from an offset on, at most `count` and as far as the content goes, verified: for what says
  /// its own length, at offsets that are believed of nobody.
  @_lifetime(borrow self)
  package func span(from offset: Int, atMost count: Int) throws(CorruptionError) -> RawSpan {
    guard offset >= 0, offset <= length else { throw beyondEnd(offset, offset) }
    return try span(offset..<(offset + min(count, length - offset)))
  }

  /// Asks for bytes that will be read soon, 64 at a time, and does not wait for them. Any range will do.
  @inline(__always)
  package func prefetch(from offset: Int, lines: Int) {
    for line in 0..<lines { contents.prefetch(offset &+ line &* 64) }
  }

  /// A copy of the bytes of a range, verified.
  package func readBytes(_ range: Range<Int>) throws(CorruptionError) -> [UInt8] {
    [UInt8](copying: try span(range))
  }

  /// A reader over a copy of a range, verified.
  package func reader(_ range: Range<Int>) throws(CorruptionError) -> ByteReader {
    ByteReader(try readBytes(range), file: name, start: range.lowerBound)
  }

  /// The 32-bit integer at an offset, verified.
  package func uint32(at offset: Int) throws(CorruptionError) -> UInt32 {
    // `offset + 4` may overflow: offsets come from files.
    guard offset >= 0, offset <= length - 4 else { throw beyondEnd(offset, offset) }
    try verify(offset..<(offset + 4))
    return bytes.uint32(at: offset)
  }

  /// The byte at an offset that was verified before.
  package func byte(at offset: Int) -> UInt8 { bytes.byte(at: offset) }
}
