// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Patterns of literals, `?` (one scalar) and `*` (any run of scalars, also none), matched by
// Shift-And (Baeza-Yates & Gonnet, "A new approach to text searching", 1992). State p means: the
// first p places of the pattern are read. A place is a literal scalar or a `?`; a `*` is no place
// but a loop on the state it stands before. There are no empty moves, so a step is
//
//     next = ((states ∩ readable(scalar)) + 1) ∪ (states ∩ loops)

/// Accepts the terms that a wildcard pattern matches as a whole.
package struct WildcardAutomaton: TermAutomaton {
  /// A part of a pattern.
  package enum Piece: Sendable, Hashable {
    /// These scalars, folded like the terms they will be compared with.
    case literal(String)
    /// Any one scalar.
    case anyOne
    /// Any number of scalars, also none.
    case anyRun
  }

  package typealias State = StateSet<4>

  package let start: State
  /// The state after all places; `nil` for a pattern that nothing matches.
  private let end: Int?
  /// States before which a `*` stands.
  private let loops: State
  /// States that can read any scalar by their next place.
  private let wild: State
  /// Which states can read a literal (or anything): sorted by scalar, `wild` included.
  private let readable: [(scalar: Unicode.Scalar, states: State)]

  /// A pattern with more literal scalars and ``Piece/anyOne`` than a term has bytes matches
  /// nothing.
  package init(pieces: [Piece]) {
    var loops = State()
    var wild = State()
    var literals: [Unicode.Scalar: State] = [:]
    var places = 0
    reading: for piece in pieces {
      switch piece {
      case .literal(let text):
        for scalar in text.unicodeScalars {
          guard places < TermLimits.bytes else { places += 1; break reading }
          literals[scalar, default: State()].insert(places)
          places += 1
        }
      case .anyOne:
        guard places < TermLimits.bytes else { places += 1; break reading }
        wild.insert(places)
        places += 1
      case .anyRun: loops.insert(places)
      }
    }
    let isPossible = places <= TermLimits.bytes
    var start = State()
    if isPossible { start.insert(0) }
    self.start = start
    end = isPossible ? places : nil
    self.loops = loops
    self.wild = wild
    readable = literals.sorted { $0.key < $1.key }.map { scalar, states in
      var states = states
      states.formUnion(wild)
      return (scalar, states)
    }
  }

  package func step(_ state: State, _ scalar: Unicode.Scalar) -> State? {
    var next = state
    next.formIntersection(states(reading: scalar))
    next.shiftUp()
    var looping = state
    looping.formIntersection(loops)
    next.formUnion(looping)
    return next.isEmpty ? nil : next
  }

  package func accepts(_ state: State) -> Bool { end.map(state.contains) ?? false }

  package func liveScalar(_ state: State, from scalar: Unicode.Scalar) -> Unicode.Scalar? {
    var anything = loops
    anything.formUnion(wild)
    anything.formIntersection(state)
    guard anything.isEmpty else { return scalar }
    for index in firstLiteral(from: scalar)..<readable.count {
      var readers = readable[index].states
      readers.formIntersection(state)
      if !readers.isEmpty { return readable[index].scalar }
    }
    return nil
  }

  /// The states whose next place can be this scalar.
  private func states(reading scalar: Unicode.Scalar) -> State {
    let index = firstLiteral(from: scalar)
    guard index < readable.count, readable[index].scalar == scalar else { return wild }
    return readable[index].states
  }

  /// The index of the first literal at or above `scalar`, by bisection.
  private func firstLiteral(from scalar: Unicode.Scalar) -> Int {
    var low = 0
    var high = readable.count
    while low < high {
      let middle = (low + high) / 2
      if readable[middle].scalar < scalar { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
