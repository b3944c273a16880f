// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How well the 10, 100 and 1,000 best documents of a list score at least: what a search for so many
// need not look below, known before the first document is decoded. As with bounds, impacts say it for
// every average length: pairs of a frequency and a norm that so many documents have, or better.

import BriefCodec

/// Counts the documents of a list by frequency and norm.
package struct ReachedImpacts {
  /// Numbers of documents, ascending.
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
    let norms = Self.count(documents, in: &having)
    return Self.impacts(having, upTo: most, norms)
  }

  /// Counts documents by frequency and norm; returns the norms that there are.
  private static func count(
    _ documents: [UInt16], in having: inout [UInt32]
  ) -> ClosedRange<Int> {
    let documents = documents.span
    var having = having.mutableSpan
    var (lowest, highest) = (UInt16(255), UInt16(0))
    for i in documents.indices {
      having[Int(documents[i])] &+= 1
      lowest = min(lowest, documents[i] & 255)
      highest = max(highest, documents[i] & 255)
    }
    return Int(lowest)...Int(highest)
  }

  private static func impacts(
    _ having: [UInt32], upTo most: Int, _ norms: ClosedRange<Int>
  ) -> [[Impact]] {
    var impacts = [[Impact]](repeating: [], count: counts.count)
    // By norm, the documents of the frequencies looked at so far.
    var frequent = [UInt32](repeating: 0, count: 256)
    for frequency in stride(from: most, to: 0, by: -1) {
      guard add(having, frequency << 8, norms, to: &frequent) else { continue }
      var sum = 0
      var next = 0
      for norm in norms where next < counts.count {
        sum += Int(frequent[norm])
        while next < counts.count, sum >= counts[next] {
          if norm < impacts[next].last.map({ Int($0.norm) }) ?? 256 {
            impacts[next].append(Impact(frequency: UInt32(frequency), norm: UInt8(norm)))
          }
          next += 1
        }
      }
    }
    return impacts.map { $0.reversed() }
  }

  /// Adds the documents of a frequency; says whether there are any.
  private static func add(
    _ having: [UInt32], _ start: Int, _ norms: ClosedRange<Int>, to frequent: inout [UInt32]
  ) -> Bool {
    let having = having.span
    var frequent = frequent.mutableSpan
    var any: UInt32 = 0
    for norm in norms {
      any |= having[start | norm]
      frequent[norm] &+= having[start | norm]
    }
    return any != 0
  }
}
