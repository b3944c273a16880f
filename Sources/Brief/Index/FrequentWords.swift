// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The words of a text field that stand next to each other so often that a segment keeps, for every two
// of them and some threes, the documents where they do (`PairBuilder.swift`). Without that a phrase of
// common words is the dearest of queries: all their positions have to be compared, mostly in vain.

package import BriefCodec

/// The words whose pairs and triples a segment keeps, and where.
package struct FrequentWords: Hashable, Sendable {
  /// The words in the order of their bytes.
  package private(set) var words: [[UInt8]] = []
  /// Those of their pairs that triples are kept of.
  package private(set) var pairs = FrequentPairs()
  /// Where pairs and triples lie; meaningless without words.
  package var dictionary = TermDictionaryRoot()

  /// A word is one byte of a pair's or triple's term.
  static let limit = 256

  package init() {}

  /// - Parameter words: in the order of their bytes.
  init(_ words: [[UInt8]], pairs: FrequentPairs) {
    self.words = words
    self.pairs = pairs
  }

  /// The place of a word among ``words``.
  package func index(of word: [UInt8]) -> UInt8? {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] == word { return UInt8(middle) }
      if words[middle].lexicographicallyPrecedes(word) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  // MARK: - Bytes

  func encode(into bytes: inout ByteWriter) {
    bytes.appendVarint(UInt64(words.count))
    guard !words.isEmpty else { return }
    for word in words {
      bytes.appendVarint(UInt64(word.count))
      bytes.append(contentsOf: word)
    }
    pairs.encode(into: &bytes)
    dictionary.encode(into: &bytes)
  }

  init(decoding reader: inout ByteReader) throws(CorruptionError) {
    let count = try reader.readOffset()
    guard count > 0 else { return }
    guard count <= Self.limit else {
      throw reader.corruption("number of frequent words", found: UInt64(count))
    }
    for _ in 0..<count {
      let word = try reader.readBytes(try reader.readOffset())
      guard words.last.map({ $0.lexicographicallyPrecedes(word) }) ?? true else {
        throw reader.corruption("order of frequent words", found: UInt64(words.count))
      }
      words.append(word)
    }
    pairs = try FrequentPairs(decoding: &reader, wordCount: words.count)
    dictionary = try TermDictionaryRoot(decoding: &reader)
  }
}
