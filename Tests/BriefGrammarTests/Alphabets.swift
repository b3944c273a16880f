// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Pieces of text that random queries are made of.

enum Alphabets {
  /// Nothing but what the grammar has a meaning for.
  static let operators = [
    "(", ")", "\"", "+", "-", "!", "~", "^", "*", "?", ":", "/", "\\", "[", "]", "{", "}", "<",
    ">", "=", ".", "..", "~1", "^2", " ", " ", " AND ", " OR ", " NOT ", "AND", "OR", "NOT",
    " TO ", "&&", "||", "a", "b", "1", "f:",
  ]
  /// Operators among words, as in real queries.
  static let queries = [
    " ", " ", " ", " ", "word", "a", "title:", "date:", "\"", "\"a b\"", "(", ")", "+", "-", "~1",
    "^3", "*", " AND ", " OR ", " NOT ", "[a TO b]", "2025-01..2025-03", "/a+/", "te?t", "anti*",
    "http://x.y/", "://", "\\", "(a)", "()", "\"\"", "^", "~", "“", "”", "«", "»", "：", "人工",
  ]
  /// Marks that join, hide, reverse or widen what stands beside them.
  static let marks = [
    "\u{301}", "\u{200D}", "\u{200E}", "\u{200B}", "\u{FE0F}", "\u{600}", "\u{FEFF}", "\u{0}",
    "\r", "\n", "\u{3000}", "\u{A0}", "👩", "🇩", "ｱ", "（", "）", "＂", "：", "＋", "－", "＊", "～",
    "„", "「", "」", "é", "a", "b", "(", ")", "\"", "-", "+", "^2", "~", "*", "\\", " ", " AND ",
    "f:", "/",
  ]

  static let all = [operators, queries, marks]
}
