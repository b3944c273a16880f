// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What looks malformed: how it is read, what is remarked on, and what is suggested instead.

import BriefGrammar
import Testing

struct DiagnosticTests {
  struct Row: CustomTestStringConvertible {
    let text: String
    let outline: String
    /// Of each remark: the part it is about, and the suggestion.
    let remarks: [[String?]]

    init(_ text: String, _ outline: String, _ remarks: [String?]...) {
      self.text = text
      self.outline = outline
      self.remarks = remarks
    }

    var testDescription: String { text }
  }

  static let rows = [
    Row(#""a b"#, "phrase<a b>", [#""a b"#, #""a b""#]),
    Row("x “a b", "{x phrase<a b>}", ["“a b", "“a b”"]),
    Row("x „a", "{x phrase<a>}", ["„a", "„a“"]),
    Row("«a", "phrase<a>", ["«a", "«a»"]),
    Row("「a", "phrase<a>", ["「a", "「a」"]),
    Row(#""a\"#, #"phrase<a\>"#, [#""a\"#, #""a\\""#]),
    Row(#""a b*""#, "phrase<a b*>", ["*", nil]),
    Row(#""a* b* c""#, "phrase<a* b* c>", ["*", nil], ["*", nil]),
    Row(#""a b*"#, "phrase<a b*>", [#""a b*"#, #""a b*""#], ["*", nil]),
    Row(
      #""a\*" "*" "a * b" "a**" "a*b""#,
      "{phrase<a*> phrase<*> phrase<a * b> phrase<a**> phrase<a*b>}"),
    Row(#"a """#, "a", [#""""#, ""]),
    Row(#"a ""#, "a", [#"""#, ""]),
    Row(#"a -title:"" b"#, "{a b}", [#"-title:"""#, ""]),
    Row("(a b", "{a b}", ["(a b", "(a b)"]),
    Row("((a) OR (b", "or(a, b)", ["((a) OR (b", "((a) OR (b))"]),
    Row(#"(a \"#, #"{a \}"#, [#"(a \"#, #"(a \\)"#]),
    Row(#"("a"#, "phrase<a>", [#"("a"#, #"("a")"#], [#""a"#, #""a""#]),
    Row("a) b", "{a b}", [")", ""]),
    Row("a)b", "{a b}", [")", " "]),
    Row(":)", ":", [")", ""]),
    Row("()", "nothing", ["()", ""]),
    Row("foo()", "foo", ["()", ""]),
    Row("a title:( ) b", "{a b}", ["title:( )", ""]),
    Row("a (", "a", ["(", ""]),
    Row("a - b", "{a b}", ["-", ""]),
    Row("+ a", "a", ["+", ""]),
    Row("~ a", "a", ["~", ""]),
    Row("a ^2", "a", ["^2", ""]),
    Row("^", "nothing", ["^", ""]),
    Row("a AND", "a", ["AND", ""]),
    Row("OR b", "b", ["OR", ""]),
    Row("AND AND", "nothing", ["AND", ""], ["AND", ""]),
    Row("a AND AND b", "and(a, b)", ["AND", ""]),
    Row("a AND OR b", "or(a, b)", ["AND", ""]),
    Row("a OR AND b", "or(a, b)", ["AND", ""]),
    Row("(a OR) b", "{a b}", ["OR", ""]),
    Row("a NOT", "a", ["NOT", ""]),
    Row("NOT AND b", "b", ["NOT", ""], ["AND", nil]),
    Row("NOT NOT a", "a", ["NOT NOT", ""]),
    Row("NOT NOT NOT a", "not(a)", ["NOT NOT", ""]),
    Row("x^", "x", ["x^", "x"]),
    Row("AND^", "AND", ["AND^", #"\AND"#]),
    Row("x^1e99", "boost<x>^100.0", ["^1e99", "^100"]),
    Row("x^-1", "boost<x>^0.01", ["^-1", "^0.01"]),
    Row("x^0", "boost<x>^0.01", ["^0", "^0.01"]),
    Row("(a b)^", "{a b}", ["^", ""]),
    Row("x~5", "fuzzy<x>~2", ["~5", "~2"]),
    Row("antitrst~0.8", "fuzzy<antitrst>~2", ["~0.8", "~2"]),
    Row("anti*~1", "prefix<anti>", ["anti*~1", "anti*"]),
    Row(#""a b"~"#, "phrase<a b>", ["~", ""]),
    Row(#""a b"~99999999999999999999"#, "phrase<a b>~1000", ["~99999999999999999999", "~1000"]),
    Row("(a b)~2", "{a b}", ["~2", ""]),
    Row(#""a b"*"#, "phrase<a b>", ["*", ""]),
    Row("date:[a TO b", "date:range<a <= x <= b>", ["[a TO b", "[a TO b]"]),
    Row("date:[a b]", "date:range<a <= x <= b>", ["[a b]", "[a TO b]"]),
    Row("date:[a]", "date:range<a <= x <= a>", ["[a]", "[a TO a]"]),
    Row("date:[a TO]", "date:range<a <= x>", ["[a TO]", "[a TO *]"]),
    Row("date:{TO b}", "date:range<x < b>", ["{TO b}", "[* TO b}"]),
    Row("date:[]", "date:range<x>", ["[]", "[* TO *]"]),
  ]

  @Test(arguments: rows) func `what looks malformed is read sensibly`(row: Row) {
    let query = Parser.parse(row.text)
    let utf8 = Array(row.text.utf8)
    #expect(query.root.outline == row.outline)
    #expect(
      query.diagnostics.map { [String(decoding: utf8[$0.range], as: UTF8.self), $0.suggestion] }
        == row.remarks)
  }

  @Test func `a remark on half a character covers the whole and keeps it`() {
    // The combining accent makes one character of itself and the mark before it.
    let query = Parser.parse("a \"\u{301}b")
    #expect(query.root.outline == "{a phrase<\u{301}b>}")
    #expect(query.diagnostics.map(\.range) == [2..<6])
    let stray = Parser.parse("a )\u{301}b")
    #expect(stray.diagnostics.map(\.range) == [2..<5])
    #expect(stray.diagnostics.map(\.suggestion) == ["\u{301}"])
  }

  @Test func `every sentence is short, ends in a full stop and blames nobody`() {
    var seen: Set<String> = []
    for row in Self.rows {
      for diagnostic in Parser.parse(row.text).diagnostics { seen.insert(diagnostic.reason) }
    }
    #expect(seen.count >= 20)
    for reason in seen {
      #expect(reason.count < 110 && reason.hasSuffix("."), "\(reason)")
      for word in ["error", "invalid", "illegal", "must"] {
        #expect(!reason.contains(word), "\(reason)")
      }
    }
  }
}
