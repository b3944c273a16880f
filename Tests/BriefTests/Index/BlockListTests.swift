// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Lists of several blocks and groups against the documents they were written of.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct BlockListTests {
  struct Sample {
    var documents: [UInt32] = []
    var frequencies: [UInt32] = []
    var norms: [UInt8] = []
    var list: BlockList
    /// What the list takes in its file.
    var length: Int

    /// Writes a list of `count` documents; `gap` and `frequency` say of each how far it is from the one before, and
    /// how often it has the term.
    init(
      _ count: Int, detail: TermSpace.Detail, gap: (Int) -> UInt32, frequency: (Int) -> UInt32,
      norm: (Int) -> UInt8
    ) throws {
      let directory = MemoryDirectory()
      let files = try SegmentFiles(directory, id: FileID(high: 1, low: 1))
      try files.postings.append([UInt8](repeating: 0xEE, count: 77))
      var last: UInt32?
      for i in 0..<count {
        let document = last.map { $0 + gap(i) } ?? gap(i) - 1
        documents.append(document)
        frequencies.append(frequency(i))
        norms.append(norm(i))
        last = document
      }
      // Norms are by document: of far ones there are too many.
      var all: [UInt8] = []
      if let last, last < 1 << 24 {
        all = [UInt8](repeating: 0, count: Int(last) + 1)
        for i in 0..<count { all[Int(documents[i])] = norms[i] }
      } else {
        norms = norms.map { _ in 0 }
      }
      var writer = PostingsWriter(files: files, detail: detail, norms: all)
      let first = files.postings.position
      var entries: [PostingsWriter.Entry] = []
      var distances: [UInt32] = []
      for i in 0..<count {
        entries.append(
          PostingsWriter.Entry(
            document: documents[i], frequency: frequencies[i], start: distances.count))
        if detail == .positions { for k in 0..<frequencies[i] { distances.append(k % 7) } }
      }
      try writer.add(entries, distances: distances)
      let payload = try writer.endTerm()
      length = files.postings.position - first
      _ = try files.postings.finish()
      list = try BlockList(
        directory.open(SegmentPart.postings.fileName(files.id), kind: .postings), detail: detail,
        payload: payload)
    }
  }

  private static func check(_ sample: Sample, _ context: Comment) throws {
    let list = sample.list
    let count = sample.documents.count
    var documents = [UInt32](repeating: 0, count: blockLength)
    var frequencies = documents
    var impacts: [Impact] = []
    for block in (0..<list.count).reversed() {
      let range = (block * blockLength)..<min((block + 1) * blockLength, count)
      let offset = try list.decodeDocuments(ofBlock: block, into: &documents)
      #expect(documents[..<range.count] == sample.documents[range], "block \(block), \(context)")
      guard list.detail >= .frequencies else { continue }
      try list.decodeFrequencies(ofBlock: block, at: offset, into: &frequencies)
      #expect(
        frequencies[..<range.count] == sample.frequencies[range], "block \(block), \(context)")
    }
    guard list.hasImpacts else { return }
    for i in 0..<count {
      impacts.append(Impact(frequency: sample.frequencies[i], norm: sample.norms[i]))
    }
    func expect(_ bounded: BlockList.Bounded, _ range: Range<Int>) throws {
      #expect(
        try list.impacts(of: bounded) == Impact.frontier(impacts[range]), "\(bounded), \(context)")
    }
    for block in 0..<list.count {
      try expect(.block(block), (block * blockLength)..<min((block + 1) * blockLength, count))
    }
    let group = TrailerLayout.groupLength * blockLength
    for i in 0..<list.groupCount {
      try expect(.group(i), (i * group)..<min((i + 1) * group, count))
    }
    try expect(.list, 0..<count)
    var reached = ReachedImpacts()
    for impact in impacts { reached.add(impact.frequency, impact.norm) }
    for (place, impacts) in reached.impacts().enumerated() {
      #expect(try list.impacts(of: .reached(place)) == impacts, context)
    }
  }

  /// Ends of blocks, of groups, of what has bounds that many documents reach.
  @Test(
    arguments: [257, 512, 513, 1_023, 1_024, 8_191, 8_192, 8_193, 16_384, 16_385, 40_000],
    [TermSpace.Detail.documents, .frequencies, .positions])
  func `every block, group and bound is where the trailer says`(
    count: Int, detail: TermSpace.Detail
  ) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let sample = try Sample(count, detail: detail) { _ in
      1 + UInt32(random.value(width: 8))
    } frequency: { _ in
      1 + UInt32(random.value(width: Int.random(in: 0...3, using: &random)))
    } norm: { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    try Self.check(sample, "seed \(seed)")
    var start = 0
    for block in 0..<sample.list.count where detail == .positions {
      #expect(sample.list.positionsOffset(ofBlock: block) >= start, "seed \(seed)")
      start = sample.list.positionsOffset(ofBlock: block)
    }
  }

  /// Each block of the first group spans as many documents as it can, in one gap of 28 bits but for the last, and its
  /// frequencies have all their bits: 16 bits must hold where the last of them ends.
  @Test func `the longest group there can be`() throws {
    let group = TrailerLayout.groupLength * blockLength
    var random = SeededGenerator(seed: 1)
    let sample = try Sample(group + 1, detail: .frequencies) { i in
      guard i < group, i % blockLength == 100 else { return 1 }
      return 1 + (i / blockLength < 31 ? 1 << 27 : 1 << 26)
    } frequency: { _ in
      UInt32.random(in: (1 << 31 + 1)...(.max), using: &random)
    } norm: { _ in
      0
    }
    #expect(sample.documents.last ?? 0 > 4_200_000_000)
    // 31 blocks of 28 bits and one of 27, the single document behind them, and the trailer.
    #expect((61_472...62_100).contains(sample.length))
    try Self.check(sample, "seed 1")
  }
}
