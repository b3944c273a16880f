// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The two ends of a range, however it was written:
//
//     [a TO b]   a <= x <= b        >=a    a <= x         a..b   a <= x <= b
//     {a TO b}   a <  x <  b        <a     x < a          a..    a <= x
//     {a TO b]   a <  x <= b        [* TO *]  everything that has a value

/// The ends of a range. An end that is `nil` is open.
package struct RangeBounds: Sendable, Hashable {
  /// One end of a range.
  package struct Bound: Sendable, Hashable {
    /// The value as typed; what it means depends on the field. Never empty.
    package var text: String
    /// Where it stands, in UTF-8 bytes of the query.
    package var range: Range<Int>
    /// Whether the value itself belongs to the range.
    package var inclusive: Bool

    package init(_ text: String, at range: Range<Int>, inclusive: Bool) {
      self.text = text
      self.range = range
      self.inclusive = inclusive
    }
  }

  package var lower: Bound?
  package var upper: Bound?

  package init(lower: Bound?, upper: Bound?) {
    self.lower = lower
    self.upper = upper
  }

  /// The values alone, to be searched as words where the field has no order.
  package var words: String {
    [lower?.text, upper?.text].compactMap { $0 }.joined(separator: " ")
  }
}
