// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One token as a value, for those who look at few: tools, highlights, tests. The index reads
// whole batches from TokenBuffer.

/// A term at a place in a text.
public struct Token: Hashable, Sendable {
  /// What the index files it under.
  public var term: String
  /// How it relates to the word as written.
  public var form: TokenForm
  /// Its place, counted in tokens.
  public var position: Int
  /// How many positions it takes, one at least.
  public var positionLength: Int
  /// The UTF-8 bytes of the source text it stands for; never empty.
  public var sourceRange: Range<Int>

  /// A token.
  public init(
    term: String, form: TokenForm, position: Int, positionLength: Int = 1, sourceRange: Range<Int>
  ) {
    self.term = term
    self.form = form
    self.position = position
    self.positionLength = positionLength
    self.sourceRange = sourceRange
  }
}
