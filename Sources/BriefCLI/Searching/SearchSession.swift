// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Answers one query after another from one snapshot.

import Brief

/// What the queries of one command line have in common.
struct SearchSession {
  let index: LocatedIndex
  let searcher: Searcher
  let reader: QueryReader
  let options: SearchOptions
  /// Seconds after which a search answers with what it has found.
  let timeout: Double?
  let explains: Bool
  /// Whether a query that looks malformed is refused.
  let isStrict: Bool

  /// Answers a query.
  ///
  /// - Throws: a failure with the diagnostics if the query looks malformed and that is refused.
  func answer(
    _ text: String, queryID: String?, loadsDocuments: Bool
  ) throws -> SearchAnswer {
    let start = ContinuousClock.now
    let read = reader.read(text)
    if isStrict, let first = read.diagnostics.first {
      throw Self.refusal(text, first)
    }
    var options = options
    options.loads = loadsDocuments ? .documents : .identifiers
    options.deadline = timeout.map { .after(.seconds($0)) }
    let results = try searcher.search(read.query, options: options)
    let took = start.duration(to: .now)
    var explanations: [Explanation] = []
    if explains {
      explanations = try results.map {
        try searcher.explain(read.query, identifier: $0.identifier, options: options)
      }
    }
    let missing =
      results.total == 0 && loadsDocuments ? try MissingWords(searcher).find(in: text) : []
    return SearchAnswer(
      queryID: queryID, text: text, diagnostics: read.diagnostics, results: results, took: took,
      index: index, explanations: explanations, missing: missing)
  }

  private static func refusal(_ text: String, _ diagnostic: Diagnostic) -> Failure {
    let remedy =
      switch diagnostic.suggestion {
      case nil: "Leave --strict out to have it read sensibly."
      case "": "Leave that out, or leave --strict out."
      case let suggestion?: "Write \(suggestion) there, or leave --strict out."
      }
    var failure = Failure(
      .usage, code: "invalidQuery", "The query looks malformed.", why: diagnostic.reason,
      remedy: remedy,
      location: "\(diagnostic.range.lowerBound)..<\(diagnostic.range.upperBound)")
    failure.picture = Caret.rendered(diagnostic, in: text, width: 80, on: .plain)
    return failure
  }
}
