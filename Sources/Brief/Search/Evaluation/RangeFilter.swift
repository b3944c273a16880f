// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A range of dates or numbers as a condition of a segment's documents. What the column says of a zone
// of 1,024 documents decides about all of them at once, if none of them lies in the range or all do;
// only in other zones documents are looked at. How many documents lie in the range, and which, the
// column's order by value says.

import BriefCodec

/// A range as a condition.
struct RangeFilter {
  let field: Int
  let range: ClosedRange<Int64>
  private let column: NumberColumn
  /// The places of the range's documents in the order by value.
  private let places: Range<Int>
  /// Stretches of zones that documents of the range may be in.
  let stretches: [Range<UInt32>]
  /// Where the stretches may hold documents that do not lie in the range.
  private enum Others { case nowhere, inZones, anywhere }
  private let others: Others
  /// By zone, whether all its documents lie in the range.
  private let isWhole: [Bool]
  /// The documents in the range, if it is asked for so often that they are kept.
  private let set: DocumentSet?

  /// A range that a query asks for, or a stretch of an order. Of those that may come again, the documents are kept
  /// if they often do.
  init(
    _ range: ClosedRange<Int64>, field: Int, of column: NumberColumn, comesAgain: Bool
  ) throws(CorruptionError) {
    let places = try comesAgain ? column.rememberedPlaces(in: range) : column.places(in: range)
    var stretches: [Range<UInt32>] = []
    var others = Others.nowhere
    var isWhole: [Bool] = []
    var set: DocumentSet?
    if places.isEmpty || places.count == column.documentCount {
      // Nothing is left of the documents, or nothing has to be looked at.
    } else if let run = try column.run(at: places) {
      stretches = [run]
    } else {
      if comesAgain { set = try column.set(at: places) }
      if column.hasZones {
        let shares = try column.zoneShares(in: range)
        (stretches, isWhole) = (Self.stretches(shares, of: column), shares.map { $0 == .all })
        others = .inZones
      } else {
        stretches = [0..<UInt32(column.documentCount)]
        others = .anywhere
      }
    }
    // All at once, in the end: what throws after something is assigned makes a copy of it all.
    self.field = field
    self.range = range
    self.column = column
    self.places = places
    self.stretches = stretches
    self.others = others
    self.isWhole = isWhole
    self.set = set
  }

  /// Zones side by side that have documents of the range.
  private static func stretches(
    _ shares: [NumberColumn.Share], of column: NumberColumn
  ) -> [Range<UInt32>] {
    var stretches: [Range<UInt32>] = []
    var low: Int?
    for (zone, share) in shares.enumerated() {
      let start = zone * NumberColumn.zoneLength
      if share != .none, low == nil { low = start }
      guard share == .none, let first = low else { continue }
      stretches.append(UInt32(first)..<UInt32(start))
      low = nil
    }
    if let low { stretches.append(UInt32(low)..<UInt32(column.documentCount)) }
    return stretches
  }

  /// The documents in the range.
  var count: Int { places.count }
  /// Whether no document lies in the range.
  var isEmpty: Bool { places.isEmpty }
  /// Whether every document does.
  var holdsEverything: Bool { places.count == column.documentCount }
  /// Whether the documents in the range are known as a set.
  var hasSet: Bool { self.set != nil }
  /// How many documents stand in the stretches.
  var reach: Int { stretches.reduce(0) { $0 + $1.count } }

  /// The documents in the range, ascending.
  func documents() throws(CorruptionError) -> [UInt32] { try column.documents(at: places) }

  /// Leaves those documents of a batch that lie in the range.
  func refine(_ batch: inout Batch) throws(CorruptionError) {
    guard batch.count > 0, mayHoldOthers(batch) else { return }
    batch.count =
      if let kept = set?.keep(&batch.documents, &batch.scores, count: batch.count) {
        kept
      } else {
        try column.keep(&batch.documents, &batch.scores, count: batch.count, in: range)
      }
  }

  private func mayHoldOthers(_ batch: borrowing Batch) -> Bool {
    switch others {
    case .anywhere: return true
    case .nowhere: return false
    case .inZones:
      let first = Int(batch.documents[0]) / NumberColumn.zoneLength
      let last = Int(batch.documents[batch.count - 1]) / NumberColumn.zoneLength
      return last >= isWhole.count || isWhole[first...last].contains(false)
    }
  }

  /// Whether marked documents may be looked at in their words, and need not one by one: those of a
  /// stretch without others, or so many that most words have some.
  func isBetterMarked(count: Int) -> Bool {
    set != nil || others != .anywhere || count * 16 > MarkedWindow.length
  }

  /// Leaves those marked documents that lie in the range, if these are known as a set.
  func intersect(_ window: inout MarkedWindow) {
    if let set { window.intersect(set) }
  }

  /// Leaves those marked documents that lie in the range. All must lie in the stretches.
  func refine(_ window: inout MarkedWindow) throws(CorruptionError) {
    let base = Int(window.base)
    let end = base + MarkedWindow.length
    if others == .nowhere { return }
    if let set { return window.intersect(set) }
    if others == .anywhere {
      return try window.refine { marks throws(CorruptionError) in
        try column.clear(&marks, marks.indices, first: base, notIn: range)
      }
    }
    var zone = base / NumberColumn.zoneLength
    while zone < isWhole.count, zone * NumberColumn.zoneLength < end {
      guard !isWhole[zone] else {
        zone += 1
        continue
      }
      // Zones side by side at once.
      let low = max(base, zone * NumberColumn.zoneLength)
      while zone < isWhole.count, zone * NumberColumn.zoneLength < end, !isWhole[zone] { zone += 1 }
      let high = min(end, zone * NumberColumn.zoneLength)
      let words = ((low - base) / 64)..<((high - base) / 64)
      try window.refine { marks throws(CorruptionError) in
        try column.clear(&marks, words, first: low, notIn: range)
      }
    }
  }
}

/// The stretches of documents that all ranges of a query leave; looked at from the first to the last.
struct Stretches {
  private var stretches: [Range<UInt32>]
  private var next = 0

  /// All documents.
  init(documentCount: Int) { stretches = [0..<UInt32(documentCount)] }

  /// Leaves what another condition leaves too.
  mutating func intersect(_ others: [Range<UInt32>]) {
    var both: [Range<UInt32>] = []
    var (i, j) = (0, 0)
    while i < stretches.count, j < others.count {
      let overlap = stretches[i].clamped(to: others[j])
      if !overlap.isEmpty { both.append(overlap) }
      if stretches[i].upperBound < others[j].upperBound { i += 1 } else { j += 1 }
    }
    stretches = both
  }

  /// Those of some documents, ascending, that lie in a stretch.
  func keep(_ documents: [UInt32]) -> [UInt32] {
    guard let first = documents.first, let last = documents.last else { return [] }
    if stretches.contains(where: { $0.contains(first) && $0.contains(last) }) { return documents }
    var kept: [UInt32] = []
    var i = 0
    for document in documents {
      while i < stretches.count, stretches[i].upperBound <= document { i += 1 }
      guard i < stretches.count else { break }
      if stretches[i].lowerBound <= document { kept.append(document) }
    }
    return kept
  }

  /// The rest, from `low` on, of the stretch that holds it, or the first one after it; `nil` if there is
  /// none. Documents must ascend.
  mutating func from(_ low: UInt32) -> Range<UInt32>? {
    while next < stretches.count, stretches[next].upperBound <= low { next += 1 }
    guard next < stretches.count else { return nil }
    return max(low, stretches[next].lowerBound)..<stretches[next].upperBound
  }
}
