// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What makes one document better than another: fields, boosts, rarity, length, age.

import Brief
import BriefTestSupport
import Testing

@Suite struct RankingTests {
  private func ranked(_ documents: [Document], _ query: Query, _ options: SearchOptions = .init())
    throws -> SearchResults
  {
    try Newsroom(documents).index.searcher().search(query, options: options)
  }

  @Test func `a title beats a text, a rare word a common one, a short text a long one`() throws {
    let filler = Array(repeating: "other", count: 30).joined(separator: " ")
    let documents: [Document] = [
      ["id": "title", "title": "fed", "body": .text("x " + filler)],
      ["id": "body", "title": "x", "body": .text("fed " + filler)],
      ["id": "short", "body": "rates common"],
      ["id": "long", "body": .text("rates common " + filler)],
      ["id": "common", "body": "common"],
      ["id": "common2", "body": "common"],
    ]
    #expect(try ranked(documents, .text("fed")).map(\.identifier) == ["title", "body"])
    #expect(try ranked(documents, .text("rates")).map(\.identifier) == ["short", "long"])
    let both = try ranked(
      documents, .any(.text("rates"), .text("common")), SearchOptions(matching: .any))
    #expect(both.first?.identifier == "short")
    let rare = try ranked(
      [
        ["id": "a", "body": "common"], ["id": "b", "body": "rare"], ["id": "c", "body": "common"],
      ],
      .text("common rare"), SearchOptions(matching: .any))
    #expect(rare.first?.identifier == "b")
  }

  @Test func `an occurrence in a field counts as often as the field weighs`() throws {
    // Five occurrences in the text weigh what one in the title does, lengths being equal.
    let results = try ranked(
      [
        [
          "id": "a", "title": "fed",
          "body": .text(Array(repeating: "x", count: 5).joined(separator: " ")),
        ],
        ["id": "b", "title": "x", "body": "fed fed fed fed fed"],
      ], .text("fed"))
    #expect(results.map(\.identifier) == ["a", "b"], "equal scores are ordered by identifier")
    #expect(results[0].score == results[1].score)
  }

  @Test func `a boost multiplies a score`() throws {
    let documents: [Document] = [
      ["id": "a", "body": "fed rates"], ["id": "b", "body": "fed bank"],
    ]
    let plain = try ranked(documents, .text("rates"))
    let boosted = try ranked(documents, Query.text("rates").boosted(by: 4))
    #expect(boosted[0].score == plain[0].score * 4)
    let none = try ranked(documents, Query.text("rates").boosted(by: 0))
    #expect(none.map(\.identifier) == ["a"] && none[0].score == 0)
    let either = Query.any(.text("rates"), Query.text("bank").boosted(by: 3))
    #expect(try ranked(documents, either).map(\.identifier) == ["b", "a"])
    let typed = try Newsroom(documents).index.searcher().search(parsing: "rates OR bank^3")
    #expect(typed.map(\.identifier) == ["b", "a"])
  }

  @Test(arguments: [
    ("fed fed", "fed^2"), ("feds fed", "fed^2"),
    (#""fed rates" bank "fed rates""#, #""fed rates"^2 bank"#),
    (#""fed rates" "fed bank""#, #""fed bank" "fed rates""#),
    ("a b c d e f g h fed fed", "a b c d e f g h fed^2"),
  ]) func `what is typed twice counts once with twice the weight`(typed: String, meant: String)
    throws
  {
    let newsroom = try Newsroom(bodies: ["fed rates and more", "fed bank", "rates of a bank fed"])
    let searcher = try newsroom.index.searcher()
    let options = SearchOptions(matching: .any)
    let found = try searcher.search(parsing: typed, options: options)
    let expected = try searcher.search(parsing: meant, options: options)
    #expect(found.map(\.identifier) == expected.map(\.identifier) && !found.isEmpty)
    #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-5 * $1.score })
  }

  @Test func `a boost that is no factor is the caller's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = Query.text("x").boosted(by: -1) }
    await #expect(processExitsWith: .failure) { _ = Query.text("x").boosted(by: .infinity) }
    await #expect(processExitsWith: .failure) { _ = Query.text("x").boosted(by: .nan) }
  }

  @Test func `conditions do not count`() throws {
    let documents: [Document] = [
      ["id": "a", "body": "fed", "topic": "x", "pages": 1],
      ["id": "b", "body": "fed", "topic": "y"],
    ]
    let newsroom = try Newsroom(documents)
    let searcher = try newsroom.index.searcher()
    let plain = try searcher.search(parsing: "fed")
    let filtered = try searcher.search(parsing: "fed topic:x pages:1")
    #expect(filtered.map(\.identifier) == ["a"])
    #expect(filtered[0].score == plain[0].score)
    #expect(try searcher.search(parsing: "topic:x")[0].score == 0)
    #expect(try searcher.search(.everything).map(\.score) == [0, 0])
  }

  @Test func `a preference for the new is bounded`() throws {
    let day: Int64 = 86_400
    let now = Timestamp(seconds: 1_000 * day)
    var documents: [Document] = [["id": "none", "body": "fed"]]
    for age in [-10, 0, 10, 20, 1_000] as [Int64] {
      documents.append([
        "id": .text("age \(age)"), "body": "fed",
        "date": .date(Timestamp(seconds: (1_000 - age) * day)),
      ])
    }
    let plain = try ranked(documents, .text("fed"))
    let score = plain[0].score
    #expect(plain.allSatisfy { $0.score == score })
    let recency = Recency(field: "date", halfLife: Double(10 * day), weight: 0.5, now: now)
    let results = try ranked(documents, .text("fed"), SearchOptions(recency: recency))
    let factors = Dictionary(
      uniqueKeysWithValues: results.map { ($0.identifier, $0.score / score) })
    for (name, expected) in [
      ("age -10", 1.5), ("age 0", 1.5), ("age 10", 1.25), ("age 20", 1.125), ("age 1000", 1),
      ("none", 1),
    ] as [(String, Float)] {
      #expect(abs((factors[name] ?? 0) - expected) < 1e-5, "\(name)")
    }
    #expect(results.map(\.identifier).first == "age -10")
    #expect(results.map(\.identifier).last == "none")
  }

  @Test(arguments: [
    Recency(field: "missing", halfLife: 1, weight: 1, now: Timestamp(seconds: 0)),
    Recency(field: "pages", halfLife: 1, weight: 1, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: 0, weight: 1, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: -1, weight: 1, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: .nan, weight: 1, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: 1, weight: -1, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: 1, weight: 11, now: Timestamp(seconds: 0)),
    Recency(field: "date", halfLife: 1, weight: .nan, now: Timestamp(seconds: 0)),
  ]) func `a preference that makes no sense is refused`(recency: Recency) throws {
    let error = try #require(throws: BriefError.self) {
      try ranked([["id": "a", "body": "fed"]], .text("fed"), SearchOptions(recency: recency))
    }
    #expect(error.code == .invalidQuery)
  }

  @Test func `deleting and adding changes no order among equals`() throws {
    let documents = (0..<50).map { n -> Document in ["id": .text("d\(n)"), "body": "fed"] }
    let newsroom = try Newsroom(documents.reversed(), commits: 5)
    let sorted = documents.map { $0["id"]?.strings.first ?? "" }.sorted()
    let options = SearchOptions(limit: 20)
    #expect(
      try newsroom.index.searcher().search(.text("fed"), options: options).map(\.identifier)
        == Array(sorted.prefix(20)))
  }
}
