// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words at most two edits away from a given one. An edit is an insertion, a deletion, a replacement
// or a swap of neighbours (optimal string alignment: a swapped pair is not edited again). With term
// t, word w, and D[i][j] the edits between their first i and j scalars:
//
//     D[i][j] = min(D[i-1][j] + 1, D[i][j-1] + 1, D[i-1][j-1] + (tᵢ ≠ wⱼ ? 1 : 0),
//                   D[i-2][j-2] + 1  if tᵢ = wⱼ₋₁ and tᵢ₋₁ = wⱼ)
//
// A cell more than k columns off the diagonal is more than k edits away, so a row is a band of
// 2k + 1 ≤ 5 lanes: lane l of row i is column i + l - k (Ukkonen, "Algorithms for approximate
// string matching", 1985). Lanes are nibbles of one word, saturated at k + 1; a state is two rows.

/// Accepts the terms within 0, 1 or 2 edits of a word; ``distance(_:)`` is the exact number.
package struct LevenshteinAutomaton: TermAutomaton {
  /// The last two rows of the table, and what the swap rule has to know of the past.
  package struct State: Sendable {
    /// Row i, a nibble a lane; the lane after the band holds "too many" as well.
    fileprivate var row: UInt32
    /// Row i - 1.
    fileprivate var rowBefore: UInt32
    /// i: the scalars read.
    fileprivate var length: Int32
    /// tᵢ; for i = 0 a value that no scalar has.
    fileprivate var last: UInt32
  }

  private let word: [UInt32]
  private let edits: Int

  /// - Parameters:
  ///   - word: folded like the terms it will be compared with.
  ///   - edits: the most edits allowed; taken as 0 below 0 and as 2 above 2.
  package init(word: String, edits: Int) {
    self.word = word.unicodeScalars.map(\.value)
    self.edits = min(max(edits, 0), 2)
  }

  package var start: State {
    var row = tooManyEverywhere
    for column in 0...min(edits, word.count) {
      Self.set(&row, lane: column + edits, to: UInt32(column))
    }
    return State(row: row, rowBefore: tooManyEverywhere, length: 0, last: .max)
  }

  package func step(_ state: State, _ scalar: Unicode.Scalar) -> State? {
    let read = scalar.value
    let firstColumn = Int(state.length) + 1 - edits
    var row = tooManyEverywhere
    var isAlive = false
    // D[i][j-1]: outside the band for the first lane.
    var left = tooMany
    for lane in 0...(2 * edits) {
      let column = firstColumn + lane
      guard column >= 0 else { continue }
      guard column <= word.count else { break }
      var value = min(Self.lane(lane + 1, of: state.row), left) + 1
      if column > 0 {
        let replaced: UInt32 = word[column - 1] == read ? 0 : 1
        value = min(value, Self.lane(lane, of: state.row) + replaced)
        if column > 1, word[column - 2] == read, word[column - 1] == state.last {
          value = min(value, Self.lane(lane, of: state.rowBefore) + 1)
        }
      }
      left = min(value, tooMany)
      Self.set(&row, lane: lane, to: left)
      isAlive = isAlive || left < tooMany
    }
    guard isAlive else { return nil }
    return State(row: row, rowBefore: state.row, length: state.length + 1, last: read)
  }

  package func accepts(_ state: State) -> Bool { distance(state) <= edits }

  package func distance(_ state: State) -> Int {
    let lane = word.count - Int(state.length) + edits
    guard (0...(2 * edits)).contains(lane) else { return edits + 1 }
    return Int(Self.lane(lane, of: state.row))
  }

  package func liveScalar(_ state: State, from scalar: Unicode.Scalar) -> Unicode.Scalar? {
    // With an edit in hand, any scalar will do.
    for lane in 0...(2 * edits) where Self.lane(lane, of: state.row) < tooMany - 1 { return scalar }
    // Otherwise it has to be one of the word's own that the next row compares with.
    let first = max(Int(state.length) - edits - 1, 0)
    let end = min(Int(state.length) + edits + 1, word.count)
    guard first < end else { return nil }
    var least: Unicode.Scalar?
    for index in first..<end {
      guard let candidate = Unicode.Scalar(word[index]), candidate >= scalar else { continue }
      if let least, least <= candidate { continue }
      if step(state, candidate) != nil { least = candidate }
    }
    return least
  }

  // MARK: - Rows

  /// One more than the edits allowed: where counting stops.
  private var tooMany: UInt32 { UInt32(edits) + 1 }

  private var tooManyEverywhere: UInt32 { tooMany * 0x111111 }

  private static func lane(_ lane: Int, of row: UInt32) -> UInt32 { row >> (4 * lane) & 0xF }

  private static func set(_ row: inout UInt32, lane: Int, to value: UInt32) {
    row = row & ~(0xF << (4 * lane)) | value << (4 * lane)
  }
}
