// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The contract between a pattern (fuzzy word, wildcard, regular expression) and the walk along a
// sorted term dictionary (`TermWalk`). An automaton reads a term one Unicode scalar at a time and
// says as early as it can that nothing which begins so will match: each such answer lets the walk
// leap over a whole subtree of the dictionary. UTF-8 sorts like the scalars it encodes, so the
// order of the terms' bytes is the order of the automaton's paths.

/// Recognises terms, one Unicode scalar a step.
///
/// Steps are pure: the same state and scalar always give the same state. An automaton matches a
/// term if stepping from ``start`` through all scalars of the term never yields `nil` and the last
/// state is accepted.
package protocol TermAutomaton: Sendable {
  /// Where the automaton stands after some scalars. Copied often: a few words, no heap storage.
  associatedtype State: Sendable

  /// The state before the first scalar.
  var start: State { get }

  /// The state after one more scalar; `nil` if no term that goes on like this can match.
  func step(_ state: State, _ scalar: Unicode.Scalar) -> State?

  /// Whether a term that ends here matches.
  func accepts(_ state: State) -> Bool

  /// The number of edits between a term that ends here and what was asked; 0 where nothing is
  /// counted. Means nothing unless ``accepts(_:)`` holds.
  func distance(_ state: State) -> Int

  /// What every matching term begins with; may be shorter than it could be. Not meant for loops.
  var literalPrefix: String { get }

  /// The least scalar at or above `scalar` that may be stepped from `state`, `nil` if there is
  /// none.
  ///
  /// Agrees with this loop, but may return a smaller scalar where the exact one is costly:
  ///
  ///     while step(state, scalar) == nil { scalar = next scalar, or return nil }
  ///
  /// It turns "this subtree is dead" into "the next living one begins there". Returning `scalar`
  /// itself is always correct, and what automata do that do not implement it.
  func liveScalar(_ state: State, from scalar: Unicode.Scalar) -> Unicode.Scalar?
}

extension TermAutomaton {
  package func liveScalar(_ state: State, from scalar: Unicode.Scalar) -> Unicode.Scalar? { scalar }

  package func distance(_ state: State) -> Int { 0 }

  package var literalPrefix: String { String(forcedPath(from: start).scalars) }

  /// The longest path from `state` on which every scalar is the only one possible and no state but
  /// the last accepts: what every match from here on begins with. Never longer than a term is.
  func forcedPath(from state: State) -> (scalars: String.UnicodeScalarView, end: State) {
    var path = (scalars: String.UnicodeScalarView(), end: state)
    var length = 0
    while length < TermLimits.bytes, !accepts(path.end) {
      guard let only = liveScalar(path.end, from: "\0"), only != "\0",
        only.successor.flatMap({ liveScalar(path.end, from: $0) }) == nil,
        let next = step(path.end, only)
      else { break }
      path.scalars.append(only)
      path.end = next
      length += 1
    }
    return path
  }
}

/// What is known of every term, whatever dictionary it stands in.
enum TermLimits {
  /// The most bytes, hence the most scalars, that a term has.
  static let bytes = 255
}

extension Unicode.Scalar {
  /// The next scalar in order; `nil` after the last one.
  var successor: Unicode.Scalar? {
    // Surrogates are no scalars: U+D7FF is followed by U+E000.
    Unicode.Scalar(value == 0xD7FF ? 0xE000 : value + 1)
  }
}

extension TermAutomaton {
  /// Whether the automaton accepts a text as a whole.
  func recognises(_ text: String) -> Bool {
    var state = start
    for scalar in text.unicodeScalars {
      guard let next = step(state, scalar) else { return false }
      state = next
    }
    return accepts(state)
  }
}
