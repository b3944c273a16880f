// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// When nothing was found: which of the words no brief has, and which words of the index come near.

import Brief

/// Finds out why nothing was found.
package struct MissingWords {
  private let searcher: Searcher
  /// Words looked at, and terms compared with each.
  private static let wordLimit = 8
  private static let termLimit = 20_000

  /// Names that a date stands behind.
  private static let ages: Set = ["since", "until", "before", "after"]

  init(_ searcher: Searcher) { self.searcher = searcher }

  /// The words of `query` that no brief has.
  func find(in query: String) throws(BriefError) -> [MissingWord] {
    var missing: [MissingWord] = []
    let words = Self.words(of: query) { name in
      switch searcher.schema[name]?.kind {
      case nil: !Self.ages.contains(name.lowercased())
      case .text, .combined: true
      case .identifier, .keyword, .date, .number, .stored: false
      }
    }
    for word in words.prefix(Self.wordLimit) {
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

  /// What a reader would call words that ought to be found: runs of letters, digits and marks, without
  /// operators and names of fields; not what is left out, what a pattern or a range is made of, nor
  /// what is looked up in a field that `holdsWords` says has none.
  package static func words(
    of query: String, holdsWords: (_ field: String) -> Bool = { _ in true }
  ) -> [String] {
    var words: [String] = []
    var rest = query[...]
    var isExcluded = false
    while let start = rest.firstIndex(where: { !$0.isWhitespace && $0 != "(" }) {
      rest = rest[start...]
      var part = rest.prefix { !$0.isWhitespace }
      if part.contains("[") { part = rest.prefix { $0 != "]" } }
      if part == "AND" || part == "OR" || part == "NOT" {
        isExcluded = part == "NOT"
      } else {
        if part.first == "-" || part.first == "!" { isExcluded = true }
        if !isExcluded { words += plainWords(of: part, holdsWords) }
        isExcluded = false
      }
      rest = rest[part.endIndex...]
    }
    var known: Set<String> = []
    return words.filter { known.insert($0).inserted }
  }

  /// The words of what stands between two spaces.
  private static func plainWords(
    of part: Substring, _ holdsWords: (String) -> Bool
  ) -> [String] {
    var part = part
    if let colon = part.firstIndex(of: ":") {
      let name = part[..<colon].drop { !$0.isLetter && !$0.isNumber }
      guard holdsWords(String(name)) else { return [] }
      part = part[part.index(after: colon)...]
    }
    guard !part.contains(where: { "*?~/[]".contains($0) }) else { return [] }
    if let boost = part.lastIndex(of: "^") { part = part[..<boost] }
    return part.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
