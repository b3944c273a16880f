// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser

/// Writes answers in one format.
protocol SearchOutput {
  /// Whether hits must come with their documents.
  var needsDocuments: Bool { get }
  /// Writes one answer.
  func write(_ answer: SearchAnswer)
}

/// The format of answers.
enum SearchFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One hit a line: id, date, score, title, source.
  case tsv
  /// JSON Lines.
  case json
  /// A run as TREC has it: query, Q0, id, rank, score, tag.
  case trec
}

/// How matches are marked in text for people.
enum HighlightStyle: String, CaseIterable, ExpressibleByArgument {
  /// In colour, where there is colour.
  case auto
  /// `[word]`
  case brackets
  /// `<mark>word</mark>`
  case html
  case none
}
