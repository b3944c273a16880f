// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the common words of a query can add to the scores of documents, by their columns. Summed up for a whole
// window the bounds are bytes, in a unit chosen by the floor; for the few documents that are left, numbers.

import BriefCodec

/// The columns of some lists of a query, and sums of what levels in them are worth.
struct ColumnBounds {
  /// Of each list.
  let columns: [WordColumn?]
  private(set) var worths: [WordColumn.Worth]
  /// The lists that have columns, those first that can add most.
  let lists: [Int]
  /// Those of them that a document must be in, the shortest first.
  private let required: [Int]
  /// More than what the additions in `rests` round away.
  private let slack: Float

  private(set) var unit: Float = 0
  private var stride = UInt32(WordColumn.chunkLength)
  var sums = Sums()

  /// What is summed up, with the room for it, which the next query can have.
  struct Sums {
    /// Of each document of a window: what its levels come to, in units.
    fileprivate(set) var bounds: [UInt8] = []
    /// Of each document of a batch: what its levels come to in the lists that it was not scored for yet.
    var rests: [Float] = []
    /// The places in a batch of documents whose frequency is not known, and those documents.
    var unknown: [UInt32] = []
    var members = Batch(capacity: 0)
  }

  /// No list has a column.
  init() { (columns, worths, lists, required, slack) = ([], [], [], [], 0) }

  /// The columns of lists, of which `maxima` are the best scores, for a query whose scores are rounded to a
  /// grid.
  init(
    _ columns: [WordColumn?], maxima: [Float], lengths: [Int], isRequired: [Bool], grid: ScoreGrid
  ) {
    self.columns = columns
    // A column's levels come from scores on a grid of their own: roundings come to
    // less than five units in all.
    worths = maxima.map { WordColumn.Worth(best: $0, allowance: 6 * grid.unit) }
    lists = columns.indices.filter { columns[$0] != nil }.sorted { maxima[$0] > maxima[$1] }
    required = lists.filter { isRequired[$0] }.sorted { lengths[$0] < lengths[$1] }
    slack = 2 * grid.unit * Float(lists.count)
  }

  /// Whether a list has a column.
  func has(_ list: Int) -> Bool { !lists.isEmpty && columns[list] != nil }

  // MARK: - Windows

  /// Where the next window ends. The first are short: they raise the floor, and every document may reach a low
  /// one (with the first as long as the others, a search for twenty words took twice the time).
  mutating func windowEnd(_ low: UInt32) -> UInt32 {
    defer { stride = min(2 * stride, UInt32(Window.length)) }
    return low + stride
  }

  /// Sums up the levels of the documents of `base..<end`, of which `base` is a multiple of 64. The floor fills a
  /// byte nearly, and rises as much as there is room before units are chosen again.
  mutating func sum(from base: UInt32, to end: UInt32, floor: Float) {
    if unit * 255 < floor {
      unit = floor / 240
      for i in lists { worths[i].setUnit(unit) }
    }
    if sums.bounds.isEmpty { sums.bounds = [UInt8](zeros: Window.room) }
    let count = Int(end - base)
    Self.clear(&sums.bounds, count)
    for i in lists {
      columns[i]?.addLevels(from: Int(base), count, worth: worths[i], to: &sums.bounds)
    }
  }

  private static func clear(_ bounds: inout [UInt8], _ count: Int) {
    var bounds = bounds.mutableSpan
    for i in 0..<((count + 63) / 64 * 64) { bounds[i] = 0 }
  }

  // MARK: - Batches

  /// Drops the documents of a batch that are not in a list they must be in, sums up the levels of the others, and
  /// drops those that stay below the floor with them. One list can be left out.
  mutating func begin(_ batch: inout Batch, except lead: Int?, floor: Float) {
    makeRoom(batch.documents.count)
    for i in required where i != lead {
      if let column = columns[i] { batch.keep(membersOf: column) }
    }
    for j in 0..<batch.count { sums.rests[j] = 0 }
    for i in lists where i != lead {
      columns[i]?.addLevels(of: batch.documents, batch.count, worth: worths[i], to: &sums.rests)
    }
    drop(&batch, floor: floor)
  }

  private mutating func makeRoom(_ count: Int) {
    guard sums.rests.count < count else { return }
    sums.rests = [Float](zeros: count)
    sums.unknown = [UInt32](zeros: count)
    sums.members = Batch(capacity: count)
  }

  /// Drops the documents that stay below the floor with what is left of their levels.
  mutating func drop(_ batch: inout Batch, floor: Float) {
    batch.count = BlockKernels.select(
      &batch.documents, &batch.scores, rests: &sums.rests, count: batch.count, floor: floor - slack)
  }
}
