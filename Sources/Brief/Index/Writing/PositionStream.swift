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
  private let lists: RunLists
  private var run: Int
  private let runEnd: Int
  /// Where the next entry begins in its run, and the document before.
  private var offset = 0
  private var document: UInt32 = 0
  private var isInRun = false

  /// The positions from a document on.
  init(_ lists: RunLists, rank: Int, from first: Int) {
    self.lists = lists
    run = Int(lists.starts[rank])
    runEnd = Int(lists.starts[rank + 1])
    while run + 1 < runEnd, lists.places[run + 1].firstDocument <= first { run += 1 }
    var before: [UInt64] = []
    read(before: UInt32(first), into: &before)
  }

  mutating func read(before end: UInt32, into places: inout [UInt64]) {
    while run < runEnd {
      let place = lists.places[run]
      if !isInRun {
        guard place.firstDocument < end else { return }
        offset = Int(place.start)
        document = place.firstDocument &- 1
        isInRun = true
      }
      let limit = Int(place.start + place.length)
      let bytes = lists.runs[Int(place.batch)].postings
      Self.read(bytes, &offset, limit, &document, before: end, into: &places)
      guard offset == limit else { return }
      run += 1
      isInRun = false
    }
  }

  /// Reads the entries of documents before `end`.
  private static func read(
    _ bytes: [UInt8], _ offset: inout Int, _ limit: Int, _ document: inout UInt32,
    before end: UInt32, into places: inout [UInt64]
  ) {
    let bytes = bytes.span
    var (start, last) = (offset, document)
    // A place takes a byte at least.
    places.append(addingCapacity: limit - start) { room in
      while start < limit {
        var next = start
        let head = bytes.varint(&next)
        let found = last &+ UInt32(truncatingIfNeeded: head >> 1)
        guard found < end else { return }
        last = found
        let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: bytes.varint(&next))
        var position: UInt32 = 0
        for _ in 0..<frequency {
          position &+= UInt32(truncatingIfNeeded: bytes.varint(&next))
          room.append(UInt64(found) << 32 | UInt64(position))
        }
        start = next
      }
    }
    (offset, document) = (start, last)
  }
}
