// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents that are in at least one list.

package import BriefCodec

/// Visits the documents that any cursor visits; the score is the sum over those that do.
package final class Disjunction: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let cursors: [any DocCursor]
  private var begun = false

  package init(_ cursors: [any DocCursor]) {
    self.cursors = cursors
    cost = cursors.reduce(0) { $0 + $1.cost }
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var least = DocID.exhausted
    for cursor in cursors {
      // One that is ahead stays: asked again, those that look at every document would look again.
      let isAhead = begun && cursor.doc >= target
      least = min(least, isAhead ? cursor.doc : try cursor.advance(to: target))
    }
    begun = true
    doc = least
    return least
  }

  package func score() throws(CorruptionError) -> Float {
    var sum: Float = 0
    for cursor in cursors where cursor.doc == doc { sum += try cursor.score() }
    return sum
  }
}

/// Visits what `required` visits; where `optional` does too, its score is added.
package final class OptionalScore: DocCursor {
  private let required: any DocCursor
  private let optional: any DocCursor
  private var begun = false

  package init(required: any DocCursor, optional: any DocCursor) {
    self.required = required
    self.optional = optional
  }

  package var doc: DocID { required.doc }
  package var cost: Int { required.cost }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    try required.advance(to: target)
  }

  package func score() throws(CorruptionError) -> Float {
    let sum = try required.score()
    if !begun || optional.doc < required.doc {
      begun = true
      _ = try optional.advance(to: required.doc)
    }
    return optional.doc == required.doc ? sum + (try optional.score()) : sum
  }
}
