// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What all segments have of the terms that were looked up last. People ask for the same words again, and
// a dictionary is a binary search and a walk through a block of terms, in each segment: in a small archive
// an eighth of the time of a short query.

import BriefCodec

/// A bounded map from terms to what a snapshot has of them. A term takes the place of another, of four that it might
/// stand in for one that was not asked for as often: with one place for each term, a third of 2,000 terms kept
/// others out.
final class TermCache: Sendable {
  private struct Entry {
    let space: Int
    let term: PlannedTerm
  }

  /// Room for a day's words of a reader; with an entry in each, less than a megabyte for a few segments.
  private static let slotCount = 4_096
  /// The places that a term might stand in, side by side.
  private static let ways = 4

  /// Empty until there is something to remember.
  private let entries = Guarded<[Entry?]>([])

  /// A term, by `lookUp` if it is not known.
  func term(
    _ bytes: [UInt8], space: Int, lookUp: () throws(CorruptionError) -> PlannedTerm
  ) throws(CorruptionError) -> PlannedTerm {
    let first = Self.firstSlot(bytes, space)
    let known = entries.withLock { entries -> PlannedTerm? in
      guard !entries.isEmpty else { return nil }
      for slot in first..<(first + Self.ways) {
        guard let entry = entries[slot], entry.space == space, entry.term.bytes == bytes else {
          continue
        }
        // What is asked for again moves away from the last place, which the next term takes.
        if slot > first { entries.swapAt(slot, slot - 1) }
        return entry.term
      }
      return nil
    }
    if let known { return known }
    let found = try lookUp()
    entries.withLock { entries in
      if entries.isEmpty { entries = Array(repeating: nil, count: Self.slotCount) }
      let slots = first..<(first + Self.ways)
      entries[slots.first { entries[$0] == nil } ?? slots.upperBound - 1] =
        Entry(space: space, term: found)
    }
    return found
  }

  private static func firstSlot(_ bytes: [UInt8], _ space: Int) -> Int {
    // FNV-1a; who makes terms collide on purpose gains nothing.
    var hash = UInt64(truncatingIfNeeded: space) ^ 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int((hash ^ hash >> 32) % UInt64(slotCount / ways)) * ways
  }
}
