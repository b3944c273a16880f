// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The kinds of queries that are told apart, by the syntax of the query file: `a`, `+a +b`, `a b`, `"a b"`.

import Brief

/// A kind of query.
enum QueryKind: String, CaseIterable {
  case word
  case allWords = "all words"
  case anyWord = "any word"
  case phrase

  /// Whether a query of the file is of this kind.
  func contains(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    let isPlain = !text.contains { "+-\"".contains($0) }
    switch self {
    case .word: return isPlain && words.count == 1
    case .anyWord: return isPlain && words.count > 1
    case .allWords: return words.allSatisfy { $0.first == "+" } && !text.contains("\"")
    case .phrase:
      return text.first == "\"" && text.last == "\"" && text.count { $0 == "\"" } == 2
    }
  }

  /// The query of this kind that asks for some words.
  func query(_ words: [String]) -> Query {
    switch self {
    case .word, .allWords: .all(words.map { .text($0) })
    case .anyWord: .any(words.map { .text($0) })
    case .phrase: .phrase(words.joined(separator: " "))
    }
  }
}
