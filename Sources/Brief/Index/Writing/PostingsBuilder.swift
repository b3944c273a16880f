// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Puts the runs of one term space together, batch by batch, and writes its posting lists. Terms are
// numbered once more, over all batches; a batch keeps nothing but the bytes of its runs and the new
// numbers of its terms. When the segment is written, the terms are sorted, the runs of each are found
// by a counting sort, and the posting lists are encoded: a stretch of terms at a time, each into
// memory, so that threads can share the work. No byte depends on where the stretches end.

import BriefCodec

/// The postings of one term space of a segment being built.
struct PostingsBuilder: Sendable {
  let space: TermSpace
  private var table = TermTable()
  private var runs: [Run] = []
  private var runBytes = 0
  /// Documents with at least one term.
  private var documentCount = 0
  /// In a space of values, the terms of each document one after the other, and where each
  /// document's end.
  private(set) var members: [UInt32] = []
  private(set) var memberEnds: [UInt32] = []

  /// What a batch has left.
  struct Run: Sendable {
    let firstDocument: UInt32
    let postings: [UInt8]
    let ends: [UInt32]
    let terms: [UInt32]
  }

  /// Where a term's run of a batch lies.
  struct Place: Sendable {
    let batch: UInt32
    let firstDocument: UInt32
    let start: UInt32
    let length: UInt32
  }

  /// Bytes of runs that are encoded in one go.
  private static let stretchSize = 1 << 19

  init(space: TermSpace) { self.space = space }

  /// The bytes that building and writing this space take: at the end every run needs a place, every
  /// term a key to be sorted by, a rank and a beginning, and pairs of frequent words have runs as well,
  /// a third of the words' at most.
  var memoryUse: Int {
    table.memoryUse + table.count * 28 + runBytes + (members.count + memberEnds.count) * 6
      + (space.detail == .positions ? runBytes / 3 : 0)
  }

  /// What of it the terms take.
  var termMemoryUse: Int { table.memoryUse }

  /// Adds the next batch, whose documents are numbered from `firstDocument` on.
  mutating func append(_ batch: consuming SpaceRuns, firstDocument: Int) {
    documentCount += batch.documentCount
    let terms = Self.number(batch.terms, in: &table)
    let first = UInt32(members.count)
    for member in batch.members { members.append(terms[Int(member)]) }
    for end in batch.memberEnds { memberEnds.append(first + end) }
    runBytes += batch.postings.count + terms.count * 20 + 128
    runs.append(
      Run(
        firstDocument: UInt32(firstDocument), postings: batch.postings, ends: batch.ends,
        terms: terms))
  }

  /// The numbers in a table of another one's terms.
  private static func number(_ terms: TermTable, in table: inout TermTable) -> [UInt32] {
    let (bytes, ends) = (terms.bytes.span, terms.ends.span)
    var numbers: [UInt32] = []
    guard !ends.isEmpty else { return [] }  // see `ChunkCache.insert`
    numbers.append(addingCapacity: ends.count) { room in
      table.forEachNumber(
        of: bytes, count: ends.count, end: { Int(ends[$0]) }, isWanted: { _ in true }
      ) { _, number in
        room.append(number)
      }
    }
    return numbers
  }

  /// What a space leaves when it is written.
  struct Written {
    var root: TermDictionaryRoot
    var statistics: SpaceStatistics
    /// The place of each term, by its number, in the order of terms.
    var ranks: [UInt32]
    /// In a space with positions, the words whose pairs were written.
    var frequentWords: FrequentWords?
  }

