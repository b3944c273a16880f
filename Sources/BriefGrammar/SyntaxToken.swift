// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The lexer's output: operands are trees already, because how a word is to be read depends on
// nothing outside it and the field before it. Parentheses are balanced and never empty.

/// A token of the query language.
struct SyntaxToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A word, phrase, pattern, expression or range.
    case operand(SyntaxTree)
    /// `^3`, directly after an operand or `)`.
    case boost(Float)
    /// `title:`, directly before an operand or `(`.
    case field(SourceText)
    /// `+` or `-`, directly before a field, operand or `(`.
    case sign(Clause.Occur)
    case open
    case close
    case and
    case or
    case not
  }

  var kind: Kind
  /// UTF-8 bytes of the query.
  var range: Range<Int>
}
