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

  /// The pairs no other pair beats (at least the frequency, at most the norm), both ascending.
  package static func frontier(frequencies: [UInt32], norms: [UInt8]) -> [Impact] {
    frontier(zip(frequencies, norms).lazy.map { Impact(frequency: $0, norm: $1) })
  }

  /// The pairs of `impacts` that no other pair beats, both ascending.
  package static func frontier(_ impacts: some Sequence<Impact>) -> [Impact] {
    // The highest frequency of each norm; then, going up the norms, those that rise above all before.
    var highest = [UInt32](repeating: 0, count: 256)
    for impact in impacts {
      highest[Int(impact.norm)] = max(highest[Int(impact.norm)], impact.frequency)
    }
    var result: [Impact] = []
    var best: UInt32 = 0
    for norm in 0..<256 where highest[norm] > best {
      best = highest[norm]
      result.append(Impact(frequency: best, norm: UInt8(norm)))
    }
    return result
  }

  /// Frequency as a variable-length integer, then the norm.
  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(frequency))
    bytes.append(norm)
  }
}
