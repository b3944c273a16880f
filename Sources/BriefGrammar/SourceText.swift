// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A piece of the query: what it says, and where it was written.

/// A piece of text in a query, with the place it was written at.
package struct SourceText: Sendable, Hashable {
  /// The text meant: escapes resolved, quotation marks and operators left out.
  package var text: String
  /// Where it stands, in UTF-8 bytes of the query: with quotation marks, brackets and escapes,
  /// without `~1` and `^2`. On scalar boundaries.
  package var range: Range<Int>

  package init(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
  }
}
