// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct PatchedSequenceTests {
  static func encode(_ values: [UInt32]) -> [UInt8] {
    var bytes = ByteWriter()
    PatchedSequence.encode(values.span, into: &bytes)
    return bytes.bytes
  }

  /// Values of which every block is of another length.
  static func values(_ count: Int, seed: UInt64) -> [UInt32] {
    var random = SeededGenerator(seed: seed)
    var width = 0
    return (0..<count).map { i in
      if i % blockLength == 0 { width = Int.random(in: 0...32, using: &random) }
      return random.value(width: i % 50 == 0 ? 32 : width)
    }
  }

  static let counts = [1, 2, 255, 256, 257, 511, 512, 513, 767, 768, 769, 2_560, 10_000]

  @Test(arguments: counts) func `sequences survive a round trip`(count: Int) throws {
    let values = Self.values(count, seed: UInt64(count))
    // What stands before and behind must not matter.
    let file = try storedFile([7, 7, 7] + Self.encode(values) + [9, 9])
    var decoded: [UInt32] = [5]
    var block = [UInt32](repeating: 0, count: blockLength)
    try PatchedSequence.decode(file, at: 32 + 3, count: count, to: &decoded, by: &block)
    #expect(decoded == [5] + values)
  }

  @Test(arguments: counts) func `any block is found without those before it`(count: Int) throws {
    let values = Self.values(count, seed: UInt64(count))
    let file = try storedFile(Self.encode(values))
    let blocks = PatchedSequence.blockCount(count)
    for first in 0..<blocks {
      for second in first..<blocks {
        var place = try PatchedSequence.BlockPlace(file, at: 32, count: count)
        for target in [first, second] {
          place.advance(to: target, file)
          #expect(place.block == target)
          guard PatchedSequence.knowsPlace(ofBlock: target, of: count) else {
            #expect(blocks == 2 && target == 1, "only the second of two is not known")
            continue
          }
          let range = target * blockLength..<min(count, (target + 1) * blockLength)
          var block = [UInt32](repeating: 0, count: blockLength)
          _ = try PatchedBlock.decode(file, at: place.offset, count: range.count, into: &block)
          #expect(Array(block[..<range.count]) == Array(values[range]))
        }
      }
      guard blocks <= 12 else { break }
    }
  }

  @Test func `only three blocks or more are told how long they are`() {
    // Of equal values each block is one byte.
    for (blocks, length) in [(1, 1), (2, 2), (3, 3 + 4), (4, 4 + 6), (100, 100 + 198)] {
      let zeros = [UInt32](repeating: 0, count: (blocks - 1) * blockLength + 1)
      #expect(Self.encode(zeros).count == length)
    }
  }

  @Test func `a length that is another's is an error`() throws {
    let values = Self.values(1_000, seed: 1)
    let bytes = Self.encode(values)
    for i in 0..<6 {
      var damaged = bytes
      damaged[i] ^= 1
      let file = try storedFile(damaged)
      var (decoded, block) = ([UInt32](), [UInt32](repeating: 0, count: blockLength))
      #expect(throws: CorruptionError.self, "byte \(i)") {
        try PatchedSequence.decode(file, at: 32, count: 1_000, to: &decoded, by: &block)
      }
    }
  }

  @Test func `damage gives values or an error`() throws {
    let bytes = Self.encode(Self.values(1_000, seed: 2))
    var files: [StoredFile] = []
    for (i, byte) in bytes.enumerated() where i % 7 == 0 || i < 12 {
      for other in [0, 0xFF, byte ^ 1, byte ^ 0x80] {
        var damaged = bytes
        damaged[i] = other
        files.append(try storedFile(damaged))
      }
    }
    for length in 1..<bytes.count where length % 5 == 0 || length < 12 {
      files.append(try storedFile(Array(bytes[..<length])))
    }
    for file in files {
      var (decoded, block) = ([UInt32](), [UInt32](repeating: 0, count: blockLength))
      try? PatchedSequence.decode(file, at: 32, count: 1_000, to: &decoded, by: &block)
      #expect(decoded.count <= 1_000)
      guard var place = try? PatchedSequence.BlockPlace(file, at: 32, count: 1_000) else {
        continue
      }
      place.advance(to: 3, file)
      _ = try? PatchedBlock.decode(file, at: place.offset, count: 232, into: &block)
    }
  }

  @Test func `an offset beyond the file is an error`() throws {
    let file = try storedFile([0, 0, 0, 0])
    var (decoded, block) = ([UInt32](), [UInt32](repeating: 0, count: blockLength))
    for offset in [Int.min, -1, 37, Int.max - 1, Int.max] {
      for count in [1, 400, 1_000, 100_000] {
        #expect(throws: CorruptionError.self) {
          try PatchedSequence.decode(file, at: offset, count: count, to: &decoded, by: &block)
        }
      }
    }
  }
}
