// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A query bound to a snapshot: analysed, expanded, with all statistics gathered. What remains is to
// make cursors for each segment. A plan is the same for all segments, so that a document's score
// does not depend on the segment it lies in.

package import BriefCodec

/// The two kinds of queries that people type: a few keywords, or a question in sentences.
package enum QueryStyle: Hashable, Sendable { case keywords, question }

/// A query bound to the statistics of a snapshot.
package indirect enum Plan: Sendable {
  case nothing
  case everything
  case word(PlannedWord)
  case phrase(PlannedPhrase)
  case range(ClosedRange<Int64>, field: Int)
  /// Documents with one of the terms in a space, without a score.
  case keyword([PlannedTerm], space: Int)
  case all([Plan])
  case any([Plan])
  /// What the first matches; where the second does too, its score is added.
  case preferring(Plan, Plan)
  case excluding(Plan, Plan)

  /// The greatest score a document can have, a sum of weights.
  package var maximumScore: Float {
    switch self {
    case .nothing, .everything, .range, .keyword: 0
    case .word(let word): word.weight
    case .phrase(let phrase): phrase.weight
    case .all(let plans), .any(let plans): plans.reduce(0) { $0 + $1.maximumScore }
    case .preferring(let a, let b): a.maximumScore + b.maximumScore
    case .excluding(let plan, _): plan.maximumScore
    }
  }

  /// The greatest score a document can have once every word's is rounded to a grid: exact, as all sums
  /// of such scores.
  func maximumScore(on grid: ScoreGrid) -> Float {
    switch self {
    case .nothing, .everything, .range, .keyword: 0
    case .word, .phrase: grid.round(maximumScore)
    case .all(let plans), .any(let plans): plans.reduce(0) { $0 + $1.maximumScore(on: grid) }
    case .preferring(let a, let b): a.maximumScore(on: grid) + b.maximumScore(on: grid)
    case .excluding(let plan, _): plan.maximumScore(on: grid)
    }
  }

  /// Whether the plan orders documents by more than their identifiers.
  package var isRanked: Bool { maximumScore > 0 }

  /// The words and phrases that a matching document is marked with.
  package func forEachLeaf(_ body: (Plan) -> Void) {
    switch self {
    case .nothing, .everything, .range, .keyword: break
    case .word, .phrase: body(self)
    case .all(let plans), .any(let plans): for plan in plans { plan.forEachLeaf(body) }
    case .preferring(let a, let b):
      a.forEachLeaf(body)
      b.forEachLeaf(body)
    case .excluding(let plan, _): plan.forEachLeaf(body)
    }
  }
}

/// A term with what each segment's dictionary says of it.
package struct PlannedTerm: Sendable {
  package let bytes: [UInt8]
  /// By segment; `nil` where the segment does not have the term.
  package let payloads: [TermPayload?]
  /// Documents with the term, over all segments, deleted ones included.
  package var documentFrequency: Int {
    payloads.reduce(0) { $0 + Int($1?.documentFrequency ?? 0) }
  }
}

/// A word: one or more terms that count as one.
package struct PlannedWord: Sendable {
  /// As typed.
  package let typed: String
  /// The terms that exist.
  package let terms: [PlannedTerm]
  /// The term space, an index in the layout.
  package let space: Int
  /// The field, an index in the schema.
  package let field: Int
  /// Boost times idf; 0 if no document has the word.
  package let weight: Float
  package let documentFrequency: Int

  /// In how many documents of a segment it is, by the segment's place, where the dictionary says that: of a single
  /// term.
  func knownCount(in segment: SegmentReader, _ ordinal: Int) -> Int? {
    guard segment.live == nil, terms.count == 1 else { return nil }
    return Int(terms[0].payloads[ordinal]?.documentFrequency ?? 0)
  }
}

/// Words at certain places, in any of some fields.
package struct PlannedPhrase: Sendable {
  /// As typed.
  package let typed: String
  package let slop: Int
  /// The field whose norm and statistics count, an index in the schema.
  package let field: Int
  package let weight: Float
  /// The fields searched with their weights, and the terms of each place there.
  package let fields: [FieldPlaces]

  package struct FieldPlaces: Sendable {
    package let field: Int
    package let weight: Float
    package let places: [Place]
  }

  package struct Place: Sendable {
    /// Counted from the phrase's first word.
    package let offset: Int
    package let terms: [PlannedTerm]
  }
}
