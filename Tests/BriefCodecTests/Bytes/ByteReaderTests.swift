// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct ByteReaderTests {
  @Test func `integers, strings and bytes are read as written`() throws {
    let numbers: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, 1 << 32, 1 << 63, .max]
    let signed: [Int64] = [0, -1, 1, 63, -64, 64, .min, .max]
    var writer = ByteWriter()
    writer.append(UInt8(7))
    writer.append(UInt16(0x1234))
    writer.append(UInt32(0xDEAD_BEEF))
    writer.append(UInt64.max - 1)
    for number in numbers { writer.appendVarint(number) }
    for number in signed { writer.appendZigzag(number) }
    writer.appendString("Größe 新聞")
    writer.append(contentsOf: [UInt8](1...9).span)

    var reader = ByteReader(writer.bytes, file: "file")
    #expect(try reader.readUInt8() == 7)
    #expect(try reader.readUInt8() == 0x34)
    #expect(try reader.readUInt8() == 0x12)
    #expect(try reader.readUInt32() == 0xDEAD_BEEF)
    #expect(try reader.readUInt64() == .max - 1)
    for number in numbers { #expect(try reader.readVarint() == number) }
    for number in signed { #expect(try reader.readZigzag() == number) }
    #expect(try reader.readString() == "Größe 新聞")
    #expect(try reader.readBytes(9) == Array(1...9))
    #expect(reader.remaining == 0)
  }

  @Test func `what is cut off is an error at its offset`() throws {
    var writer = ByteWriter()
    writer.append(UInt64(1))
    writer.appendString("text")
    for length in 0..<writer.count {
      var reader = ByteReader(Array(writer.bytes[..<length]), file: "file", start: 100)
      let error = #expect(throws: CorruptionError.self) {
        _ = try reader.readUInt64()
        _ = try reader.readString()
      }
      #expect((100...(100 + length)).contains(error?.offset ?? 0))
      #expect(error?.file == "file")
    }
  }

  @Test(arguments: [
    [UInt8](repeating: 0xFF, count: 9) + [2],  // 65 bits
    [UInt8](repeating: 0x80, count: 10) + [0],  // eleven bytes
    [UInt8](repeating: 0xFF, count: 3),  // no end
  ])
  func `a varint that is none is an error`(bytes: [UInt8]) {
    var reader = ByteReader(bytes, file: "file")
    #expect(throws: CorruptionError.self) { try reader.readVarint() }
  }

  @Test func `text that is not UTF-8 is an error`() {
    var reader = ByteReader([2, 0xC3, 0x28], file: "file")
    #expect(throws: CorruptionError.self) { try reader.readString() }
  }

  @Test func `a length beyond everything is an error`() {
    var writer = ByteWriter()
    writer.appendVarint(.max)
    for read in [
      { (reader: inout ByteReader) in _ = try reader.readString() },
      { (reader: inout ByteReader) in _ = try reader.readOffset() },
      { (reader: inout ByteReader) in _ = try reader.readUInt32Varint() },
      { (reader: inout ByteReader) in _ = try reader.readBytes(.max) },
      { (reader: inout ByteReader) in _ = try reader.readBytes(-1) },
    ] {
      var reader = ByteReader(writer.bytes, file: "file")
      #expect(throws: CorruptionError.self) { try read(&reader) }
    }
  }

  @Test(
    arguments: [
      (0, [0]), (127, [0x7F]), (128, [0x80, 1]), (300, [0xAC, 2]),
      (.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]),
    ] as [(UInt64, [UInt8])])
  func `a varint has seven bits a byte, low first`(value: UInt64, bytes: [UInt8]) {
    var writer = ByteWriter()
    writer.appendVarint(value)
    #expect(writer.bytes == bytes)
  }

  @Test(arguments: [(0, 0), (-1, 1), (1, 2), (-2, 3), (.max, .max - 1), (.min, .max)])
  func `zigzag keeps small numbers small`(value: Int64, unsigned: UInt64) throws {
    var writer = ByteWriter()
    writer.appendZigzag(value)
    var reader = ByteReader(writer.bytes, file: "file")
    #expect(try reader.readVarint() == unsigned)
  }

  @Test(arguments: UInt64(0)..<200) func `any bytes are values or an error`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(64)
    var reader = ByteReader(bytes, file: "file")
    var steps = 0
    while reader.remaining > 0, steps < 100 {
      steps += 1
      let before = reader.remaining
      do {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: _ = try reader.readUInt8()
        case 1: _ = try reader.readUInt32()
        case 2: _ = try reader.readUInt64()
        case 3: _ = try reader.readVarint()
        case 4: _ = try reader.readZigzag()
        case 5: _ = try reader.readUInt32Varint()
        case 6: _ = try reader.readOffset()
        default: _ = try reader.readString()
        }
      } catch {
        #expect((0...64).contains(error.offset), "seed \(seed)")
      }
      #expect(reader.remaining <= before, "seed \(seed)")
    }
  }
}
