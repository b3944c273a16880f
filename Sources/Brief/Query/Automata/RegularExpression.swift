// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Regular expressions over whole terms, run without backtracking: all states the expression can be
// in are kept at once, so a term costs time linear in its length whatever the pattern is.
//
//     abc  .  \d \w \s \p{L}  [a-z_] [^0-9]  (ab|c)  x* x+ x? x{2,5}  ^ $  \. \u{e9}
//
// `RegularExpressionParser` holds the grammar, `RegularExpressionCompiler` makes the states.

/// Accepts the terms that a regular expression matches as a whole.
package struct RegularExpression: TermAutomaton {
  /// One bit a reading instruction and one for the accepting state, hence at most 2,001.
  package typealias State = StateSet<32>

  private let automaton: RegularExpressionCompiler.Automaton

  /// Compiles a pattern of at most 4,096 bytes into at most 2,000 states.
  ///
  /// `fold` is applied to each literal character of the pattern, also to those in classes and in
  /// their short ranges (up to 128 scalars; longer ones stand as written). It should be the fold
  /// that the terms went through. `^` and `$` are allowed and change nothing at the ends of the
  /// pattern.
  ///
  /// - Throws: where and why the pattern is malformed or too large.
  package init(
    _ pattern: String, fold: (String) -> String
  ) throws(RegularExpressionError) {
    let tree = try RegularExpressionParser.parse(pattern, fold: fold)
    do {
      automaton = try RegularExpressionCompiler.compile(tree)
    } catch {
      throw RegularExpressionError(
        range: 0..<pattern.utf8.count,
        reason: .moreStatesThan(RegularExpressionCompiler.maximumStates))
    }
  }

  package var start: State { automaton.start }

  package func step(_ state: State, _ scalar: Unicode.Scalar) -> State? {
    var next = State()
    var known: (index: Int, contains: Bool)?
    readers(of: state) { reader in
      // Neighbouring states often read the same class: \w{1,20}.
      let index = automaton.classOfState[reader]
      if known?.index != index { known = (index, reads(index, scalar)) }
      if known?.contains == true { next.formUnion(automaton.follow[reader]) }
    }
    return next.isEmpty ? nil : next
  }

  package func accepts(_ state: State) -> Bool { state.contains(automaton.follow.count) }

  package func liveScalar(_ state: State, from scalar: Unicode.Scalar) -> Unicode.Scalar? {
    var least: Unicode.Scalar?
    readers(of: state) { reader in
      guard least != scalar else { return }
      let scalars = automaton.classes[automaton.classOfState[reader]]
      guard let first = scalars.first(from: scalar) else { return }
      least = least.map { min($0, first) } ?? first
    }
    return least
  }

  /// Whether the class of this index contains the scalar.
  private func reads(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return automaton.classes[index].contains(scalar) }
    let value = Int(scalar.value)
    return automaton.asciiMembers[index][value >> 6] >> UInt64(value & 63) & 1 == 1
  }

  /// Calls `body` with each state of a set but the accepting one.
  private func readers(of state: State, _ body: (Int) -> Void) {
    state.forEach { if $0 < automaton.follow.count { body($0) } }
  }
}
