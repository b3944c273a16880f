// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The pairs and triples of frequent words against the positions they were made of.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct PairTests {
  /// Few words, so that all are frequent somewhere, and texts of several values, so that positions jump.
  static func index(
    seed: UInt64, commits: Int, in directory: MemoryDirectory = MemoryDirectory()
  ) throws -> SearchIndex {
    var random = SeededGenerator(seed: seed)
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard)])
    let index = try SearchIndex.create(in: directory, schema: schema)
    for part in 0..<commits {
      try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 1_000))) { writer in
        for n in 0..<(2_400 / commits) {
          let values = (0..<Int.random(in: 1...2, using: &random)).map { _ in
            (0..<Int.random(in: 0...50, using: &random)).map { _ in
              let word = min(
                Int.random(in: 0..<12, using: &random), Int.random(in: 0..<12, using: &random))
              return "w\(word)"
            }.joined(separator: " ")
          }
          try writer.add(["id": .text("\(part)-\(n)"), "text": .texts(values)])
        }
      }
    }
    return index
  }

  /// Documents and places of a word.
  private static func positions(
    _ word: [UInt8], _ segment: SegmentReader, _ space: Int
  ) throws -> [DocID: [UInt32]] {
    guard let payload = try segment.dictionary(space).find(word)?.payload else { return [:] }
    let list = try PostingsCursor(segment, detail: .positions, payload: payload)
    var all: [DocID: [UInt32]] = [:]
    var positions: [UInt32] = []
    while try list.advance() != .exhausted {
      try list.readPositions(into: &positions)
      all[list.doc] = positions
    }
    return all
  }

  private static func check(_ index: SearchIndex, _ context: Comment) throws {
    let searcher = try index.searcher()
    let segment = try #require(searcher.snapshot.segments.first)
    let space = try #require(segment.layout.space(.words, ofField: 1))
    let pairs = try #require(segment.pairs(space), context)
    let words = pairs.words.words
    #expect(words.count >= 3, context)
    #expect(!pairs.words.pairs.pairs.isEmpty, context)
    let places = try words.map { try positions($0, segment, space) }
    let all = words.indices.map { [UInt8($0)] }
    let two = all.flatMap { first in all.map { first + $0 } }
    var tripleCount = 0
    for term in two + two.flatMap({ pair in all.map { pair + $0 } }) {
      var wanted: [DocID: UInt32] = [:]
      for (doc, positions) in places[Int(term[0])] {
        let count = positions.count { position in
          term.indices.allSatisfy { offset in
            places[Int(term[offset])][doc]?.contains(position + UInt32(offset)) == true
          }
        }
        if count > 0 { wanted[doc] = UInt32(count) }
      }
      var found: [DocID: UInt32] = [:]
      switch try pairs.find(term) {
      case .unknown:
        #expect(term.count == 3, context)
        continue
      case .absent: break
      case .list(let payload):
        let list = try PostingsCursor(segment, detail: .frequencies, payload: payload)
        while try list.advance() != .exhausted { found[list.doc] = try list.frequency() }
      }
      #expect(found == wanted, context)
      tripleCount += term.count == 3 ? 1 : 0
    }
    #expect((1..<words.count * words.count * words.count).contains(tripleCount), context)
    #expect(pairs.words.index(of: Array("w11x".utf8)) == nil, context)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `pairs and triples are where their words stand in a row`(seed: UInt64) throws {
    let directory = MemoryDirectory()
    let whole = try Self.index(seed: seed, commits: 1, in: directory)
    try Self.check(whole, "seed \(seed)")
    #expect(try IndexChecker(directory).check(deep: true).isSound)
    let other = MemoryDirectory()
    let merged = try Self.index(seed: seed, commits: 4, in: other)
    try merged.write { writer in
      for n in stride(from: 0, to: 400, by: 9) { try writer.delete(identifier: "2-\(n)") }
      try writer.merge()
    }
    try Self.check(merged, "seed \(seed), merged without what was deleted")
    #expect(try IndexChecker(other).check(deep: true).isSound)
  }

  /// Places made up by a test.
  private struct GivenPlaces: PositionStream {
    var places: ArraySlice<UInt64>

    mutating func read(before end: UInt32, into target: inout [UInt64]) {
      while let place = places.first, place >> 32 < end {
        target.append(place)
        places.removeFirst()
      }
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `pairs are the same whether texts are laid out or places sorted`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Places apart, close, shared by words, and so far apart that there are not slots enough.
    let positions: UInt64 = [10, 200, 4_000, 1 << 32][Int(seed % 4)]
    let streams = (0..<Int.random(in: 1...9, using: &random)).map { _ in
      let places = (0..<Int.random(in: 0...900, using: &random)).map { _ in
        UInt64.random(in: 0..<1_500, using: &random) << 32
          | UInt64.random(in: 0..<positions, using: &random)
      }
      return GivenPlaces(places: (places + [7 << 32, 7 << 32 | 1]).sorted()[...])
    }
    var counts = [UInt32](repeating: 0, count: 1 << 16)
    for _ in 0..<30 {
      counts[Int.random(in: 0..<9, using: &random) << 8 | Int.random(in: 0..<9, using: &random)] +=
        1
    }
    let frequent = FrequentPairs(choosing: counts, minimum: 1)
    #expect(!frequent.pairs.isEmpty)
    for first in [0..<256, 1..<3, 3..<3] {
      var laidOut = PairInverter(frequent, first: first)
      var sorted = PairInverter(frequent, first: first, usesSlots: false)
      var (one, other) = (streams, streams)
      for documents in [0..<1_000, 1_000..<1_010, 1_010..<1_500] {
        try laidOut.invert(&one, documents)
        try sorted.invert(&other, documents)
        guard documents.lowerBound != 1_000 else { continue }  // runs of two stretches as of one
        let (a, b) = (laidOut.finish(), sorted.finish())
        #expect(a.postings == b.postings && a.ends == b.ends, "seed \(seed), \(documents)")
        #expect(a.documentCount == b.documentCount && a.terms.bytes == b.terms.bytes)
      }
    }
  }

  @Test func `however little memory a merge has, and however many threads, its bytes are the same`()
    throws
  {
    let directory = MemoryDirectory()
    let index = try Self.index(seed: 4, commits: 4, in: directory)
    let snapshot = try index.searcher().snapshot
    let id = FileID(high: 7, low: 7)
    func merged(_ memory: Int, threads: Int = 1) throws -> [[UInt8]?] {
      let target = MemoryDirectory()
      _ = try SegmentMerger(
        snapshot.segments, layout: snapshot.layout, memoryBudget: memory,
        workers: WorkerThreads(count: threads - 1), ahead: 2 * threads - 1
      ).write(to: target, id: id)
      return SegmentPart.allCases.map { target.contents($0.fileName(id)) }
    }
    let whole = try merged(256 << 20)
    #expect(!whole.contains(nil))
    // One word at a time, a few, and what the last stretch of documents is too much for.
    for memory in [0, 100_000, 200_000, 400_000, 256 << 20] {
      #expect(try merged(memory) == whole)
      #expect(try merged(memory, threads: 3) == whole)
    }
  }

  /// So many documents that threads share them out, short ones, and few that are too long to be looked at
  /// five hundred at a time.
  @Test(arguments: [(34_000, 1), (1_100, 130)])
  func `however many threads gather pairs, the bytes are the same`(
    documents: Int, length: Int
  ) throws {
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard, stored: false)])
    var expected: [[UInt8]?] = []
    for threads in [1, 3] {
      let directory = MemoryDirectory()
      let index = try SearchIndex.create(in: directory, schema: schema)
      try index.write(options: WriteOptions(threads: threads)) { writer in
        for n in 0..<documents {
          let text = (n..<(n + length)).map { "w\($0 % 6) w\($0 / 6 % 6) w\($0 / 7 % 6)" }
          try writer.add(["id": .text("\(n)"), "text": .text(text.joined(separator: " "))])
        }
      }
      let segments = try index.searcher().snapshot.segments
      #expect(segments.count == 1 && segments[0].pairs(1)?.words.words.count == 3)
      #expect(try IndexChecker(directory).check(deep: true).isSound)
      let files = SegmentPart.allCases.map { directory.contents($0.fileName(segments[0].entry.id)) }
      if threads == 1 { expected = files }
      #expect(files == expected, "\(threads) threads")
    }
  }

  @Test func `phrases of frequent words are found as by their positions`() throws {
    let index = try Self.index(seed: 9, commits: 1)
    let searcher = try index.searcher()
    var random = SeededGenerator(seed: 9)
    for round in 0..<120 {
      let phrase = (0..<Int.random(in: 2...6, using: &random)).map { _ in
        "w\(Int.random(in: 0..<5, using: &random))"
      }.joined(separator: " ")
      let query = Query.phrase(phrase, in: "text")
      for limit in [1, 10, 2_000] {
        var options = SearchOptions(limit: limit, matching: .any, loads: .identifiers)
        let fast = try searcher.search(query, options: options)
        options.isExhaustive = true
        let plain = try searcher.search(query, options: options)
        let context: Comment = "round \(round), limit \(limit): \(phrase)"
        #expect(fast.map(\.identifier) == plain.map(\.identifier), context)
        #expect(fast.map(\.score.bitPattern) == plain.map(\.score.bitPattern), context)
        #expect(fast.total == plain.total, context)
      }
    }
  }

  /// Words that are frequent but next to each other in few documents: of one document and one occurrence, lists
  /// of pairs and of triples look alike.
  private static func rareNeighbours(
    seed: UInt64
  ) throws -> (index: SearchIndex, sequences: [[String]]) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<8).map { "q\($0)" }
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([.identifier("id"), .text("text", analyzer: .standard)]))
    let frequent = (0..<5).map { _ in
      (0..<3).map { _ in words[Int.random(in: 0..<8, using: &random)] }
    }
    let sequences = (0..<3).map { _ in
      (0..<Int.random(in: 4...9, using: &random)).map { _ in
        words[Int.random(in: 0..<8, using: &random)]
      }
    }
    try index.write { writer in
      for n in 0..<1_300 {
        var text = words.shuffled(using: &random).flatMap { [$0, "x\(n)"] }
        if let sequence = sequences.indices.first(where: { n == 100 * ($0 + 1) }) {
          text = sequences[sequence] + text
        } else {
          for run in frequent { text += run + ["y\(n)", "z\(n)"] }
        }
        text += (0..<20).map { "v\(n)u\($0)" }
        try writer.add(["id": .text("\(n)"), "text": .text(text.joined(separator: " "))])
      }
    }
    return (index, sequences)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `phrases of words that stand together once are found as by their positions`(
    seed: UInt64
  ) throws {
    let (index, sequences) = try Self.rareNeighbours(seed: seed)
    let searcher = try index.searcher()
    let segment = try #require(searcher.snapshot.segments.first)
    #expect(segment.pairs(1)?.words.pairs.pairs.isEmpty == false)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let sequence = sequences[Int.random(in: 0..<sequences.count, using: &random)]
      let length = Int.random(in: 2...sequence.count, using: &random)
      let first = Int.random(in: 0...(sequence.count - length), using: &random)
      var words = Array(sequence[first..<(first + length)])
      // What is not there, as often as what is.
      if Bool.random(using: &random) {
        words[Int.random(in: 0..<length, using: &random)] =
          "q\(Int.random(in: 0..<8, using: &random))"
      }
      if Bool.random(using: &random) { words.append("q\(Int.random(in: 0..<8, using: &random))") }
      let query = Query.phrase(words.joined(separator: " "), in: "text")
      var options = SearchOptions(limit: 2_000, matching: .any, loads: .identifiers)
      let fast = try searcher.search(query, options: options)
      options.isExhaustive = true
      let plain = try searcher.search(query, options: options)
      #expect(fast.map(\.identifier) == plain.map(\.identifier), "seed \(seed): \(words)")
      #expect(fast.map(\.score.bitPattern) == plain.map(\.score.bitPattern))
    }
  }

  @Test func `a list of one document is not taken for another`() throws {
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([.identifier("id"), .text("text", analyzer: .standard)]))
    try index.write { writer in
      for n in 0..<1_500 {
        func filler(_ count: Int) -> String {
          (0..<count).map { "x\(n)y\($0)" }.joined(separator: " ")
        }
        var text = "a b z\(n) b c \(filler(1)) d \(filler(1)) e \(filler(18))"
        if n % 20 != 0 { text += " p q v\(n) q r v\(n) r p v\(n) p r v\(n) q p" }
        if n == 700 { text = "a b c d z " + filler(12) + " e" }
        if n == 900 { text = "d e " + filler(14) }
        try writer.add(["id": .text("\(n)"), "text": .text(text)])
      }
    }
    let searcher = try index.searcher()
    // The triple and a pair stand once, in one document.
    #expect(try searcher.search(.phrase("a b c d", in: "text")).map(\.identifier) == ["700"])
    #expect(try searcher.search(.phrase("a b c d e", in: "text")).isEmpty)
  }

  /// Quadratic work would take minutes here, cubic work days.
  @Test func `a phrase as long as a query can be is answered`() throws {
    let index = try SearchIndex.create(
      in: MemoryDirectory(),
      schema: try Schema([.identifier("id"), .text("text", analyzer: .standard)]))
    try index.write { writer in
      for n in 0..<1_100 {
        let text = "q0 q1 q0 q1 q2 " + (0..<8).map { "x\(n)y\($0)" }.joined(separator: " ")
        try writer.add(["id": .text("\(n)"), "text": .text(text)])
      }
    }
    let searcher = try index.searcher()
    #expect(try #require(searcher.snapshot.segments.first?.pairs(1)).words.words.count == 3)
    let long = String(repeating: "q0 q1 ", count: 10_000)
    #expect(try searcher.search(.phrase(long, in: "text")).isEmpty)
    let found = try searcher.search(
      .phrase("q0 q1 q0 q1", in: "text"), options: SearchOptions(limit: 2_000))
    #expect(found.count == 1_100)
  }

  @Test func `frequent pairs that cannot be are damage`() throws {
    func decode(_ bytes: [UInt8], wordCount: Int) throws -> FrequentPairs {
      var reader = ByteReader(bytes, file: "test")
      return try FrequentPairs(decoding: &reader, wordCount: wordCount)
    }
    var counts = [UInt32](repeating: 0, count: 1 << 16)
    for pair in [0, 1, 0x0102, 0x0200, 0x0202] { counts[pair] = UInt32(10 + pair % 7) }
    let pairs = FrequentPairs(choosing: counts, minimum: 1)
    #expect(!pairs.pairs.isEmpty)
    var writer = ByteWriter()
    pairs.encode(into: &writer)
    #expect(try decode(writer.bytes, wordCount: 3) == pairs)
    for (bytes, wordCount) in [
      ([2, 0, 0, 0, 0] as [UInt8], 3),  // twice
      ([2, 1, 0, 0, 1], 3),  // descending
      ([1, 0, 3], 3), ([1, 3, 0], 3), ([1, 0, 0], 0),  // words that are not there
      ([2, 0, 0, 0], 3), ([1], 3), ([], 3),  // cut
      ([0x81, 0x08] + [UInt8](repeating: 0, count: 4_000), 256),  // 1,025
    ] {
      #expect(throws: CorruptionError.self) { try decode(bytes, wordCount: wordCount) }
    }
  }
}
