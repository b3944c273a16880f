// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One file with every structure of the format in it. Its content is damaged and written anew, so that
// all checksums are right: whatever a decoder meets, it returns values or an error.

import BriefCodec
import BriefTestSupport
import Testing

struct DamagedContentTests {
  struct Sample {
    var content: [UInt8]
    var offsets: [Int]
    var root: TermDictionaryRoot
    var frame: Range<Int>
  }

  static let documents: [UInt32] = (0..<100).map { $0 * $0 * 3 }
  static let frequencies: [UInt32] = (0..<256).map { $0 % 9 == 0 ? $0 * 1_000 : $0 % 4 }
  static let text = Array("one bell, two bells, three bells; a bell is a bell is a bell".utf8)

  /// In this order: two packed arrays, a packed block of documents, one of words, one with
  /// exceptions, one of a single value, numbers and a string, a term dictionary, a compressed block.
  static func sample() throws -> Sample {
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .segment, id: testID)
    var offsets: [Int] = []
    let (documents, frequencies) = (Self.documents, Self.frequencies)
    func add(_ write: (inout ByteWriter) -> Void) throws {
      offsets.append(writer.position)
      var bytes = ByteWriter()
      write(&bytes)
      try writer.append(bytes)
    }
    try add { PackedArray.encode([5, 1 << 40, 77, 0], into: &$0) }
    try add { PackedArray.encode([9, 9, 9], into: &$0) }
    try add { DeltaBlock.encode(documents.span, base: 0, into: &$0) }
    let everyOther: [UInt32] = (0..<256).map { $0 * 2 }
    try add { DeltaBlock.encode(everyOther.span, base: 0, into: &$0) }
    try add { PatchedBlock.encode(frequencies.span, into: &$0) }
    let same = [UInt32](repeating: 70_000, count: 256)
    try add { PatchedBlock.encode(same.span, into: &$0) }
    try add {
      $0.appendVarint(1 << 40)
      $0.appendZigzag(-3)
      $0.appendString("Größe")
      $0.append(UInt64(7))
    }
    var dictionary = TermDictionaryWriter(.words)
    for i in 0..<40 {
      let payload = TermPayload(
        documentFrequency: UInt32(i % 3 + 1), totalTermFrequency: 5, postings: UInt64(i * 100),
        positions: UInt64(i))
      try dictionary.add(Array("term\(i + 10)".utf8), payload, to: writer)
    }
    let root = try dictionary.finish(writer)
    let start = writer.position
    try writer.append(BlockCompressor(level: 3).compress(text))
    let frame = start..<writer.position
    _ = try writer.finish()
    let file = try directory.open("file", kind: .segment)
    return Sample(
      content: try file.readBytes(file.contentRange), offsets: offsets, root: root, frame: frame)
  }

  /// Decodes everything where the sample has it; how many parts were errors.
  static func decodeAll(
    _ file: StoredFile, _ sample: Sample, _ decompressor: BlockDecompressor
  ) -> Int {
    let at = sample.offsets
    let parts: [() throws -> Void] = [
      { try readArray(file, at[0]) },
      { try readArray(file, at[1]) },
      { try readDocuments(file, at[2], count: documents.count) },
      { try readDocuments(file, at[3], count: 256) },
      { try readValues(file, at[4]) },
      { try readValues(file, at[5]) },
      { try readNumbers(file, at[6]) },
      { _ = try decompressor.decompress(file, sample.frame, limit: 1_000) },
    ]
    var errors = 0
    for part in parts {
      do { try part() } catch {
        errors += 1
        #expect((error as? CorruptionError)?.file == "file", "\(error)")
      }
    }
    let targets = [Array("term30".utf8), [], [0xFF]]
    if TermDictionaryDamageTests.read(file, sample.root, targets) != nil { errors += 1 }
    return errors
  }

  static func readArray(_ file: StoredFile, _ offset: Int) throws {
    let array = try PackedArray(file: file, offset: offset)
    for i in [0, 1, 2, array.count - 1] { _ = try array.get(i) }
  }

  static func readDocuments(_ file: StoredFile, _ offset: Int, count: Int) throws {
    var values = [UInt32](repeating: 0, count: blockLength)
    _ = try DeltaBlock.decode(file, at: offset, base: 0, count: count, into: &values)
    #expect(zip(values[..<count], values[1..<count]).allSatisfy { $0 < $1 })
  }

  static func readValues(_ file: StoredFile, _ offset: Int) throws {
    var values = [UInt32](repeating: 0, count: blockLength)
    _ = try PatchedBlock.decode(file, at: offset, count: blockLength, into: &values)
  }

  static func readNumbers(_ file: StoredFile, _ offset: Int) throws {
    guard offset <= file.length else { return }
    var reader = try file.reader(offset..<file.length)
    _ = try reader.readOffset()
    _ = try reader.readZigzag()
    _ = try reader.readString()
    _ = try reader.readUInt64()
  }

  @Test func `the sample itself is sound`() throws {
    let sample = try Self.sample()
    let file = try storedFile(sample.content)
    #expect(Self.decodeAll(file, sample, BlockDecompressor()) == 0)
  }

  @Test(arguments: UInt64(0)..<16) func `whatever the content, decoders return or throw`(
    seed: UInt64
  ) throws {
    let sample = try Self.sample()
    let decompressor = BlockDecompressor()
    var random = SeededGenerator(seed: seed)
    var errors = 0
    for _ in 0..<100 {
      let file = try storedFile(randomDamage(to: sample.content, &random))
      errors += Self.decodeAll(file, sample, decompressor)
    }
    #expect(errors > 0, "seed \(seed)")
  }
}
