// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which words are frequent enough for a segment to keep their pairs and triples: the most frequent ones, as many as
// keep those below a fifth of the index. How many pairs some words make depends on how long the documents are and on
// how often the words stand together again, so a sample of the documents says it.

import BriefCodec

/// The words of a field that a segment may keep pairs and triples of.
struct FrequentWordChoice {
  /// The words, the most frequent first (of as frequent ones the first by byte).
  let words: [[UInt8]]
  private let occurrences: UInt64

  /// In fewer documents a word is no trouble to any phrase: a list of four blocks.
  private static let minimumDocumentFrequency: UInt32 = 1_024
  /// The most that the words looked at may together be of the text: more than can be chosen.
  private static let widest = 0.65
  /// The most entries that pairs may have for each occurrence of a word in the text. Together with triples they are
  /// 19.9 % of the rest of the index of `speed-en`, 19.0 in documents of 260 letters, 17.7 in documents of 9,500
  /// (2026-11-29).
  private static let entriesPerOccurrence = 0.257

  /// What is known of a word.
  struct Candidate {
    let term: [UInt8]
    let payload: TermPayload
  }

  /// Whether a word is in documents enough.
  static func mayChoose(_ payload: TermPayload) -> Bool {
    payload.documentFrequency >= minimumDocumentFrequency
  }

  /// The candidates of a field with `occurrences` of words in all that may be chosen.
  init(among candidates: [Candidate], occurrences: UInt64) {
    let byFrequency = candidates.sorted { a, b in
      a.payload.totalTermFrequency != b.payload.totalTermFrequency
        ? a.payload.totalTermFrequency > b.payload.totalTermFrequency
        : a.term.lexicographicallyPrecedes(b.term)
    }
    let limit = Double(occurrences) * Self.widest
    var covered = 0.0
    words = byFrequency.prefix(FrequentWords.limit).prefix { candidate in
      covered += Double(candidate.payload.totalTermFrequency)
      return covered <= limit
    }.map(\.term)
    self.occurrences = occurrences
  }

  /// Chooses by how many of `seen` documents, of `all`, have each pair: by number, that is the place of its first word
  /// in ``words`` and that of its second, a byte each.
  func chosen(_ counts: [UInt32], seen: Int, of all: Int) -> FrequentWords {
    guard seen > 0 else { return FrequentWords() }
    // By word, the entries of its pairs with itself and with words before it.
    var entries = [UInt64](repeating: 0, count: words.count)
    for first in words.indices {
      for second in words.indices {
        entries[max(first, second)] += UInt64(counts[first << 8 | second])
      }
    }
    let limit = Self.entriesPerOccurrence * Double(occurrences) * Double(seen) / Double(all)
    var sum: UInt64 = 0
    let count = entries.prefix { more in
      sum += more
      return Double(sum) <= limit
    }.count
    let order = (0..<count).sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
    var ordered = [UInt32](repeating: 0, count: counts.count)
    for (first, one) in order.enumerated() {
      for (second, other) in order.enumerated() {
        ordered[first << 8 | second] = counts[one << 8 | other]
      }
    }
    let minimum = Int(Self.minimumDocumentFrequency) * seen / all
    return FrequentWords(
      order.map { words[$0] },
      pairs: FrequentPairs(choosing: ordered, minimum: UInt32(minimum)))
  }
}
