// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is searched when neither a query names a field nor a schema has a combined one.

import Brief
import Testing

@Suite struct DefaultFieldsTests {
  static func newsroom() throws -> Newsroom {
    try Newsroom(
      [
        [
          "id": "0", "headline": "Rates held", "body": "The central bank left its main rate alone.",
        ],
        [
          "id": "1", "headline": "Central station opens",
          "body": "A bank of lifts, and more trains.",
        ],
        ["id": "2", "headline": "Harbour merger", "body": "Nothing of rates."],
      ],
      schema: Schema([.identifier("id"), .text("headline"), .text("body"), .keyword("topic")]),
      commits: 2)
  }

  @Test(arguments: [
    ("rates", ["0", "2"]), ("bank", ["0", "1"]), ("central bank", ["0", "1"]),
    ("held alone", ["0"]),
    ("\"central bank\"", ["0"]), ("\"held the\"", []), ("harb*", ["2"]), ("t?ains", ["1"]),
    ("centrall~1", ["0", "1"]), ("/stat.*/", ["1"]), ("headline:rates", ["0"]),
    ("rates -bank", ["2"]),
    ("+harbour nothing", ["2"]), ("held OR trains", ["0", "1"]), ("held zebra", []), ("…", []),
    ("rates …", ["0", "2"]),
  ]) func `a query that names no field asks all text fields`(query: String, found: [String]) throws
  {
    let newsroom = try Self.newsroom()
    #expect(try newsroom.found(query).sorted() == found)
    guard !query.contains(where: { "\"*?~/:-+".contains($0) }), !query.contains(" OR ") else {
      return
    }
    #expect(try newsroom.found(.text(query)) == found)
  }

  @Test func `hits are marked and explained in every field, and spelling is mended from each`()
    throws
  {
    let searcher = try Self.newsroom().index.searcher()
    let hit = try #require(try searcher.search(parsing: "central opens").first)
    #expect(hit.identifier == "1" && hit.snippet(of: "headline")?.marks.count == 2)
    #expect(try searcher.search(parsing: "lifts").first?.snippet(of: "body")?.marks.count == 1)
    #expect(try searcher.explain(.text("trains station"), identifier: "1").matches)
    #expect(try !searcher.explain(.text("harbour"), identifier: "1").matches)
    #expect(try searcher.search(parsing: "tranis").map(\.identifier) == ["1"])
    #expect(try searcher.search(parsing: "harbuor").map(\.identifier) == ["2"])
  }

  @Test func `pruned and exhaustive answers over several fields are the same`() throws {
    let searcher = try Self.newsroom().index.searcher()
    for query in ["central bank rates", "the rates of", "a* bank", "\"central bank\" rates"] {
      for matching in Matching.allCases {
        var options = SearchOptions(limit: 2, matching: matching)
        let pruned = try searcher.search(parsing: query, options: options)
        options.isExhaustive = true
        let whole = try searcher.search(parsing: query, options: options)
        #expect(pruned.map(\.identifier) == whole.map(\.identifier))
        #expect(pruned.map(\.score) == whole.map(\.score))
      }
    }
  }
}
