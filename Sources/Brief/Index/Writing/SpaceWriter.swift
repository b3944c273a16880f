// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One term space of a segment being built → its posting lists and dictionary.

import BriefCodec

/// Writes term spaces.
struct SpaceWriter {
  let files: SegmentFiles
  let workers: WorkerThreads
  /// Pieces of work that may be under way at once.
  let ahead: Int

  /// What a space leaves when it is written.
  struct Written {
    var root: TermDictionaryRoot
    var statistics = SpaceStatistics()
    /// In a space with positions, the words whose pairs were written.
    var frequentWords: FrequentWords?
    /// Its lists, if spaces follow from it.
    var kept: KeptLists?
  }

  /// Writes a space that stands for itself. `norms` holds the norm of each document (empty in a space of values);
  /// pairs of frequent words may take `pairBytes` of memory. `hasDerived` says whether other spaces follow from it.
  func write(
    _ lists: RunLists, field: Int, norms: [UInt8], pairBytes: Int, hasDerived: Bool
  ) throws(StorageError) -> Written {
    var dictionary = TermDictionaryWriter(lists.detail.entries)
    var statistics = SpaceStatistics()
    statistics.documentCount = UInt32(lists.documentCount)
    var candidates: [FrequentWordChoice.Candidate] = []
    let kept = try PostingsEncoder(lists: lists, norms: norms, keepsLists: hasDerived).write(
      to: files, workers: workers, ahead: ahead
    ) { rank, payload throws(StorageError) in
      statistics.totalTermFrequency += payload.totalTermFrequency
      let term = lists.terms.bytes.span.extracting(lists.termRange(ofRank: rank))
      try dictionary.add(term, payload, to: files.terms)
      if FrequentWordChoice.mayChoose(payload) {
        candidates.append(
          FrequentWordChoice.Candidate(term: lists.term(ofRank: rank), payload: payload))
      }
    }
    var written = Written(root: try dictionary.finish(files.terms), statistics: statistics)
    if hasDerived { written.kept = kept }
    if lists.detail == .positions {
      let choice = FrequentWordChoice(
        among: candidates, occurrences: statistics.totalTermFrequency)
      let pairs = PairBuilder(
        choice: choice, field: field, norms: norms, memory: pairBytes, workers: workers,
        ahead: ahead)
      written.frequentWords = try pairs.write(to: files) { words, document in
        words.compactMap { lists.terms.find($0) }.map { term in
          RunPositions(lists, rank: Int(lists.ranks[Int(term)]), from: document)
        }
      }
    }
    return written
  }

  /// Writes a space that follows from others.
  func write(_ lists: DerivedLists, norms: [UInt8]) throws(StorageError) -> Written {
    var dictionary = TermDictionaryWriter(.words)
    var statistics = SpaceStatistics()
    let encoder = DerivedEncoder(lists: lists, norms: norms)
    try encoder.write(
      to: files, workers: workers, ahead: ahead
    ) { rank, payload throws(StorageError) in
      // A stem that every document has another one instead of.
      guard payload.documentFrequency > 0 else { return }
      statistics.totalTermFrequency += payload.totalTermFrequency
      let term = lists.terms.bytes.span.extracting(lists.termRange(ofRank: rank))
      try dictionary.add(term, payload, to: files.terms)
    }
    statistics.documentCount = UInt32(encoder.documentCount)
    return Written(root: try dictionary.finish(files.terms), statistics: statistics)
  }
}
