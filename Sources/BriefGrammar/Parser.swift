// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The query language. Every text is a query: there are no errors, only remarks.
//
//     query       = clauses
//     clauses     = { disjunction }                              side by side; binds weakest
//     disjunction = conjunction { ( "OR" | "||" ) conjunction }
//     conjunction = negation { ( "AND" | "&&" ) negation }
//     negation    = { "NOT" } [ "+" | "-" | "!" ] item           binds tightest
//     item        = [ name ":" ] ( operand | group ) [ "^" number ]
//     group       = "(" clauses ")"
//     operand     = word | phrase | expression | range           see Lexer+….swift
//
// Blanks separate, and are needed only where two words would become one.
//
// 1. Precedence. `a b AND c` is `a (b AND c)`; `a OR b c` is `(a OR b) c`; `a AND b OR c` is
//    `(a AND b) OR c`; `NOT a AND b` is `(NOT a) AND b`. A boost is on all of its item:
//    `-title:x^2` leaves out `(title:x)^2`.
// 2. Operators are in capitals. Where an operand is missing (`a AND`, `OR b`, `a AND OR b`) the
//    operator is ignored; of two in a row it is AND that goes, and two NOT cancel.
// 3. A NOT side by side with something is the sign `-`: `a NOT b` is `a -b`. Beside AND or OR a
//    sign is a NOT (`a AND -b`), and `+` has nothing to add. In parentheses either keeps to itself:
//    `(NOT a) b` looks for b, or for anything without a. A query that only leaves out means
//    all documents but those.
// 4. `+`, `-` and `!` are signs only after a blank (or at the start, or after a parenthesis) and
//    directly before a letter, digit, quotation mark, parenthesis, or one of `\ * / _ # @ $ '`:
//    `e-mail`, `C++`, `--flag`, `->`, `!=` are words. `!` on its own is French punctuation.
// 5. A name is a letter followed by letters, digits, `_`, `-`, `.`, and the colon touches what
//    follows. `re: x`, `12:30`, `a::b`, `http://x` and `C:\x` are words. After the colon of a
//    field everything up to the end of the word is its value: `a:b:c` looks for `b:c`.
// 6. A backslash makes the next character ordinary. Before a letter or digit it stays as it is
//    (`C:\x`), except at the beginning of a word, where it vanishes: `\AND` is a word.
// 7. Empty phrases and groups, signs on their own and closing parentheses without an opening one
//    are read as if not written. What is not closed ends with the text.
// 8. Limits: `maximumLength` bytes, `maximumOperands` operands, parentheses `maximumDepth` deep.
//    What lies beyond is ignored, with a remark. Time and memory are linear in the length.

/// Turns text into a syntax tree.
package enum Parser {
  /// How much of a text is read, in UTF-8 bytes.
  package static let maximumLength = 64 * 1024
  /// How many words, phrases and so on a query may have.
  package static let maximumOperands = 1024
  /// How deep parentheses may go.
  package static let maximumDepth = 64
  /// How many remarks are made on one text.
  package static let maximumDiagnostics = 64
  /// What a boost may be; others are taken for the nearest.
  package static let boosts: ClosedRange<Float> = 0.01...100
  /// The highest slop of a phrase.
  package static let maximumSlop = 1000

  /// The meaning of `text`, whatever it is. Time and memory are linear in its length.
  package static func parse(_ text: String) -> ParsedQuery {
    parseCountingSteps(text).query
  }

  /// Parses, and tells how often the lexer looked at a character.
  package static func parseCountingSteps(_ text: String) -> (query: ParsedQuery, steps: Int) {
    let read = beginning(of: text)
    let isCut = read.utf8.count < text.utf8.count
    var lexer = Lexer(QueryText(read), isCut: isCut)
    lexer.run()
    var builder = TreeBuilder(lexer.source, diagnostics: lexer.diagnostics, isCut: lexer.isCut)
    for token in lexer.tokens { builder.add(token) }
    let root = builder.finish()

    var diagnostics = builder.diagnostics
    for index in diagnostics.indices {
      let start = diagnostics[index].range.lowerBound
      if lexer.openRanges.contains(where: { $0.contains(start) }) {
        diagnostics[index].suggestion = nil
      }
    }
    if isCut {
      // What would be right for all of the text is not known, so there is nothing to suggest.
      for index in diagnostics.indices { diagnostics[index].suggestion = nil }
      diagnostics.append(
        Diagnostic(
          range: read.utf8.count..<text.utf8.count,
          reason: Remark.tooLong(limit: maximumLength).sentence, suggestion: ""))
    }
    diagnostics.align(to: text)
    diagnostics.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    return (ParsedQuery(root: root, diagnostics: diagnostics), lexer.steps)
  }

  /// As many whole characters as the limit allows.
  private static func beginning(of text: String) -> Substring {
    guard text.utf8.count > maximumLength else { return text[...] }
    let limit = text.utf8.index(text.startIndex, offsetBy: maximumLength)
    // The character that `limit` lies in, or that begins there, is the first to be left out.
    return text[..<text.index(before: text.index(after: limit))]
  }
}
