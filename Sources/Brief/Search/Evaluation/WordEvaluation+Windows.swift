// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A window after the other: where the next one lies that matters, and what leads in it.

import BriefCodec

extension WordEvaluation {
  /// The fewest documents a window spans where one list leads, so that finding the bounds of the others
  /// costs little beside.
  private static let leadWindow: UInt32 = 1_024

  mutating func runWindows(
    floor: Float, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) {
    let hasLead = isRequired.contains(true)
    let length = shortestRequired ?? entryCount
    var floor = floor
    var low: UInt32 = 0
    while low < segment.documentCount, floor < .infinity {
      if isOverNow() { return }
      var end = UInt32(segment.documentCount)
      if !keepsAll, let next = try ties.next(from: low, of: segment, length: length) {
        (floor, end) = next
      }
      let isBounded = !hasLead && isBetterBounded(floor: floor)
      if floor > 0, !isBounded { low = try firstCompetitive(low, end, floor: floor) }
      guard low < segment.documentCount, let stretch = stretches.from(low) else { return }
      low = stretch.lowerBound
      guard low < end else { continue }
      guard
        let windowEnd = isBounded ? columns.windowEnd(low) : windowEnd(low, floor: floor)
      else {
        low = end
        continue
      }
      let high = min(windowEnd, stretch.upperBound, end)
      floor =
        isBounded
        ? try addBounded(low, high, floor: floor, body)
        : try visit(low, high, floor: floor, body)
      low = max(cut ?? high, low + 1)
      cut = nil
    }
  }

  /// The first document from `low` on in whose groups of blocks the floor can be reached at all, `end` if there is
  /// none before. Nothing is asked of what lies behind: lists go forward only.
  private mutating func firstCompetitive(
    _ low: UInt32, _ end: UInt32, floor: Float
  ) throws(CorruptionError) -> UInt32 {
    var low = low
    while low < end {
      var total = extra
      var next = UInt32.max
      for i in lists.indices {
        guard let group = try lists[i].groupBound(at: low) else {
          if isRequired[i] { return end }
          continue
        }
        total += group.bound
        next = min(next, group.end)
      }
      if total >= floor { return low }
      // Ends that do not ascend, which no sound list has.
      guard next > low else { throw segment.beyondEnd(next) }
      low = next
    }
    return end
  }

  /// The end of the window that begins with `low`; `nil` if no document from there on can matter.
  private mutating func windowEnd(_ low: UInt32, floor: Float) -> UInt32? {
    var lead: Int?
    for i in lists.indices where isRequired[i] || maximum - maxima[i] < floor {
      if lead.map({ lengths[i] < lengths[$0] }) ?? true { lead = i }
    }
    if let lead {
      // Alone, it needs no bounds but those of its own blocks.
      if lists.count == 1 { return .max }
      return lists[lead].blockEnd(at: low).map { max($0, low + Self.leadWindow) }
    }
    // The blocks of lists that cannot matter without the others do not cut windows short.
    var sum = extra
    var end: UInt32?
    for i in byMaximum {
      sum += maxima[i]
      guard sum >= floor, let next = lists[i].blockEnd(at: low) else { continue }
      end = min(end ?? .max, next)
    }
    return end.map { max($0, low + UInt32(Window.length)) }
  }

  private mutating func visit(
    _ low: UInt32, _ high: UInt32, floor: Float,
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    var total = extra
    for i in lists.indices {
      bounds[i] = floor > 0 ? try lists[i].bound(low, high) : maxima[i]
      total += bounds[i]
    }
    guard total >= floor else { return floor }
    var lead: Int?
    for i in lists.indices {
      isMandatory[i] = isRequired[i] || total - bounds[i] < floor
      guard isMandatory[i] else { continue }
      if lead.map({ lengths[i] < lengths[$0] }) ?? true { lead = i }
    }
    guard let lead else { return try add(low, high, total: total, floor: floor, body) }
    return try follow(lead, low, high, total: total, floor: floor, body)
  }

  /// One list leads, the others follow: the mandatory ones, shortest first, then those that can add
  /// most, and last those that have columns, which take the same time for any document.
  private mutating func follow(
    _ lead: Int, _ low: UInt32, _ high: UInt32, total: Float, floor: Float,
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    followers.removeAll(keepingCapacity: true)
    for i in lists.indices where i != lead && !columns.has(i) { followers.append(i) }
    followers.sort { a, b in
      if isMandatory[a] != isMandatory[b] { return isMandatory[a] }
      return isMandatory[a]
        ? lengths[a] < lengths[b] : bounds[a] > bounds[b]
    }
    let leavesSome = followers.count + 1 < lists.count
    var floor = floor
    var next = lists[lead].firstBlock(at: low)
    let others = total - bounds[lead]
    // Documents known as a set are told from others sooner than found in a list. `+a +b` with one in a hundred
    // scattered documents takes 0.65 of the time it took when ranges came last (2026-11-30).
    let asksSetsFirst = lists.count > 1
    let hasMandatoryFollower = lists.indices.contains { $0 != lead && isMandatory[$0] }
    let isUntied = ties.threshold.rank == .max
    defer { batch.unclaimed = nil }
    while true {
      // Blocks without a match take time as well.
      if isOverNow() { return .infinity }
      // Where the lead's own score decides nothing, it is found for what the others leave; and what it
      // would claim for a phrase need not be claimed.
      let isPointless = isScored && floor <= others
      let isUnclaimed = isPointless && phrases.count == 1 && phrases[0].claim == lead
      let isLate = isPointless && !isUnclaimed && hasMandatoryFollower
      batch.unclaimed = isUnclaimed ? lead : nil
      guard
        try lists[lead].read(
          &next, low, high, floor: floor - others, scores: !isLate && !isUnclaimed, into: &batch)
      else { return floor }
      if asksSetsFirst { try refineByRanges(where: \.hasSet) }
      var rest = others + (isLate || isUnclaimed ? bounds[lead] : 0)
      for i in followers where batch.count > 0 && isMandatory[i] {
        rest -= bounds[i]
        try lists[i].refine(&batch, floor: floor - rest, as: .required)
      }
      if isLate, batch.count > 0 {
        if leavesSome { try settle(except: lead, &rest, floor: floor) }
        rest -= bounds[lead]
        try lists[lead].refine(&batch, floor: floor - rest, as: .required)
      }
      for i in followers where batch.count > 0 && !isMandatory[i] {
        rest -= bounds[i]
        try lists[i].refine(&batch, floor: floor - rest, as: .optional)
      }
      if !isLate, leavesSome { try settle(except: lead, &rest, floor: floor) }
      floor = try finish(floor: floor, setsWereAsked: asksSetsFirst, body)
      guard floor < .infinity else { return floor }
      // A window of one list may be all of the segment.
      if lists.count == 1, isUntied, ties.threshold.rank < .max {
        cut = min(lists[lead].earliestDocument(ofBlock: next), high)
        return floor
      }
    }
  }
}
