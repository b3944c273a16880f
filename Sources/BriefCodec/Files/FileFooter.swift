// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The page table and the last 32 bytes of every file. The layout is in `FileFormat.swift`.

struct FileFooter {
  let contentLength: Int
  let pageCount: Int
  let checksum: UInt64

  /// Reads and checks footer and page table: their checksums, and that the lengths are the file's.
  init(decoding bytes: RawSpan, file: String) throws(CorruptionError) {
    func damaged(
      _ reason: String, _ offset: Int, _ expected: UInt64, _ found: UInt64
    ) -> CorruptionError {
      CorruptionError(file: file, offset: offset, reason: reason, expected: expected, found: found)
    }
    let least = FileFormat.headerLength + 4 + FileFormat.footerLength
    guard bytes.byteCount >= least else {
      throw damaged("length", 0, UInt64(least), UInt64(bytes.byteCount))
    }
    let start = bytes.byteCount - FileFormat.footerLength
    checksum = bytes.uint64(at: start + 24)
    let found = Checksum.xxh3(bytes.extracting(start..<(start + 24)))
    guard found == checksum else { throw damaged("footer checksum", start, checksum, found) }

    let pageSize = UInt64(FileFormat.pageSize)
    let length = bytes.uint64(at: start)
    let pages = UInt64(bytes.uint32(at: start + 12))
    guard UInt64(bytes.uint32(at: start + 8)) == pageSize else {
      throw damaged("page size", start + 8, pageSize, UInt64(bytes.uint32(at: start + 8)))
    }
    guard length < 1 << 48, length >= UInt64(FileFormat.headerLength),
      pages == (length + pageSize - 1) / pageSize, length + pages * 4 == UInt64(start)
    else { throw damaged("file length", start, length &+ pages * 4, UInt64(start)) }

    let table = Checksum.xxh3(bytes.extracting(Int(length)..<start))
    guard table == bytes.uint64(at: start + 16) else {
      throw damaged("page table checksum", Int(length), bytes.uint64(at: start + 16), table)
    }
    contentLength = Int(length)
    pageCount = Int(pages)
  }

  /// Table and footer for content of `length` bytes whose pages have these checksums.
  static func encoded(length: Int, pages: [UInt32]) -> (bytes: [UInt8], checksum: UInt64) {
    var table = ByteWriter()
    for page in pages { table.append(page) }
    var footer = ByteWriter()
    footer.append(UInt64(length))
    footer.append(UInt32(FileFormat.pageSize))
    footer.append(UInt32(pages.count))
    footer.append(Checksum.xxh3(table.bytes))
    let checksum = Checksum.xxh3(footer.bytes)
    footer.append(checksum)
    return (table.bytes + footer.bytes, checksum)
  }
}
