// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How well the best documents of a block can score, without decoding it.

package import BriefCodec

/// A pair of a frequency and a norm that some document's score is bounded by.
package struct Impact: Hashable, Sendable {
  package var frequency: UInt32
  package var norm: UInt8

  package init(frequency: UInt32, norm: UInt8) {
    self.frequency = frequency
    self.norm = norm
  }

  /// The pairs of `impacts` that no other pair beats, both ascending.
  package static func frontier(_ impacts: some Sequence<Impact>) -> [Impact] {
    var frontier = ImpactFrontier()
    var result: [Impact] = []
    for impact in impacts { frontier.add(impact) }
    frontier.take(into: &result)
    return result
  }

  /// Frequency as a variable-length integer, then the norm.
  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(frequency))
    bytes.append(norm)
  }
}

/// Finds the pairs that no other pair beats (at least the frequency, at most the norm): of one block of
/// documents after the other, since its table, cleared as it is read, is dear to make.
struct ImpactFrontier {
  /// The highest frequency of each norm.
  private var highest = [UInt32](repeating: 0, count: 256)
  private var lowestNorm = 255
  private var highestNorm = 0

  @inline(__always)
  mutating func add(_ impact: Impact) {
    let norm = Int(impact.norm)
    highest[norm] = max(highest[norm], impact.frequency)
    lowestNorm = min(lowestNorm, norm)
    highestNorm = max(highestNorm, norm)
  }

  /// Adds the first `count` documents of a block.
  mutating func add(_ frequencies: [UInt32], _ norms: [UInt8], count: Int) {
    Self.add(frequencies, norms, count, &highest, &lowestNorm, &highestNorm)
  }

  private static func add(
    _ frequencies: [UInt32], _ norms: [UInt8], _ count: Int, _ highest: inout [UInt32],
    _ lowestNorm: inout Int, _ highestNorm: inout Int
  ) {
    let (frequencies, norms) = (frequencies.span, norms.span)
    var highest = highest.mutableSpan
    for i in 0..<count {
      let norm = Int(norms[i])
      highest[norm] = max(highest[norm], frequencies[i])
    }
    var (lowest, most) = (UInt8(255), UInt8(0))
    for i in 0..<count {
      lowest = min(lowest, norms[i])
      most = max(most, norms[i])
    }
    (lowestNorm, highestNorm) = (min(lowestNorm, Int(lowest)), max(highestNorm, Int(most)))
  }

  /// Appends the pairs of what was added, both ascending: going up the norms, those that rise above all
  /// before. Nothing is added any more.
  mutating func take(into impacts: inout [Impact]) {
    var best: UInt32 = 0
    for norm in lowestNorm..<max(lowestNorm, highestNorm + 1) {
      if highest[norm] > best {
        best = highest[norm]
        impacts.append(Impact(frequency: best, norm: UInt8(norm)))
      }
      highest[norm] = 0
    }
    (lowestNorm, highestNorm) = (255, 0)
  }
}
