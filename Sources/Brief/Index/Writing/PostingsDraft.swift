// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Posting lists that one thread makes in memory and another appends to the files, so that threads can
// share the work and no byte depends on who did what.

import BriefCodec

/// Posting lists in memory, as they will stand in the files.
struct PostingsDraft: Sendable {
  var postings: [UInt8] = []
  var positions: [UInt8] = []
  /// For each term; offsets count from the beginning of the draft.
  var payloads: [TermPayload] = []
  /// For each term, where its blocks begin, if other spaces follow from this one.
  var starts: [UInt32] = []

  /// Appends the lists to the files; returns what each term's dictionary entry has to hold.
  consuming func write(
    to files: SegmentFiles, detail: TermSpace.Detail
  ) throws(StorageError) -> [TermPayload] {
    let base = (
      postings: UInt64(files.postings.position), positions: UInt64(files.positions.position)
    )
    try files.postings.append(postings)
    try files.positions.append(positions)
    for i in payloads.indices {
      if payloads[i].documentFrequency > 1 { payloads[i].postings += base.postings }
      if detail == .positions { payloads[i].positions += base.positions }
    }
    return payloads
  }
}
