// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of many batches → posting lists, a stretch of terms at a time and into memory, on any thread.

import BriefCodec

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
    var bytes: [UInt8] = []
    gather(Int(starts[ranks.lowerBound])..<Int(starts[ranks.upperBound]), into: &bytes)
    var start = 0
    do throws(StorageError) {
      for rank in ranks {
        let termPlaces = places.span.extracting(Int(starts[rank])..<Int(starts[rank + 1]))
        start = try writer.add(termPlaces, of: bytes.span, from: start, norms: norms.span)
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
    let places = places.span.extracting(range)
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
