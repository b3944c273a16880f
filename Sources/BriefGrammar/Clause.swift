// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One of several things written side by side: `a +b -c` is three clauses.

/// A member of a juxtaposition, with the sign before it.
package struct Clause: Sendable, Hashable {
  /// What the sign before a clause asks for.
  package enum Occur: Sendable, Hashable {
    /// No sign: counts towards the match as the search is set to.
    case plain
    /// `+`: no document without it.
    case required
    /// `-`, `!` or `NOT`: no document with it.
    case excluded
  }

  package var occur: Occur
  package var tree: SyntaxTree

  package init(_ occur: Occur, _ tree: SyntaxTree) {
    self.occur = occur
    self.tree = tree
  }
}
