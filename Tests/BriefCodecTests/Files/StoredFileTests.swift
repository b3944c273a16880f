// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct StoredFileTests {
  /// Header, content and a second page that is not full.
  static func twoPages() throws -> [UInt8] {
    var random = SeededGenerator(seed: 1)
    return try fileBytes(
      (0..<(FileFormat.pageSize + 300)).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  static func read(_ bytes: [UInt8]) throws(CorruptionError) {
    try open(bytes).verifyAll()
  }

  @Test(arguments: [0, 1, 16_351, 16_352, 16_353, 32_736, 100_000, 1_000_000])
  func `what is written is read`(length: Int) throws {
    var random = SeededGenerator(seed: UInt64(length))
    let content = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .terms, id: testID)
    var start = 0
    while start < length {  // in pieces of all sizes, in every form
      let end = min(length, start + Int.random(in: 1...50_000, using: &random))
      #expect(writer.position == FileFormat.headerLength + start)
      if Bool.random(using: &random) {
        try writer.append(Array(content[start..<end]))
      } else {
        var bytes = ByteWriter()
        bytes.append(contentsOf: content[start..<end])
        try writer.append(bytes)
      }
      start = end
    }
    let summary = try writer.finish()

    let file = try directory.open("file", kind: .terms)
    #expect(file.id == testID && file.kind == .terms && file.name == "file")
    #expect(file.formatVersion == FileFormat.version)
    #expect(file.length == FileFormat.headerLength + length)
    #expect(file.checksum == summary.checksum)
    #expect(directory.contents("file")?.count == summary.length)
    #expect(try file.readBytes(file.contentRange) == content)
    try file.verifyAll()
  }

  @Test func `every flipped bit is noticed`() throws {
    let bytes = try Self.twoPages()
    var unnoticed: [Int] = []
    var i = 0
    forEveryFlip(of: bytes, in: bytes.indices) { damaged in
      if (try? Self.read(damaged)) != nil { unnoticed.append(i) }
      i += 1
    }
    #expect(i == bytes.count * 8)
    #expect(unnoticed.isEmpty)
  }

  @Test func `a file cut short anywhere, or gone on, is noticed`() throws {
    let bytes = try Self.twoPages()
    for length in bytes.indices {
      #expect(throws: CorruptionError.self) { try Self.read(Array(bytes[..<length])) }
    }
    for more in 1..<100 {
      #expect(throws: CorruptionError.self) {
        try Self.read(bytes + [UInt8](repeating: 0, count: more))
      }
    }
  }

  @Test func `a damaged page is noticed when it is touched, and not before`() throws {
    var bytes = try Self.twoPages()
    bytes[FileFormat.pageSize + 7] ^= 4
    let file = try open(bytes)
    #expect(try file.readBytes(32..<FileFormat.pageSize).count == FileFormat.pageSize - 32)
    for _ in 0..<2 {
      let error = #expect(throws: CorruptionError.self) {
        try file.verify((FileFormat.pageSize - 1)..<(FileFormat.pageSize + 1))
      }
      #expect(error?.file == "file" && error?.offset == FileFormat.pageSize)
      #expect(error?.reason == "page checksum")
    }
  }

  @Test func `a range beyond the content is an error`() throws {
    let file = try open(Self.twoPages())
    for range in [
      0..<(file.length + 1), file.length..<(file.length + 1), -1..<3, Int.max..<Int.max,
    ] {
      #expect(throws: CorruptionError.self) { try file.verify(range) }
      #expect(throws: CorruptionError.self) { try file.readBytes(range) }
    }
    try file.verify(file.length..<file.length)
  }

  @Test func `another kind of file is refused`() throws {
    let bytes = try fileBytes([1, 2, 3], kind: .commit)
    let error = #expect(throws: CorruptionError.self) { try open(bytes, kind: .segment) }
    #expect(error?.reason == "kind of file" && error?.offset == 12)
    #expect(error?.found == UInt64(FileKind.commit.rawValue))
  }

  @Test func `a file that is none of ours is called so`() {
    let text = [UInt8]("Once upon a time there was a file of another format altogether.".utf8)
    let error = #expect(throws: CorruptionError.self) { try open(text) }
    #expect(error?.reason == "not a file of this format" && error?.offset == 0)
  }

  @Test func `another format version is told from damage`() throws {
    // All of the first page is at hand, so a whole file of another version can be put together.
    var header = try fileBytes([5]).prefix(32)
    header[8] += 1
    let pageChecksum = UInt32(truncatingIfNeeded: Checksum.xxh3(Array(header)))
    let bytes = Self.completed(Array(header), pages: [pageChecksum])
    #expect(throws: CorruptionError.self) { try open(bytes) }
    let newer = #expect(throws: CorruptionError.self) { try open(bytes) }
    #expect(newer?.reason == CorruptionError.newerFormat && newer?.found == 2)

    let damaged = Self.completed(Array(header), pages: [pageChecksum ^ 1])
    let damage = #expect(throws: CorruptionError.self) { try open(damaged) }
    #expect(damage?.reason == "page checksum")

    header[8] = 0
    let oldChecksum = UInt32(truncatingIfNeeded: Checksum.xxh3(Array(header)))
    let older = #expect(throws: CorruptionError.self) {
      try open(Self.completed(Array(header), pages: [oldChecksum]))
    }
    #expect(older?.reason == CorruptionError.olderFormat && older?.found == 0)
    header[8] = 2

    // Its ending may be one we cannot read.
    let unknown = #expect(throws: CorruptionError.self) { try open(Array(header) + [1, 2, 3]) }
    #expect(unknown?.reason == CorruptionError.newerFormat)
  }

  /// A file of these pages with a page table as given.
  static func completed(
    _ content: [UInt8], pages: [UInt32], pageSize: Int = FileFormat.pageSize
  ) -> [UInt8] {
    var table = ByteWriter()
    for page in pages { table.append(page) }
    var footer = ByteWriter()
    footer.append(UInt64(content.count))
    footer.append(UInt32(pageSize))
    footer.append(UInt32(pages.count))
    footer.append(Checksum.xxh3(table.bytes))
    footer.append(Checksum.xxh3(footer.bytes))
    return content + table.bytes + footer.bytes
  }

  @Test(arguments: [0, 31, 33, 1 << 40, 1 << 63, UInt64.max - 3])
  func `lengths that do not add up are an error, whatever their checksum`(length: UInt64) throws {
    let whole = try fileBytes([])
    for pages in [0, 1, 2, UInt32.max] {
      var footer = ByteWriter()
      footer.append(length)
      footer.append(UInt32(FileFormat.pageSize))
      footer.append(pages)
      footer.append(Checksum.xxh3(Array(whole[32..<36])))
      footer.append(Checksum.xxh3(footer.bytes))
      #expect(throws: CorruptionError.self) { try open(whole[..<36] + footer.bytes) }
    }
  }

  @Test func `the same content is the same bytes`() throws {
    #expect(try Self.twoPages() == Self.twoPages())
  }

  @Test func `many threads verify one file`() async throws {
    let file = try open(Self.twoPages())
    let lengths = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { try file.readBytes(file.contentRange).count } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(lengths == [Int](repeating: FileFormat.pageSize + 300, count: 8))
  }

  /// `uint32(at: Int.max)` once made a range whose end was before its start, which is a trap.
  @Test(arguments: [Int.min, -4, -1, 36, 37, 40, Int.max - 4, Int.max - 3, Int.max])
  func `an integer beyond the content is an error`(offset: Int) throws {
    let file = try storedFile([1, 2, 3, 4, 5, 6, 7])
    #expect(try file.uint32(at: 35) == 0x0706_0504)
    let error = #expect(throws: CorruptionError.self) { try file.uint32(at: offset) }
    #expect(error?.offset == max(0, offset))
  }

  @Test func `nothing at all is an error`() {
    let error = #expect(throws: CorruptionError.self) { try open([]) }
    #expect(error?.reason == "length" && error?.found == 0)
  }

  @Test(arguments: [0, 1, 32, 16_383, 1 << 20]) func `another page size is an error`(
    size: Int
  ) throws {
    let header = Array(try fileBytes([]).prefix(32))
    let checksum = UInt32(truncatingIfNeeded: Checksum.xxh3(header))
    let bytes = Self.completed(header, pages: [checksum], pageSize: size)
    let error = #expect(throws: CorruptionError.self) { try open(bytes) }
    #expect(error?.reason == "page size")
  }

  @Test func `an identity is 32 hexadecimal digits`() {
    #expect(testID.description == "0123456789abcdef000000000000002a")
    #expect(FileID(high: 0, low: .max).description == "0000000000000000ffffffffffffffff")
  }
}
