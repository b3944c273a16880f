// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of many batches → posting lists, a stretch of terms at a time and into memory, on any thread.

import BriefCodec

/// Posting lists in memory, as they will stand in the files.
struct PostingsDraft: Sendable {
  var postings: [UInt8] = []
  var positions: [UInt8] = []
  /// For each term; offsets count from the beginning of the draft.
  var payloads: [TermPayload] = []
}

/// Encodes posting lists from runs.
struct PostingsEncoder: Sendable {
  let detail: TermSpace.Detail
  let runs: [PostingsBuilder.Run]
  let starts: [UInt32]
  let places: [PostingsBuilder.Place]
  let norms: [UInt8]

  /// Stretches of ranks whose runs have at least `size` bytes, but for the last.
  func stretches(of size: Int) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var first = 0
    var bytes = 0
    for rank in 0..<(starts.count - 1) {
      for place in places[Int(starts[rank])..<Int(starts[rank + 1])] {
        bytes += Int(place.length) + 8
      }
      guard bytes >= size else { continue }
      stretches.append(first..<(rank + 1))
      (first, bytes) = (rank + 1, 0)
    }
    if first < starts.count - 1 { stretches.append(first..<(starts.count - 1)) }
    return stretches
  }

  /// Encodes the lists of some terms.
  func encode(_ ranks: Range<Int>) -> Result<PostingsDraft, StorageError> {
    let files = SegmentFiles(draft: ())
    var writer = PostingsWriter(files: files, detail: detail)
    var draft = PostingsDraft()
    draft.payloads.reserveCapacity(ranks.count)
    var heads = InlineArray<64, UInt8>(repeating: 0)
    var fetched = Int(starts[ranks.lowerBound])
    do throws(StorageError) {
      for rank in ranks {
        for i in Int(starts[rank])..<Int(starts[rank + 1]) {
          if i == fetched {
            // Runs lie all over the memory. Their first bytes are loaded for many at once, so that
            // the processor waits for them together and not one by one.
            let end = min(i + heads.count, places.count)
            for next in i..<end {
              heads[next - i] = runs[Int(places[next].batch)].postings[Int(places[next].start)]
            }
            fetched = end
          }
          let batch = Int(places[i].batch)
          let start = Int(places[i].start)
          let postings = runs[batch].postings
          try append(
            postings.span.extracting(start..<start + Int(places[i].length)),
            first: heads[(i - Int(starts[ranks.lowerBound])) & 63], runs[batch].firstDocument,
            to: &writer)
        }
        draft.payloads.append(try writer.endTerm())
      }
    } catch {
      return .failure(error)
    }
    draft.postings = files.postings.takeDraft()
    draft.positions = files.positions.takeDraft()
    return .success(draft)
  }

  /// Hands the entries of a run to the writer.
  private func append(
    _ run: Span<UInt8>, first: UInt8, _ firstDocument: UInt32, to writer: inout PostingsWriter
  ) throws(StorageError) {
    var i = 0
    var next = firstDocument &- 1
    var byte = first
    while true {
      let head = run.varint(&i, beginning: byte)
      next &+= UInt32(truncatingIfNeeded: head >> 1)
      let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: run.varint(&i))
      try writer.add(
        document: next, frequency: frequency, norm: norms.isEmpty ? 0 : norms[Int(next)])
      if detail == .positions {
        var position: UInt32 = 0
        for _ in 0..<frequency {
          position &+= UInt32(truncatingIfNeeded: run.varint(&i))
          writer.addPosition(position)
        }
      }
      guard i < run.count else { return }
      byte = run[i]
    }
  }
}
