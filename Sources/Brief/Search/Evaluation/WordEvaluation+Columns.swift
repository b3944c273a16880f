// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Common words of a query by their columns. Where they are alternatives, and nothing rarer leads, windows are
// bounded document by document: where nearly every document has some of twenty words, no bound of a block says
// anything, and this one leaves a document in a thousand. Where something leads, its documents are scored by
// columns instead of being looked for in lists.

import BriefCodec

extension WordEvaluation {
  /// Takes the columns of the lists that have any.
  mutating func openColumns(_ context: CursorContext) throws(CorruptionError) {
    guard isScored ? lists.count > 1 : isMarkable, leaders == nil else { return }
    // Boosts beyond all measure leave no grid, nor room for bounds.
    guard !isScored || context.grid.unit.isNormal && maximum.isFinite else { return }
    var makes = Self.mostMade
    var found: [WordColumn?] = []
    for i in lists.indices where isCommon(i) {
      let mayMake = makes > 0 && !(context.clock?.deadline.hasPassed ?? false)
      guard let (column, isNew) = try lists[i].column(mayMake: mayMake, scratch) else { continue }
      if isNew { makes -= 1 }
      if found.isEmpty { found = [WordColumn?](repeating: nil, count: lists.count) }
      found[i] = column
    }
    guard !found.isEmpty else { return }
    columns = ColumnBounds(
      found, maxima: maxima, lengths: lengths, isRequired: isRequired,
      grid: context.grid)
  }

  /// So many columns are made at a time, since a search waits for them.
  private static let mostMade = 4

  private func isCommon(_ list: Int) -> Bool {
    WordColumnCache.isCommon(documentFrequency: lengths[list], of: segment.documentCount)
  }

  /// What leads has fewer documents than one of so many, or bounding all takes less time than looking those up.
  private static let longestLead = 32

  /// Whether windows are bounded by columns: two lists at least have some, and neither one list that could lead
  /// nor those that would be added up are short.
  func isBetterBounded(floor: Float) -> Bool {
    // What else may add to the score must not reach the floor alone: documents in no list have that too.
    guard columns.lists.count > 1, floor > extra, (floor / 256).isNormal else { return false }
    var lead = Int.max
    var sum = extra
    var essential = 0
    for i in byMaximum {
      sum += maxima[i]
      if sum >= floor { essential += lengths[i] }
      if maximum - maxima[i] < floor { lead = min(lead, lengths[i]) }
    }
    return min(lead, essential) * Self.longestLead >= segment.documentCount
  }

  /// Sums up bounds of the lists with columns and scores of the others, and scores what may reach the floor in
  /// the former. Common words that have no column yet and add little are looked up last.
  mutating func addBounded(
    _ low: UInt32, _ high: UInt32, floor: Float,
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    window.base = low / UInt32(WordColumn.chunkLength) * UInt32(WordColumn.chunkLength)
    columns.sum(from: window.base, to: high, floor: floor)
    followers.removeAll(keepingCapacity: true)
    var rest = extra
    for i in byMaximum where !columns.has(i) {
      if isCommon(i), rest + maxima[i] < floor / 8 {
        rest += maxima[i]
        followers.append(i)
      } else {
        try lists[i].add(low, high, floor: floor - (maximum - maxima[i]), to: &window)
      }
    }
    window.collect(
      from: low, to: high, floor: floor - rest, bounds: columns.sums.bounds, unit: columns.unit,
      into: &batch)
    try score(floor: floor - rest)
    for i in followers.reversed() where batch.count > 0 {
      rest -= maxima[i]
      try lists[i].refine(&batch, floor: floor - rest, as: .optional)
    }
    return try finish(floor: floor, body)
  }

  /// Scores the documents of the batch for the lists that have columns, except the one that leads, and takes the
  /// bounds of those lists from the rest.
  mutating func settle(
    except lead: Int, _ rest: inout Float, floor: Float
  ) throws(CorruptionError) {
    for i in columns.lists where i != lead { rest -= bounds[i] }
    try score(except: lead, floor: floor - rest)
  }

  /// Scores the documents of the batch for the lists that have columns, as long as they may still reach the
  /// floor; one list can be left out.
  private mutating func score(
    except lead: Int? = nil, floor: Float
  ) throws(CorruptionError) {
    guard batch.count > 0 else { return }
    columns.begin(&batch, except: lead, floor: floor)
    for i in columns.lists where i != lead && batch.count > 0 {
      try lists[i].addScores(to: &batch, by: &columns, i)
      columns.drop(&batch, floor: floor)
    }
    if floor > 0 { batch.drop(below: floor) }
  }
}
