// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Sums of posting lists, encoded, compared with what one addition after the other and a writer of single documents
// leave: the same bytes, whether lists are copied, read by blocks, or added up in windows.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct DerivedEncoderTests {
  private typealias List = [(document: UInt32, frequency: UInt32)]

  private static let documentCount = 68_000

  /// Where blocks begin and end, and lists that go on in the next window, of 65,536 documents.
  private static let lengths = [1, 2, 3, 40, 255, 256, 257, 511, 512, 513, 3_000, 20_000]

  private static func list(_ count: Int, _ random: inout SeededGenerator) -> List {
    let first = Int.random(in: 0...(documentCount - count), using: &random)
    let isDense = Bool.random(using: &random)
    var documents = Set<Int>(isDense ? Array(first..<(first + count)) : [])
    while documents.count < count {
      documents.insert(Int.random(in: 0..<documentCount, using: &random))
    }
    let most: UInt32 = Bool.random(using: &random) ? 1 : 40
    return documents.sorted().map {
      (UInt32($0), $0 % 9_973 == 0 ? .max : UInt32.random(in: 1...most, using: &random))
    }
  }

  /// Lists as a space leaves them, in several drafts.
  private static func kept(_ lists: [List], _ norms: [UInt8]) throws -> KeptLists {
    var kept = KeptLists()
    for start in stride(from: 0, to: lists.count, by: 5) {
      let files = SegmentFiles(draft: ())
      var writer = PostingsWriter(files: files, detail: .positions, norms: norms)
      var draft = PostingsDraft()
      for list in lists[start..<min(start + 5, lists.count)] {
        draft.starts.append(UInt32(writer.blocksStart))
        for (document, frequency) in list {
          // Positions are of no interest, and so many need not be written.
          try writer.add([document].span, frequencies: [frequency].span)
        }
        draft.payloads.append(try writer.endTerm())
      }
      draft.postings = files.postings.takeDraft()
      kept.append(draft)
    }
    return kept
  }

  /// What sources say of a term, one document after the other.
  private static func sum(
    _ sources: [DerivedTerms.Source], _ lists: [[List]], _ inputs: [DerivedLists.Input]
  ) -> List {
    var sums: [UInt32: UInt32] = [:]
    for source in sources {
      let input = inputs[Int(source.input)]
      for (document, frequency) in lists[Int(source.input)][Int(source.rank)] {
        if source.languages != DerivedTerms.anyLanguage,
          source.languages >> UInt64(input.languages[Int(document)]) & 1 == 0
        {
          continue
        }
        let sum = UInt64(sums[document] ?? 0)
        let own = min(UInt64(UInt32.max), UInt64(frequency) * UInt64(input.weight))
        sums[document] = UInt32(
          input.isWithheld ? sum - min(sum, own) : min(UInt64(UInt32.max), sum + own))
      }
    }
    return sums.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @Test(arguments: 0..<6)
  func `lists are the bytes of their sums`(round: Int) throws {
    let seed = Seed(of: "sums of lists")
    var random = seed.generator(round: round)
    let languages = (0..<Self.documentCount).map { _ in UInt8.random(in: 0..<5, using: &random) }
    func someNorms() -> [UInt8] {
      (0..<Self.documentCount).map { _ in UInt8.random(in: 1...60, using: &random) }
    }
    let (norms, otherNorms) = (someNorms(), someNorms())
    var lists: [[List]] = []
    var inputs: [DerivedLists.Input] = []
    // A list that is withheld is part of the one it is taken off from. The first and what is withheld of it are of
    // documents that have the same norms there.
    for weight in [1, 1, round.isMultiple(of: 2) ? 7 : 1 << 30] as [UInt32] {
      let own = Self.lengths.map { Self.list($0, &random) }
      let part = own.map { list in list.filter { $0.document % 3 == 0 } }.map {
        $0.isEmpty ? [(0, 1)] : $0
      }
      for (list, isWithheld) in [(own, false), (part, true)] {
        lists.append(list)
        inputs.append(
          DerivedLists.Input(
            lists: try Self.kept(list, inputs.count < 2 ? norms : otherNorms), weight: weight,
            isWithheld: isWithheld, languages: languages, boundsHold: inputs.count < 2))
      }
    }

    var sources: [[DerivedTerms.Source]] = []
    // Each list alone, as it is and in some languages.
    for input in [0, 2, 4] {
      for rank in Self.lengths.indices {
        for languages in [DerivedTerms.anyLanguage, 0b00101, 0b100000] {
          sources.append([
            .init(languages: languages, term: 0, rank: UInt32(rank), input: UInt32(input))
          ])
        }
      }
    }
    for round in 0..<60 {
      var own: [DerivedTerms.Source] = []
      // Now and then more words than cursors are kept for.
      let count = round % 20 == 7 ? 300 : Int.random(in: 2...6, using: &random)
      for _ in 0..<count {
        let (rank, input) = (
          UInt32.random(in: 0..<UInt32(Self.lengths.count), using: &random),
          UInt32.random(in: 0..<3, using: &random) * 2
        )
        let languages = Bool.random(using: &random) ? DerivedTerms.anyLanguage : 0b01010
        own.append(.init(languages: languages, term: 0, rank: rank, input: input))
        if Bool.random(using: &random) {
          own.append(.init(languages: languages, term: 0, rank: rank, input: input + 1))
        }
      }
      sources.append(own)
    }

    let encoder = DerivedEncoder(
      lists: DerivedLists(
        terms: TermTable(),
        arranged: ArrangedSources(
          order: (0..<UInt32(sources.count)).map { $0 },
          starts: sources.reduce(into: [0]) { $0.append(($0.last ?? 0) + UInt32($1.count)) },
          sources: sources.flatMap { $0 }),
        inputs: inputs),
      norms: norms)
    let (files, plainFiles) = (SegmentFiles(draft: ()), SegmentFiles(draft: ()))
    var writer = PostingsWriter(files: files, detail: .frequencies, norms: norms)
    var draft = PostingsDraft()
    try encoder.encode(0..<sources.count, by: &writer, to: &draft)

    var plain = PostingsWriter(files: plainFiles, detail: .frequencies, norms: norms)
    var met = Set<UInt32>()
    for (rank, own) in sources.enumerated() {
      let sum = Self.sum(own, lists, inputs)
      for (document, frequency) in sum {
        try plain.add(
          [PostingsWriter.Entry(document: document, frequency: frequency, start: 0)], distances: [])
        met.insert(document)
      }
      let payload = try plain.endTerm()
      #expect(draft.payloads[rank] == payload, "term \(rank), \(seed)")
    }
    #expect(files.postings.takeDraft() == plainFiles.postings.takeDraft(), "\(seed)")
    #expect(encoder.documentCount == met.count, "\(seed)")
  }
}
