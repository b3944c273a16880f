// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What makes sums of scores exact. Floating-point addition depends on the order of the terms, and
// pruning, blocks, segments and threads each want an order of their own. So every word's score is
// rounded to a multiple of a grid chosen for the query: with 2^e at least the sum of all weights, the
// grid is 2^(e−23). Every sum of scores then is a multiple of the grid below 2^24 of them, which a
// Float holds exactly: additions never round, whatever their order, and the bits are the same on
// every path. The price is the last bit or two of a score.

/// The grid that the scores of one query are rounded to.
package struct ScoreGrid: Sendable {
  /// 2^e: adding it moves the grid's unit to the last bit of a Float's significand, and subtracting it
  /// again leaves the score rounded to the grid (to even).
  package let magic: Float

  /// For scores whose sum is at most `maximum`.
  package init(maximum: Float) {
    // A little more, for weights that are rounded up.
    let maximum = maximum * (1 + 0x1p-12)
    guard maximum > 0, maximum.isFinite else {
      magic = 0
      return
    }
    magic =
      maximum.significand == 1
      ? maximum : Float(sign: .plus, exponent: maximum.exponent + 1, significand: 1)
  }

  /// What scores are multiples of: 2^(e−23).
  package var unit: Float { magic * 0x1p-23 }

  /// The nearest multiple of the grid. Monotonic.
  @inline(__always)
  package func round(_ score: Float) -> Float { (score + magic) - magic }
}
