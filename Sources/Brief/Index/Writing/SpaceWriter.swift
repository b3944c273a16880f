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
    /// Words that may be frequent.
    fileprivate var candidates: [FrequentWordChoice.Candidate] = []
    /// Its lists, if spaces follow from it.
    var kept: KeptLists?
  }

  /// Writes a space that stands for itself. `norms` holds the norm of each document (empty in a space of values);
  /// `hasDerived` says whether other spaces follow from it.
  func write(
    _ lists: RunLists, norms: [UInt8], hasDerived: Bool
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
    return Written(
      root: try dictionary.finish(files.terms), statistics: statistics,
      candidates: candidates, kept: hasDerived ? kept : nil)
  }

  /// Writes the pairs of frequent words of a space with positions; returns those words. `memory` bytes may be taken.
  func writePairs(
    _ lists: RunLists, _ written: Written, field: Int, norms: [UInt8], memory: Int
  ) throws(StorageError) -> FrequentWords {
    let choice = FrequentWordChoice(
      among: written.candidates, occurrences: written.statistics.totalTermFrequency)
    let pairs = PairBuilder(
      choice: choice, field: field, norms: norms, memory: memory, workers: workers, ahead: ahead)
    return try pairs.write(to: files) { words, document in
      words.compactMap { lists.terms.find($0) }.map { term in
        RunPositions(lists, rank: Int(lists.ranks[Int(term)]), from: document)
      }
    }
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
