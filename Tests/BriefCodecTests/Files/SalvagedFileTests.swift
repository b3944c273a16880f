// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is left of a damaged file: each page that is sound, if it is known whose file it is.

import BriefCodec
import Testing

struct SalvagedFileTests {
  private let bytes: [UInt8]
  private let summary: FileSummary

  init() throws {
    let bytes = try StoredFileTests.twoPages()
    self.bytes = bytes
    summary = FileSummary(length: bytes.count, checksum: try open(bytes).checksum)
  }

  private func salvage(
    _ bytes: [UInt8], kind: FileKind = .segment, id: FileID = testID
  ) throws(CorruptionError) -> StoredFile {
    try StoredFile(
      salvaging: MappedFile(copying: bytes), name: "file", kind: kind, id: id, summary: summary)
  }

  private func damaged(_ offsets: Int...) -> [UInt8] {
    var damaged = bytes
    for offset in offsets { damaged[offset] ^= 1 }
    return damaged
  }

  private let first = FileFormat.headerLength..<FileFormat.pageSize
  private var second: Range<Int> { FileFormat.pageSize..<(FileFormat.pageSize + 332) }

  @Test func `each sound page can be read`() throws {
    let one = try salvage(damaged(FileFormat.pageSize + 7))
    #expect(try one.readBytes(first) == Array(bytes[first]))
    #expect(throws: CorruptionError.self) { try one.readBytes(second) }
    // The first page is damaged, and the footer says whose file it is.
    let other = try salvage(damaged(100))
    #expect(try other.readBytes(second) == Array(bytes[second]))
    #expect(throws: CorruptionError.self) { try other.readBytes(first) }
    // The footer is damaged, and the first page says it.
    let open = try salvage(damaged(bytes.count - 1))
    #expect(
      try open.readBytes(first.lowerBound..<second.upperBound)
        == Array(bytes[32..<second.upperBound]))
  }

  @Test
  func `a file that says neither by its first page nor by its footer whose it is is not read`() {
    #expect(throws: CorruptionError.self) { try salvage(damaged(100, bytes.count - 1)) }
    #expect(throws: CorruptionError.self) { try salvage(Array(bytes.dropLast())) }
  }

  @Test func `a file of another segment or kind is not read`() throws {
    let other = FileID(high: testID.high, low: testID.low + 1)
    for (kind, id) in [(FileKind.segment, other), (.terms, testID)] {
      let error = #expect(throws: CorruptionError.self) { try salvage(bytes, kind: kind, id: id) }
      #expect(error?.reason == "kind or segment of the file")
    }
    // One of the same length, whose first page is damaged.
    var content = Array(bytes[first.lowerBound..<second.upperBound])
    content[16_500] ^= 1
    var foreign = try fileBytes(content)
    #expect(foreign.count == bytes.count)
    foreign[100] ^= 1
    let error = #expect(throws: CorruptionError.self) { try salvage(foreign) }
    #expect(error?.reason == "page checksum")
  }
}
