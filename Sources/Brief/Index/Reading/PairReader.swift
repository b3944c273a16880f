// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Where does this word stand right before that one?", for the frequent words of a field.

package import BriefCodec

/// The pairs of frequent words of one field of a segment.
package struct PairReader: Sendable {
  package let words: FrequentWords
  /// Terms of two bytes: the places of the words in ``words``.
  package let dictionary: TermDictionaryReader

  init(_ words: FrequentWords, file: StoredFile) throws(CorruptionError) {
    self.words = words
    dictionary = try TermDictionaryReader(file: file, root: words.dictionary)
  }

  /// What is known of two neighbours.
  package enum Pair {
    /// One of the words is not frequent: nothing is known.
    case unknown
    /// They are neighbours nowhere.
    case absent
    /// A list of documents, with the number of places in each as frequencies.
    case list(TermPayload)
  }

  /// Looks two words up.
  package func find(_ first: [UInt8], _ second: [UInt8]) throws(CorruptionError) -> Pair {
    guard let first = words.index(of: first), let second = words.index(of: second) else {
      return .unknown
    }
    return try dictionary.find([first, second]).map { .list($0.payload) } ?? .absent
  }
}
