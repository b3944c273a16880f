// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A remark on the text of a query. Never an error: the query has a meaning all the same, and the
// suggestion is a plainer way to write just that meaning.

/// A remark on a part of a query that may not mean what its writer had in mind.
public struct Diagnostic: Sendable, Hashable {
  /// The part it is about, in UTF-8 bytes of the query, on character boundaries. Never empty.
  public var range: Range<Int>
  /// What was noticed and how it was read, in a sentence or two.
  public var reason: String
  /// A replacement for the whole of `range` that says the same without cause for this remark;
  /// `nil` where there is none. Empty means: leave it out.
  public var suggestion: String?

  /// Creates a remark.
  public init(range: Range<Int>, reason: String, suggestion: String?) {
    self.range = range
    self.reason = reason
    self.suggestion = suggestion
  }
}
