// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many of the documents seen so far score how much: from that, at any moment, a score that so many
// of them reach. It rises with every document, where selecting the best now and then raises the bar in
// steps and takes time (a sixth of that of a union's best thousand).

import BriefCodec

/// A count of scores by size, which knows what the `limit` best of them reach.
package struct ScoreHistogram {
  private let limit: Int
  /// A power of two, so that a score and the bound of its bucket are compared exactly.
  private let scale: Float
  private var counts: [UInt32]
  /// The bucket of the `limit`th best score, and how many scores are in it or above.
  private var bucket = 0
  private var above = 0

  /// Half as many for few hits, which are gone along once and cleared, made the ten best of a short list 3 % faster,
  /// and the floor half as exact (2026-11-30).
  private static let bucketCount = 2_048

  /// Room for the counts of all buckets, each zero.
  static func room() -> [UInt32] { [UInt32](zeros: bucketCount) }

  /// No score; `maximum` is what none exceeds by much, and `room` what ``room()`` or ``takeRoom()`` gave.
  package init(limit: Int, maximum: Float, room: consuming [UInt32] = room()) {
    precondition(room.count == Self.bucketCount)
    self.limit = limit
    counts = room
    let buckets = Float(Self.bucketCount)
    // Of a maximum near the least there is, the ratio has no finite value.
    let ratio = min(buckets / maximum, .greatestFiniteMagnitude)
    let exponent = maximum > 0 && maximum < .infinity ? ratio.exponent : 0
    scale = Float(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Takes back the room, of a histogram that is not used any more.
  mutating func takeRoom() -> [UInt32] {
    var room = exchange(&counts, with: [])
    var cleared = room.mutableSpan
    for i in cleared.indices { cleared[i] = 0 }
    return room
  }

  /// A score that `limit` of the added ones reach, 0 as long as there are fewer: a bit less than the
  /// `limit`th best.
  package private(set) var floor: Float = 0

  /// Counts a score, at least 0; what is less, or no number, counts as 0.
  package mutating func add(_ score: Float) {
    var none: Float = 0
    let one: InlineArray<1, Float> = [score > 0 ? score : 0]
    add(one.span, floor: &none) { _ in }
  }

  /// Counts those of some scores, at least 0, that reach a floor, which rises with them, and hands their
  /// indices to `body`. What the loop needs lies in registers: as properties it took 1.7 times the
  /// instructions.
  @inline(__always)
  mutating func add(_ scores: Span<Float>, floor known: inout Float, _ body: (Int) -> Void) {
    let (limit, scale) = (limit, scale)
    var (bucket, above, highest) = (bucket, above, max(known, floor))
    var counts = counts.mutableSpan
    for i in scores.indices {
      let score = scores[i]
      guard score >= highest else { continue }
      body(i)
      let place = Int(min(Float(Self.bucketCount - 1), score * scale))
      guard place >= bucket else { continue }
      counts[place] &+= 1
      above &+= 1
      guard above &- Int(counts[bucket]) >= limit else { continue }
      while above &- Int(counts[bucket]) >= limit {
        above &-= Int(counts[bucket])
        bucket += 1
      }
      highest = max(highest, Float(bucket) / scale)
    }
    (self.bucket, self.above) = (bucket, above)
    floor = Float(bucket) / scale
    known = highest
  }
}
