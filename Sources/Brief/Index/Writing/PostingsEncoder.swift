// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of many batches → the posting lists of their own space.

import BriefCodec

/// Encodes posting lists from runs.
struct PostingsEncoder: ListEncoder {
  let lists: RunLists
  /// The norm of each document (empty in a space of values).
  let norms: [UInt8]

  var detail: TermSpace.Detail { lists.detail }

  func stretches(of size: Int) -> [Range<Int>] {
    Self.stretches(of: size, count: lists.count) { lists.size(ofRank: $0) }
  }

  func encode(_ ranks: Range<Int>) -> Result<PostingsDraft, StorageError> {
    let files = SegmentFiles(draft: ())
    var writer = PostingsWriter(files: files, detail: detail)
    var draft = PostingsDraft()
    draft.payloads.reserveCapacity(ranks.count)
    var bytes: [UInt8] = []
    gather(Int(lists.starts[ranks.lowerBound])..<Int(lists.starts[ranks.upperBound]), into: &bytes)
    var start = 0
    do throws(StorageError) {
      for rank in ranks {
        let places = lists.places.span.extracting(lists.places(ofRank: rank))
        start = try writer.add(places, of: bytes.span, from: start, norms: norms.span)
        draft.payloads.append(try writer.endTerm())
      }
    } catch {
      return .failure(error)
    }
    draft.postings = files.postings.takeDraft()
    draft.positions = files.positions.takeDraft()
    return .success(draft)
  }

  /// Puts the bytes of some runs one after the other. They lie all over the memory: where nothing but
  /// copying waits for them, the processor fetches many at once.
  private func gather(_ range: Range<Int>, into bytes: inout [UInt8]) {
    let places = lists.places.span.extracting(range)
    var length = 0
    for i in places.indices { length += Int(places[i].length) }
    guard length > 0 else { return }  // see `ChunkCache.insert`
    bytes.append(addingCapacity: length) { room in
      for i in places.indices { RunLists.copy(places[i], of: lists.runs, to: &room) }
    }
  }
}
