// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// "Where do these words stand one right after the other?", for the frequent words of a field.

package import BriefCodec

/// The pairs and triples of frequent words of one field of a segment.
package struct PairReader: Sendable {
  package let words: FrequentWords
  /// Terms of two and of three bytes: the places of the words in ``words``.
  package let dictionary: TermDictionaryReader

  init(_ words: FrequentWords, file: StoredFile) throws(CorruptionError) {
    self.words = words
    dictionary = try TermDictionaryReader(file: file, root: words.dictionary, entries: .words)
  }

  /// What is known of neighbours.
  package enum Entry {
    /// Nothing: no list is kept of such a term.
    case unknown
    /// They stand in a row nowhere.
    case absent
    /// A list of documents, with the number of places in each as frequencies.
    case list(TermPayload)
  }

  /// Looks up two or three frequent words by their places in ``words``.
  package func find(_ term: [UInt8]) throws(CorruptionError) -> Entry {
    guard mayHave(term) else { return .unknown }
    return try dictionary.find(term).map { .list($0.payload) } ?? .absent
  }

  /// Whether a term is one of a pair or triple that is kept if there are such places.
  func mayHave(_ term: [UInt8]) -> Bool {
    guard term.allSatisfy({ $0 < words.words.count }) else { return false }
    return switch term.count {
    case 2: true
    case 3: words.pairs.haveTriple(term[0], term[1], term[2])
    default: false
    }
  }
}
