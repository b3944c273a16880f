// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Damage under right checksums: what it changes may go unnoticed, but nothing traps, hangs or takes
// memory without bound, and what is noticed is an error that names a file.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct ResealedDamageTests {
  private static let queries = [
    "w0", "w0 w1 w2 w30", "+w1 -w2 title:w3", #""w0 w1""#, #""w1 w0 w2""#, #""w0 w0 w1 w3""#,
    #""w2 w0 w25""#, #""w0 w2"~3"#, #""w0 w1" OR "w2 w0" OR w7"#, #"w3 "w1 w0""#, "w1*", "w?5",
    "w12~1", "/w[0-3]5?/", "中央", "银行", "topic:t1 w4",
    "date:1970-06..1971-02 w5", "*", "id:d77", "nothing here at all",
  ]

  /// Asks an index for everything there is. Throws what it throws.
  static func askEverything(of directory: any Directory) throws {
    let searcher = try SearchIndex.open(in: directory).searcher()
    for (number, query) in queries.enumerated() {
      var options = SearchOptions(
        limit: [3, 30, 2_000][number % 3], matching: [.any, .all, .auto][number % 3])
      if number % 4 == 1 { options.facets = [FacetRequest("topic")] }
      if number % 4 == 2 { options.histogram = HistogramRequest("date", by: .month) }
      if number % 5 == 3 { options.sort = .newest(by: "date") }
      // One error does not keep the other queries from being asked.
      if let results = try? searcher.search(parsing: query, options: options) {
        for hit in results.prefix(3) { _ = hit.snippets(limit: 2) }
        if let id = results.first?.identifier {
          _ = try? searcher.explain(searcher.parse(query).query, identifier: id)
        }
      }
    }
    _ = try searcher.document(identifier: "d33")
    try searcher.forEachDocument { _ in }
  }

  /// Repairs an index. What that leaves is sound.
  private static func repair(
    _ directory: any Directory, isSound: Bool, _ context: Comment
  ) throws {
    do throws(BriefError) {
      #expect(try IndexRepairer(directory).repair().isSound == isSound, context)
    } catch {
      #expect(error.code == .corrupted, context)
      return
    }
    let after = try IndexChecker(directory).check(deep: true)
    #expect(after.isSound, context)
  }

  @Test func `damage under right checksums is an error or an answer, never a trap`() throws {
    let index = try ResealedIndex()
    try Self.askEverything(of: index.directory)
    let seed = Seed(of: "damage under right checksums")
    let rounds = Effort.repetitions(25, perMinute: 60)
    var noticed = 0
    for round in 0..<rounds {
      var random = seed.generator(round: round)
      let (directory, file) = try index.damaged(&random)
      do {
        try Self.askEverything(of: directory)
      } catch let error as BriefError {
        noticed += 1
        #expect(
          error.code == .corrupted && !error.message.isEmpty,
          "\(seed), round \(round), \(file): \(error)")
      }
      let report = try IndexChecker(directory).check(deep: true)
      for problem in report.problems {
        #expect(problem.code == .corrupted, "\(seed), round \(round), \(file): \(problem)")
      }
      // A writer that merges or seals reads everything as well.
      let other = MemoryDirectory()
      for name in directory.list() { other.replace(name, by: directory.contents(name) ?? []) }
      do {
        try SearchIndex.open(in: other).write(options: WriteOptions(threads: 1 + round / 2 % 3)) {
          try round % 2 == 0 ? $0.merge() : $0.seal()
        }
      } catch let error as BriefError {
        #expect(error.code == .corrupted, "\(seed), round \(round), \(file): \(error)")
      }
      guard Effort.soakSeconds != nil || round % 5 == 0 else { continue }
      try Self.repair(directory, isSound: report.isSound, "\(seed), round \(round), \(file)")
    }
    print("damage under right checksums: \(rounds) rounds, \(noticed) noticed by a reader")
  }

  /// Words that count as one were merged without a look at where their blocks end: documents came twice, and
  /// one beyond the segment trapped. With sixteen words or more it was left out.
  @Test(arguments: ["w1*", "w*"])
  func `a list whose block ends elsewhere is damage to all words it counts with`(
    query: String
  ) throws {
    let index = try ResealedIndex()
    let layout = IndexLayout(try Commit.read(from: index.directory).schema)
    let snapshot = try SearchIndex.open(in: index.directory).searcher().snapshot
    let field = try #require(layout.field(named: "text"))
    let space = try #require(layout.space(.words, ofField: field))
    let trailer = try #require(
      try snapshot.segments[0].dictionary(space).find(Array("w1".utf8))?.payload)
    #expect(trailer.documentFrequency > 256)
    let copy = try index.changed(segment: 0, part: 2) { content, start in
      let last = Int(trailer.postings) - start
      content[last] &-= 1
    }
    let searcher = try SearchIndex.open(in: copy).searcher()
    let error = #expect(throws: BriefError.self) {
      try searcher.search(parsing: "text:\(query)", limit: 5)
    }
    #expect(error?.code == .corrupted)
  }

  /// The entry of a term of the first segment that has at least so many documents.
  private static func entry(
    of term: String, in space: Int, _ index: ResealedIndex, atLeast count: Int
  ) throws -> TermPayload {
    let snapshot = try SearchIndex.open(in: index.directory).searcher().snapshot
    let payload = try #require(
      try snapshot.segments[0].dictionary(space).find(Array(term.utf8))?.payload)
    #expect(payload.documentFrequency >= count)
    return payload
  }

  /// The words of the text.
  private static func words(_ index: ResealedIndex) throws -> Int {
    let layout = IndexLayout(try Commit.read(from: index.directory).schema)
    let field = try #require(layout.field(named: "text"))
    return try #require(layout.space(.words, ofField: field))
  }

  /// A batch of documents that began behind what the trailer says of the block at hand was looked up beyond its end.
  @Test func `a keyword whose block ends elsewhere is looked up without a trap`() throws {
    let index = ResealedIndex(MemoryDirectory())
    let schema = try Schema([.identifier("id"), .text("text"), .keyword("topic")])
    var random = SeededGenerator(seed: 3)
    try SearchIndex.create(in: index.directory, schema: schema).write { writer in
      for n in 0..<8_000 {
        try writer.add([
          "id": .text("d\(n)"), "topic": .text(n % 10 == 0 ? "t1" : "t2"),
          "text": .text(n % 10 == 0 || Bool.random(using: &random) ? "w0 w1 w2" : "w1"),
        ])
      }
    }
    let space = try #require(IndexLayout(schema).spaces.firstIndex { $0.field == 2 })
    let entry = try Self.entry(of: "t1", in: space, index, atLeast: 769)
    for last in stride(from: UInt32(2_200), through: 2_600, by: 3) {
      let copy = try index.changed(segment: 0, part: 2) { content, start in
        let place = Int(entry.postings) - start
        for i in 0..<4 { content[place + i] = UInt8(truncatingIfNeeded: last >> UInt32(8 * i)) }
      }
      let searcher = try SearchIndex.open(in: copy).searcher()
      for query in ["topic:t1 text:w0", "+topic:t1 +text:\"w0 w1\""] {
        _ = try? searcher.search(
          parsing: query, options: SearchOptions(limit: 2_000, matching: .all))
      }
    }
  }

  @Test(arguments: [0, 1, 300, 0xFFFF])
  func `a chunk of positions that is not as long as is said is damage`(
    length: Int
  ) throws {
    let index = try ResealedIndex()
    let entry = try Self.entry(of: "also", in: Self.words(index), index, atLeast: 512)
    let copy = try index.changed(segment: 0, part: 3) { content, start in
      let place = Int(entry.positions) - start
      content[place] = UInt8(length & 0xFF)
      content[place + 1] = UInt8(length >> 8)
    }
    let searcher = try SearchIndex.open(in: copy).searcher()
    for query in ["\"also w1\"", "\"w3 also also\"", "\"also w7\"~3"] {
      _ = try? searcher.search(parsing: "text:\(query)", limit: 2_000)
    }
    #expect(try !IndexChecker(copy).check(deep: true).isSound)
    for seals in [false, true] {
      let error = #expect(throws: BriefError.self) {
        try SearchIndex.open(in: copy).write { try seals ? $0.seal() : $0.merge() }
      }
      #expect(error?.code == .corrupted)
    }
  }

  /// The greatest number stands for one more, which is none: near words took it for granted that there is one.
  @Test func `a frequency of none is damage to near words`() throws {
    let index = try ResealedIndex()
    let space = try Self.words(index)
    let entry = try Self.entry(of: "also", in: space, index, atLeast: 512)
    let snapshot = try SearchIndex.open(in: index.directory).searcher().snapshot
    let list = try BlockList(snapshot.segments[0], detail: .positions, payload: entry)
    var documents = [UInt32](repeating: 0, count: blockLength)
    let frequencies = try list.decodeDocuments(ofBlock: 0, into: &documents)
    let copy = try index.changed(segment: 0, part: 2) { content, start in
      for (i, byte) in [128, 255, 255, 255, 255, 15].enumerated() {
        content[frequencies - start + i] = UInt8(byte)
      }
    }
    let searcher = try SearchIndex.open(in: copy).searcher()
    let error = #expect(throws: BriefError.self) {
      try searcher.search(parsing: "text:\"also w1\"~3", limit: 10)
    }
    #expect(error?.code == .corrupted)
    _ = try? searcher.search(parsing: "text:\"also w1\"", limit: 10)
  }

  /// Nothing said at once that there cannot be as many documents as a segment claims: a merge took four
  /// bytes of memory for each, 16 GB for an index of a few kilobytes.
  @Test func `a segment that claims more documents than it has room for is damage`() throws {
    let index = try ResealedIndex()
    let count: UInt32 = 4_000_000_000
    let copy = try index.changed(segment: 1, part: 0) { content, start in
      let pointer = content.count - 8
      let root = (0..<8).reduce(0) { $0 | Int(content[pointer + $1]) << (8 * $1) } - start
      var reader = ByteReader(Array(content[root..<pointer]), file: "segment")
      let claimed = try reader.readUInt32Varint()
      #expect(claimed == 200)
      var bytes = ByteWriter()
      bytes.appendVarint(UInt64(count))
      content.replaceSubrange(root..<(root + reader.offset), with: bytes.bytes)
    }
    var commit = try Commit.read(from: copy)
    commit.segments[1].documentCount = count
    try commit.write(to: copy)
    let error = #expect(throws: BriefError.self) { try SearchIndex.open(in: copy).searcher() }
    #expect(error?.code == .corrupted && error?.message.contains("more documents than") == true)
    #expect(try !IndexChecker(copy).check(deep: true).isSound)
    #expect(throws: BriefError.self) { try SearchIndex.open(in: copy).write { try $0.merge() } }
  }

  /// One document added again and again is the shortest list there is for so many documents.
  @Test func `a segment of one identifier has room for all its documents`() throws {
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(
      in: directory, schema: Schema([.identifier("id"), .text("text")]))
    try index.write { writer in
      for _ in 0..<60_000 { try writer.add(["id": "a"]) }
    }
    #expect(try index.searcher().documentCount == 1)
    #expect(try IndexChecker(directory).check(deep: true).isSound)
  }

  // Two readers of blocks made a range of a block's offset and the end of the file before they had
  // looked whether the one lies before the other. Random damage hit that once in some 3,000 rounds.
  @Test(
    arguments: [(0x7FFF_FFFF, true), (.max, true), (1 << 20, true), (0, true)]
      + [0, 1, 0x7FFF, 0x8000, 0xFFFF].map { ($0, false) } as [(UInt32, Bool)])
  func `blocks that begin elsewhere are damage or an answer, whoever reads them`(
    offset: UInt32, isOfGroups: Bool
  ) throws {
    let index = try ResealedIndex()
    let commit = try Commit.read(from: index.directory)
    let layout = IndexLayout(commit.schema)
    let segment = try SegmentReader(index.directory, entry: commit.segments[0], layout: layout)
    let part = try #require(SegmentPart.allCases.firstIndex(of: .postings))
    var changed = 0
    let copy = try index.changed(segment: 0, part: part) { content, start in
      for space in layout.spaces.indices {
        var cursor = segment.dictionary(space).cursor()
        while try cursor.next() {
          let list = try BlockList(
            segment, detail: layout.spaces[space].detail, payload: cursor.payload)
          guard list.count > 1 else { continue }
          let (trailer, width) = (list.trailer, isOfGroups ? 4 : 2)
          let ends =
            isOfGroups
            ? trailer.groupEnds..<trailer.blockEnds : trailer.blockEnds..<trailer.boundEnds
          for (byte, at) in ends.enumerated() {
            content[at - start] = UInt8(truncatingIfNeeded: offset >> (8 * (byte % width)))
          }
          changed += 1
        }
      }
    }
    #expect(changed > 20)
    #expect(throws: Never.self) { try Self.askEverything(of: copy) }
    #expect(try !IndexChecker(copy).check(deep: true).isSound)
  }
}
