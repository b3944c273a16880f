// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The pairs of frequent words that are in so many documents that two of them in a row say little: where
// one ends with the word the other begins with, a segment keeps the documents of the three words as well
// (`PairBuilder.swift`). Without that, `"one of the"` is looked for in all documents that have `one of` and
// `of the`.

package import BriefCodec

/// The pairs of frequent words whose triples a segment keeps.
package struct FrequentPairs: Hashable, Sendable {
  /// The places of the two words among the frequent ones, a byte each, the first word's high; ascending.
  package private(set) var pairs: [UInt16] = []

  /// The most that the pairs together may be of the entries of all pairs: what keeps pairs and triples together below
  /// a fifth of the index (`FrequentWordChoice.swift`).
  static let coverage = 0.35
  /// The most that there may be; triples are a quarter of a million then.
  static let limit = 1_024

  package init() {}

  /// Chooses by how many documents of a sample have each pair, by its number: the most frequent, as long
  /// as they are in `minimum` documents of the sample or more.
  package init(choosing counts: [UInt32], minimum: UInt32) {
    let byFrequency = counts.indices.filter { counts[$0] >= max(1, minimum) }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }
    let limit = Double(counts.reduce(0) { $0 + UInt64($1) }) * Self.coverage
    var covered = 0.0
    for pair in byFrequency.prefix(Self.limit) {
      covered += Double(counts[pair])
      guard covered <= limit else { break }
      pairs.append(UInt16(pair))
    }
    pairs.sort()
  }

  /// Whether a segment keeps where three words stand in a row.
  func haveTriple(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    contains(Self.number(first, second)) && contains(Self.number(second, third))
  }

  private static func number(_ first: UInt8, _ second: UInt8) -> UInt16 {
    UInt16(first) << 8 | UInt16(second)
  }

  private func contains(_ pair: UInt16) -> Bool {
    let place = gallop(from: 0, count: pairs.count) { pairs[$0] < pair }
    return place < pairs.count && pairs[place] == pair
  }

  // MARK: - Bytes

  package func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(pairs.count))
    for pair in pairs { bytes.append(pair.byteSwapped) }
  }

  /// - Parameter wordCount: how many frequent words there are.
  package init(decoding reader: inout ByteReader, wordCount: Int) throws(CorruptionError) {
    let count = try reader.readOffset()
    guard count <= Self.limit else {
      throw reader.corruption("number of frequent pairs", found: UInt64(count))
    }
    for _ in 0..<count {
      let (first, second) = (try reader.readUInt8(), try reader.readUInt8())
      let pair = Self.number(first, second)
      guard first < wordCount, second < wordCount, pairs.last.map({ $0 < pair }) ?? true else {
        throw reader.corruption("frequent pair", found: UInt64(pair))
      }
      pairs.append(pair)
    }
  }
}
