// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents that are in every list: the rarest leads, the others follow. Ranges know of each document
// without looking for the next, and are asked last.

package import BriefCodec

/// Visits the documents that all cursors visit; the score is the sum of theirs.
package final class Conjunction: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let cursors: [any DocCursor]
  private let ranges: [NumberRange]
  private let clock: StepClock?

  /// - Precondition: at least one cursor.
  package init(_ cursors: [any DocCursor], _ clock: StepClock? = nil) {
    self.clock = clock
    let others = cursors.filter { !($0 is NumberRange) }
    ranges = others.isEmpty ? [] : cursors.compactMap { $0 as? NumberRange }
    self.cursors = (others.isEmpty ? cursors : others).sorted { $0.cost < $1.cost }
    cost = self.cursors[0].cost
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var candidate = try cursors[0].advance(to: target)
    search: while candidate != .exhausted {
      if let clock, clock.step(of: 256) { candidate = .exhausted; break }
      for cursor in cursors.dropFirst() {
        let found = try cursor.advance(to: candidate)
        guard found == candidate else {
          candidate = found == .exhausted ? found : try cursors[0].advance(to: found)
          continue search
        }
      }
      for range in ranges where try !range.contains(candidate) {
        candidate = try cursors[0].advance(to: DocID(candidate.rawValue + 1))
        continue search
      }
      break
    }
    doc = candidate
    return doc
  }

  package func score() throws(CorruptionError) -> Float {
    var sum: Float = 0
    for cursor in cursors { sum += try cursor.score() }
    return sum
  }
}
