// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct BlockCompressorTests {
  static func decompress(_ frame: [UInt8], limit: Int) throws -> [UInt8] {
    let file = try storedFile([1, 2, 3] + frame)
    return try BlockDecompressor().decompress(file, 35..<(35 + frame.count), limit: limit)
  }

  @Test(arguments: [0, 1, 100, 65_536, 200_000]) func `a block survives a round trip`(
    length: Int
  ) throws {
    var random = SeededGenerator(seed: UInt64(length))
    let compressor = BlockCompressor(level: 3)
    for letters in [0...0, 97...100, 0...255] as [ClosedRange<UInt8>] {
      let bytes = (0..<length).map { _ in UInt8.random(in: letters, using: &random) }
      let frame = compressor.compress(bytes)
      #expect(compressor.compress(bytes) == frame, "the same bytes each time")
      #expect(try Self.decompress(frame, limit: length) == bytes)
      if length == 65_536, letters.count == 1 { #expect(frame.count < 100) }
    }
  }

  @Test func `what is larger than allowed is not unpacked`() {
    let frame = BlockCompressor(level: 3).compress([UInt8](repeating: 1, count: 1_000_000))
    let error = #expect(throws: CorruptionError.self) {
      try Self.decompress(frame, limit: 999_999)
    }
    #expect(error?.file == "file" && error?.offset == 35)
  }

  @Test func `damage gives bytes within the limit or an error`() {
    let bytes = [UInt8]("the quick brown fox jumps over the lazy dog, the quick brown fox".utf8)
    forEveryDamage(to: BlockCompressor(level: 3).compress(bytes)) { damaged in
      let found = try? Self.decompress(damaged, limit: 1_000)
      #expect((found ?? []).count <= 1_000)
    }
  }

  @Test func `a frame cut short is an error`() {
    let frame = BlockCompressor(level: 3).compress([UInt8](1...200))
    for length in frame.indices {
      #expect(throws: CorruptionError.self) {
        try Self.decompress(Array(frame[..<length]), limit: 1_000)
      }
    }
  }

  /// A frame that claims 2⁶² bytes: an allocation of that size would end the process.
  @Test func `a frame that claims more than memory has is an error`() {
    let frame: [UInt8] = [
      0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x40, 1, 0, 0,
    ]
    #expect(throws: CorruptionError.self) { try Self.decompress(frame, limit: 1 << 30) }
  }

  @Test func `a frame that does not tell its size is an error`() {
    // Magic number, no size, a window of 1 KiB, one last raw block of one byte.
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x00, 0x09, 0x00, 0x00, 0x61]
    #expect(throws: CorruptionError.self) { try Self.decompress(frame, limit: 1 << 20) }
  }

  @Test func `a range beyond the file is an error`() throws {
    let file = try storedFile([1, 2, 3])
    for range in [-1..<3, 30..<36, 36..<40, 0..<Int.max] {
      #expect(throws: CorruptionError.self) {
        try BlockDecompressor().decompress(file, range, limit: 1_000)
      }
    }
  }
}
