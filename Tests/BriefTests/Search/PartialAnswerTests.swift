// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An answer that a limit made smaller says so, however it was looked for; and one that lost nothing does not.

import Brief
import BriefCodec
import Testing

@Suite struct PartialAnswerTests {
  private static let late = Deadline.after(.zero)

  /// 9,000 documents with two common words that never stand together, and a value of a keyword for each.
  private static func searcher() throws -> Searcher {
    try Newsroom(
      (0..<9_000).map { n in
        [
          "id": .text("\(n)"), "body": .text("some other word \(n)"),
          "topic": .text("Topic \(n)"),
        ]
      }
    ).index.searcher()
  }

  @Test(arguments: [0, 10])
  func `a search that finds nothing looks at the time`(limit: Int) throws {
    let searcher = try Self.searcher()
    let apart = Query.phrase("some word", in: "body")
    let queries: [Query] = [
      apart, .phrase("word some", slop: 1, in: "body"),
      // Beside something, and as what must not be: by cursors.
      .all([.text("other", in: "body"), .any([apart, .phrase("word other", in: "body")])]),
      Query.text("other", in: "body").excluding(.phrase("some other", in: "body")),
    ]
    for (number, query) in queries.enumerated() {
      for countsTotal in [true, false] where limit > 0 || countsTotal {
        for isExhaustive in [false, true] {
          var options = SearchOptions(limit: limit, matching: .all, countsTotal: countsTotal)
          options.isExhaustive = isExhaustive
          let whole = try searcher.search(query, options: options)
          #expect(whole.total == 0 && !whole.isPartial, "query \(number)")
          options.deadline = Self.late
          let late = try searcher.search(query, options: options)
          #expect(late.total == 0 && late.isPartial, "query \(number), exhaustive \(isExhaustive)")
          #expect(late.totalRelation == .atLeast)
        }
      }
    }
  }

  /// Nothing that must not match is taken for a match since there was no time to see that.
  @Test func `what is excluded stays so when time is over`() throws {
    let searcher = try Self.searcher()
    for excluded in [
      Query.phrase("other word", in: "body"), .prefix("oth", in: "body"),
      .any((0...9).map { .prefix("\($0)", in: "body") }),
      .any([.phrase("other word", in: "body"), .text("nothing", in: "body")]),
    ] {
      for isExhaustive in [false, true] {
        var options = SearchOptions(deadline: Self.late)
        options.isExhaustive = isExhaustive
        let query = Query.text("some", in: "body").excluding(excluded)
        #expect(try searcher.search(query, options: options).isEmpty)
      }
    }
  }

  /// The first few words of a pattern are looked for all the same.
  @Test func `words of a pattern that there was no time for are missed`() throws {
    let searcher = try Self.searcher()
    let options = SearchOptions(limit: 9_000, matching: .all, deadline: Self.late)
    for query in [
      Query.prefix("1", in: "body"),
      .all([.prefix("1", in: "body"), .prefix("Topic 1", in: "topic")]),
      .any([.prefix("1", in: "body"), .prefix("2", in: "body"), .prefix("3", in: "body")]),
    ] {
      let late = try searcher.search(query, options: options)
      let whole = try searcher.search(query, options: SearchOptions(limit: 9_000, matching: .all))
      #expect(late.isPartial && !late.isEmpty && late.count < whole.count)
      #expect(Set(late.map(\.identifier)).isSubset(of: whole.map(\.identifier)))
    }
  }

  @Test func `a value in another case that a limit kept from being found`() throws {
    let searcher = try Self.searcher()
    let query = Query.text("topic 8999", in: "topic")
    #expect(try searcher.search(query).map(\.identifier) == ["8999"])
    for options in [
      SearchOptions(deadline: Self.late), SearchOptions(expansionLimit: 0),
    ] {
      let results = try searcher.search(query, options: options)
      #expect(results.isEmpty && results.isPartial && results.totalRelation == .atLeast)
    }
  }

  @Test func `spellings that were not chosen are not missed`() throws {
    let searcher = try Newsroom(bodies: ["rain", "gain", "main", "rain"]).index.searcher()
    let results = try searcher.search(
      parsing: "zain", options: SearchOptions(matching: .auto, expansionLimit: 2))
    let respelt = if case .spelling = results.relaxation { true } else { false }
    #expect(respelt && results.map(\.identifier) == ["0", "3"])
    #expect(results.total == 2 && !results.isPartial && results.totalRelation == .equal)
  }
}
