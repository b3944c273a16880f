// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The runs of one term space of a segment being built, term by term in the order of bytes. What is made of it: the
// space's own posting lists (`PostingsEncoder`) and pairs of frequent words (`RunPositions`).

import BriefCodec

/// The runs of all terms of a space.
struct RunLists: Sendable {
  let detail: TermSpace.Detail
  /// Documents with at least one term.
  let documentCount: Int
  let terms: TermTable
  /// The numbers of all terms in the order of their bytes, and the place of each in it: its rank.
  let order: [UInt32]
  let ranks: [UInt32]
  /// By rank, where the places of a term's runs begin; they are in the order of batches.
  let starts: [UInt32]
  let places: [Place]
  /// What each batch has left.
  let runs: [Run]

  /// The runs of a batch.
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

  /// The number of terms.
  var count: Int { order.count }

  /// The places of the runs of a term.
  func places(ofRank rank: Int) -> Range<Int> { Int(starts[rank])..<Int(starts[rank + 1]) }

  /// The place of a term's bytes among those of ``terms``.
  func termRange(ofRank rank: Int) -> Range<Int> { terms.range(order[rank]) }

  /// The bytes of a term.
  func term(ofRank rank: Int) -> [UInt8] { Array(terms.bytes[termRange(ofRank: rank)]) }

  /// How much work the runs of a term are: their bytes, and some for each.
  func size(ofRank rank: Int) -> Int {
    var size = 0
    for i in places(ofRank: rank) { size += Int(places[i].length) + 8 }
    return size
  }

  /// The same without runs, for those who need to know the terms.
  func withoutRuns() -> RunLists {
    RunLists(
      detail: detail, documentCount: documentCount, terms: terms, order: order, ranks: ranks,
      starts: [], places: [], runs: [])
  }

  /// Puts the bytes of the runs of some terms one after the other. They lie all over the memory: where nothing but
  /// copying waits for them, the processor fetches many at once.
  func gather(_ ranks: Range<Int>, into bytes: inout [UInt8]) {
    let places = places.span.extracting(
      Int(starts[ranks.lowerBound])..<Int(starts[ranks.upperBound]))
    var length = 0
    for i in places.indices { length += Int(places[i].length) }
    guard length > 0 else { return }  // see `ChunkCache.insert`
    bytes.append(addingCapacity: length) { room in
      for i in places.indices {
        Self.copy(
          runs[Int(places[i].batch)].postings, Int(places[i].start), Int(places[i].length),
          to: &room)
      }
    }
  }

  @inline(__always)
  private static func copy(
    _ bytes: [UInt8], _ start: Int, _ length: Int, to room: inout OutputSpan<UInt8>
  ) {
    let bytes = bytes.span
    for i in start..<(start &+ length) { room.append(bytes[i]) }
  }
}
