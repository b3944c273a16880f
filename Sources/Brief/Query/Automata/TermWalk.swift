// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Drives an automaton along a sorted sequence of terms. Neighbours share most of their beginning:
// the walk keeps the states of the last term's scalars and steps again only after what both have in
// common. Where the automaton dies, it answers with the least string that could still match, and
// the caller seeks there; with a good automaton a walk touches a few thousand terms of a million.

/// Tests terms against an automaton, one after the other, and says where to look next.
///
///     var walk = TermWalk(automaton)
///     var isAt = cursor.seek(automaton.literalPrefix)
///     while isAt {
///       switch walk.advance(cursor.term) {
///       case .matches: use(cursor.term); isAt = cursor.next()
///       case .no(let target?): isAt = cursor.seek(target)
///       case .no(nil): isAt = cursor.next()
///       }
///     }
///
/// Verdicts do not depend on the terms before; increasing order makes them cheap, and is what makes
/// leaving out the terms below a target right.
package struct TermWalk<A: TermAutomaton>: Sendable {
  /// What the automaton says of a term.
  package enum Verdict: Sendable, Hashable {
    /// The term matches, with so many edits.
    case matches(distance: Int)
    /// The term does not match. No term between it and `seekTo`, which is greater, does either;
    /// with `nil`, its neighbour may. A target is not a term, and need not be UTF-8: after the
    /// last term that can match, it is a byte that no text begins with.
    case no(seekTo: [UInt8]?)
  }

  /// One scalar that was read.
  private struct Step {
    var scalar: Unicode.Scalar
    /// The bytes of the term up to and with this scalar.
    var end: Int
    var state: A.State
  }

  private let automaton: A
  private let start: A.State
  /// The last term, as far as it was read and the automaton lived.
  private var steps: [Step] = []
  private var bytes: [UInt8] = []

  package init(_ automaton: A) {
    self.automaton = automaton
    start = automaton.start
  }

  /// Tests a term: any bytes at all. Bytes that are not UTF-8 match nothing.
  ///
  /// Costs a step of the automaton for each scalar that the term does not share with the last one.
  package mutating func advance(_ term: [UInt8]) -> Verdict {
    backUp(toPrefixOf: term)
    while bytes.count < term.count {
      switch ScalarDecoding(term, at: bytes.count) {
      case .scalar(let scalar, let length):
        guard let next = automaton.step(state, scalar) else {
          return .no(seekTo: target(after: scalar))
        }
        for _ in 0..<length { bytes.append(term[bytes.count]) }
        steps.append(Step(scalar: scalar, end: bytes.count, state: next))
      case .incomplete: return .no(seekTo: nil)
      case .illFormed(let length):
        return .no(seekTo: Self.successor(of: term[..<(bytes.count + length)]))
      }
    }
    if automaton.accepts(state) { return .matches(distance: automaton.distance(state)) }
    let path = automaton.forcedPath(from: state).scalars
    return .no(seekTo: path.isEmpty ? nil : bytes + String(path).utf8)
  }

  private var state: A.State { steps.isEmpty ? start : steps[steps.count - 1].state }

  /// The bytes that the first `depth` scalars take.
  private func end(of depth: Int) -> Int { depth > 0 ? steps[depth - 1].end : 0 }

  /// Forgets the scalars that are not the beginning of `term`.
  private mutating func backUp(toPrefixOf term: [UInt8]) {
    var common = 0
    let limit = min(bytes.count, term.count)
    while common < limit, bytes[common] == term[common] { common += 1 }
    while !steps.isEmpty, steps[steps.count - 1].end > common { steps.removeLast() }
    bytes.removeLast(bytes.count - end(of: steps.count))
  }

  /// The least string that may match above everything that begins with ``bytes`` and `dead`.
  private func target(after dead: Unicode.Scalar) -> [UInt8] {
    var depth = steps.count
    var dead = dead
    while true {
      let parent = depth > 0 ? steps[depth - 1].state : start
      if let next = dead.successor, let live = automaton.liveScalar(parent, from: next) {
        var path = String.UnicodeScalarView([live])
        if let state = automaton.step(parent, live) {
          path.append(contentsOf: automaton.forcedPath(from: state).scalars)
        }
        return Array(bytes[..<end(of: depth)]) + String(path).utf8
      }
      guard depth > 0 else { return [0xFF] }
      depth -= 1
      dead = steps[depth].scalar
    }
  }

  /// The least string above everything that begins with `prefix`; `nil` if nothing is.
  private static func successor(of prefix: ArraySlice<UInt8>) -> [UInt8]? {
    guard let last = prefix.lastIndex(where: { $0 != 0xFF }) else { return nil }
    return Array(prefix[..<last]) + [prefix[last] + 1]
  }
}
