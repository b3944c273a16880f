// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The query language as tables: what is typed, and the outline of the tree it makes. None of
// these queries gives cause for a remark; those that do are in DiagnosticTests.swift.

import BriefGrammar
import Testing

struct ParserTests {
  /// A text and its outline.
  struct Row: CustomTestStringConvertible {
    let text: String
    let outline: String

    init(_ text: String, _ outline: String) {
      self.text = text
      self.outline = outline
    }

    var testDescription: String { text }
  }

  private func expect(_ row: Row, sourceLocation: SourceLocation = #_sourceLocation) {
    let query = Parser.parse(row.text)
    #expect(query.root.outline == row.outline, sourceLocation: sourceLocation)
    #expect(query.diagnostics == [], sourceLocation: sourceLocation)
  }

  static let leaves = [
    Row("", "nothing"),
    Row("  \t\n\u{3000}", "nothing"),
    Row("\u{200E}\u{FEFF}\u{0}", "nothing"),
    Row("antitrust", "antitrust"),
    Row(" antitrust ", "antitrust"),
    Row("人工智能", "人工智能"),
    Row("*", "all"),
    Row("**", "all"),
    Row("* *", "{all all}"),
    Row(#""central bank""#, "phrase<central bank>"),
    Row(#""central bank"~3"#, "phrase<central bank>~3"),
    Row(#""central bank"~0"#, "phrase<central bank>"),
    Row(#""say \"no\" twice""#, #"phrase<say "no" twice>"#),
    Row(#""C:\new""#, #"phrase<C:\new>"#),
    Row("“central bank”", "phrase<central bank>"),
    Row("„central bank“", "phrase<central bank>"),
    Row("„central bank”", "phrase<central bank>"),
    Row("\"central bank”", "phrase<central bank>"),
    Row("«central bank»", "phrase<central bank>"),
    Row("»central bank«", "phrase<central bank>"),
    Row("「人工智能」", "phrase<人工智能>"),
    Row("『人工智能』", "phrase<人工智能>"),
    Row("＂人工智能＂～２", "{phrase<人工智能> ～２}"),
    Row("＂人工智能＂～2", "phrase<人工智能>~2"),
    Row("anti*", "prefix<anti>"),
    Row("C*", "prefix<C>"),
    Row("C++*", "prefix<C++>"),
    Row("人工＊", "prefix<人工>"),
    Row("anti*.", "prefix<anti>"),
    Row("col*r", "pattern<col * r>"),
    Row("te?t", "pattern<te ? t>"),
    Row("te??t*", "pattern<te ? ? t *>"),
    Row("*trust", "pattern<* trust>"),
    Row("*trust*", "pattern<* trust *>"),
    Row("*.txt", "pattern<* .txt>"),
    Row(#"10\*2*"#, "prefix<10*2>"),
    Row("antitrst~", "fuzzy<antitrst>~2"),
    Row("trst~", "fuzzy<trst>~1"),
    Row("antitrst~1", "fuzzy<antitrst>~1"),
    Row("antitrst~0", "fuzzy<antitrst>~0"),
    Row("/anti.?trust/", "regex<anti.?trust>"),
    Row(#"/a\/b+/"#, "regex<a/b+>"),
    Row(#"/a\ b\d/"#, #"regex<a\ b\d>"#),
    Row("/(ab|c)d/", "regex<(ab|c)d>"),
    Row("x^3", "boost<x>^3.0"),
    Row("x^.5", "boost<x>^0.5"),
    Row("antitrst~1^2.5", "boost<fuzzy<antitrst>~1>^2.5"),
    Row("antitrst^2.5~1", "boost<fuzzy<antitrst>~1>^2.5"),
    Row(#""a b"~2^3"#, "boost<phrase<a b>~2>^3.0"),
    Row("/a+/^2", "boost<regex<a+>>^2.0"),
    Row("*^2", "boost<all>^2.0"),
    Row("(a b)^1e1", "boost<{a b}>^10.0"),
  ]

  @Test(arguments: leaves) func `each operand reads as documented`(row: Row) { expect(row) }

  static let operators = [
    Row("a b", "{a b}"),
    Row("a +b -c", "{a +b -c}"),
    Row("!a b", "{-a b}"),
    Row("-a", "{-a}"),
    Row("+a", "{+a}"),
    Row("NOT a", "not(a)"),
    Row("a AND b", "and(a, b)"),
    Row("a && b", "and(a, b)"),
    Row("a OR b", "or(a, b)"),
    Row("a || b", "or(a, b)"),
    Row("a b AND c", "{a and(b, c)}"),
    Row("a OR b c", "{or(a, b) c}"),
    Row("a AND b OR c AND d", "or(and(a, b), and(c, d))"),
    Row("a OR b AND c OR d", "or(a, and(b, c), d)"),
    Row("a AND b AND c", "and(a, b, c)"),
    Row("(a AND b) AND c", "and(and(a, b), c)"),
    Row("a AND (b OR c)", "and(a, or(b, c))"),
    Row("NOT a AND b", "and(not(a), b)"),
    Row("a AND NOT b", "and(a, not(b))"),
    Row("a AND -b", "and(a, not(b))"),
    Row("+a AND b", "and(a, b)"),
    Row("a NOT b", "{a -b}"),
    Row("NOT a b", "{-a b}"),
    Row("(NOT a) b", "{not(a) b}"),
    Row("NOT -a", "not(not(a))"),
    Row("NOT -a^2 b", "{-not(boost<a>^2.0) b}"),
    Row("a -(b c)", "{a -{b c}}"),
    Row("a NOT (b OR c)", "{a -or(b, c)}"),
    Row("-a^2", "{-boost<a>^2.0}"),
    Row("((a))", "a"),
    Row("(a b) c", "{{a b} c}"),
    Row("(a)AND(b)", "and(a, b)"),
    Row("\"a\"OR “b”", "or(phrase<a>, phrase<b>)"),
    Row("-\"a b\"", "{-phrase<a b>}"),
    Row("-*", "{-all}"),
    Row("（a　ＯＲ）", "{a ＯＲ}"),
    Row("＋a －b", "{+a -b}"),
    Row("and or not", "{and or not}"),
    Row("a and b", "{a and b}"),
    Row("And", "And"),
    Row(#"\AND a"#, "{AND a}"),
    Row("-AND", "{-AND}"),
    Row("title:OR", "title:OR"),
    Row("ANDROID", "ANDROID"),
    Row("AND. OR,", "{AND. OR,}"),
    Row("他说“你好”吧", "{他说 phrase<你好> 吧}"),
  ]

  @Test(arguments: operators) func `operators bind as documented`(row: Row) { expect(row) }

  static let fields = [
    Row("title:x", "title:x"),
    Row("title:x^3", "boost<title:x>^3.0"),
    Row("title:(x^3)", "title:boost<x>^3.0"),
    Row("title:(a b)", "title:{a b}"),
    Row("title:(a OR -b)", "title:or(a, not(b))"),
    Row("title:\"a b\"~2", "title:phrase<a b>~2"),
    Row("title:anti*", "title:prefix<anti>"),
    Row("title:antitrst~1", "title:fuzzy<antitrst>~1"),
    Row("title:/a+/", "title:regex<a+>"),
    Row("title:*", "title:all"),
    Row("-title:x", "{-title:x}"),
    Row("NOT title:(a b)", "not(title:{a b})"),
    Row("a:(b:c d)", "a:{b:c d}"),
    Row("a:b:c", "a:b:c"),
    Row("标题：人工", "标题:人工"),
    Row("他说：“你好”", "他说:phrase<你好>"),
    Row("date:2025", "date:2025"),
    Row("since:30d", "since:30d"),
    Row("lang:zh", "lang:zh"),
    Row("published_at.day-x:1", "published_at.day-x:1"),
    Row("title:-x", "title:-x"),
    Row("host:localhost:8080", "host:localhost:8080"),
    Row("see:http://x.y/z", "see:http://x.y/z"),
    Row("title:\u{200F}שלום", "title:שלום"),
    Row("date:2025-01..2025-03", "date:range<2025-01 <= x <= 2025-03>"),
    Row("date:2025-01..", "date:range<2025-01 <= x>"),
    Row("date:..2025-03", "date:range<x <= 2025-03>"),
    Row("date:..", "date:range<x>"),
    Row("date:[2025-01-01 TO *]", "date:range<2025-01-01 <= x>"),
    Row("date:[2025-01-01 to 2025-02-01]", "date:range<2025-01-01 <= x <= 2025-02-01>"),
    Row("date:{a TO b}", "date:range<a < x < b>"),
    Row("date:{a TO b]", "date:range<a < x <= b>"),
    Row("date:[ a  TO\tb ]^2", "boost<date:range<a <= x <= b>>^2.0"),
    Row("date:[\"a b\" TO \"*\"]", "date:range<a b <= x <= *>"),
    Row("date:>=2025-01", "date:range<2025-01 <= x>"),
    Row("date:>2025-01", "date:range<2025-01 < x>"),
    Row("date:<=2025-01", "date:range<x <= 2025-01>"),
    Row("date:≤2025-01", "date:range<x <= 2025-01>"),
    Row("date:<2025-01^2", "boost<date:range<x < 2025-01>>^2.0"),
    Row("date:wait...what", "date:wait...what"),
  ]

  @Test(arguments: fields) func `fields and ranges read as documented`(row: Row) { expect(row) }

  static let words = [
    Row("O'Brien don’t", "{O'Brien don’t}"),
    Row("C++ C# .NET 20.04", "{C++ C# .NET 20.04}"),
    Row("multi-agent e-mail a+b", "{multi-agent e-mail a+b}"),
    Row("--flag -- ->", "{--flag -- ->}"),
    Row("x != y, x += 1", "{x != y, x += 1}"),
    Row("Bonjour ! Danger", "{Bonjour ! Danger}"),
    Row("desk@example.org", "desk@example.org"),
    Row("Downloads/x and/or", "{Downloads/x and/or}"),
    Row("/usr/bin /usr/bin/ /usr/", "{/usr/bin /usr/bin/ /usr/}"),
    Row("~/Downloads 10~20 ~5", "{~/Downloads 10~20 ~5}"),
    Row("http://x.y/z?a=b*&c=%20", "http://x.y/z?a=b*&c=%20"),
    Row("https://en.example.org/wiki/Foo_(bar)#x", "https://en.example.org/wiki/Foo_(bar)#x"),
    Row("(see http://x.y/z)", "{see http://x.y/z}"),
    Row("12:30", "12:30"),
    Row("re: hello", "{re: hello}"),
    Row("a::b std::vector<int>", "{a::b std::vector<int>}"),
    Row(#"C:\x C:\Users\Kim"#, #"{C:\x C:\Users\Kim}"#),
    Row(#"\\server\share"#, #"\server\share"#),
    Row("who won the war?", "{who won the war?}"),
    Row("what???", "what???"),
    Row("¿qué? ?", "{¿qué? ?}"),
    Row("wait..what wait...", "{wait..what wait...}"),
    Row(#"12" 5'10" 7”"#, #"{12" 5'10" 7”}"#),
    Row("**bold** 2**10 /* x */", "{**bold** 2**10 /* x */}"),
    Row("f[*] .* a=*", "{f[*] .* a=*}"),
    Row("a^b ^_^", "{a^b ^_^}"),
    Row("你好～", "你好～"),
    Row(#"{"title": "x", "n": [1, 2]}"#, #"{{"title": phrase<x> , phrase<n> : [1, 2]}}"#),
    Row("'; DROP TABLE users; --", "{'; DROP TABLE users; --}"),
    Row("' OR '1'='1", "or(', '1'='1)"),
    Row("مرحبا \u{202B}بالعالم\u{202C}", "{مرحبا بالعالم}"),
    Row("نمی\u{200C}خواهم", "نمی\u{200C}خواهم"),
    Row("👩‍🚀 🇩🇪", "{👩‍🚀 🇩🇪}"),
    Row(#"a\ b \(x\) \"q"#, #"{a b (x) "q}"#),
    Row(#"trailing\"#, #"trailing\"#),
    Row("a\u{0}b\u{7}c", "{a b c}"),
    Row("[a TO b] {x}", "{[a TO b] {x}}"),
    Row(">=5 <b>", "{>=5 <b>}"),
    Row("key=value; x|y a&b", "{key=value; x|y a&b}"),
  ]

  @Test(arguments: words) func `what people paste is words`(row: Row) { expect(row) }

  @Test func `source texts say where they were written`() {
    let query = Parser.parse(#"été title:"a b"~2^3 date:[x TO "y"]"#)
    guard case .clauses(let clauses) = query.root, clauses.count == 3 else {
      Issue.record("\(query.root)")
      return
    }
    #expect(clauses.map(\.tree.range) == [0..<5, 6..<17, 22..<37])
    guard case .field(let name, .range(let bounds, let source)) = clauses[2].tree else {
      Issue.record("\(query.root)")
      return
    }
    #expect(name == SourceText("date", at: 22..<26))
    #expect(bounds.lower == RangeBounds.Bound("x", at: 28..<29, inclusive: true))
    #expect(bounds.upper == RangeBounds.Bound("y", at: 33..<36, inclusive: true))
    #expect(source == SourceText("x y", at: 27..<37))
  }
}
