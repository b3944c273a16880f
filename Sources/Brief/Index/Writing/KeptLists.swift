// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The posting lists of a space, kept in memory for those spaces that follow from it, as they were encoded for its own:
// nothing has to be made for the sake of others, a block is decoded faster than anything else, and a list that is
// another's as it stands can be copied (`DerivedEncoder`).

import BriefCodec

/// The posting lists of a space, by rank.
struct KeptLists: Sendable {
  /// A list.
  enum List: Sendable {
    /// Of one document; it has no bytes.
    case one(document: UInt32, frequency: UInt32)
    /// Of several, whose blocks begin at a place of a draft.
    case blocks(documents: UInt32, start: UInt32)
  }

  private struct Place: Sendable {
    let draft: UInt32
    let list: List
  }

  private var drafts: [[UInt8]] = []
  private var places: [Place] = []
  /// Whether norms were known, so that trailers say how well documents can score.
  private(set) var hasBounds = true

  init() {}

  /// The lists of a space that is not written, or later.
  init(_ lists: RunLists, workers: WorkerThreads, ahead: Int) throws(StorageError) {
    hasBounds = false
    let encoder = PostingsEncoder(
      lists: lists, norms: [], keepsLists: true, leavesOutPositions: true)
    try encoder.forEachDraft(workers: workers, ahead: ahead) { append($0) }
  }

  /// Adds the lists of the next terms.
  mutating func append(_ draft: PostingsDraft) {
    let number = UInt32(drafts.count)
    for (payload, start) in zip(draft.payloads, draft.starts) {
      let count = payload.documentFrequency
      places.append(
        Place(
          draft: number,
          list: count == 1
            ? .one(
              document: UInt32(truncatingIfNeeded: payload.postings),
              frequency: UInt32(truncatingIfNeeded: payload.totalTermFrequency))
            : .blocks(documents: count, start: start)))
    }
    // Without the room that is left behind them.
    var exact: [UInt8] = []
    exact.reserveCapacity(draft.postings.count)
    exact.append(contentsOf: draft.postings)
    drafts.append(exact)
  }

  /// The number of documents of a term.
  func documentCount(ofRank rank: UInt32) -> Int {
    switch places[Int(rank)].list {
    case .one: 1
    case .blocks(let documents, _): Int(documents)
    }
  }

  /// The list of a term, and the bytes among which it stands.
  func list(ofRank rank: UInt32) -> (list: List, bytes: [UInt8]) {
    let place = places[Int(rank)]
    return (place.list, drafts[Int(place.draft)])
  }
}
