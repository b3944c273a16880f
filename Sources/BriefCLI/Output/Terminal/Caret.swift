// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What looked malformed in a query, shown under the query itself:
//
//     merger "central bank
//            ^^^^^^^^^^^^^ the quotation mark is not closed; did you mean "central bank"?

package import Brief

/// Draws a diagnostic under the text it is about.
package enum Caret {
  /// The query's line around the place, carets below it, the reason and the suggestion.
  ///
  /// Long queries are cut to `width` cells around the place.
  package static func rendered(
    _ diagnostic: Diagnostic, in query: String, width: Int, on terminal: Terminal
  ) -> String {
    let (before, marked, after) = parts(of: query, at: diagnostic.range)
    let room = max(width - 4, 20)
    let shownMark = MarkedText.truncated(marked, width: room)
    let lead = tail(of: before, width: room - DisplayWidth.of(shownMark))
    let rest = max(room - DisplayWidth.of(lead) - DisplayWidth.of(shownMark), 0)
    let line = lead + shownMark + MarkedText.truncated(after, width: rest)
    let carets = String(repeating: "^", count: max(1, DisplayWidth.of(shownMark)))
    let space = String(repeating: " ", count: DisplayWidth.of(lead))
    let reason =
      diagnostic.reason.hasSuffix(".") ? diagnostic.reason.dropLast() : diagnostic.reason[...]
    let suggestion =
      switch diagnostic.suggestion {
      case nil: ""
      case let nothing? where nothing.allSatisfy(\.isWhitespace): "; it can be left out"
      case let suggestion?: "; did you mean \(oneLine(suggestion))?"
      }
    return "  \(line)\n  \(space)\(terminal.styled(carets, .trouble)) \(reason)\(suggestion)\n"
  }

  private static func parts(of query: String, at range: Range<Int>) -> (String, String, String) {
    let bytes = Array(query.utf8)
    let start = min(max(range.lowerBound, 0), bytes.count)
    let end = min(max(range.upperBound, start), bytes.count)
    func text(_ range: Range<Int>) -> String {
      oneLine(String(decoding: bytes[range], as: UTF8.self))
    }
    return (text(0..<start), text(start..<end), text(end..<bytes.count))
  }

  /// Each line end or tab becomes one space, so that what follows keeps its place.
  private static func oneLine(_ text: String) -> String {
    String(
      text.map { character in
        character.unicodeScalars.contains { $0.properties.generalCategory == .control }
          ? " " : character
      })
  }

  private static func tail(of text: String, width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    guard width > 1 else { return "" }
    var kept: [Character] = []
    var cells = 1
    for character in text.reversed() {
      cells += DisplayWidth.of(character)
      guard cells <= width else { break }
      kept.append(character)
    }
    return "…" + String(kept.reversed())
  }
}
