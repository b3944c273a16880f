// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the parser hands back: always a tree, and what there is to say about the text.

/// A query as understood.
package struct ParsedQuery: Sendable {
  /// The meaning. `.nothing` if the text says nothing.
  package var root: SyntaxTree
  /// What looked malformed, in the order it was written; empty for most queries. At most
  /// ``Parser/maximumDiagnostics``, and one more for a text that is too long.
  package var diagnostics: [Diagnostic]

  package init(root: SyntaxTree, diagnostics: [Diagnostic]) {
    self.root = root
    self.diagnostics = diagnostics
  }
}
