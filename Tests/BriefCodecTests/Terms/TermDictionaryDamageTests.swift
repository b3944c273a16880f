// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dictionaries that nobody wrote, under checksums that are right: the reader alone can notice.

import BriefCodec
import BriefTestSupport
import Testing

struct TermDictionaryDamageTests {
  /// Reads all that a root leads to: `nil`, or the first error. Must end.
  static func read(
    _ file: StoredFile, _ root: TermDictionaryRoot, _ targets: [[UInt8]],
    entries: TermEntries = .words
  ) -> CorruptionError? {
    do throws(CorruptionError) {
      let reader = try TermDictionaryReader(file: file, root: root, entries: entries)
      var cursor = reader.cursor()
      var steps = 0
      var last: [UInt8]?
      while try cursor.next() {
        steps += 1
        #expect(cursor.term.count <= 255 && cursor.payload.documentFrequency > 0)
        if let last { #expect(last.lexicographicallyPrecedes(cursor.term)) }
        last = cursor.term
      }
      #expect(steps == root.count)
      for target in targets {
        _ = try reader.find(target)
        if try cursor.seek(target) {
          #expect(!cursor.term.lexicographicallyPrecedes(target))
          _ = try cursor.next()
        }
        _ = try reader.term(at: target.count * 7)
      }
      return nil
    } catch {
      #expect(error.file == "file" && error.offset >= 0, "\(error)")
      return error
    }
  }

  static func sample(
    _ count: Int, _ entries: TermEntries = .words
  ) throws -> TermDictionaryTests.Sample {
    try TermDictionaryTests.sample(
      TermDictionaryTests.words(count, letters: 0x61...0x63, seed: 6), entries: entries, seed: 6)
  }

  @Test(arguments: UInt64(0)..<300, [TermEntries.words, .values])
  func `random damage gives terms in order or an error`(
    seed: UInt64, entries: TermEntries
  ) throws {
    let sample = try Self.sample(100, entries)
    let content = try sample.file.readBytes(sample.file.contentRange)
    var random = SeededGenerator(seed: seed)
    // The sample lies between 1,234 bytes and 99.
    let damaged = randomDamage(to: Array(content[1_234..<(content.count - 99)]), &random)
    let file = try storedFile(content[..<1_234] + damaged + content[(content.count - 99)...])
    _ = Self.read(file, sample.root, [[], [0x61], [0x62, 0x62], [0x64]], entries: entries)
  }

  @Test(arguments: [1 << 63, .max, 1 << 63 - 1, 1 << 62, 1 << 32, 50_000] as [UInt64])
  func `a block that begins or ends nowhere is an error`(offset: UInt64) throws {
    let sample = try Self.sample(70)
    for entry in 0...sample.root.blockCount {
      var content = try sample.file.readBytes(sample.file.contentRange)
      let at = sample.root.index - FileFormat.headerLength + entry * 8
      for i in 0..<8 { content[at + i] = UInt8(truncatingIfNeeded: offset >> UInt64(8 * i)) }
      let error = Self.read(try storedFile(content), sample.root, [])
      #expect(error?.reason == "offset of a block of terms")
    }
  }

  /// Were each block the whole file, a walk would touch all of it for every block.
  @Test func `a block longer than any can be is an error`() throws {
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .segment, id: testID)
    try writer.append([UInt8](repeating: 0, count: 40_000))
    var root = try Self.sample(1).root
    root.index = writer.position
    var index = ByteWriter()
    index.append(UInt64(32))
    index.append(UInt64(40_032))
    index.append(UInt64(0))
    try writer.append(index)
    _ = try writer.finish()
    root.indexLength = index.count
    let error = Self.read(try directory.open("file", kind: .segment), root, [])
    #expect(error?.reason == "offset of a block of terms")
  }

