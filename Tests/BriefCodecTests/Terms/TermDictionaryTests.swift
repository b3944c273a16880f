// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A term dictionary against the sorted array it was made from.

import BriefCodec
import BriefTestSupport
import Testing

struct TermDictionaryTests {
  struct Sample {
    var entries: TermEntries
    var terms: [[UInt8]]
    var payloads: [TermPayload]
    var root: TermDictionaryRoot
    var file: StoredFile

    func reader() throws -> TermDictionaryReader {
      try TermDictionaryReader(file: file, root: root, entries: entries)
    }

    func lowerBound(_ target: [UInt8]) -> Int {
      terms.firstIndex { !$0.lexicographicallyPrecedes(target) } ?? terms.count
    }
  }

  /// A dictionary of some terms in the middle of a file, with payloads of all kinds.
  static func sample(
    _ unsorted: some Collection<[UInt8]>, entries: TermEntries = .words, seed: UInt64
  ) throws -> Sample {
    var random = SeededGenerator(seed: seed)
    let terms = Set(unsorted).sorted { $0.lexicographicallyPrecedes($1) }
    let directory = MemoryDirectory()
    let writer = try FileWriter(directory, name: "file", kind: .segment, id: testID)
    try writer.append([UInt8](repeating: 0xEE, count: 1_234))
    var dictionary = TermDictionaryWriter(entries)
    var payloads: [TermPayload] = []
    var (postings, positions) = (UInt64(0), UInt64(0))
    for term in terms {
      let isWord = entries == .words
      let documents = Bool.random(using: &random) ? 1 : 1 + random.value(width: 20)
      let more = !isWord || Bool.random(using: &random) ? 0 : UInt64(random.value(width: 30))
      postings += UInt64(random.value(width: 12))
      positions += UInt64(random.value(width: 12))
      let payload = TermPayload(
        documentFrequency: documents, totalTermFrequency: UInt64(documents) + more,
        postings: documents == 1 ? UInt64(random.value(width: 31)) : postings,
        positions: !isWord || Int.random(in: 0..<5, using: &random) == 0 ? 0 : positions)
      payloads.append(payload)
      try dictionary.add(term, payload, to: writer)
    }
    let root = try dictionary.finish(writer)
    try writer.append([UInt8](repeating: 0xEE, count: 99))
    _ = try writer.finish()
    return Sample(
      entries: entries, terms: terms, payloads: payloads, root: root,
      file: try directory.open("file", kind: .segment))
  }

