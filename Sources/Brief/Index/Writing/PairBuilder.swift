// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which frequent words stand next to each other, in which documents and how often: a term space of its
// own whose terms are two bytes, the places of the first and the second word among the frequent ones, or
// three, where both pairs are frequent themselves. Positions are not kept: a phrase that has a list needs
// none, and another one compares those of its words in the few documents that have all its pairs and
// triples.
//
// Which words and pairs are frequent is said by a sample of the documents, so that positions are read once, not
// twice: for that a few of the triples may be missing, none wrong.
//
// Pairs are gathered in memory, those of as many first words at a time as there is room for: if it is
// not enough for all of them, the positions are read again for the rest. No byte depends on that.

import BriefCodec

/// Writes the pairs and triples of frequent words.
struct PairBuilder {
  let choice: FrequentWordChoice
  let field: Int
  /// The norm of each document.
  let norms: [UInt8]
  /// Bytes that the entries of pairs not written yet may take, the rest up to as much again; those of one
  /// first word may take more.
  let memory: Int
  let workers: WorkerThreads
  /// How many shares of the work may be under way at once.
  let ahead: Int
  /// Called now and then while positions are read, by several threads at once.
  var pause: @Sendable () -> Void = {}
  /// Where the lists are written for; `nil` for the documents as they are read.
  var target: Target? = nil

  /// The same documents in another order.
  struct Target {
    /// The new number of each document.
    let numbers: [UInt32]
    /// Norms by new number.
    let norms: [UInt8]
  }

  /// Documents whose pairs become one run, at most: as many as keep what is found by chance small beside
  /// what is found again and again.
  private static let runLength = 1 << 15

  /// Writes the pairs and says where. `streams` hands out the places of each of some words from a document on, as
  /// often as asked.
  func write<Stream: PositionStream & SendableMetatype>(
    to files: SegmentFiles,
    streams: @escaping @Sendable (_ words: [[UInt8]], _ from: Int) throws(StorageError) -> [Stream]
  ) throws(StorageError) -> FrequentWords {
    guard !choice.words.isEmpty else { return FrequentWords() }
    var frequent = try sample { [words = choice.words] start throws(StorageError) in
      try streams(words, start)
    }
    let words = frequent.words
    guard !words.isEmpty else { return frequent }
    var dictionary = TermDictionaryWriter(.words)
    var (first, width) = (0, words.count)
    while first < words.count {
      let range = first..<min(first + width, words.count)
      let found = try collect(range, frequent.pairs) { start throws(StorageError) in
        try streams(words, start)
      }
      guard let postings = found else {
        width = (width + 1) / 2
        continue
      }
      // Words are as frequent as they are: more of the next ones may find room.
      if postings.memoryUse < memory / 3 { width *= 2 }
      let lists = postings.arranged(by: workers).result()
      try encode(lists, to: files) { rank, payload throws(StorageError) in
        let term = lists.terms.bytes.span.extracting(lists.termRange(ofRank: rank))
        try dictionary.add(term, payload, to: files.terms)
      }
      first = range.upperBound
    }
    frequent.dictionary = try dictionary.finish(files.terms)
    return frequent
  }

  private func encode(
    _ lists: RunLists, to files: SegmentFiles,
    _ body: (Int, TermPayload) throws(StorageError) -> Void
  ) throws(StorageError) {
    if let target {
      try RunReorderer(
        lists, numbers: target.numbers, norms: target.norms, memory: memory / 2 / ahead
      ).write(to: files, workers: workers, ahead: ahead, body)
    } else {
      try PostingsEncoder(lists: lists, norms: norms).write(
        to: files, workers: workers, ahead: ahead, body)
    }
  }

  /// What is frequent in stretches of documents all over the segment: an eighth of them, or 64 if that is less, but
  /// four at least. Threads share them.
  private func sample<Stream: PositionStream & SendableMetatype>(
    _ streams: @escaping @Sendable (_ from: Int) throws(StorageError) -> [Stream]
  ) throws(StorageError) -> FrequentWords {
    let all = stretches(of: 0..<norms.count)
    let step = max(1, min(all.count / 4, max(8, all.count / 64)))
    let sampled = stride(from: step / 2, to: all.count, by: step).map { all[$0] }
    let share = max(1, (sampled.count + ahead - 1) / ahead)
    var works: [Work<Result<[UInt32], StorageError>>] = []
    for start in stride(from: 0, to: sampled.count, by: share) {
      let stretches = sampled[start..<min(start + share, sampled.count)]
      works.append(workers.start { pairCounts(in: stretches, streams) })
    }
    var counts = [UInt32](repeating: 0, count: TripleNumbers.pairCount)
    while !works.isEmpty {
      for (pair, count) in try works.removeFirst().result().get().enumerated() {
        counts[pair] += count
      }
    }
    return choice.chosen(
      counts, seen: sampled.reduce(0) { $0 + $1.count }, of: norms.count)
  }

