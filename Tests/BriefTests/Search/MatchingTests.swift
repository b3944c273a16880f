// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many of the typed words a document must have, and what happens when too few have them.

import Brief
import BriefCodec
import Testing

@Suite struct MatchingTests {
  static let bodies = [
    "central bank raises rates",  // 0
    "central station opens",  // 1
    "the bank of the river",  // 2
    "rates of exchange",  // 3
    "central bank",  // 4
    "monetary policy of a central authority",  // 5
  ]

  private func search(
    _ text: String, _ matching: Matching, limit: Int = 10, after: PageToken? = nil,
    sort: SortOrder = .score
  ) throws -> SearchResults {
    try Newsroom(bodies: Self.bodies).index.searcher().search(
      parsing: text,
      options: SearchOptions(limit: limit, sort: sort, after: after, matching: matching))
  }

  private func respelt(_ results: SearchResults) -> [String]? {
    guard case .spelling(let replacements) = results.relaxation else { return nil }
    return replacements.map { "\($0.typed) → \($0.searched)" }
  }

  @Test(
    arguments: [
      ("central bank", .all, ["0", "4"]), ("central bank", .any, ["0", "1", "2", "4", "5"]),
      ("central bank rates", .all, ["0"]), ("central missing", .all, []),
      ("central missing", .any, ["0", "1", "4", "5"]),
      ("+bank central", .any, ["0", "2", "4"]), ("+bank central", .all, ["0", "4"]),
      ("bank -central", .all, ["2"]), ("bank -central", .any, ["2"]),
      ("central -bank -station", .any, ["5"]), ("-central", .any, ["2", "3"]),
      ("bank OR station", .all, ["0", "1", "2", "4"]), ("central AND NOT bank", .any, ["1", "5"]),
      ("(central bank) OR rates", .all, ["0", "3", "4"]), ("", .all, []), ("…", .any, []),
      ("*", .all, ["0", "1", "2", "3", "4", "5"]), ("* bank", .all, ["0", "2", "4"]),
    ] as [(String, Matching, [String])]) func `all or any of the words`(
      text: String, matching: Matching, expected: [String]
    ) throws
  {
    let results = try search(text, matching)
    #expect(results.map(\.identifier).sorted() == expected)
    #expect(results.total == expected.count)
    #expect(results.relaxation == nil)
  }

  @Test func `few words: documents with all of them come first, then with fewer`() throws {
    let results = try search("central bank", .auto)
    #expect(Set(results.prefix(2).map(\.identifier)) == ["0", "4"])
    #expect(Set(results.dropFirst(2).map(\.identifier)) == ["1", "2", "5"])
    #expect(results.relaxation == .fewerWords(exact: 2))
    #expect(results.total == 5)
    #expect(results.map(\.rank) == [1, 2, 3, 4, 5])
  }

  @Test func `few words are not relaxed when enough documents have them all`() throws {
    let results = try search("central bank", .auto, limit: 2)
    #expect(Set(results.map(\.identifier)) == ["0", "4"])
    #expect(results.relaxation == nil)
    #expect(results.total == 2)
  }

  @Test func `pages of a relaxed answer are its parts`() throws {
    for limit in [3, 4] {
      let whole = try search("central bank", .auto).map(\.identifier)
      var pages: [[String]] = []
      var token: PageToken?
      repeat {
        let page = try search("central bank", .auto, limit: limit, after: token)
        #expect(page.relaxation == .fewerWords(exact: 2), "limit \(limit), page \(pages.count)")
        #expect(page.total == 5)
        pages.append(page.map(\.identifier))
        token = page.next
      } while token != nil && pages.count < 9
      #expect(pages.flatMap { $0 } == whole, "limit \(limit)")
    }
  }

  @Test func `pages of an answer that was not relaxed do not begin to be`() throws {
    var found: [String] = []
    var token: PageToken?
    var pages = 0
    repeat {
      let page = try search("central", .auto, limit: 3, after: token)
      #expect(page.total == 4 && page.relaxation == nil)
      found += page.map(\.identifier)
      token = page.next
      pages += 1
    } while token != nil && pages < 9
    #expect(found.sorted() == ["0", "1", "4", "5"])
    let first = try search("central bank", .auto, limit: 1)
    let second = try search("central bank", .auto, limit: 1, after: first.next)
    let third = try search("central bank", .auto, limit: 1, after: second.next)
    #expect(Set([first, second].flatMap { $0.map(\.identifier) }) == ["0", "4"])
    #expect(third.isEmpty && third.total == 2 && third.relaxation == nil)
  }

