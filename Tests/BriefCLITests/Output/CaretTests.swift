// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import BriefCLI
import Testing

struct CaretTests {
  private static func rendered(_ query: String, _ range: Range<Int>, width: Int = 80) -> String {
    let diagnostic = Diagnostic(range: range, reason: "why", suggestion: nil)
    return Caret.rendered(diagnostic, in: query, width: width, on: .plain)
  }

  @Test func `carets stand under the place`() {
    #expect(Self.rendered("bank \"rates", 5..<11) == "  bank \"rates\n       ^^^^^^ why\n")
  }

  @Test func `wide characters take two carets`() {
    #expect(Self.rendered("银行 \"x", 7..<9) == "  银行 \"x\n       ^^ why\n")
    #expect(Self.rendered("银行", 0..<3) == "  银行\n  ^^ why\n")
  }

  @Test func `an empty place and one beyond the end have a caret`() {
    #expect(Self.rendered("a AND", 5..<5) == "  a AND\n       ^ why\n")
    #expect(Self.rendered("a", 7..<9) == "  a\n   ^ why\n")
  }

  @Test func `a long query is cut around the place`() {
    let query = String(repeating: "word ", count: 100) + "\"end"
    let text = Self.rendered(query, 500..<504, width: 40)
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("  …") && lines[0].hasSuffix("\"end"))
    #expect(DisplayWidth.of(lines[0]) <= 40)
    let column = lines[1].firstIndex(of: "^")
    #expect(lines[1].distance(from: lines[1].startIndex, to: column ?? lines[1].endIndex) == 34)
  }

  @Test func `what is suggested is said`() {
    let diagnostic = Diagnostic(range: 0..<2, reason: "not closed", suggestion: "\"a\"")
    let text = Caret.rendered(diagnostic, in: "\"a", width: 80, on: .plain)
    #expect(text == "  \"a\n  ^^ not closed; did you mean \"a\"?\n")
    for nothing in ["", " "] {
      let idle = Diagnostic(range: 2..<4, reason: "ignored", suggestion: nothing)
      let said = Caret.rendered(idle, in: "a OR", width: 80, on: .plain)
      #expect(said == "  a OR\n    ^^ ignored; it can be left out\n")
    }
  }
}
