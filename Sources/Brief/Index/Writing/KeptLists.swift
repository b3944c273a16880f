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
  /// Of lists of several blocks, by rank, where their trailers begin in their drafts; nothing if norms were not known.
  private var trailers: [(rank: UInt32, start: UInt32)] = []
  private var hasNorms = true

  init() {}

  /// The lists of a space that is not written, or later.
  init(_ lists: RunLists, workers: WorkerThreads, ahead: Int) throws(StorageError) {
    hasNorms = false
    let encoder = PostingsEncoder(
      lists: lists, norms: [], keepsLists: true, leavesOutPositions: true)
    try encoder.forEachDraft(workers: workers, ahead: ahead) { append($0) }
  }

  /// Adds the lists of the next terms.
  mutating func append(_ draft: PostingsDraft) {
    let number = UInt32(drafts.count)
    for (payload, start) in zip(draft.payloads, draft.starts) {
      let count = payload.documentFrequency
      if hasNorms, count > blockLength {
        trailers.append((UInt32(places.count), UInt32(payload.postings)))
      }
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

  /// The trailer of a term's list, as it is in a space without positions, among the same bytes as the list; nothing if
  /// the list has but one block, or was encoded without norms.
  func trailer(ofRank rank: UInt32) -> Range<Int>? {
    let place = places[Int(rank)]
    guard hasNorms, case .blocks(let documents, _) = place.list, documents > blockLength else {
      return nil
    }
    let index = gallop(from: 0, count: trailers.count) { trailers[$0].rank < rank }
    let (start, count) = (Int(trailers[index].start), Int(documents))
    let layout = TrailerLayout(
      at: start, blocks: (count + blockLength - 1) / blockLength, documentFrequency: count,
      detail: .frequencies)
    let bytes = drafts[Int(place.draft)]
    return start..<layout.positionStarts(bytes.span.raw)
  }

  /// The list of a term, and the bytes among which it stands.
  func list(ofRank rank: UInt32) -> (list: List, bytes: [UInt8]) {
    let place = places[Int(rank)]
    return (place.list, drafts[Int(place.draft)])
  }
}
