// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Without scores, documents of common words are found by marking them, a bit each, in stretches of
// 65,536: alternatives are marked one over the other, required words are marked apart and combined. Lists
// of common words are kept as bits largely, and combining costs a 64th of a comparison a document.
// Counting the matches of required words takes half the time so; finding the best of them twice the time,
// since then most documents are passed over for their scores.

import BriefCodec

extension WordEvaluation {
  /// A required word in fewer than one of so many documents is followed from document to document.
  private static let sparsest = 64

  /// Whether matches are marked rather than followed.
  var isMarkable: Bool {
    guard !isScored else { return false }
    guard isRequired.contains(true) else { return true }
    guard let shortest = lengths.min() else { return false }
    return lists.count + excluded.count + ranges.count > 1
      && shortest * Self.sparsest >= segment.documentCount
  }

  /// Whether marking all documents of the lists and leaving those of a set costs less than looking so many documents
  /// up: an entry is marked in 0.3 ns and a set combined in 0.005 ns a document, and a document is looked up in 8 ns or
  /// more. The newest of alternatives, with scattered dates, went from 41 to 24 µs (`brief-bench sort`, `speed-en`,
  /// 2026-11-29).
  func isCheaperMarked(thanLookingUp count: Int) -> Bool {
    hasLists && isMarkable
      && entryCount + segment.documentCount / 64 <= count * 2 * Self.markedGain
  }

  /// An entry is marked in one of so many parts of the time that it takes to look at a match.
  static let markedGain = 16

  /// The marks of a stretch of documents, and those of another list.
  private struct Marks {
    var set = MarkedWindow()
    var other = MarkedWindow()
    /// The lists that documents marked must be looked up in.
    var rest: ArraySlice<Int> = []
    /// Where the stretch ends.
    var high: UInt32 = 0
  }

  /// Hands all matches to `body`, as ``run(floor:_:)`` does.
  mutating func runMarked(
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) {
    var marks = Marks()
    var floor: Float = 0
    batch = scratch.batches.take()
    while floor < .infinity, !isOverNow(), try markNext(&marks) {
      for range in ranges { range.intersect(&marks.set) }
      var next = 0
      while floor < .infinity, !isOverNow(), marks.set.read(&next, into: &batch) {
        floor = try refine(marks.rest, body)
      }
    }
  }

  /// The number of matches, or of those there was time for.
  mutating func count() throws(CorruptionError) -> Int {
    var count = 0
    if let known = isEmpty ? 0 : knownCount {
      count = known
    } else if leaders == nil, isMarkable {
      count = try countMarked()
    } else {
      try run(floor: 0) { batch in
        count += batch.count
        return .none
      }
    }
    giveBackRoom()
    return count
  }

  private mutating func countMarked() throws(CorruptionError) -> Int {
    var marks = Marks()
    var count = 0
    batch = scratch.batches.take()
    while !isOverNow(), try markNext(&marks) {
      if isSettledByMarks, marks.rest.isEmpty, markedExclusions == excluded.count,
        isBetterMarked(marks.set)
      {
        for i in ranges.indices { try ranges[i].refine(&marks.set) }
        for excluded in excludedDocuments { excluded.refine(&marks.set, before: marks.high) }
        count += marks.set.count(live: segment.live)
        continue
      }
      var next = 0
      while !isOverNow(), marks.set.read(&next, into: &batch) {
        _ = try refine(marks.rest) { batch in
          count += batch.count
          return .none
        }
      }
    }
    return count
  }

  private func isBetterMarked(_ set: MarkedWindow) -> Bool {
    guard !ranges.isEmpty else { return true }
    let count = set.count(live: nil)
    return ranges.allSatisfy { $0.isBetterMarked(count: count) }
  }

  /// Looks the batch's documents up in some lists, and sees to what must hold beside.
  private mutating func refine(
    _ rest: ArraySlice<Int>, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    for i in rest where batch.count > 0 { try lists[i].refine(&batch, floor: 0, as: .required) }
    return try finish(floor: 0, body)
  }

  /// Marks the documents of the next stretch that may match: those that any list has, or that all
  /// required ones have. As soon as few are left, the other lists are not worth marking. Says whether
  /// there was a next stretch.
  private mutating func markNext(_ marks: inout Marks) throws(CorruptionError) -> Bool {
    guard let stretch = stretches.from(marks.high) else { return false }
    let low = stretch.lowerBound
    let high = min(low / 64 * 64 + UInt32(MarkedWindow.length), stretch.upperBound)
    marks.high = high
    marks.set.begin(at: low / 64 * 64)
    markedExclusions = 0
    if isRequired.contains(true) {
      try markRequired(low, high, &marks)
    } else {
      for i in lists.indices { try mark(i, low, high, in: &marks.set) }
    }
    if !columns.lists.isEmpty { marks.set.clip(low, high) }
    return true
  }

  /// Marks the documents of a list, and if it has a column some others within 64 documents of the stretch.
  private mutating func mark(
    _ list: Int, _ low: UInt32, _ high: UInt32, in set: inout MarkedWindow
  ) throws(CorruptionError) {
    if columns.has(list), let column = columns.columns[list] {
      set.mark(membersOf: column, before: high)
    } else {
      try lists[list].mark(low, high, in: &set)
    }
  }

  private mutating func markRequired(
    _ low: UInt32, _ high: UInt32, _ marks: inout Marks
  ) throws(CorruptionError) {
    let enough = Int(high - low) / Self.sparsest
    marks.rest = lists.indices.sorted { lengths[$0] < lengths[$1] }[...]
    if let first = marks.rest.popFirst() { try mark(first, low, high, in: &marks.set) }
    while let i = marks.rest.first, marks.set.count(live: nil) >= enough {
      marks.other.begin(at: marks.set.base)
      try mark(i, low, high, in: &marks.other)
      marks.set.intersect(marks.other)
      marks.rest.removeFirst()
    }
    while marks.rest.isEmpty, markedExclusions < excluded.count,
      marks.set.count(live: nil) >= enough
    {
      marks.other.begin(at: marks.set.base)
      try excluded[markedExclusions].mark(low, high, in: &marks.other)
      marks.set.subtract(marks.other)
      markedExclusions += 1
    }
  }
}
