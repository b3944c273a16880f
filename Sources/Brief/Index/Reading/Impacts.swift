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

  /// The pairs of the first `count` documents that no other pair beats (at least the frequency, at most
  /// the norm), both ascending.
  package static func frontier(frequencies: [UInt32], norms: [UInt8], count: Int) -> [Impact] {
    var highest = HighestFrequencies()
    let (frequencies, norms) = (frequencies.span, norms.span)
    for i in 0..<count { highest.add(frequencies[i], norms[i]) }
    return highest.frontier()
  }

  /// The pairs of `impacts` that no other pair beats, both ascending.
  package static func frontier(_ impacts: some Sequence<Impact>) -> [Impact] {
    var highest = HighestFrequencies()
    for impact in impacts { highest.add(impact.frequency, impact.norm) }
    return highest.frontier()
  }

  /// The highest frequency of each norm: a kilobyte that nobody copies.
  private struct HighestFrequencies: ~Copyable {
    private var highest = InlineArray<256, UInt32>(repeating: 0)
    private var lowestNorm = 255
    private var highestNorm = 0

    @inline(__always)
    mutating func add(_ frequency: UInt32, _ norm: UInt8) {
      let norm = Int(norm)
      highest[norm] = max(highest[norm], frequency)
      lowestNorm = min(lowestNorm, norm)
      highestNorm = max(highestNorm, norm)
    }

    /// Going up the norms, those that rise above all before.
    func frontier() -> [Impact] {
      var result: [Impact] = []
      var best: UInt32 = 0
      for norm in lowestNorm..<max(lowestNorm, highestNorm + 1) where highest[norm] > best {
        best = highest[norm]
        result.append(Impact(frequency: best, norm: UInt8(norm)))
      }
      return result
    }
  }

  /// Frequency as a variable-length integer, then the norm.
  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(frequency))
    bytes.append(norm)
  }
}
