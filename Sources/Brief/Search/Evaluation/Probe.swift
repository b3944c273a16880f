// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A cursor that others ask about documents: a range, a phrase, nested alternatives. Documents come in
// increasing order, so that the cursor only ever moves forward.

import BriefCodec

/// A part of a plan that documents found by other parts are tried against.
struct Probe {
  private let cursor: any DocCursor
  /// The cursor, if it need not move to know about a document.
  private let range: NumberRange?
  /// The most it can add to a score.
  let maximum: Float
  private var hasBegun = false

  init(_ plan: Plan, _ context: CursorContext) throws(CorruptionError) {
    cursor = try context.cursor(plan)
    range = cursor as? NumberRange
    maximum = plan.maximumScore(on: context.grid)
  }

  /// Whether a document matches; not below the one asked about before.
  mutating func matches(_ doc: DocID) throws(CorruptionError) -> Bool {
    if let range { return try range.contains(doc) }
    if !hasBegun || cursor.doc < doc {
      hasBegun = true
      _ = try cursor.advance(to: doc)
    }
    return cursor.doc == doc
  }

  /// Adds the scores of the documents of a batch that match; drops those that do not, if they must.
  mutating func refine(
    _ batch: inout Batch, isRequired: Bool, isScored: Bool
  ) throws(CorruptionError) {
    let addsScores = isScored && maximum > 0
    var kept = 0
    for i in 0..<batch.count {
      let found = try matches(batch.document(i))
      guard found || !isRequired else { continue }
      batch.documents[kept] = batch.documents[i]
      batch.scores[kept] = batch.scores[i] + (found && addsScores ? try cursor.score() : 0)
      kept += 1
    }
    batch.count = kept
  }
}
