// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a document must have to be among the best: a score, and among those that score just that, where identifiers
// decide, an early one. Where all documents are about as long, as lines of a log are, thousands score the same, and
// of each its identifier would have to be asked for. But as soon as some are kept, most stretches of documents have
// none whose identifier comes before theirs: there a document must score more, and blocks are passed over as ever.

import BriefCodec

/// What the next document must have.
struct Threshold {
  /// The score that it must reach.
  var score: Float
  /// If it scores no more, its rank among the segment's identifiers must be lower than this.
  var rank = UInt32.max

  /// Any document may enter.
  static let none = Threshold(score: 0)
  /// None can.
  static let unreachable = Threshold(score: .infinity)

  /// The score that documents must reach whose ranks are `leastRank` or more.
  func score(fromRank leastRank: UInt32) -> Float {
    rank <= leastRank ? score.nextUp : score
  }
}

/// What is asked for in an evaluation, and what follows from it for the documents at hand.
struct Ties {
  private(set) var threshold = Threshold.none
  /// No document at hand has a lower rank, as far as that is known.
  private var leastRank: UInt32 = 0
  private var zones: RankZones?

  /// Takes another threshold; returns the score that documents at hand must reach.
  mutating func take(_ threshold: Threshold) -> Float {
    self.threshold = threshold
    return threshold.score(fromRank: leastRank)
  }

  /// The score that documents from `low` on must reach, up to an end; `nil` if it is what ``take(_:)`` returned last,
  /// up to the last. Goes forward only.
  ///
  /// - Parameter length: how many documents the list has that leads, or all lists together where none does.
  mutating func next(
    from low: UInt32, of segment: SegmentReader, length: Int
  ) throws(CorruptionError) -> (floor: Float, end: UInt32)? {
    leastRank = 0
    // Of few documents in a zone, all are sooner looked at than the zones.
    guard threshold.rank < .max,
      length >= Self.perZone * segment.documentCount / OrdinalColumn.zoneLength
    else { return nil }
    if zones == nil {
      zones = try RankZones(
        segment.identifierRanks(),
        shortest: blockLength / 2 * segment.documentCount / max(1, length))
    }
    guard let stretch = try zones?.stretch(from: low, below: threshold.rank) else { return nil }
    leastRank = stretch.leastRank
    return (threshold.score(fromRank: leastRank), stretch.end)
  }

  /// Zones are asked if so many of those documents stand in one.
  private static let perZone = 4
}

/// Stretches of documents by whether any of them can still win against those that score the same. Asked in ascending
/// order.
struct RankZones {
  /// The least rank of each zone, and those of some zones from `first` on.
  private let least: PackedArray
  private var known: [UInt64] = []
  private var first = 0
  private let documentCount: Int
  /// So many zones must be hopeless in a row to be told apart: fewer are sooner looked at.
  private let shortest: Int
  private var last = Stretch(end: 0, leastRank: 0)

  /// Documents side by side.
  struct Stretch {
    let end: UInt32
    /// None has a lower rank, as far as that is known.
    let leastRank: UInt32
  }

  /// So many zones are read at once.
  private static let knownCount = 64

  /// `nil` if the segment says nothing of ranks.
  ///
  /// - Parameter shortest: how many documents in a row must be hopeless to be told apart.
  init?(_ ranks: OrdinalColumn, shortest: Int) throws(CorruptionError) {
    guard let least = try ranks.zones() else { return nil }
    self.least = least
    documentCount = ranks.documentCount
    self.shortest = max(1, shortest / OrdinalColumn.zoneLength)
  }

  /// The stretch that `low` lies in. Either none of its documents has a rank below `rank`, or it is all that lies
  /// before the next such stretch. It may have been found for an earlier `rank`, and holds for that.
  mutating func stretch(
    from low: UInt32, below rank: UInt32
  ) throws(CorruptionError) -> Stretch {
    if low < last.end { return last }
    let start = Int(low) / OrdinalColumn.zoneLength
    var end = try endOfHopeless(from: start, rank)
    let isHopeless = end - start >= shortest || end == least.count
    if !isHopeless {
      // Not much farther than so far: by then the rank is a lower one.
      let farthest = start + max(4 * shortest, start / 4)
      var next = end
      repeat {
        end = next + 1
        next = try endOfHopeless(from: end, rank)
      } while next - end < shortest && next < least.count && next < farthest
    }
    last = Stretch(
      end: UInt32(min(documentCount, end * OrdinalColumn.zoneLength)),
      leastRank: isHopeless ? rank : 0)
    return last
  }

  /// The first zone from `zone` on that has a rank below `rank`.
  private mutating func endOfHopeless(
    from zone: Int, _ rank: UInt32
  ) throws(CorruptionError) -> Int {
    var zone = zone
    while zone < least.count {
      guard try leastRank(ofZone: zone) >= UInt64(rank) else { break }
      zone += 1
    }
    return zone
  }

  @inline(__always)
  private mutating func leastRank(ofZone zone: Int) throws(CorruptionError) -> UInt64 {
    if !(first..<(first + known.count)).contains(zone) { try read(from: zone) }
    return known[zone - first]
  }

  private mutating func read(from zone: Int) throws(CorruptionError) {
    first = zone
    known = [UInt64](zeros: max(0, min(Self.knownCount, least.count - zone)))
    try least.copy(zone..<(zone + known.count), into: &known)
  }
}
