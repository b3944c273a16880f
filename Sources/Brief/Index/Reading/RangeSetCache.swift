// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The documents of ranges that are asked for again and again, as sets of bits: "this year", "since March", and
// those at the good end of an order (`SegmentVisit+Order.swift`).
// Ranges are told apart by which places of a column's order they hold, so that a moment more or less makes no
// other range unless a document lies there.

import BriefCodec

/// Sets of the documents of one column's ranges.
final class RangeSetCache: Sendable {
  private struct Entry {
    let places: Range<Int>
    var uses = 0
    var lastUse = 0
    var set: DocumentSet?
    var isBeingMade = false
  }

  private struct State: ~Copyable {
    var entries: [Entry] = []
    var clock = 0
  }

  private let state = Guarded(State())
  private let budget: MemoryBudget
  private let byteCount: Int

  /// So many ranges are remembered.
  private static let capacity = 16
  /// From this use on: making a set takes longer than a search.
  private static let firstUse = 3

  init(documentCount: Int, budget: MemoryBudget) {
    byteCount = DocumentSet.byteCount(documentCount: documentCount)
    self.budget = budget
  }

  /// Whether the budget has room for a set when it is not in use.
  var mayHaveRoom: Bool { byteCount <= budget.limit }

  /// The set of a range by its places, if there is one. Counts that it was asked for, and calls `make` when it
  /// is time.
  func set(
    at places: Range<Int>, make: () throws(CorruptionError) -> DocumentSet
  ) throws(CorruptionError) -> DocumentSet? {
    let (known, isDue) = state.withLock { state in
      state.clock += 1
      let i = place(of: places, &state)
      state.entries[i].uses += 1
      state.entries[i].lastUse = state.clock
      let entry = state.entries[i]
      let isDue =
        entry.set == nil && !entry.isBeingMade && entry.uses >= Self.firstUse
        && budget.take(byteCount)
      state.entries[i].isBeingMade = entry.isBeingMade || isDue
      return (entry.set, isDue)
    }
    guard isDue else { return known }
    let made: DocumentSet
    do throws(CorruptionError) {
      made = try make()
    } catch {
      settle(places, nil)
      throw error
    }
    settle(places, made)
    return made
  }

  /// The entry of a range; a new one, where need be instead of the one that was not asked for the longest.
  private func place(of places: Range<Int>, _ state: inout State) -> Int {
    if let known = state.entries.firstIndex(where: { $0.places == places }) { return known }
    let entry = Entry(places: places)
    let idle = state.entries.indices.filter { !state.entries[$0].isBeingMade }
    guard state.entries.count >= Self.capacity,
      let oldest = idle.min(by: { state.entries[$0].lastUse < state.entries[$1].lastUse })
    else {
      state.entries.append(entry)
      return state.entries.count - 1
    }
    if state.entries[oldest].set != nil { budget.giveBack(byteCount) }
    state.entries[oldest] = entry
    return oldest
  }

  private func settle(_ places: Range<Int>, _ made: DocumentSet?) {
    state.withLock { state in
      guard let i = state.entries.firstIndex(where: { $0.places == places }) else { return }
      state.entries[i].isBeingMade = false
      state.entries[i].set = made
      if made == nil { budget.giveBack(byteCount) }
    }
  }
}
