// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct PackedBlockTests {
  @Test(arguments: 0...32) func `packed values survive a round trip`(width: Int) throws {
    let seed = UInt64(width)
    var random = SeededGenerator(seed: seed)
    let largest = width == 0 ? 0 : UInt32.max >> UInt32(32 - width)
    for count in 0...256 {
      var values = (0..<count).map { _ in random.value(width: width) }
      if count > 1 { (values[0], values[count - 1]) = (largest, 0) }
      var bytes = ByteWriter()
      PackedBlock.pack(values.span, width: width, into: &bytes)
      #expect(bytes.count == PackedBlock.byteCount(count, width: width))

      var decoded = [UInt32](repeating: 7, count: 256)
      let packed = MappedFile(copying: [9, 9, 9] + bytes.bytes)
      try PackedBlock.unpack(packed.bytes, at: 3, width: width, count: count, into: &decoded)
      #expect(Array(decoded[..<count]) == values, "seed \(seed), \(count) values")
    }
  }

  @Test func `the width is that of the largest value`() {
    #expect(PackedBlock.width(of: [UInt32]().span) == 0)
    #expect(PackedBlock.width(of: [0, 0].span) == 0)
    #expect(PackedBlock.width(of: [1].span) == 1)
    #expect(PackedBlock.width(of: [3, 4, 1].span) == 3)
    #expect(PackedBlock.width(of: [1 << 31].span) == 32)
    #expect(PackedBlock.width(of: [UInt32.max - 1].span) == 32)
  }

  @Test func `what is not there is not read`() {
    var values = [UInt32](repeating: 0, count: 256)
    for (length, width, count) in [(31, 1, 256), (1_023, 32, 256), (12, 1, 100), (1_200, 33, 256)] {
      let bytes = MappedFile(copying: [UInt8](repeating: 1, count: length))
      #expect(throws: BlockDamage.self) {
        try PackedBlock.unpack(bytes.bytes, at: 0, width: width, count: count, into: &values)
      }
    }
  }

  @Test func `a block of 257 is a mistake`() async {
    await #expect(processExitsWith: .failure) {
      var bytes = ByteWriter()
      PackedBlock.pack([UInt32](repeating: 1, count: 257).span, width: 1, into: &bytes)
    }
  }
}