  static func words(_ count: Int, letters: ClosedRange<UInt8>, seed: UInt64) -> Set<[UInt8]> {
    var random = SeededGenerator(seed: seed)
    var words: Set<[UInt8]> = []
    while words.count < count {
      words.insert(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          UInt8.random(in: letters, using: &random)
        })
    }
    return words
  }

  /// Checks everything a dictionary says about its terms and about others.
  static func check(_ sample: Sample, others: some Sequence<[UInt8]>) throws {
    let reader = try sample.reader()
    #expect(reader.count == sample.terms.count)

    var cursor = reader.cursor()
    for (i, term) in sample.terms.enumerated() {
      let found = try reader.find(term)
      #expect(found?.ordinal == i && found?.payload == sample.payloads[i])
      #expect(try cursor.next())
      #expect(cursor.term == term && cursor.ordinal == i && cursor.payload == sample.payloads[i])
    }
    #expect(try !cursor.next())
    #expect(try !cursor.next())
    #expect(cursor.ordinal == sample.terms.count)

    for i in stride(from: sample.terms.count - 1, through: 0, by: -7) {
      #expect(try reader.term(at: i) == sample.terms[i])
    }
    #expect(try reader.term(at: -1) == nil)
    #expect(try reader.term(at: sample.terms.count) == nil)

    for other in others {
      let place = sample.lowerBound(other)
      let isThere = place < sample.terms.count && sample.terms[place] == other
      #expect(try (reader.find(other) != nil) == isThere)
      #expect(try cursor.seek(other) == (place < sample.terms.count))
      guard place < sample.terms.count else { continue }
      #expect(cursor.term == sample.terms[place] && cursor.ordinal == place)
      #expect(cursor.payload == sample.payloads[place])
      #expect(try cursor.next() == (place + 1 < sample.terms.count))
      if place + 1 < sample.terms.count { #expect(cursor.term == sample.terms[place + 1]) }
    }
  }

  /// The neighbours of some terms, and the ends of everything.
  static func neighbours(_ terms: [[UInt8]]) -> [[UInt8]] {
    [[], [0], [0xFF], [UInt8](repeating: 0xFF, count: 300)]
      + terms.flatMap { [$0, $0 + [0], Array($0.dropLast()), $0.dropLast() + [0xFF]] }
  }

  @Test(arguments: [0, 1, 2, 31, 32, 33, 63, 64, 65, 1_000], [TermEntries.words, .values])
  func `terms are found, sought and walked as in a sorted array`(
    count: Int, entries: TermEntries
  ) throws {
    let seed = UInt64(count)
    let sample = try Self.sample(
      Self.words(count, letters: 0x61...0x66, seed: seed), entries: entries, seed: seed)
    try Self.check(sample, others: Self.neighbours(sample.terms))
  }

  @Test func `ten thousand terms`() throws {
    let sample = try Self.sample(Self.words(10_000, letters: 0...255, seed: 1), seed: 1)
    let some = stride(from: 0, to: 10_000, by: 61).map { sample.terms[$0] }
    try Self.check(sample, others: Self.neighbours(some))
  }

  @Test func `terms of zeros and of the highest byte`() throws {
    var terms: [[UInt8]] = []
    for length in 0...40 {
      for byte in [0, 1, 0xFE, 0xFF] as [UInt8] {
        var term = [UInt8](repeating: byte, count: length)
        terms.append(term)
        term.append(0x80)
        terms.append(term)
      }
    }
    let sample = try Self.sample(terms, seed: 2)
    try Self.check(sample, others: Self.neighbours(sample.terms))
  }

  @Test func `terms of 255 bytes that differ at the end`() throws {
    let prefix = [UInt8](repeating: 0x78, count: 253)
    let terms = (0..<200).map { prefix + [UInt8($0), 9] } + [prefix, Array(prefix.dropLast(200))]
    let sample = try Self.sample(terms, seed: 3)
    try Self.check(sample, others: Self.neighbours(sample.terms))
  }

  /// Distances between the highest number and the lowest, and back; lists in between.
  @Test func `values of any documents are read`() throws {
    let documents: [UInt64] = [
      0, 1, 2, 0, 0xFFFF_FFFF, 0, 0xFFFF_FFFE, 0xFFFF_FFFF, 31, 0, 32, 64, 62, 0x7FFF_FFFF,
      0x8000_0000,
    ]
    let directory = MemoryDirectory()
    let file = try FileWriter(directory, name: "file", kind: .terms, id: testID)
    var dictionary = TermDictionaryWriter(.values)
    var payloads: [TermPayload] = []
    for i in 0..<100 {
      let isList = i % 4 == 3
      payloads.append(
        TermPayload(
          documentFrequency: isList ? UInt32.max - UInt32(i % 3) : 1,
          totalTermFrequency: isList ? UInt64(UInt32.max - UInt32(i % 3)) : 1,
          postings: isList ? UInt64(i) << 40 : documents[i % documents.count], positions: 0))
      try dictionary.add([UInt8(i)], payloads[i], to: file)
    }
    let root = try dictionary.finish(file)
    _ = try file.finish()
    let reader = try TermDictionaryReader(
      file: directory.open("file", kind: .terms), root: root, entries: .values)
    for i in 0..<100 { #expect(try reader.find([UInt8(i)])?.payload == payloads[i]) }
  }

  /// An identifier and its document take two bytes, where both ascend.
  @Test func `identifiers in the order of their documents take little room`() throws {
    let directory = MemoryDirectory()
    let file = try FileWriter(directory, name: "file", kind: .terms, id: testID)
    var dictionary = TermDictionaryWriter(.values)
    let start = file.position
    for i in 0..<32 {
      try dictionary.add(
        Array("2026-11-\(i + 10)".utf8),
        TermPayload(
          documentFrequency: 1, totalTermFrequency: 1, postings: UInt64(900_000 + i), positions: 0),
        to: file)
    }
    let root = try dictionary.finish(file)
    // The first has lengths in a byte, ten bytes and a document in four; the others a byte of each, three of them
    // two of their own.
    #expect(root.index - start == 15 + 28 * 3 + 3 * 4)
  }

  @Test func `a root survives a round trip`() throws {
    let sample = try Self.sample([[1], [2]], seed: 4)
    var bytes = ByteWriter()
    sample.root.encode(into: &bytes)
    var reader = ByteReader(bytes.bytes, file: "file")
    #expect(try TermDictionaryRoot(decoding: &reader) == sample.root)
  }

  @Test func `terms out of order, and terms too long, are mistakes`() async {
    await #expect(processExitsWith: .failure) { try Self.write([[2], [1]]) }
    await #expect(processExitsWith: .failure) { try Self.write([[1], [1]]) }
    await #expect(processExitsWith: .failure) { try Self.write([[1, 1], [1]]) }
    await #expect(processExitsWith: .failure) {
      try Self.write([[UInt8](repeating: 1, count: 256)])
    }
  }

  @Test func `values with positions, or several in a document, are mistakes`() async {
    await #expect(processExitsWith: .failure) {
      try Self.write(
        [[1]], .values,
        TermPayload(documentFrequency: 1, totalTermFrequency: 2, postings: 0, positions: 0))
    }
    await #expect(processExitsWith: .failure) {
      try Self.write(
        [[1]], .values,
        TermPayload(documentFrequency: 1, totalTermFrequency: 1, postings: 0, positions: 1))
    }
  }

  static func write(
    _ terms: [[UInt8]], _ entries: TermEntries = .words,
    _ payload: TermPayload = TermPayload(
      documentFrequency: 1, totalTermFrequency: 1, postings: 0, positions: 0)
  ) throws {
    let writer = try FileWriter(MemoryDirectory(), name: "file", kind: .segment, id: testID)
    var dictionary = TermDictionaryWriter(entries)
    for term in terms { try dictionary.add(term, payload, to: writer) }
    _ = try dictionary.finish(writer)
  }

  /// The checksums are right: damage that only the reader can notice.
  @Test(arguments: [TermEntries.words, .values])
  func `damage gives terms in order or an error`(entries: TermEntries) throws {
    let sample = try Self.sample(
      Self.words(35, letters: 0x61...0x63, seed: 5), entries: entries, seed: 5)
    let content = try sample.file.readBytes(sample.file.contentRange)
    let targets = stride(from: 0, to: 35, by: 17).map { sample.terms[$0] } + [[0x62, 0x62]]
    var errors = 0
    forEveryFlip(of: content, in: 1_234..<(content.count - 99)) { damaged in
      guard let file = try? storedFile(damaged),
        let reader = try? TermDictionaryReader(
          file: file, root: sample.root, entries: entries)
      else {
        Issue.record("the file itself is sound")
        return
      }
      do {
        for target in targets { _ = try reader.find(target) }
        var cursor = reader.cursor()
        for target in targets { _ = try cursor.seek(target) }
        cursor = reader.cursor()
        var last: [UInt8]?
        while try cursor.next() {
          if let last, !last.lexicographicallyPrecedes(cursor.term) {
            Issue.record("\(cursor.term) after \(last)")
          }
          last = cursor.term
        }
      } catch {
        errors += 1
      }
    }
    #expect(errors > 0)
  }

  @Test func `a root that does not fit its file is an error`() throws {
    let sample = try Self.sample(Self.words(70, letters: 0x61...0x63, seed: 6), seed: 6)
    let numbers = [0, 1, 2, 4, 96, 97, 1 << 20, 1 << 47, (1 << 48) - 1]
    for count in numbers {
      for blocks in numbers {
        var root = sample.root
        root.count = count
        root.blockCount = blocks
        Self.touch(sample.file, root)
        root = sample.root
        root.index = count
        root.indexLength = blocks
        Self.touch(sample.file, root)
      }
    }
    var root = sample.root
    root.indexLength = Int.max
    #expect(throws: CorruptionError.self) {
      try TermDictionaryReader(file: sample.file, root: root, entries: .words)
    }
  }

  /// Must end, without a trap.
  static func touch(_ file: StoredFile, _ root: TermDictionaryRoot) {
    guard let reader = try? TermDictionaryReader(file: file, root: root, entries: .words)
    else { return }
    var cursor = reader.cursor()
    _ = try? reader.find([0x62, 0x61])
    _ = try? cursor.seek([0x62, 0x61])
    _ = try? reader.term(at: 5)
    while (try? cursor.next()) == true {}
  }
}
