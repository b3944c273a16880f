// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Prefixes, wildcards, fuzzy words and regular expressions against an index.

import Brief
import Testing

@Suite struct PatternSearchTests {
  static let documents: [Document] = [
    ["id": "0", "body": "antitrust law", "topic": "Monetary Policy"],
    ["id": "1", "body": "antibiotics", "topic": "money"],
    ["id": "2", "body": "colour", "topic": "Markets"],
    ["id": "3", "title": "Color", "body": "coloured", "topic": ["money", "law"]],
    ["id": "4", "body": "Größe und Straße"],
    ["id": "5", "body": "multi-agent C++ systems"],
    ["id": "6", "body": "中国经济 ราคา"],
  ]

  @Test(arguments: [
    ("anti*", ["0", "1"]), ("ANTI*", ["0", "1"]), ("antit*", ["0"]), ("x*", []),
    ("title:col*", ["3"]),
    ("body:col*", ["2", "3"]), ("col*", ["2", "3"]), ("colo?r", ["2"]), ("colo*r", ["2", "3"]),
    ("*trust", ["0"]), ("*ti*", ["0", "1", "5"]), ("c?l*", ["2", "3"]), ("gross*", ["4"]),
    ("größ*", ["4"]), ("grö?e", []), ("gro*", ["4"]), ("multia*", ["5"]), ("c+*", ["5"]),
    ("中*", ["6"]),
    ("antitrst~1", ["0"]), ("antitrts~1", []), ("antitrts~2", ["0"]), ("color~1", ["2", "3"]),
    ("colr~1", ["3"]), ("colour~0", ["2"]), ("groesse~1", ["4"]), ("grosse~0", ["4"]),
    ("/colou?r(ed)?/", ["2", "3"]), ("/anti.*/", ["0", "1"]), ("/anti/", []),
    ("/[a-c].{4,}/", ["0", "1", "2", "3", "5"]),
    ("topic:mon*", ["1", "3"]), ("topic:Mon*", ["0"]), ("topic:MON*", ["0", "1", "3"]),
    (#"topic:Mon?tary\ policy"#, ["0"]), ("topic:mony~1", ["1", "3"]),
    ("topic:/M.*/", ["0", "2"]), ("topic:*aw", ["3"]), ("id:[0-3]", []), ("anti* -antit*", ["1"]),
    ("law AND anti*", ["0"]),
  ]) func `a pattern stands for the words it matches`(text: String, expected: [String]) throws {
    #expect(try Newsroom(Self.documents, commits: 3).found(text).sorted() == expected)
  }

  @Test func `matched words are marked`() throws {
    let searcher = try Newsroom(Self.documents).index.searcher()
    for (text, marked) in [
      ("antit*", "<mark>antitrust</mark> law"), ("/colou?r/", "<mark>colour</mark>"),
      ("antitrst~1", "<mark>antitrust</mark> law"), ("grö*", "<mark>Größe</mark> und Straße"),
    ] {
      let hit = try #require(try searcher.search(parsing: text).first { $0["body"] != "coloured" })
      #expect(hit.snippet(of: "body")?.rendered(as: .html) == marked, "\(text)")
    }
  }

  // A thousand fuzzy words of a thousand spellings each took 500 MB and half a minute. All patterns of a
  // query share a limit now, and the answer says that it is partial.
  @Test func `the patterns of a query share a limit`() throws {
    let bodies = (0..<300).map { "a\($0) b\($0) c\($0)" }
    let searcher = try Newsroom(bodies: bodies).index.searcher()
    let text = (0..<40).map { "c\($0)~2" } + ["a*", "b*"]
    let options = SearchOptions(limit: 300, expansionLimit: 20)
    let some = try searcher.search(parsing: text.joined(separator: " OR "), options: options)
    #expect(some.isPartial && !some.isEmpty)
    let planner = Planner(searcher.snapshot, expansionLimit: 100)
    for number in 0..<50 {
      _ = try planner.plan(
        .wildcard([.literal("\(number % 3 == 0 ? "a" : "b")"), .anyRun], field: "body"),
        matching: .all)
      _ = try planner.plan(.fuzzy("c\(number)", edits: 2, field: "body"), matching: .all)
    }
    #expect(planner.expandedTerms <= 16 * 100 + 52 * 16)
  }

  @Test func `a pattern for more words than the limit stands for the commonest, and says so`()
    throws
  {
    var bodies = (0..<50).map { "word\($0)" }
    bodies += ["word7", "word7", "word9"]
    let searcher = try Newsroom(bodies: bodies).index.searcher()
    let whole = try searcher.search(.prefix("word"), options: SearchOptions(limit: 100))
    #expect(whole.count == 53 && !whole.isPartial)
    let some = try searcher.search(
      .prefix("word"), options: SearchOptions(limit: 100, expansionLimit: 2))
    #expect(some.count == 5 && some.isPartial)
    let fuzzy = try searcher.search(
      .fuzzy("word77", edits: 2), options: SearchOptions(limit: 100, expansionLimit: 2))
    #expect(fuzzy.isPartial)
    #expect(fuzzy.contains { $0.identifier == "7" }, "the nearest come before the commonest")
  }

  @Test func `a program's regular expression that is none is refused`() throws {
    let searcher = try Newsroom(Self.documents).index.searcher()
    let error = try #require(throws: BriefError.self) { try searcher.search(.regex("(")) }
    #expect(error.code == .invalidQuery)
  }

  @Test func `fields that cannot be asked so are refused`() throws {
    let searcher = try Newsroom(Self.documents).index.searcher()
    let moments = Timestamp(seconds: 0)...Timestamp(seconds: 1)
    let queries: [Query] = [
      .text("x", in: "missing"), .phrase("x y", in: "missing"), .prefix("x", in: "missing"),
      .range(1...2, in: "missing"), .text("x", in: "date"), .text("x", in: "link"),
      .phrase("x y", in: "pages"), .prefix("x", in: "date"), .fuzzy("x", in: "pages"),
      .regex("x", in: "link"), .range(1...2, in: "body"), .range(moments, in: "topic"),
      .range(1...2, in: "link"), .all(.text("x"), .range(1...2, in: "title")),
    ]
    for query in queries {
      let error = #expect(throws: BriefError.self, "\(query)") { try searcher.search(query) }
      #expect(error?.code == .invalidQuery, "\(query)")
    }
    let options: [SearchOptions] = [
      SearchOptions(sort: .ascending("missing")), SearchOptions(sort: .descending("body")),
      SearchOptions(sort: .ascending("link")), SearchOptions(facets: [FacetRequest("body")]),
      SearchOptions(facets: [FacetRequest("missing")]),
      SearchOptions(histogram: HistogramRequest("pages", by: .day)),
      SearchOptions(histogram: HistogramRequest("missing", by: .day)),
    ]
    for options in options {
      let error = #expect(throws: BriefError.self, "\(options)") {
        try searcher.search(.text("x"), options: options)
      }
      #expect(error?.code == .invalidQuery, "\(options)")
    }
  }
}
