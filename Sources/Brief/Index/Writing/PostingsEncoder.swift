// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of many batches → the posting lists of their own space.

import BriefCodec

/// Encodes posting lists from runs.
struct PostingsEncoder: ListEncoder {
  let lists: RunLists
  /// The norm of each document (empty in a space of values).
  let norms: [UInt8]
  /// Whether other spaces follow from this one.
  var keepsLists = false
  /// Whether nobody will read positions.
  var leavesOutPositions = false

  var detail: TermSpace.Detail { lists.detail }

  var count: Int { lists.count }

  func size(ofRank rank: Int) -> Int { lists.size(ofRank: rank) }

  func encode(
    _ ranks: Range<Int>, by writer: inout PostingsWriter, to draft: inout PostingsDraft
  ) throws(StorageError) {
    var bytes: [UInt8] = []
    lists.gather(ranks, into: &bytes)
    var start = 0
    for rank in ranks {
      if keepsLists { draft.starts.append(UInt32(writer.blocksStart)) }
      let places = lists.places.span.extracting(lists.places(ofRank: rank))
      start = try writer.add(places, of: bytes.span, from: start)
      draft.payloads.append(try writer.endTerm())
    }
  }
}
