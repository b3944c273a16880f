// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief

/// An answered query, ready to be written in any format.
struct SearchAnswer {
  /// The query's own id, when many are answered.
  var queryID: String?
  /// The query as typed.
  var text: String
  var diagnostics: [Diagnostic]
  var results: SearchResults
  var took: Duration
  var index: LocatedIndex
  /// Why each hit has its score, if that was asked for.
  var explanations: [Explanation]
  /// When nothing was found: the words that no brief has.
  var missing: [MissingWord]

  /// What was relaxed because too little was found, in words.
  var relaxed: String? {
    switch results.relaxation {
    case nil: nil
    case .fewerWords(let exact):
      exact == 0
        ? "no brief has all the words; these have some of them"
        : "\(Quantity.count(exact, "brief")) with all the words first, then those with some of them"
    case .spelling(let replacements):
      "nothing found as typed; searched "
        + replacements.map { "“\($0.searched)” for “\($0.typed)”" }.joined(separator: ", ")
    }
  }
}

/// A word of a query that no brief has, with words of the index that look like it.
struct MissingWord {
  var word: String
  var nearest: [String]
}
