// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which frequent words stand next to each other, in which documents and how often: a term space of its
// own whose terms are two bytes, the places of the first and the second word among the frequent ones.
// Positions are not kept: a phrase of two words needs none, and a longer one compares those of its
// words in the few documents that have all its pairs.
//
// Pairs are gathered in memory, those of as many first words at a time as there is room for: if it is
// not enough for all of them, the positions are read again for the rest. No byte depends on that.

import BriefCodec

/// Writes the pairs of frequent words.
struct PairBuilder {
  let words: FrequentWords
  let field: Int
  /// The norm of each document.
  let norms: [UInt8]
  /// Bytes that pairs not written yet may take; those of one first word may take more.
  let memory: Int
  let workers: WorkerThreads
  let ahead: Int
  /// Called now and then while positions are read.
  var pause: () -> Void = {}

  /// Writes the pairs and says where. `streams` hands out the places of each word, as often as asked.
  func write(
    to files: SegmentFiles, streams: () throws(StorageError) -> [some PositionStream]
  ) throws(StorageError) -> FrequentWords {
    guard !words.words.isEmpty else { return words }
    var dictionary = TermDictionaryWriter()
    var (first, width) = (0, words.words.count)
    while first < words.words.count {
      let range = first..<min(first + width, words.words.count)
      guard let postings = try collect(range, try streams()) else {
        width = (width + 1) / 2
        continue
      }
      // Words are as frequent as they are: more of the next ones may find room.
      if postings.memoryUse < memory / 3 { width *= 2 }
      _ = try postings.writeLists(
        to: files, norms: norms, workers: workers, ahead: ahead, &dictionary)
      first = range.upperBound
    }
    var written = words
    written.dictionary = try dictionary.finish(files.terms)
    return written
  }

  /// The pairs that begin with one of some words, or `nil` if they take too much memory.
  private func collect(
    _ first: Range<Int>, _ streams: [some PositionStream]
  ) throws(StorageError) -> PostingsBuilder? {
    var streams = streams
    var inverter = PairInverter(field: field, first: first)
    var postings = PostingsBuilder(space: inverter.space)
    for start in stride(from: 0, to: norms.count, by: PairInverter.stretch) {
      let end = min(start + PairInverter.stretch, norms.count)
      postings.append(try inverter.invert(&streams, start..<end), firstDocument: start)
      guard postings.memoryUse <= memory || first.count == 1 else { return nil }
      pause()
    }
    return postings
  }
}
