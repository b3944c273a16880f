// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// When nothing was found: which of the words no brief has, and which words of the index come near.

import Brief

/// Finds out why nothing was found.
package struct MissingWords {
  private let searcher: Searcher
  /// Words looked at, and terms compared with each.
  private static let wordLimit = 8
  private static let termLimit = 20_000

  init(_ searcher: Searcher) { self.searcher = searcher }

  /// The words of `query` that no brief has.
  func find(in query: String) throws(BriefError) -> [MissingWord] {
    var missing: [MissingWord] = []
    for word in Self.words(of: query).prefix(Self.wordLimit) {
      let options = SearchOptions(limit: 1, matching: .all, loads: .identifiers)
      guard try searcher.search(.text(word), options: options).total == 0 else { continue }
      missing.append(MissingWord(word: word, nearest: try nearest(to: word)))
    }
    return missing
  }

  private func nearest(to word: String) throws(BriefError) -> [String] {
    let word = word.lowercased()
    let limit = word.count <= 4 ? 1 : 2
    // Few slips change the first letter.
    let terms = try searcher.terms(
      in: nil, prefix: String(word.prefix(1)), limit: Self.termLimit)
    let near = terms.map { ($0, Spelling.distance(word, $0.term, limit: limit)) }
      .filter { $0.1 <= limit && $0.1 > 0 }
    return near.sorted {
      ($0.1, -$0.0.documentFrequency, $0.0.term) < ($1.1, -$1.0.documentFrequency, $1.0.term)
    }.prefix(3).map(\.0.term)
  }

  /// What a reader would call words: runs of letters, digits and marks, without operators and names
  /// of fields.
  package static func words(of query: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in query + " " {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character == ":" {
        word = ""
      } else if !word.isEmpty {
        if !["AND", "OR", "NOT"].contains(word), !words.contains(word) { words.append(word) }
        word = ""
      }
    }
    return words
  }
}
