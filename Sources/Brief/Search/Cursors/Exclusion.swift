// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents of one list that are not in another.

package import BriefCodec

/// Visits what `included` visits and `excluded` does not.
package final class Exclusion: DocCursor {
  private let included: any DocCursor
  private let excluded: any DocCursor
  private var excludedDoc: DocID?
  private let clock: StepClock?

  package init(
    _ included: any DocCursor, without excluded: any DocCursor, _ clock: StepClock? = nil
  ) {
    self.clock = clock
    self.included = included
    self.excluded = excluded
  }

  package var doc: DocID { included.doc }
  package var cost: Int { included.cost }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var candidate = try included.advance(to: target)
    while candidate != .exhausted {
      if let clock, clock.step(of: 256) { return .exhausted }
      if excludedDoc.map({ $0 < candidate }) ?? true {
        excludedDoc = try excluded.advance(to: candidate)
      }
      guard excludedDoc == candidate else { break }
      candidate = try included.advance(to: DocID(candidate.rawValue + 1))
    }
    return candidate
  }

  package func score() throws(CorruptionError) -> Float { try included.score() }
}