  /// An empty page behind the last says nothing of the query.
  @Test func `pages without a total do not begin to be respelt`() throws {
    let searcher = try Newsroom(bodies: Self.bodies).index.searcher()
    for (text, expected) in [
      ("rates OR cenral", ["0", "3"]), ("ratse OR cenral", ["0", "1", "3", "4", "5"]),
    ] {
      var found: [String] = []
      var token: PageToken?
      var pages = 0
      repeat {
        let page = try searcher.search(
          parsing: text,
          options: SearchOptions(limit: 2, after: token, matching: .auto, countsTotal: false))
        #expect(
          (respelt(page) == nil) == (expected.count == 2 || page.isEmpty), "\(text), page \(pages)")
        found += page.map(\.identifier)
        token = page.next
        pages += 1
      } while token != nil && pages < 9
      #expect(found.sorted() == expected, "\(text)")
    }
  }

  @Test func `words that must not match are never respelt`() throws {
    let results = try search("bnak -centrl", .auto)
    #expect(respelt(results) == ["bnak → bank"])
    #expect(results.map(\.identifier).sorted() == ["0", "2", "4"])
  }

  @Test func `pages in another order are relaxed only when nothing has all the words`() throws {
    let exact = try search("central bank", .auto, sort: .ascending("id"))
    #expect(exact.map(\.identifier) == ["0", "4"])
    #expect(exact.relaxation == nil)
    let first = try search("station rates", .auto, limit: 2, sort: .ascending("id"))
    #expect(first.map(\.identifier) == ["0", "1"])
    #expect(first.relaxation == .fewerWords(exact: 0))
    let second = try search(
      "station rates", .auto, limit: 2, after: first.next, sort: .ascending("id"))
    #expect(second.map(\.identifier) == ["3"])
  }

  @Test func `a misspelt word is searched as the nearest that exists`() throws {
    let results = try search("bnak", .auto)
    #expect(results.map(\.identifier).sorted() == ["0", "2", "4"])
    #expect(respelt(results) == ["bnak → bank"])
    let both = try search("monetray polcy", .auto)
    #expect(both.map(\.identifier) == ["5"])
    #expect(respelt(both) == ["monetray → monetary", "polcy → policy"])
  }

  @Test func `pages of a respelt answer are its parts`() throws {
    var found: [String] = []
    var token: PageToken?
    repeat {
      let page = try search("bnak", .auto, limit: 1, after: token)
      #expect(page.total == 3)
      #expect(respelt(page) == ["bnak → bank"])
      found += page.map(\.identifier)
      token = page.next
    } while token != nil && found.count < 9
    #expect(found.sorted() == ["0", "2", "4"])
  }

  @Test(arguments: ["xyzzyx", "qq", "bxyk", "中国"]) func `what is nowhere near is not found`(
    text: String
  ) throws {
    let results = try search(text, .auto)
    #expect(results.isEmpty && results.relaxation == nil && results.total == 0)
  }

  @Test func `a word that is known is not respelt for one that is not`() throws {
    let results = try search("bank xyzzyx", .auto)
    #expect(results.map(\.identifier).sorted() == ["0", "2", "4"])
    #expect(results.relaxation == .fewerWords(exact: 0))
  }

  @Test func `many words are searched for any of them`() throws {
    let results = try search("which central authority decides about the policy", .auto)
    #expect(results.first?.identifier == "5")
    #expect(results.map(\.identifier).sorted() == ["0", "1", "2", "4", "5"])
    #expect(results.relaxation == nil)
  }

  @Test func `conditions hold however the words are relaxed`() throws {
    let documents = Self.bodies.enumerated().map { number, body -> Document in
      [
        "id": .text("\(number)"), "body": .text(body), "topic": .text(number < 3 ? "a" : "b"),
        "pages": .number(Int64(number)),
      ]
    }
    let searcher = try Newsroom(documents).index.searcher()
    for (text, expected) in [
      ("central bank topic:a", ["0", "1", "2"]), ("central bank topic:B", ["4", "5"]),
      ("central bank pages:>=4", ["4", "5"]), ("topic:a", ["0", "1", "2"]), ("topic:c", []),
      ("central pages:[1 TO 4]", ["1", "4"]),
      ("topic:a OR topic:b", ["0", "1", "2", "3", "4", "5"]),
      ("bank -topic:a", ["4"]), ("central bank topic:c", []),
    ] {
      let results = try searcher.search(parsing: text)
      #expect(results.map(\.identifier).sorted() == expected, "\(text)")
    }
  }

  @Test func `no hits may be asked for, only counts`() throws {
    for limit in [0, -1] {
      let results = try search("central", .any, limit: limit)
      #expect(results.isEmpty && results.total == 4 && results.next == nil)
    }
  }

  @Test func `a deadline that has passed gives a part of the answer and says so`() throws {
    let searcher = try Newsroom(bodies: (0..<9_000).map { "word \($0)" }).index.searcher()
    let options = SearchOptions(deadline: .after(.zero))
    let results = try searcher.search(.text("word"), options: options)
    #expect(results.isPartial)
    #expect(results.totalRelation == .atLeast)
    #expect(results.total < 9_000 && results.total > 0)
    let patient = SearchOptions(deadline: .after(.seconds(600)))
    let whole = try searcher.search(.text("word"), options: patient)
    #expect(!whole.isPartial && whole.total == 9_000 && whole.totalRelation == .equal)
  }

  // A phrase of several fields is looked for before the first match is known, which takes time of its own.
  @Test func `a phrase of several fields that there was no time for is a part and says so`() throws
  {
    let schema = try Schema([
      .identifier("id"), .text("title"), .text("body"), .date("date"),
      .combined("all", of: [.init("title", weight: 2), .init("body", weight: 1)]),
    ])
    let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
    try index.write { writer in
      for n in 0..<9_000 {
        try writer.add([
          "id": .text("\(n)"), "title": .text("some \(n)"), "body": .text("some word"),
        ])
      }
    }
    let searcher = try index.searcher()
    let phrase = Query.phrase("some word", in: "all")
    // Lists without scores have no bounds to be asked for: one was, when time was over, and trapped.
    for query in [.text("some", in: "title"), phrase, .text("some", in: "all")] {
      for sort in [SortOrder.score, .ascending("id"), .newest(by: "date")] {
        for limit in [0, 1, 10] {
          var options = SearchOptions(limit: limit, sort: sort, deadline: .after(.zero))
          options.facets = [FacetRequest("id")]
          #expect(try searcher.search(query, options: options).isPartial)
          options.facets = []
          let some = try searcher.search(query, options: options)
          #expect(some.isPartial || some.total == 9_000)
        }
      }
    }
    for query in [phrase, .any([phrase, .phrase("some 17", in: "all")])] {
      for limit in [0, 10] {
        let options = SearchOptions(limit: limit, deadline: .after(.zero))
        let results = try searcher.search(query, options: options)
        #expect(results.isPartial && results.total < 9_000)
        #expect(try searcher.search(query, options: SearchOptions(limit: limit)).total == 9_000)
      }
    }
  }

  // A pattern's words were all looked for before anybody looked at the time: `.*a.*` in 430,000 briefs
  // took a second of a search that had a hundredth.
  @Test func `when time is over, a pattern stands for the words seen by then`() throws {
    for commits in [1, 3] {
      let documents = (0..<3_000).map { n -> Document in
        ["id": .text("\(n)"), "body": .text("word\(n)")]
      }
      let snapshot = try Newsroom(documents, commits: commits).index.searcher().snapshot
      let field = try #require(snapshot.layout.field(named: "body"))
      let space = try #require(snapshot.layout.space(.words, ofField: field))
      let automaton = try RegularExpression(".*d.*") { $0 }
      let all = try snapshot.expand(automaton, space: space, limit: 5_000)
      #expect(all.terms.count == 3_000 && !all.isTruncated)
      let late = Deadline.after(.zero)
      #expect(
        Deadline.after(.seconds(-5)).hasPassed && Deadline.after(.seconds(Int64.min)).hasPassed)
      #expect(!Deadline.after(.seconds(Int64.max)).hasPassed)
      for found in [
        try snapshot.expand(automaton, space: space, limit: 5_000, deadline: late),
        try snapshot.terms(space: space, limit: 5_000, deadline: late) { _ in true },
      ] {
        #expect(found.isTruncated)
        #expect(found.terms.count > 100 && found.terms.count < 1_000)
        #expect(Set(found.terms.map(\.bytes)).isSubset(of: all.terms.map(\.bytes)))
      }
      // Of too many words the most frequent stay, and of those the first.
      let few = try snapshot.expand(automaton, space: space, limit: 7)
      #expect(few.isTruncated)
      #expect(few.terms.map(\.bytes) == all.terms.prefix(7).map(\.bytes))
    }
  }

  @Test func `words and pairs that stand there many times are looked for once`() throws {
    let corpus = try TinyCorpus(seed: 5, count: 200, length: 20, segments: 1)
    let searcher = try corpus.index.searcher()
    let planner = Planner(searcher.snapshot, expansionLimit: 100)
    var leaves = 0
    let query = Query.text(Array(repeating: "the of", count: 500).joined(separator: " "))
    try planner.plan(query.node, matching: .any, style: .question).forEachLeaf { _ in leaves += 1 }
    // Two words, and the pairs "the of" and "of the".
    #expect(leaves == 4)
  }

  @Test func `an answer that looked for too few words says so`() throws {
    let corpus = try TinyCorpus(seed: 6, count: 200, length: 20, segments: 1)
    let searcher = try corpus.index.searcher()
    var options = SearchOptions(limit: 5)
    options.expansionLimit = 1
    let results = try searcher.search(.regex(".*"), options: options)
    #expect(results.isPartial)
    #expect(results.totalRelation == .atLeast)
  }
}
