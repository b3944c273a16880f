// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What was written, before anybody looks at an index: no analysis, no schema. Field names are
// as typed; whether such a field exists, and what to do if not, is the engine's business.
//
// A tree that the parser makes keeps these promises, and every tree that keeps them prints to a
// text that parses to the same tree (ranges apart):
//
//     nothing    only as the root
//     clauses    at least one; a single one is never plain
//     and, or    at least two operands
//     word, …    never an empty text; a prefix or pattern has a letter or digit in it, a fuzzy
//                word a letter, a phrase more than blanks
//     regex      has an operator in it, no bare blank, no backslash at the end
//     range      only directly under a field
//     boost      within Parser.boosts

/// The meaning of a query as a tree.
package indirect enum SyntaxTree: Sendable, Hashable {
  /// The empty query.
  case nothing
  /// `*`: every document, or under a field every document that has it.
  case all
  /// A word as typed, escapes resolved: `O'Brien`, `C++`, `20.04`, `multi-agent`, `人工智能`.
  /// Analysis may make several words of it, or none.
  case word(SourceText)
  /// `"…"`; `slop` is how far its words may stand from their places, 0 being exact.
  case phrase(SourceText, slop: Int)
  /// `anti*`; the text is without the star.
  case prefix(SourceText)
  /// `col*r`, `te?t`, `*trust`. The text is the pattern in one piece.
  case wildcard(pattern: [WildcardElement], SourceText)
  /// `antitrst~1`: words within so many edits, 0 to 2.
  case fuzzy(SourceText, edits: Int)
  /// `/anti.?trust/`, over whole words. The pattern has its escapes but for `\/`.
  case regex(pattern: String, SourceText)
  /// `[a TO b]`, `a..b`, `>=a`. The text is the two values, for a field without order.
  case range(RangeBounds, SourceText)
  /// `title:x`: the tree, looked for in one field.
  case field(name: SourceText, SyntaxTree)
  /// `x^3`: the tree, its score multiplied.
  case boost(SyntaxTree, Float)
  /// Things side by side: `a +b -c`. Only exclusions means all documents but those.
  case clauses([Clause])
  /// `a AND b`: all of them.
  case and([SyntaxTree])
  /// `a OR b`: any of them.
  case or([SyntaxTree])
  /// `NOT a`: all documents but those.
  case not(SyntaxTree)
}
