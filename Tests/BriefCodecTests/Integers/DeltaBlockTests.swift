// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct DeltaBlockTests {
  /// Documents from `base` on with gaps of up to `width` bits, as far as there is room for them.
  static func documents(
    _ count: Int, base: UInt32, width: Int, _ random: inout SeededGenerator
  ) -> [UInt32] {
    var documents: [UInt32] = []
    var next = UInt64(base)
    for _ in 0..<count {
      next += UInt64(random.value(width: width))
      guard next < UInt64(UInt32.max) else { break }
      documents.append(UInt32(next))
      next += 1
    }
    return documents
  }

  static func roundTrip(_ documents: [UInt32], base: UInt32, _ comment: Comment) throws {
    guard !documents.isEmpty else { return }
    var bytes = ByteWriter()
    DeltaBlock.encode(documents.span, base: base, into: &bytes)
    let length = bytes.count
    #expect(length <= DeltaBlock.maximumLength(documents.count), comment)
    bytes.append(UInt32(0xFFFF_FFFF))  // what follows must not matter
    let block = MappedFile(copying: bytes.bytes)
    var decoded = [UInt32](repeating: 5, count: 256)
    let consumed = try DeltaBlock.decode(
      block.bytes, base: base, count: documents.count, into: &decoded)
    #expect(consumed == length, comment)
    #expect(Array(decoded[..<documents.count]) == documents, comment)

    guard DeltaBlock.isDense(block.bytes) else { return }
    var words = [UInt64](repeating: .max, count: 64)
    let count = try DeltaBlock.denseWords(
      block.bytes, base: base, count: documents.count, into: &words)
    let members = (0..<(count * 64)).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    #expect(members.map { base + UInt32($0) } == documents, comment)
  }

  @Test(arguments: 0...32) func `documents survive a round trip`(width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    for base in [0, 1, 1 << 31, .max - 1_000, .max - 1] as [UInt32] {
      for count in [1, 2, 3, 64, 255, 256] {
        let documents = Self.documents(count, base: base, width: width, &random)
        try Self.roundTrip(documents, base: base, "seed \(width), base \(base), count \(count)")
      }
    }
  }

  @Test(arguments: 0...256) func `sets of every density survive a round trip`(
    density: Int
  ) throws {
    var random = SeededGenerator(seed: UInt64(density))
    var documents: [UInt32] = []
    var next: UInt32 = 1_000
    while documents.count < 256 {
      if UInt32.random(in: 0..<130, using: &random) <= density { documents.append(next) }
      next += 1
    }
    try Self.roundTrip(documents, base: 1_000, "seed \(density)")
  }

  @Test(
    arguments: [
      [0], [1], [1 << 31], [.max - 1], [0, .max - 1], [.max - 2, .max - 1], [0, 1 << 31, .max - 1],
    ] as [[UInt32]])
  func `boundaries survive a round trip`(documents: [UInt32]) throws {
    try Self.roundTrip(documents, base: 0, "\(documents)")
    try Self.roundTrip(documents, base: documents[0], "\(documents)")
  }

  @Test func `a dense block is a bit set, one without gaps takes a byte, a sparse one is packed`() {
    let rows: [(documents: [UInt32], length: Int, isDense: Bool)] = [
      ((0..<256).map { $0 }, 1, true),
      ((0..<256).map { $0 + $0 / 16 * 20 }, 1 + 8 * 9, true),
      ((0..<256).map { $0 * 1_000 }, 1 + 32 * 10, false),
    ]
    for (documents, length, isDense) in rows {
      var bytes = ByteWriter()
      DeltaBlock.encode(documents.span, base: 0, into: &bytes)
      #expect(bytes.count == length)
      #expect(DeltaBlock.isDense(MappedFile(copying: bytes.bytes).bytes) == isDense)
    }
  }

  @Test(arguments: [0, 1, 3, 7, 24, 25, 32]) func `damage gives ascending documents or an error`(
    width: Int
  ) {
    var random = SeededGenerator(seed: UInt64(width))
    for count in [1, 20, 256] {
      let documents = Self.documents(count, base: 9, width: width, &random)
      guard !documents.isEmpty else { continue }
      var bytes = ByteWriter()
      DeltaBlock.encode(documents.span, base: 9, into: &bytes)
      forEveryDamage(to: bytes.bytes) { Self.expectOrder($0, base: 9, count: documents.count) }
    }
  }

  @Test(arguments: UInt64(0)..<8) func `any bytes give ascending documents or an error`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    for head in UInt8.min...UInt8.max {
      let bytes =
        [head] + (0..<520).map { _ in UInt8.random(in: 0...255, using: &random) }
      let base = random.value(width: Int.random(in: 0...32, using: &random))
      for count in [1, 5, 256] { Self.expectOrder(bytes, base: base, count: count) }
    }
  }

  static func expectOrder(_ bytes: [UInt8], base: UInt32, count: Int) {
    let block = MappedFile(copying: bytes)
    var documents = [UInt32](repeating: 0, count: 256)
    var words = [UInt64](repeating: 0, count: 64)
    if DeltaBlock.isDense(block.bytes) {
      _ = try? DeltaBlock.denseWords(block.bytes, base: base, count: count, into: &words)
    }
    guard
      let length = try? DeltaBlock.decode(block.bytes, base: base, count: count, into: &documents)
    else { return }
    #expect(length <= bytes.count)
    #expect(documents[0] >= base && documents[count - 1] < .max)
    for i in 1..<max(1, count) where documents[i] <= documents[i - 1] {
      Issue.record("\(documents[i]) after \(documents[i - 1]): \(bytes)")
      return
    }
  }

  @Test func `documents that wrap around are an error`() {
    var bytes = ByteWriter()
    let every3rd = (0..<256).map { UInt32($0 * 3) }
    DeltaBlock.encode(every3rd.span, base: 0, into: &bytes)
    let block = MappedFile(copying: bytes.bytes)
    var documents = [UInt32](repeating: 0, count: 256)
    for base in [UInt32.max - 765, .max - 200, .max] {
      #expect(throws: BlockDamage.self) {
        try DeltaBlock.decode(block.bytes, base: base, count: 256, into: &documents)
      }
    }
    #expect(throws: Never.self) {
      try DeltaBlock.decode(block.bytes, base: .max - 766, count: 256, into: &documents)
    }
  }

  @Test func `a block of a file is found by its offset, and damage by file and offset`() throws {
    var bytes = ByteWriter()
    bytes.append(UInt64(0))
    let three: [UInt32] = [3, 1_000, 70_000]
    DeltaBlock.encode(three.span, base: 0, into: &bytes)
    bytes.append(UInt8(99))  // no width
    let file = try storedFile(bytes.bytes)
    var documents = [UInt32](repeating: 0, count: 256)
    let length = try DeltaBlock.decode(file, at: 40, base: 0, count: 3, into: &documents)
    #expect(Array(documents[..<3]) == three)
    for offset in [40 + length, file.length, file.length + 1, -1, Int.max] {
      let error = #expect(throws: CorruptionError.self) {
        try DeltaBlock.decode(file, at: offset, base: 0, count: 3, into: &documents)
      }
      #expect(error?.offset == max(0, offset) && error?.file == "file")
    }
  }

  @Test func `no documents, or documents that do not ascend, are a mistake`() async {
    await #expect(processExitsWith: .failure) {
      var bytes = ByteWriter()
      let none: [UInt32] = []
      DeltaBlock.encode(none.span, base: 0, into: &bytes)
    }
    await #expect(processExitsWith: .failure) {
      var bytes = ByteWriter()
      let twice: [UInt32] = [3, 3]
      DeltaBlock.encode(twice.span, base: 0, into: &bytes)
    }
  }
}
