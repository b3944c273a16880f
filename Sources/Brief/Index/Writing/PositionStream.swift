// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where one word stands, a stretch of documents at a time: from the runs of a segment being built, or
// from the segments being merged.

package import BriefCodec

/// The positions of one word, forward only.
package protocol PositionStream {
  /// Appends the word's places in the documents before `end` that were not asked for yet, in order:
  /// the document in the high half, the position in the low one.
  mutating func read(before end: UInt32, into places: inout [UInt64]) throws(StorageError)
}

/// The positions of a word in the runs of a segment being built.
struct RunPositions: PositionStream {
  private let encoder: PostingsEncoder
  private var run: Int
  private let runEnd: Int
  /// Where the next entry begins in its run, and the document before.
  private var offset = 0
  private var document: UInt32 = 0
  private var isInRun = false

  init(_ encoder: PostingsEncoder, rank: Int) {
    self.encoder = encoder
    run = Int(encoder.starts[rank])
    runEnd = Int(encoder.starts[rank + 1])
  }

  mutating func read(before end: UInt32, into places: inout [UInt64]) {
    while run < runEnd {
      let place = encoder.places[run]
      let batch = encoder.runs[Int(place.batch)]
      if !isInRun {
        guard batch.firstDocument < end else { return }
        offset = Int(place.start)
        document = batch.firstDocument &- 1
        isInRun = true
      }
      let bytes = batch.postings.span.extracting(0..<Int(place.start + place.length))
      while offset < bytes.count {
        var next = offset
        let head = bytes.varint(&next)
        let found = document &+ UInt32(truncatingIfNeeded: head >> 1)
        guard found < end else { return }
        document = found
        let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: bytes.varint(&next))
        var position: UInt32 = 0
        for _ in 0..<frequency {
          position &+= UInt32(truncatingIfNeeded: bytes.varint(&next))
          places.append(UInt64(found) << 32 | UInt64(position))
        }
        offset = next
      }
      run += 1
      isInRun = false
    }
  }
}
