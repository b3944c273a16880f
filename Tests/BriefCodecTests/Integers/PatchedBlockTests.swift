// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct PatchedBlockTests {
  static func roundTrip(_ values: [UInt32], _ comment: Comment) throws {
    var bytes = ByteWriter()
    PatchedBlock.encode(values.span, into: &bytes)
    let length = bytes.count
    #expect(length <= PatchedBlock.maximumLength(values.count), comment)
    bytes.append(UInt32(0xFFFF_FFFF))  // what follows must not matter
    var decoded = [UInt32](repeating: 5, count: 256)
    let block = MappedFile(copying: bytes.bytes)
    let consumed = try PatchedBlock.decode(block.bytes, count: values.count, into: &decoded)
    #expect(consumed == length, comment)
    #expect(Array(decoded[..<values.count]) == values, comment)
    for addend in [1, UInt32.max] {
      let raised = try PatchedBlock.decode(
        block.bytes, count: values.count, raisedBy: addend, into: &decoded)
      #expect(raised == length, comment)
      #expect(Array(decoded[..<values.count]) == values.map { $0 &+ addend }, comment)
    }
  }

  @Test(arguments: 0...32) func `values survive a round trip`(width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    for count in [1, 2, 3, 64, 255, 256] {
      for exceptions in [0, 1, 5, 31, 32, 256] {
        var values = (0..<count).map { _ in random.value(width: width) }
        for _ in 0..<exceptions {
          values[Int.random(in: 0..<count, using: &random)] = random.value(width: 32)
        }
        try Self.roundTrip(values, "seed \(width), \(count) values, \(exceptions) exceptions")
      }
    }
  }

  @Test(arguments: [0, 1, 127, 128, 1 << 31, .max - 1, .max] as [UInt32])
  func `equal values survive a round trip`(value: UInt32) throws {
    for count in [1, 2, 255, 256] {
      try Self.roundTrip([UInt32](repeating: value, count: count), "\(count) times \(value)")
    }
  }

  @Test func `equal values take no room`() {
    for (value, length) in [(0, 1), (1, 2), (127, 2), (128, 3), (.max, 6)] as [(UInt32, Int)] {
      var bytes = ByteWriter()
      PatchedBlock.encode([UInt32](repeating: value, count: 256).span, into: &bytes)
      #expect(bytes.count == length)
    }
  }

  @Test func `one large value does not widen the rest`() {
    var values = [UInt32](repeating: 1, count: 256)
    values[3] = 0
    values[77] = 1_000_000
    var bytes = ByteWriter()
    PatchedBlock.encode(values.span, into: &bytes)
    #expect(bytes.count == 2 + 32 + 1 + 3)
  }

  @Test func `of widths that take as much the smallest is taken`() {
    var bytes = ByteWriter()
    PatchedBlock.encode(([7, 0, 0, 0, 0, 0, 0, 0] as [UInt32]).span, into: &bytes)
    #expect(bytes.bytes == [64, 1, 0, 7])  // three bits for each take four bytes, too
  }

  @Test func `damage gives values or an error`() {
    var random = SeededGenerator(seed: 1)
    for count in [1, 20, 256] {
      var values = (0..<count).map { _ in random.value(width: 3) }
      for i in stride(from: 0, to: count, by: 9) { values[i] = random.value(width: 32) }
      var bytes = ByteWriter()
      PatchedBlock.encode(values.span, into: &bytes)
      forEveryDamage(to: bytes.bytes) { Self.expectValues($0, count: count) }
    }
  }

  @Test(arguments: UInt64(0)..<8) func `any bytes give values or an error`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for head in UInt8.min...UInt8.max {
      let bytes = [head] + (0..<700).map { _ in UInt8.random(in: 0...255, using: &random) }
      for count in [1, 5, 256] { Self.expectValues(bytes, count: count) }
    }
  }

  static func expectValues(_ bytes: [UInt8], count: Int) {
    var values = [UInt32](repeating: 0, count: 256)
    let block = MappedFile(copying: bytes)
    let length = try? PatchedBlock.decode(block.bytes, count: count, into: &values)
    #expect(length ?? 0 <= bytes.count)
  }

  @Test(
    arguments: [
      [], [33], [0x60 | 1, 1], [64], [64, 1], [64, 1, 0], [129], [255], [128],
      [128, 0xFF, 0xFF, 0xFF, 0xFF, 0x10], [128, 0x80, 0x80, 0x80, 0x80, 0x80, 0],
    ] as [[UInt8]])
  func `bytes that are no block are an error`(bytes: [UInt8]) {
    var values = [UInt32](repeating: 0, count: 256)
    #expect(throws: BlockDamage.self) {
      try PatchedBlock.decode(MappedFile(copying: bytes).bytes, count: 256, into: &values)
    }
  }

  @Test func `no width is smaller than the one that is taken`() {
    var random = SeededGenerator(seed: 3)
    for round in 0..<300 {
      let count = Int.random(in: 1...blockLength, using: &random)
      let values = (0..<count).map { _ in
        random.value(width: Int.random(in: 0...32, using: &random))
      }
      var bytes = ByteWriter()
      PatchedBlock.encode(values.span, into: &bytes)
      var sizes = (0...32).compactMap { width -> Int? in
        let high = values.map { UInt64($0) >> UInt64(width) }.filter { $0 > 0 }
        guard high.count <= 31 else { return nil }
        var varints = ByteWriter()
        for value in high { varints.appendVarint(value) }
        return 1 + (high.isEmpty ? 0 : 1) + (count * width + 7) / 8 + high.count + varints.count
      }
      if Set(values).count == 1 {
        var one = ByteWriter()
        one.appendVarint(UInt64(values[0]))
        sizes.append(1 + one.count)
      }
      #expect(bytes.count == sizes.min(), "seed 3, round \(round)")
    }
  }

  struct Row: CustomTestStringConvertible {
    var what: String
    var count = blockLength
    var bytes: [UInt8]
    var testDescription: String { what }
  }

  @Test(arguments: [
    Row(what: "a width of 63", bytes: [63] + [UInt8](repeating: 0, count: 2_000)),
    Row(what: "too few values", bytes: [8] + [UInt8](repeating: 0, count: 255)),
    Row(what: "exceptions, but none", bytes: [64, 0]),
    Row(what: "an exception for no value", count: 100, bytes: [64, 1, 100, 1]),
    Row(what: "an exception above 32 bits", bytes: [64, 1, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F]),
    Row(
      what: "an exception beside all 32 bits",
      bytes: [96, 1] + [UInt8](repeating: 0, count: 1_024) + [3, 1]),
    Row(
      what: "more than 31 exceptions",
      bytes: [64, 32] + (0..<32).flatMap { [UInt8($0), UInt8(1)] }),
    // 2³⁴ beside 30 bits is 2⁶⁴, which once came out as 0.
    Row(
      what: "an exception beyond 64 bits",
      bytes: [64 + 30, 1] + [UInt8](repeating: 0, count: 960)
        + [3, 0x80, 0x80, 0x80, 0x80, 0x40]),
  ])
  func `blocks that no encoder makes are an error`(row: Row) {
    var values = [UInt32](repeating: 0, count: blockLength)
    #expect(throws: BlockDamage.self) {
      try PatchedBlock.decode(
        MappedFile(copying: row.bytes).bytes, count: row.count, into: &values)
    }
  }

  @Test func `an offset beyond the file is an error`() throws {
    let file = try storedFile([0])
    var values = [UInt32](repeating: 0, count: blockLength)
    for offset in [Int.min, -1, 33, Int.max - 1, Int.max] {
      #expect(throws: CorruptionError.self) {
        try PatchedBlock.decode(file, at: offset, count: 1, into: &values)
      }
    }
  }
}
