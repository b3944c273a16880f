// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The first by date or number without looking at every match: a stretch of the column's order at a time,
// from its good end. A stretch is a range like any other (`RangeFilter.swift`), and once it has given
// enough documents, all others come after them. How long a stretch must be is guessed from the lengths of
// the lists, then known better from what the last one gave; where few documents match, looking at all of
// them is cheaper. Where the lists are rather marked than looked up in, stretches from the end of the order end
// after a power of two of documents: so they come again, whatever words are asked for, and their documents are
// kept as sets. Those of a later page, or of a range of the same field, would not.

import BriefCodec

extension SegmentVisit {
  /// Offers matches in the order of a column until the best are among them; says whether they are. If
  /// not, what was offered is to be forgotten.
  mutating func keepFirst(
    _ words: WordPlan, _ all: WordEvaluation,
    by order: (column: NumberColumn, field: Int, descending: Bool),
    _ top: inout TopHits
  ) throws(CorruptionError) -> Bool {
    let column = order.column
    var places = 0..<column.valueCount
    let asked = words.ranges.first { $0.field == order.field }
    if let asked { places = try column.places(in: asked.range) }
    if let key = top.boundaryKey {
      guard let number = sort.number(of: key) else { return false }
      let rest = order.descending ? Int64.min...number : number...Int64.max
      places = places.clamped(to: try column.places(in: rest))
    }
    if all.isPartial { isPartial = true }
    let documentCount = Double(context.segment.documentCount)
    // What is spent in vain comes on top; and where matches are counted, looking at all of them does that as well. With
    // half the effort where nothing is counted, the newest of two words took 1.08 of the time of the best, now 1.02.
    let counts = countsTotal && words.knownCount(in: context) == nil
    var effort = counts ? all.effort / 2 : all.effort
    var visited = 0
    var length = documentCount * Double(2 * top.limit) / max(1, all.expectedCount)
    var isRound = top.boundaryKey == nil && asked == nil && column.keepsSets
    while !places.isEmpty, !all.isEmpty {
      guard length < documentCount else { return false }
      var count = Int(length) + 1
      let end = 1 << (Int.bitWidth - (visited + count - 1).leadingZeroBitCount)
      // A long stretch leaves so many matches that twice as long a one costs too much.
      isRound =
        isRound && Double(end) <= documentCount / 4 && all.isCheaperMarked(thanLookingUp: count)
      if isRound { count = end - visited }
      let stretch = try next(count, of: &places, order)
      visited += stretch.count
      var evaluation = try all.fromTheStart(words, context)
      try evaluation.restrict(to: stretch.values, ofField: order.field, comesAgain: isRound)
      try evaluation.chooseLeaders()
      effort -= evaluation.effort
      guard effort >= 0 else { return false }
      let isWhole = try evaluation.run(floor: 0) {
        batch throws(CorruptionError) in
        try offer(batch, &top)
        return .none
      }
      if !isWhole { isPartial = true }
      if top.count >= top.limit || isPartial { return true }
      let perHit = Double(visited) / Double(max(1, top.count))
      length = min(8 * length, 2 * perHit * Double(top.limit - top.count))
    }
    // Left are documents without a value, which no range has.
    return column.isFull || asked != nil || all.isEmpty
  }

  /// The next values in an order, of `length` documents or, with all that have the last value, more;
  /// their places are taken away.
  private func next(
    _ length: Int, of places: inout Range<Int>,
    _ order: (column: NumberColumn, field: Int, descending: Bool)
  ) throws(CorruptionError) -> (values: ClosedRange<Int64>, count: Int) {
    let length = min(length, places.count)
    let column = order.column
    let best = try column.value(
      at: order.descending ? places.upperBound - 1 : places.lowerBound)
    var last = try column.value(
      at: order.descending ? places.upperBound - length : places.lowerBound + length - 1)
    // The two last numbers have one key (`SegmentSort.key`).
    if order.descending, last == .min + 1 { last = .min }
    if !order.descending, last == .max - 1 { last = .max }
    let values = order.descending ? min(last, best)...best : best...max(last, best)
    let taken = try column.places(in: values)
    // In any case fewer than before, whatever the file says.
    if order.descending {
      let end = min(places.upperBound - length, taken.lowerBound)
      places = places.lowerBound..<max(places.lowerBound, end)
    } else {
      let start = max(places.lowerBound + length, taken.upperBound)
      places = min(places.upperBound, start)..<places.upperBound
    }
    return (values, taken.count)
  }
}
