// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Ranges of dates and numbers beside words. Windows lie in the stretches of documents that all ranges
// leave. If a range leaves few documents, those lead, whatever words are asked for: a batch of them at a
// time is looked up in the lists, and no bound is needed to pass over the others. A plan without words
// is led by the documents of its ranges, or by all.

import BriefCodec

extension WordEvaluation {
  /// Documents that are looked up in the lists.
  enum Leaders {
    /// These, ascending, all in the stretches.
    case documents([UInt32])
    /// Those of the stretches that the ranges leave.
    case stretches
  }

  /// Documents of a range lead if those of the list that would are so many times as many: each of theirs
  /// has to be looked up, and the blocks it stands in decoded.
  static let leadShare = 4

  /// Leaves the documents with a number in a range, which other queries may ask for as well or not.
  mutating func restrict(
    to range: ClosedRange<Int64>, ofField field: Int, comesAgain: Bool
  ) throws(CorruptionError) {
    guard !isEmpty else { return }
    var range = range
    if let place = ranges.firstIndex(where: { $0.field == field }) {
      let other = ranges.remove(at: place).range
      guard range.overlaps(other) else {
        isEmpty = true
        return
      }
      range = range.clamped(to: other)
    }
    guard let column = try segment.numbers(ofField: field) else {
      isEmpty = true
      return
    }
    let filter = try RangeFilter(range, field: field, of: column, comesAgain: comesAgain)
    if filter.isEmpty { isEmpty = true }
    guard !filter.isEmpty, !filter.holdsEverything else { return }
    ranges.append(filter)
    stretches.intersect(filter.stretches)
  }

  /// Decides whether documents of a range, or those with a keyword, lead.
  mutating func chooseLeaders() throws(CorruptionError) {
    guard !isEmpty else { return }
    leaders = hasLists ? nil : .stretches
    leadingField = nil
    let narrowest = ranges.indices.min { ranges[$0].count < ranges[$1].count }
    if let filter = filters.indices.min(by: {
      filters[$0].documentFrequency < filters[$1].documentFrequency
    }) {
      let count = filters[filter].documentFrequency
      if count < narrowest.map({ ranges[$0].count }) ?? .max, count * Self.leadShare <= entryCount {
        // Of a copy, since lists go forward only.
        var list = filters[filter]
        leaders = .documents(stretches.keep(try list.allDocuments()))
        return
      }
    }
    guard let narrowest else { return }
    let count = ranges[narrowest].count
    // Documents side by side are as good as a list where they stand.
    guard count * Self.leadShare < ranges[narrowest].reach else { return }
    let rivals = hasLists ? shortestRequired ?? entryCount : segment.documentCount
    guard count * Self.leadShare <= rivals else { return }
    guard !(ranges[narrowest].hasSet && isCheaperMarked(thanLookingUp: count)) else { return }
    leaders = .documents(stretches.keep(try ranges[narrowest].documents()))
    leadingField = ranges[narrowest].field
  }

  /// How many entries of lists are about to be looked at: what finding all matches costs, roughly.
  var effort: Int {
    if isEmpty { return 0 }
    if case .documents(let documents) = leaders { return documents.count * Self.leadShare * 2 }
    let required = isMarkable ? nil : shortestRequired
    let all = hasLists ? required ?? entryCount : segment.documentCount
    let documentCount = max(1, segment.documentCount)
    let reach = ranges.map(\.reach).min() ?? documentCount
    let reached = all * reach / documentCount
    if hasLists, isMarkable, let left = ranges.lazy.filter(\.hasSet).map(\.count).min() {
      // All are marked, but only what is left is looked at.
      return reached / Self.markedGain + all * left / documentCount
    }
    return reached
  }

  /// How many matches there would be if words stood in documents by chance.
  var expectedCount: Double {
    let all = Double(max(1, segment.documentCount))
    var share = ranges.reduce(1) { $0 * Double($1.count) / all }
    var isWithout = 1.0
    for (length, isRequired) in zip(lengths, isRequired) {
      if isRequired {
        share *= Double(length) / all
      } else {
        isWithout *= 1 - min(1, Double(length) / all)
      }
    }
    if hasLists, !isRequired.contains(true) { share *= 1 - isWithout }
    return share * all
  }

  /// The number of matches, where it stands somewhere.
  var knownCount: Int? {
    guard hasNoOtherConditions, excluded.isEmpty, segment.live == nil else { return nil }
    if hasLists { return lists.count == 1 && ranges.isEmpty && leaders == nil ? lengths[0] : nil }
    switch (leaders, ranges.count) {
    case (.documents(let documents), 1): return documents.count
    case (.stretches, 0): return segment.documentCount
    case (.stretches, 1): return ranges[0].count
    default: return nil
    }
  }

  /// Whether all matches can be found without looking at most documents, if no list leads.
  var isNarrow: Bool { hasLists || effort * 16 <= segment.documentCount }

  /// Hands the matches to `body`, as ``run(floor:_:)`` does.
  mutating func runLed(
    by leaders: Leaders, floor: Float, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) {
    batch = scratch.batches.take()
    let required = lists.indices.filter { isRequired[$0] }.sorted { lengths[$0] < lengths[$1] }
    let isAdded = hasLists && required.isEmpty
    var found = Batch(capacity: isAdded ? blockLength : 0)
    var floor = floor
    var low: UInt32 = 0
    var place = 0
    while floor < .infinity, !isOverNow() {
      switch leaders {
      case .documents(let documents):
        let end = min(place + blockLength, documents.count)
        batch.fill(with: documents, place..<end)
        place = end
      case .stretches:
        guard let stretch = stretches.from(low) else { return }
        low = min(stretch.lowerBound + UInt32(blockLength), stretch.upperBound)
        batch.fill(with: stretch.lowerBound..<low)
      }
      guard batch.count > 0 else { return }
      if isAdded {
        try addUp(floor: floor, with: &found)
      } else {
        try lookUp(required, floor: floor)
      }
      floor = try finish(floor: floor, body)
    }
  }

  /// Looks the batch's documents up in the lists: required ones, shortest first, then those that can add
  /// most.
  private mutating func lookUp(_ required: [Int], floor: Float) throws(CorruptionError) {
    var rest = maximum
    for i in required where batch.count > 0 {
      rest -= maxima[i]
      try lists[i].refine(&batch, floor: floor - rest, as: .required)
    }
    for i in byMaximum.reversed() where batch.count > 0 && !isRequired[i] {
      rest -= maxima[i]
      try lists[i].refine(&batch, floor: floor - rest, as: .optional)
    }
  }

  /// Leaves those documents of the batch that are in any list, with the sum of their scores.
  private mutating func addUp(floor: Float, with found: inout Batch) throws(CorruptionError) {
    var isFound = InlineArray<256, Bool>(repeating: false)
    for i in byMaximum {
      found.fill(with: batch.documents, 0..<batch.count)
      // Whoever needs more of this list than it has may arrive without.
      try lists[i].refine(&found, floor: floor - (maximum - maxima[i]), as: .required)
      var place = 0
      for j in 0..<found.count {
        while batch.documents[place] < found.documents[j] { place += 1 }
        batch.scores[place] += found.scores[j]
        isFound[place] = true
      }
    }
    var kept = 0
    for i in 0..<batch.count where isFound[i] {
      batch.documents[kept] = batch.documents[i]
      batch.scores[kept] = batch.scores[i]
      kept += 1
    }
    batch.count = kept
  }
}
