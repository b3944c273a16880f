// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A run without positions entry by entry. Runs with positions are read where they are wanted, since that is where a
// build's time goes: `PostingsWriter.read`, `RunPositions`, and the check's `forEachEntry`.

/// The documents of a run and how often each has the term, in order (see `SpaceRuns.swift`).
struct RunEntries {
  private var offset: Int
  private let end: Int
  private var document: UInt32

  /// A run whose bytes begin at `start`, of a batch that begins with `firstDocument`.
  @inline(__always)
  init(firstDocument: UInt32, from start: Int, length: Int) {
    offset = start
    end = start &+ length
    document = firstDocument &- 1
  }

  /// The next document, `nil` behind the last.
  @inline(__always)
  mutating func next(_ bytes: Span<UInt8>) -> (document: UInt32, frequency: UInt32)? {
    guard offset < end else { return nil }
    let head = bytes.varint(&offset)
    document &+= UInt32(truncatingIfNeeded: head >> 1)
    let frequency = head & 1 == 1 ? 1 : UInt32(truncatingIfNeeded: bytes.varint(&offset))
    return (document, frequency)
  }
}
