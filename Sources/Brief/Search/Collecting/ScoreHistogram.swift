// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many of the documents seen so far score how much: from that, at any moment, a score that so many
// of them reach. It rises with every document, where selecting the best now and then raises the bar in
// steps and takes time (a sixth of that of a union's best thousand).

/// A count of scores by size, which knows what the `limit` best of them reach.
package struct ScoreHistogram {
  private let limit: Int
  /// A power of two, so that a score and the bound of its bucket are compared exactly.
  private let scale: Float
  private var counts = [UInt32](repeating: 0, count: bucketCount)
  /// The bucket of the `limit`th best score, and how many scores are in it or above.
  private var bucket = 0
  private var above = 0

  private static let bucketCount = 2_048

  /// No score; `maximum` is what none exceeds by much.
  package init(limit: Int, maximum: Float) {
    self.limit = limit
    let buckets = Float(Self.bucketCount)
    // Of a maximum near the least there is, the ratio has no finite value.
    let ratio = min(buckets / maximum, .greatestFiniteMagnitude)
    let exponent = maximum > 0 && maximum < .infinity ? ratio.exponent : 0
    scale = Float(sign: .plus, exponent: exponent, significand: 1)
  }

  /// A score that `limit` of the added ones reach, 0 as long as there are fewer: a bit less than the
  /// `limit`th best.
  package private(set) var floor: Float = 0

  /// Counts a score, at least 0; what is less, or no number, counts as 0.
  @inline(__always)
  package mutating func add(_ score: Float) {
    // In this order the two of them take no number for 0, and cost one instruction each.
    let place = Int(min(Float(Self.bucketCount - 1), max(0, score * scale)))
    guard place >= bucket else { return }
    counts[place] &+= 1
    above &+= 1
    guard above &- Int(counts[bucket]) >= limit else { return }
    while above &- Int(counts[bucket]) >= limit {
      above &-= Int(counts[bucket])
      bucket += 1
    }
    floor = Float(bucket) / scale
  }
}
