// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How well the 10, 100 and 1,000 best documents of a list score at least: what a search for so many
// need not look below, known before the first document is decoded. As with bounds, impacts say it for
// every average length: pairs of a frequency and a norm that so many documents have, or better.

import BriefCodec

/// Counts the documents of a list by frequency and norm.
package struct ReachedImpacts {
  /// Numbers of documents.
  static let counts = [10, 100, 1_000]
  /// In a shorter list there is little to pass over.
  static let minimumDocumentFrequency = 1_024

  /// Higher frequencies count as this one: what is said of them stays true.
  private static let highestFrequency = 63

  /// Frequency and norm of each document.
  private var documents: [UInt16] = []

  package init() {}

  /// Counts a document.
  package mutating func add(_ frequency: UInt32, _ norm: UInt8) {
    documents.append(Self.pair(frequency, norm))
  }

  /// Counts the first `count` documents of a block.
  mutating func add(_ frequencies: [UInt32], _ norms: [UInt8], count: Int) {
    let (frequencies, norms) = (frequencies.span, norms.span)
    documents.append(addingCapacity: count) { room in
      for i in 0..<count { room.append(Self.pair(frequencies[i], norms[i])) }
    }
  }

  @inline(__always)
  private static func pair(_ frequency: UInt32, _ norm: UInt8) -> UInt16 {
    UInt16(min(frequency, UInt32(highestFrequency))) << 8 | UInt16(norm)
  }

  /// Begins another list.
  package mutating func removeAll() { documents.removeAll(keepingCapacity: true) }

  /// For each of ``counts`` the pairs that so many documents have or better: at least the frequency, at
  /// most the norm, both ascending, none beaten by another. None for a short list.
  package func impacts() -> [[Impact]] {
    guard documents.count >= Self.minimumDocumentFrequency else { return [] }
    // No more room than frequencies need: most lists of this length are of pairs, which seldom stand twice.
    let most = Int(documents.max() ?? 0) >> 8
    var having = [UInt32](repeating: 0, count: (most + 1) << 8)
    var (lowest, highest) = (255, 0)
    for document in documents {
      having[Int(document)] += 1
      lowest = min(lowest, Int(document & 255))
      highest = max(highest, Int(document & 255))
    }
    return Self.counts.map { count in
      Self.impacts(reachedBy: count, having, upTo: most, norms: lowest...highest)
    }
  }

  private static func impacts(
    reachedBy count: Int, _ having: [UInt32], upTo most: Int, norms: ClosedRange<Int>
  ) -> [Impact] {
    var impacts: [Impact] = []
    // By norm, the documents of the frequencies looked at so far.
    var frequent = [UInt32](repeating: 0, count: 256)
    for frequency in stride(from: most, to: 0, by: -1) {
      for norm in norms { frequent[norm] += having[frequency << 8 | norm] }
      var sum: UInt32 = 0
      guard
        let norm = norms.first(where: { norm in
          sum += frequent[norm]
          return sum >= count
        }), norm < impacts.last.map({ Int($0.norm) }) ?? 256
      else { continue }
      impacts.append(Impact(frequency: UInt32(frequency), norm: UInt8(norm)))
    }
    return impacts.reversed()
  }
}