  /// Writes all posting lists and the term dictionary. `norms` holds the norm of each document
  /// (empty in a space of values).
  consuming func write(
    _ arrangement: Arrangement, to files: SegmentFiles, norms: [UInt8], workers: WorkerThreads,
    ahead: Int
  ) throws(StorageError) -> Written {
    let (field, detail, table) = (space.field, space.detail, table)
    let pairBytes = max(1 << 20, runBytes / 3)
    var dictionary = TermDictionaryWriter()
    let lists = try writeLists(
      arrangement, to: files, norms: norms, workers: workers, ahead: ahead, &dictionary)
    var written = Written(
      root: try dictionary.finish(files.terms), statistics: lists.statistics, ranks: lists.ranks)
    if detail == .positions {
      let words = FrequentWords(
        choosing: lists.candidates, occurrences: lists.statistics.totalTermFrequency)
      let pairs = PairBuilder(
        words: words, field: field, norms: norms, memory: pairBytes, workers: workers, ahead: ahead)
      let ranks = words.words.compactMap { word in
        table.find(word).map { Int(lists.ranks[Int($0)]) }
      }
      written.frequentWords = try pairs.write(to: files) { [encoder = lists.encoder] document in
        ranks.map { RunPositions(encoder, rank: $0, from: document) }
      }
    }
    return written
  }

  /// What posting lists leave when they are written.
  struct Lists {
    var statistics: SpaceStatistics
    var ranks: [UInt32]
    var candidates: [FrequentWords.Candidate]
    var encoder: PostingsEncoder
  }

  /// Writes all posting lists, and their terms to a dictionary in which no term stands before them.
  consuming func writeLists(
    _ arrangement: Arrangement, to files: SegmentFiles, norms: [UInt8], workers: WorkerThreads,
    ahead: Int, _ dictionary: inout TermDictionaryWriter
  ) throws(StorageError) -> Lists {
    let (order, ranks) = (arrangement.order, arrangement.ranks)
    let encoder = PostingsEncoder(
      detail: space.detail, runs: runs, starts: arrangement.starts, places: arrangement.places,
      norms: norms)
    runs = []
    var statistics = SpaceStatistics()
    statistics.documentCount = UInt32(documentCount)
    var stretches = encoder.stretches(of: Self.stretchSize)[...]
    var works: [Work<Result<PostingsDraft, StorageError>>] = []
    var rank = 0
    var candidates: [FrequentWords.Candidate] = []
    while !stretches.isEmpty || !works.isEmpty {
      while works.count < ahead, let stretch = stretches.popFirst() {
        works.append(workers.start { encoder.encode(stretch) })
      }
      let draft = try works.removeFirst().result().get()
      for payload in try draft.write(to: files, detail: space.detail) {
        statistics.totalTermFrequency += payload.totalTermFrequency
        let term = Array(table.bytes[table.range(order[rank])])
        try dictionary.add(term, payload, to: files.terms)
        if FrequentWords.mayChoose(payload) {
          candidates.append(FrequentWords.Candidate(term: term, payload: payload))
        }
        rank += 1
      }
    }
    return Lists(
      statistics: statistics, ranks: ranks, candidates: candidates, encoder: encoder)
  }

  /// What is written, in the order it is written in.
  struct Arrangement: Sendable {
    /// The numbers of all terms in the order of their bytes, and the place of each in it.
    let order: [UInt32]
    let ranks: [UInt32]
    /// The runs of each term in the order of batches, by the terms' ranks, and where they begin.
    let starts: [UInt32]
    let places: [Place]
  }

  /// Puts terms and runs in order: on another thread while another space is written.
  func arranged() -> Arrangement {
    let order = table.sorted()
    var ranks = [UInt32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { ranks[Int(number)] = UInt32(place) }
    var starts = [UInt32](repeating: 0, count: ranks.count + 1)
    for run in runs {
      for term in run.terms { starts[Int(ranks[Int(term)]) + 1] += 1 }
    }
    for i in ranks.indices { starts[i + 1] += starts[i] }
    var next = starts
    var places = [Place](
      repeating: Place(batch: 0, firstDocument: 0, start: 0, length: 0),
      count: Int(starts[ranks.count]))
    for (batch, run) in runs.enumerated() {
      var start: UInt32 = 0
      for (local, term) in run.terms.enumerated() {
        let rank = Int(ranks[Int(term)])
        let end = run.ends[local]
        places[Int(next[rank])] = Place(
          batch: UInt32(batch), firstDocument: run.firstDocument, start: start,
          length: end - start)
        next[rank] += 1
        start = end
      }
    }
    return Arrangement(order: order, ranks: ranks, starts: starts, places: places)
  }
}
