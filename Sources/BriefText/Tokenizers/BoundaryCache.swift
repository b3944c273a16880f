// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The boundaries that ICU's dictionaries found in segments seen before. They depend on nothing but
// the segment, and news say many things again: of Chinese, Japanese and Thai ones a fifth to a quarter
// of all bytes are in segments seen before, and of the segments, short ones above all, half.
//
//     seen     of each segment a byte of its hash, where no later one has overwritten it
//     bytes    of each segment its text, then its boundaries, counted from where it begins
//
// A segment is remembered the second time it is seen. Bounded: when it is full it is emptied, which
// changes the speed but no result.

/// A bounded map from segments to the boundaries in them. Filled by use: one for each task.
struct BoundaryCache {
  private static let maximumLength = 255
  private static let maximumBytes = 1 << 22
  private static let maximumSlots = 1 << 16
  private static let probes = 4

  private struct Entry {
    var hash: UInt32 = 0
    var start: UInt32 = 0
    /// Zero if the slot is free.
    var length: UInt8 = 0
    var boundaryCount: UInt8 = 0
  }

  private var bytes: [UInt8] = []
  private var slots = [Entry](repeating: Entry(), count: 1 << 8)
  private var used = 0
  private var seen = [UInt8](repeating: 0, count: 1 << 16)
  /// A bit for the hash of each segment that is there, among few enough words to stay near: two thirds of
  /// Chinese segments are not there, and looking for them in the slots, far away by then, took 5 % of
  /// the analysis.
  private var mayHave = [UInt64](repeating: 0, count: 1 << 12)

  /// Appends the boundaries of a segment of `text` to `boundaries`, if they are known.
  func append(
    _ text: Span<UInt8>, _ segment: Range<Int>, hash: UInt32, to boundaries: inout [Int32]
  ) -> Bool {
    guard segment.count <= Self.maximumLength,
      mayHave[Self.word(hash)] & Self.bit(hash) != 0
    else { return false }
    let mask = slots.count - 1
    for probe in 0..<Self.probes {
      let entry = slots[(Int(hash) + probe) & mask]
      if entry.length == 0 { return false }
      guard entry.hash == hash, Int(entry.length) == segment.count,
        text.equals(segment, bytes.span, at: Int(entry.start))
      else { continue }
      let first = Int(entry.start) + Int(entry.length)
      let start = Int32(truncatingIfNeeded: segment.lowerBound)
      for i in first..<first + Int(entry.boundaryCount) {
        boundaries.append(start &+ Int32(bytes[i]))
      }
      return true
    }
    return false
  }

  /// Remembers the boundaries of a segment that is not there, if it has been seen before, as far as
  /// is known; it has, then.
  mutating func see(
    _ text: Span<UInt8>, _ segment: Range<Int>, hash: UInt32, _ boundaries: ArraySlice<Int32>
  ) {
    guard !segment.isEmpty, segment.count <= Self.maximumLength else { return }
    let place = Int(hash) & (seen.count - 1)
    let mark = UInt8(truncatingIfNeeded: hash >> 24) | 1
    guard seen[place] == mark else {
      seen[place] = mark
      return
    }
    makeRoom()
    mayHave[Self.word(hash)] |= Self.bit(hash)
    self.place(
      Entry(
        hash: hash, start: UInt32(bytes.count), length: UInt8(segment.count),
        boundaryCount: UInt8(boundaries.count)))
    for i in segment { bytes.append(text[i]) }
    for boundary in boundaries { bytes.append(UInt8(Int(boundary) - segment.lowerBound)) }
  }

  // Other bits of the hash than those that name a slot.
  @inline(__always)
  private static func word(_ hash: UInt32) -> Int { Int(hash >> 20) }
  @inline(__always)
  private static func bit(_ hash: UInt32) -> UInt64 { 1 &<< UInt64(hash >> 14 & 63) }

  /// Puts an entry in the first free slot, or in place of another.
  private mutating func place(_ entry: Entry) {
    let mask = slots.count - 1
    for probe in 0..<Self.probes where slots[(Int(entry.hash) + probe) & mask].length == 0 {
      slots[(Int(entry.hash) + probe) & mask] = entry
      used += 1
      return
    }
    slots[Int(entry.hash) & mask] = entry
  }

  private mutating func makeRoom() {
    if bytes.count > Self.maximumBytes || used * 2 >= Self.maximumSlots {
      bytes.removeAll(keepingCapacity: true)
      slots = Array(repeating: Entry(), count: slots.count)
      mayHave = Array(repeating: 0, count: mayHave.count)
      used = 0
    } else if used * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: Entry(), count: old.count * 2)
      used = 0
      for entry in old where entry.length > 0 { place(entry) }
    }
  }
}
