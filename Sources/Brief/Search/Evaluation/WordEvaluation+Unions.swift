// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A window that no list leads: the lists that can reach the floor are added up or, where few documents
// have them, merged; the others are looked up for what reaches the floor with them.

import BriefCodec

extension WordEvaluation {
  /// The essential lists are added up, the others looked up for what reaches the floor with them.
  mutating func add(
    _ low: UInt32, _ high: UInt32, total: Float, floor: Float,
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    sortByBound()
    var floor = floor
    var start = low
    while true {
      var rest = extra
      var essential = 0
      while essential < byBound.count, rest + bounds[byBound[essential]] < floor {
        rest += bounds[byBound[essential]]
        essential += 1
      }
      let leading = byBound[essential...]
      let end: UInt32
      if isSparse(leading) {
        guard let stretch = firstStretch(of: leading, from: start, to: high) else { return floor }
        end = stretch.upperBound
        sums.removeAll()
        for i in leading {
          try lists[i].add(
            stretch.lowerBound, end, floor: floor - (total - bounds[i]), to: &sums)
        }
        // Ends of blocks that do not ascend, which no sound list has, give more.
        guard sums.count <= batch.documents.count else { throw segment.beyondEnd(end) }
        batch.fill(with: sums, floor: floor - rest)
      } else {
        guard start < high else { return floor }
        end = min(start + UInt32(Window.length), high)
        window.base = start
        for i in leading {
          try lists[i].add(start, end, floor: floor - (total - bounds[i]), to: &window)
        }
        window.collect(floor: floor - rest, into: &batch)
      }
      for i in byBound[..<essential].reversed() where batch.count > 0 {
        rest -= bounds[i]
        try lists[i].refine(&batch, floor: floor - rest, as: .optional)
      }
      floor = try finish(floor: floor, body)
      start = end
    }
  }

  /// Whether so few documents are in some lists that windows are not worth their while: fewer than 32 in
  /// one, on average. A batch has room for a block of each.
  func isSparse(_ leading: ArraySlice<Int>) -> Bool {
    guard leading.count <= Window.length / blockLength else { return false }
    var length = 0
    for i in leading { length += lengths[i] }
    return length < segment.documentCount / (Window.length / 32)
  }

  /// From `low` on, the first documents that any of some lists can have, as far as no list has more than
  /// a block of them.
  private mutating func firstStretch(
    of leading: ArraySlice<Int>, from low: UInt32, to high: UInt32
  ) -> Range<UInt32>? {
    var first = UInt32.max
    for i in leading { first = min(first, lists[i].earliestDocument(from: low)) }
    first = max(first, low)
    guard first < high else { return nil }
    var end = high
    for i in leading {
      if let next = lists[i].blockEnd(at: first) { end = min(end, next) }
    }
    return first..<end
  }

  /// Insertion sort: the order is nearly that of the last window.
  private mutating func sortByBound() {
    for i in byBound.indices.dropFirst() {
      let list = byBound[i]
      var place = i
      while place > 0, bounds[byBound[place - 1]] > bounds[list] {
        byBound[place] = byBound[place - 1]
        place -= 1
      }
      byBound[place] = list
    }
  }
}
