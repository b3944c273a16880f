// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What every file of the format has in common.
//
//     HEADER   0   8   magic  "BRIEF" 0D 0A 1A
//              8   4   format version
//             12   4   kind of file
//             16  16   identity: of the segment; of a commit its generation
//     CONTENT 32   …   what the kind of file is for
//     TABLE    …  4·p  for each page of 16 KiB of header and content (the last may be shorter): the
//                      low half of its XXH3-64
//     FOOTER   …   8   length of header and content
//                  4   size of a page
//                  4   number of pages p
//                  8   XXH3-64 of the table
//                  8   XXH3-64 of the footer so far
//
// All integers are little-endian. Every byte is under a checksum: pages by the table, the table and
// the lengths by the footer, the footer by itself; and the lengths must add up to the file's. The
// footer's own checksum depends on everything above it, so it stands for the whole file in a
// commit.

package enum FileFormat {
  package static let magic: [UInt8] = [0x42, 0x52, 0x49, 0x45, 0x46, 0x0D, 0x0A, 0x1A]
  /// The version this code writes, and the only one it reads.
  package static let version: UInt32 = 1
  package static let headerLength = 32
  package static let footerLength = 32
  package static let pageSize = 16 * 1_024

  static func pageChecksum(_ page: RawSpan) -> UInt32 {
    UInt32(truncatingIfNeeded: Checksum.xxh3(page))
  }
}
