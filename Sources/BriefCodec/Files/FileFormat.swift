// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What every file of the format has in common.
//
//     HEADER   0   8   magic  "BRIEF" 0D 0A 1A
//              8   4   format version
//             12   4   kind of file
//             16  16   identity: of the segment; of a commit its generation
//     CONTENT 32   …   what the kind of file is for
//     TABLE    …  4·p  for each page of 16 KiB of header and content (the last may be shorter): the low
//                      half of its XXH3-64
//     FOOTER   …   8   length of header and content
//                  4   size of a page
//                  4   number of pages p
//                  8   XXH3-64 of the table
//                  8   XXH3-64 of the footer so far
//
// All integers are little-endian. Every byte is under a checksum: pages by the table, the table and
// the lengths by the footer, the footer by itself; and the lengths must add up to the file's. The
// footer's own checksum depends on everything above it, so it stands for the whole file in a commit.

/// The kinds of files. Numbers are never reused.
package enum FileKind: UInt32, Sendable, CaseIterable {
  case commit = 1
  case segment = 2
  case terms = 3
  case postings = 4
  case positions = 5
  case documents = 6
  case liveDocs = 7
}

/// A file's identity: 32 hexadecimal digits.
package struct FileID: Hashable, Sendable, CustomStringConvertible {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package var description: String { Self.hex(high) + Self.hex(low) }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

/// What a commit holds of a file.
package struct FileSummary: Hashable, Sendable {
  /// Of the whole file, in bytes.
  package var length: Int
  /// The footer's.
  package var checksum: UInt64

  package init(length: Int, checksum: UInt64) {
    self.length = length
    self.checksum = checksum
  }
}

package enum FileFormat {
  package static let magic: [UInt8] = [0x42, 0x52, 0x49, 0x45, 0x46, 0x0D, 0x0A, 0x1A]
  /// The version this code writes, and the only one it reads.
  package static let version: UInt32 = 1
  package static let headerLength = 32
  package static let footerLength = 32
  package static let pageSize = 16 * 1_024

  static func header(kind: FileKind, id: FileID) -> [UInt8] {
    var bytes = ByteWriter()
    bytes.append(contentsOf: magic)
    bytes.append(version)
    bytes.append(kind.rawValue)
    bytes.append(id.high)
    bytes.append(id.low)
    return bytes.bytes
  }

  /// Table and footer for content of `length` bytes whose pages have these checksums.
  static func trailer(length: Int, pages: [UInt32]) -> (bytes: [UInt8], checksum: UInt64) {
    var table = ByteWriter()
    for page in pages { table.append(page) }
    var footer = ByteWriter()
    footer.append(UInt64(length))
    footer.append(UInt32(pageSize))
    footer.append(UInt32(pages.count))
    footer.append(Checksum.xxh3(table.bytes))
    let checksum = Checksum.xxh3(footer.bytes)
    footer.append(checksum)
    return (table.bytes + footer.bytes, checksum)
  }

  static func pageChecksum(_ page: RawSpan) -> UInt32 {
    UInt32(truncatingIfNeeded: Checksum.xxh3(page))
  }
}