  /// The largest block there can be is not longer than that.
  @Test func `terms of 255 bytes with nothing in common and large numbers are read`() throws {
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .terms, id: testID)
    var dictionary = TermDictionaryWriter(.words)
    func payload(_ i: Int) -> TermPayload {
      TermPayload(
        documentFrequency: .max, totalTermFrequency: 1 << 62, postings: i == 0 ? 0 : .max,
        positions: i == 0 ? 0 : .max - 1)
    }
    for i in 0..<64 {
      try dictionary.add([UInt8](repeating: UInt8(i), count: 255), payload(i), to: writer)
    }
    let root = try dictionary.finish(writer)
    _ = try writer.finish()
    let reader = try TermDictionaryReader(
      file: directory.open("file", kind: .terms), root: root, entries: .words)
    for i in 0..<64 {
      let found = try reader.find([UInt8](repeating: UInt8(i), count: 255))
      #expect(found?.ordinal == i && found?.payload == payload(i))
    }
  }

  /// What a block of values says of the second of two, whose documents are 7 and what follows from some numbers.
  static func second(_ numbers: [UInt64]) throws -> Result<TermPayload, CorruptionError> {
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .terms, id: testID)
    var (block, index) = (ByteWriter(), ByteWriter())
    block.append(contentsOf: [0x10, 0x61])  // nothing shared, "a"
    block.appendVarint(28)
    block.append(contentsOf: [0x10, 0x62])
    for number in numbers { block.appendVarint(number) }
    index.append(UInt64(writer.position))
    try writer.append(block)
    index.append(UInt64(writer.position))
    for _ in 0..<2 { index.append(UInt32(0)) }
    var root = TermDictionaryRoot()
    (root.count, root.blockCount) = (2, 1)
    (root.index, root.indexLength) = (writer.position, index.count)
    try writer.append(index)
    _ = try writer.finish()
    let file = try directory.open("file", kind: .terms)
    let reader = try TermDictionaryReader(file: file, root: root, entries: .values)
    #expect(try reader.find([0x61])?.payload.postings == 7)
    return Result { () throws(CorruptionError) in
      guard let found = try reader.find([0x62]) else { preconditionFailure("it is there") }
      return found.payload
    }
  }

  @Test func `what the entry of a value says is a document, a list, or damage`() throws {
    func one(_ document: UInt64) -> TermPayload {
      TermPayload(documentFrequency: 1, totalTermFrequency: 1, postings: document, positions: 0)
    }
    // Twice the zigzag of the distance from document 8.
    let last = UInt64(UInt32.max)
    #expect(try Self.second([0]).get() == one(8))
    #expect(try Self.second([2 * 15]).get() == one(0))
    #expect(try Self.second([2 * 2 * (last - 8)]).get() == one(last))
    for number in [2 * 17, 2 * 2 * (last - 7), UInt64.max - 1, 1 << 63, 1 << 62] as [UInt64] {
      #expect(throws: CorruptionError.self, "\(number)") { try Self.second([number]).get() }
    }
    // Twice the number of documents and one, and the list.
    let list = try Self.second([2 * last + 1, .max]).get()
    #expect(list.documentFrequency == .max && list.totalTermFrequency == last)
    #expect(list.postings == .max && list.positions == 0)
    for numbers in [[1, 5], [3, 5], [2 * last + 3, 5], [.max, 5], [5], []] as [[UInt64]] {
      #expect(throws: CorruptionError.self, "\(numbers)") { try Self.second(numbers).get() }
    }
  }

  @Test(arguments: UInt64(0)..<300) func `any bytes are a root or an error`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sample = try Self.sample(40)
    var bytes = ByteWriter()
    sample.root.encode(into: &bytes)
    var reader = ByteReader(randomDamage(to: bytes.bytes, &random), file: "file")
    guard let root = try? TermDictionaryRoot(decoding: &reader) else { return }
    _ = Self.read(sample.file, root, [[], [0x62]])
  }

  /// A cursor that met an error may be asked again.
  @Test func `a cursor goes on after an error without a trap`() throws {
    let sample = try Self.sample(70)
    let content = try sample.file.readBytes(sample.file.contentRange)
    forEveryFlip(of: content, in: 1_234..<1_400) { damaged in
      guard let file = try? storedFile(damaged),
        let reader = try? TermDictionaryReader(
          file: file, root: sample.root, entries: .words)
      else {
        Issue.record("the file itself is sound")
        return
      }
      var cursor = reader.cursor()
      for _ in 0..<40 { _ = try? cursor.next() }
      for ordinal in [31, 0, 32] {
        _ = try? reader.term(at: ordinal)
        _ = try? cursor.seek(sample.terms[ordinal])
        _ = try? cursor.next()
      }
      _ = try? cursor.seek(sample.terms[20])
      _ = try? cursor.next()
    }
  }

  @Test func `a dictionary in a damaged page is an error`() throws {
    let sample = try Self.sample(20)
    let content = try sample.file.readBytes(sample.file.contentRange)
    // Moved by a page: its one block's offsets in the index are moved too.
    let shift = FileFormat.pageSize
    var moved = [UInt8](repeating: 0, count: shift) + content
    var root = sample.root
    root.index += shift
    let at = root.index - FileFormat.headerLength
    for (i, offset) in [32 + 1_234 + shift, root.index].enumerated() {
      for byte in 0..<8 {
        moved[at + i * 8 + byte] = UInt8(truncatingIfNeeded: offset >> Int(8 * byte))
      }
    }
    var bytes = try fileBytes(moved)
    #expect(Self.read(try open(bytes), root, []) == nil)
    bytes[32 + 1_234 + shift + 9] ^= 1
    #expect(Self.read(try open(bytes), root, [])?.reason == "page checksum")
  }
}
