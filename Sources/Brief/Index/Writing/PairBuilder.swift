// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which frequent words stand next to each other, in which documents and how often: a term space of its
// own whose terms are two bytes, the places of the first and the second word among the frequent ones.
// Positions are not kept: a phrase of two words needs none, and a longer one compares those of its
// words in the few documents that have all its pairs.

import BriefCodec

/// Writes the pairs of frequent words.
enum PairBuilder {
  /// Writes the pairs of some words and says where. `streams` has the places of each word; `norms` the
  /// norm of each document.
  static func write(
    _ words: FrequentWords, field: Int, _ streams: [some PositionStream], norms: [UInt8],
    to files: SegmentFiles, workers: WorkerThreads, ahead: Int
  ) throws(StorageError) -> FrequentWords {
    guard !words.words.isEmpty else { return words }
    var streams = streams
    var inverter = PairInverter(field: field)
    var postings = PostingsBuilder(space: inverter.space)
    for first in stride(from: 0, to: norms.count, by: PairInverter.stretch) {
      let end = min(first + PairInverter.stretch, norms.count)
      postings.append(try inverter.invert(&streams, first..<end), firstDocument: first)
    }
    var written = words
    written.dictionary = try postings.write(
      to: files, norms: norms, workers: workers, ahead: ahead
    ).root
    return written
  }
}
