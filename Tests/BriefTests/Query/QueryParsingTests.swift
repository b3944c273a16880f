// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What typed queries mean for a schema, as tables. The grammar has tests of its own; these are about
// names, dates, numbers, and what is said when they make no sense.

import Brief
import BriefTestSupport
import Testing

@Suite struct QueryParsingTests {
  static let now = Timestamp(year: 2025, month: 3, day: 31, hour: 12)

  private func parse(
    _ text: String, now: Timestamp? = Self.now
  ) throws -> (query: Query, diagnostics: [Diagnostic]) {
    Query.parse(text, schema: try Newsroom.schema(), now: now)
  }

  @Test(arguments: [
    ("", "nothing"), ("*", "everything"), ("*:*", "everything"), ("re: rates", "{re: rates}"),
    ("antitrust", "antitrust"), ("fed rates", "{fed rates}"),
    ("fed +rates -ecb", "{fed +rates -ecb}"),
    ("a AND b", "(a AND b)"), ("a OR b", "(a OR b)"), ("a AND NOT b", "(a BUT b)"),
    ("a AND NOT b AND NOT c", "(a BUT (b OR c))"), ("NOT a", "(everything BUT a)"),
    ("a NOT b", "{a -b}"), ("-a", "{-a}"),
    (#""central bank""#, "“central bank”"), (#""central bank"~3"#, "“central bank”~3"),
    ("anti*", "anti*"), ("c?t*", "<c?t*>"), ("fuzy~1", "fuzy~1"), ("/rates?/", "/rates?/"),
    ("rates^2", "rates^2.0"), ("title:rates^2", "title:rates^2.0"),
    ("title:rates", "title:rates"), ("TITLE:rates", "title:rates"),
    (#"body:"central bank""#, "body:“central bank”"), ("body:anti*", "body:anti*"),
    ("title:(a OR b)", "(title:a OR title:b)"), ("title:(a body:b)", "{title:a body:b}"),
    ("language:EN", "language:EN"), (#"topic:"monetary policy""#, "topic:“monetary policy”"),
    ("id:brief-7", "id:brief-7"),
  ]) func `a text means a query`(text: String, outline: String) throws {
    let parsed = try parse(text)
    #expect(parsed.query.outline == outline)
    #expect(parsed.diagnostics == [])
  }

  @Test(arguments: [
    ("date:2025", "date:[2025-01-01 2025-12-31T23:59:59Z]"),
    ("date:2025-03", "date:[2025-03-01 2025-03-31T23:59:59Z]"),
    ("date:2025-03-31T12:30", "date:[2025-03-31T12:30:00Z 2025-03-31T12:30:59Z]"),
    (#"date:"2025-03""#, "date:[2025-03-01 2025-03-31T23:59:59Z]"),
    ("date:today", "date:[2025-03-31 2025-03-31T23:59:59Z]"),
    ("date:2024..2025", "date:[2024-01-01 2025-12-31T23:59:59Z]"),
    ("date:2024..", "date:[2024-01-01 *]"), ("date:..2024", "date:[* 2024-12-31T23:59:59Z]"),
    ("date:[2024-02 TO 2024-03]", "date:[2024-02-01 2024-03-31T23:59:59Z]"),
    ("date:{2024-02 TO 2024-04}", "date:[2024-03-01 2024-03-31T23:59:59Z]"),
    ("date:[* TO *]", "date:[* *]"),
    ("date:>=2024", "date:[2024-01-01 *]"), ("date:>2024", "date:[2025-01-01 *]"),
    ("date:<2024", "date:[* 2023-12-31T23:59:59Z]"),
    ("date:<=2024", "date:[* 2024-12-31T23:59:59Z]"),
    ("since:2024-02", "date:[2024-02-01 *]"), ("after:2024-02", "date:[2024-03-01 *]"),
    ("until:2024-02", "date:[* 2024-02-29T23:59:59Z]"),
    ("before:2024-02", "date:[* 2024-01-31T23:59:59Z]"),
    ("since:30d", "date:[2025-03-01T12:00:00Z *]"), ("Since:today", "date:[2025-03-31 *]"),
    (#"since:"2024-02""#, "date:[2024-02-01 *]"),
    ("rates since:2024 -until:2023", "{rates date:[2024-01-01 *] -date:[* 2023-12-31T23:59:59Z]}"),
    ("pages:7", "pages:[7 7]"), ("pages:-7", "pages:[-7 -7]"), ("pages:3..5", "pages:[3 5]"),
    ("pages:[3 TO 5}", "pages:[3 4]"), ("pages:>3", "pages:[4 *]"), ("pages:<=3", "pages:[* 3]"),
    (#"pages:"7""#, "pages:[7 7]"),
    ("date:*", "date:[* *]"), ("pages:*", "pages:[* *]"),
  ]) func `dates and numbers are the ranges they cover`(text: String, outline: String) throws {
    let parsed = try parse(text)
    #expect(parsed.query.outline == outline)
    #expect(parsed.diagnostics == [])
  }

  /// A text with a flaw: its meaning, the part of it that is remarked on, the remark and its
  /// suggestion.
  struct Flaw: CustomTestStringConvertible, Sendable {
    let text: String
    let outline: String
    let part: String
    let says: String
    var suggestion: String?
    var testDescription: String { text }
  }

  static let flaws = [
    Flaw(
      text: "titel:rates", outline: "{titel rates}", part: "titel",
      says: "there is no field “titel”", suggestion: "title"),
    Flaw(
      text: "x author:smith", outline: "{x {author smith}}", part: "author",
      says: "there is no field “author”"),
    Flaw(
      text: "sinse:2024", outline: "{sinse 2024}", part: "sinse", says: "there is no field",
      suggestion: "since"),
    Flaw(
      text: "link:rates", outline: "rates", part: "link", says: "“link” is kept but not searched"),
    Flaw(text: "date:soon", outline: "nothing", part: "soon", says: "“soon” is not a date"),
    Flaw(text: "date:2025-13", outline: "nothing", part: "2025-13", says: "is not a date"),
    Flaw(text: "date:2024..soon", outline: "nothing", part: "soon", says: "is not a date"),
    Flaw(text: "since:soon", outline: "everything", part: "soon", says: "“soon” is not a date"),
    Flaw(
      text: "since:(2024 OR 2025)", outline: "everything", part: "since",
      says: "“since” needs a date after it"),
    Flaw(
      text: "rates since:soon", outline: "{rates everything}", part: "soon", says: "is not a date"),
    Flaw(text: "pages:many", outline: "nothing", part: "many", says: "is not a whole number"),
    Flaw(text: "pages:1.5", outline: "nothing", part: "1.5", says: "is not a whole number"),
    Flaw(
      text: "pages:99999999999999999999", outline: "nothing", part: "99999999999999999999",
      says: "is not a whole number"),
    Flaw(text: "pages:[5 TO 3]", outline: "nothing", part: "[5 TO 3]", says: "this range is empty"),
    Flaw(
      text: "pages:>9223372036854775807", outline: "nothing", part: ">9223372036854775807",
      says: "this range is empty"),
    Flaw(
      text: "pages:<-9223372036854775808", outline: "nothing", part: "<-9223372036854775808",
      says: "this range is empty"),
    Flaw(
      text: "title:[a TO b]", outline: "title:a b", part: "[a TO b]",
      says: "a range needs a date or number field"),
    Flaw(text: "date:202*", outline: "nothing", part: "202*", says: "“date” has no words"),
    Flaw(text: "date:2?25", outline: "nothing", part: "2?25", says: "“date” has no words"),
    Flaw(text: "pages:seven~1", outline: "nothing", part: "seven", says: "“pages” has no words"),
    Flaw(text: "pages:/1+/", outline: "nothing", part: "/1+/", says: "“pages” has no words"),
    Flaw(text: "title:", outline: "title:", part: "title:", says: "nothing follows “title:”"),
    Flaw(
      text: "Date: 2025", outline: "{Date: 2025}", part: "Date:", says: "nothing follows “Date:”"),
    Flaw(text: ":", outline: ":", part: ":", says: "there is no letter or digit"),
    Flaw(text: "… //", outline: "{… //}", part: "… //", says: "there is no letter or digit"),
    Flaw(text: "😀", outline: "😀", part: "😀", says: "there is no letter or digit"),
    Flaw(text: "👩🏽‍🚀 €", outline: "{👩🏽‍🚀 €}", part: "👩🏽‍🚀 €", says: "there is no letter or digit"),
    Flaw(text: "since:", outline: "since:", part: "since:", says: "nothing follows “since:”"),
    Flaw(text: "/(/", outline: "(", part: "/(/", says: "this is not a regular expression"),
  ]

  @Test(arguments: flaws) func `what makes no sense is read somehow and remarked on`(flaw: Flaw)
    throws
  {
    let parsed = try parse(flaw.text)
    #expect(parsed.query.outline == flaw.outline)
    let remark = try #require(parsed.diagnostics.first { $0.reason.contains(flaw.says) })
    #expect(String(decoding: Array(flaw.text.utf8)[remark.range], as: UTF8.self) == flaw.part)
    #expect(remark.suggestion == flaw.suggestion)
  }

  @Test(arguments: ["Smith & Sons", "rain … wind", "*", "*:*", "C++", "Ⓐ", "½ €", ""])
  func `signs among words, and signs that are words, are no matter`(text: String) throws {
    #expect(try parse(text).diagnostics.isEmpty)
  }

  @Test func `without a clock relative dates are remarked on`() throws {
    let parsed = try parse("rates since:30d", now: nil)
    #expect(parsed.query.outline == "{rates everything}")
    #expect(parsed.diagnostics.count == 1)
  }

  @Test func `a schema without dates takes since for a word`() throws {
    let schema = try Schema([.identifier("id"), .text("body")])
    let parsed = Query.parse("since:2024", schema: schema, now: Self.now)
    #expect(parsed.query.outline == "{since 2024}")
    #expect(parsed.diagnostics.map(\.suggestion) == [nil])
  }

  @Test func `a field called since is a field`() throws {
    let schema = try Schema([.identifier("id"), .text("since"), .date("date")])
    #expect(Query.parse("since:2024", schema: schema, now: Self.now).query.outline == "since:2024")
  }

  @Test func `any text has a meaning that an index answers`() throws {
    let newsroom = try Newsroom([
      ["id": "1", "title": "Rates held", "body": "The central bank held rates.", "pages": 3]
    ])
    let searcher = try newsroom.index.searcher()
    let pieces = [
      "rates", "title:", "date:", "pages:", "since:", "link:", "id:", "*", "?", "~", "~2", "^",
      "\"",
      "(", ")", "[", "]", "{", "TO", "..", ">=", "<", "-", "+", "AND", "OR", "NOT", "/", "\\", ":",
      "2024", "30d", "é", "中国", "ไทย", "😀", "\u{300}", " ", " ", "C++", "a.b", "’",
    ]
    var random = SeededGenerator(seed: 5)
    for round in 0..<400 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      let results = try searcher.search(parsing: text, now: Self.now)
      for remark in results.diagnostics {
        #expect(
          !remark.range.isEmpty && (0...text.utf8.count).contains(remark.range.upperBound),
          "round \(round): \(text)")
      }
      for hit in results { _ = hit.snippets(limit: 3) }
    }
  }
}