  /// In how many of some documents each pair is, by its number.
  private func pairCounts<Stream: PositionStream & SendableMetatype>(
    in stretches: ArraySlice<Range<Int>>,
    _ streams: @Sendable (_ from: Int) throws(StorageError) -> [Stream]
  ) -> Result<[UInt32], StorageError> {
    Result { () throws(StorageError) in
      var counts = [UInt32](repeating: 0, count: TripleNumbers.pairCount)
      var inverter = PairInverter(FrequentPairs())
      for stretch in stretches {
        var places = try streams(stretch.lowerBound)
        try inverter.count(&places, stretch, in: &counts)
        pause()
      }
      return counts
    }
  }

  /// The pairs that begin with one of some words, or `nil` if they take too much memory. Threads share
  /// the documents.
  private func collect<Stream: PositionStream & SendableMetatype>(
    _ first: Range<Int>, _ frequent: FrequentPairs,
    _ streams: @escaping @Sendable (_ from: Int) throws(StorageError) -> [Stream]
  ) throws(StorageError) -> PostingsBuilder? {
    // Several shares for each thread, lest one of them waits long for the last; few documents may be long.
    let length = ahead > 1 ? min(Self.runLength, norms.count / (ahead * 4) + 1) : Self.runLength
    let runCount = (norms.count + length - 1) / length
    let share = max(1, ahead > 1 ? runCount / (ahead * 4) : runCount)
    let shares = max(1, (runCount + share - 1) / share)
    // Entries have offsets of 32 bits, which those of one first word in one run exceed in no texts there are.
    let limit = first.count == 1 ? .max : min(1 << 31, memory / shares)
    var works: [Work<Result<[(first: Int, runs: SpaceRuns)]?, StorageError>>] = []
    for start in stride(from: 0, to: norms.count, by: share * length) {
      let documents = start..<min(start + share * length, norms.count)
      works.append(
        workers.start { runs(first, frequent, in: documents, of: length, streams, memory: limit) })
    }
    var postings = PostingsBuilder(
      space: TermSpace(field: field, kind: .pairs, detail: .frequencies))
    // Shares go as they come. Where one found no room the rest is dropped, but for what is under way.
    while !works.isEmpty {
      guard let found = try works.removeFirst().result().get() else { return nil }
      for (first, runs) in found { postings.append(runs, firstDocument: first) }
      guard postings.memoryUse <= memory || first.count == 1 else { return nil }
    }
    return postings
  }

  /// The runs of some documents, or `nil` if they take more memory than there is.
  private func runs<Stream: PositionStream & SendableMetatype>(
    _ first: Range<Int>, _ frequent: FrequentPairs, in documents: Range<Int>, of length: Int,
    _ streams: @Sendable (_ from: Int) throws(StorageError) -> [Stream], memory: Int
  ) -> Result<[(first: Int, runs: SpaceRuns)]?, StorageError> {
    do throws(StorageError) {
      var streams = try streams(documents.lowerBound)
      var inverter = PairInverter(frequent, first: first)
      var found: [(first: Int, runs: SpaceRuns)] = []
      var bytes = 0
      for start in stride(from: documents.lowerBound, to: documents.upperBound, by: length) {
        let end = min(start + length, documents.upperBound)
        for stretch in stretches(of: start..<end) {
          try inverter.invert(&streams, stretch)
          guard bytes + inverter.memoryUse <= memory else { return .success(nil) }
          pause()
        }
        found.append((start, inverter.finish()))
        bytes += found[found.count - 1].runs.postings.count
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private func stretches(of documents: Range<Int>) -> [Range<Int>] {
    PairInverter.stretches(of: documents) { norms[$0] }
  }
}
