// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Facets, histograms and orders, compared with what a loop over the documents gives.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct CountingTests {
  static let day: Int64 = 86_400

  /// Documents with topics, dates and pages, some without.
  static func documents(_ count: Int) -> [Document] {
    var random = SeededGenerator(seed: 77)
    return (0..<count).map { n in
      var document: Document = [
        "id": .text("d\((n * 37) % count)"),
        "body": .text(n % 3 == 0 ? "fed rates" : n % 3 == 1 ? "fed" : "other"),
      ]
      if n % 5 > 0 {
        document["topic"] = .texts(
          (0..<(n % 4)).map { _ in "t\(Int.random(in: 0..<6, using: &random))" })
      }
      if n % 7 > 0 {
        let seconds = Int64.random(in: (-800 * day)...(800 * day), using: &random)
        document["date"] = .date(Timestamp(seconds: seconds))
      }
      if n % 6 > 0 { document["pages"] = .number(Int64.random(in: -3...3, using: &random)) }
      if n == 1 { document["pages"] = .number(.min) }
      if n == 2 { document["pages"] = .number(.max) }
      return document
    }
  }

  private static let all = documents(200)

  private static func identifier(_ document: Document) -> String {
    document["id"]?.strings.first ?? ""
  }

  private func matching() -> [Document] {
    Self.all.filter { ($0["body"]?.strings.first ?? "").hasPrefix("fed") }
  }

  @Test(arguments: [1, 4]) func `facets count each value of each match once`(commits: Int) throws {
    let searcher = try Newsroom(Self.all, commits: commits).index.searcher()
    var expected: [String: Int] = [:]
    for document in matching() {
      for topic in Set(document["topic"]?.strings ?? []) { expected[topic, default: 0] += 1 }
    }
    let sorted = expected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for limit in [0, 1, 3, 100] {
      let options = SearchOptions(limit: 3, facets: [FacetRequest("topic", limit: limit)])
      let facet = try #require(try searcher.search(.text("fed"), options: options).facets.first)
      #expect(facet.field == "topic")
      #expect(facet.values.map(\.value) == sorted.prefix(limit).map(\.key))
      #expect(facet.values.map(\.count) == sorted.prefix(limit).map(\.value))
    }
  }

  @Test func `several facets are given in the order asked for`() throws {
    let searcher = try Newsroom(Self.all).index.searcher()
    let options = SearchOptions(facets: [FacetRequest("language"), FacetRequest("topic", limit: 2)])
    let facets = try searcher.search(.everything, options: options).facets
    #expect(facets.map(\.field) == ["language", "topic"])
    #expect(facets[0].values.isEmpty && facets[1].values.count == 2)
    #expect(try searcher.search(.nothing, options: options).facets.map(\.values) == [[], []])
  }

  /// The month of the first moment there is begins before it: that trapped.
  @Test(arguments: HistogramRequest.Interval.allCases)
  func `a histogram has a bar for the first and the last moment`(
    interval: HistogramRequest.Interval
  ) throws {
    let index = try SearchIndex.create(
      in: MemoryDirectory(), schema: try Schema([.identifier("id"), .text("text"), .date("date")]))
    let moments: [Int64] = [.min, .min + 1, -1, 0, .max]
    try index.write { writer in
      for (n, moment) in moments.enumerated() {
        try writer.add(["id": .text("d\(n)"), "date": .date(Timestamp(seconds: moment))])
      }
    }
    let options = SearchOptions(limit: 0, histogram: HistogramRequest("date", by: interval))
    let bars = try index.searcher().search(.everything, options: options).histogram
    #expect(bars.reduce(0) { $0 + $1.count } == moments.count)
    #expect(bars.first?.start.seconds == .min && bars.first?.count == 2)
    #expect((bars.last?.start.seconds ?? 0) > Int64.max - 366 * 86_400)
  }

  @Test(arguments: HistogramRequest.Interval.allCases, [1, 4])
  func `a histogram counts matches in time`(interval: HistogramRequest.Interval, commits: Int)
    throws
  {
    let searcher = try Newsroom(Self.all, commits: commits).index.searcher()
    var expected: [Timestamp: Int] = [:]
    for document in matching() {
      guard case .date(let moment) = document["date"] else { continue }
      let (year, month, day) = moment.day
      let start = Timestamp(
        year: year, month: interval == .year ? 1 : month, day: interval == .day ? day : 1)
      expected[try #require(start), default: 0] += 1
    }
    let options = SearchOptions(limit: 0, histogram: HistogramRequest("date", by: interval))
    let bars = try searcher.search(.text("fed"), options: options).histogram
    #expect(bars.map(\.start) == expected.keys.sorted())
    #expect(bars.map(\.count) == expected.sorted { $0.key < $1.key }.map(\.value))
  }

  @Test(arguments: ["date", "pages", "topic", "id"], [1, 4])
  func `documents without a value come last in both directions`(field: String, commits: Int) throws
  {
    let searcher = try Newsroom(Self.all, commits: commits).index.searcher()
    /// The value as an integer or as text; several texts count as the first in order.
    func key(_ document: Document) -> SortKey? {
      switch document[field] {
      case .number(let number): .number(number)
      case .date(let moment): .number(moment.seconds)
      case .text(let text): .keyword(Array(text.utf8))
      case .texts(let texts): texts.min().map { .keyword(Array($0.utf8)) }
      case nil: nil
      }
    }
    for descending in [false, true] {
      let expected = matching().sorted { a, b in
        let (idA, idB) = (Self.identifier(a), Self.identifier(b))
        switch (key(a), key(b)) {
        case (let x?, let y?) where x != y: return x.precedes(y, descending: descending)
        case (.some, nil): return true
        case (nil, .some): return false
        default: return idA < idB
        }
      }.map(Self.identifier)
      let sort: SortOrder = descending ? .descending(field) : .ascending(field)
      let results = try searcher.search(.text("fed"), sortedBy: sort, limit: 1_000)
      #expect(results.map(\.identifier) == expected, "descending: \(descending)")
      #expect(results.allSatisfy { $0.score == 0 })
      // In pages, each token written and read.
      var pages: [String] = []
      var options = SearchOptions(limit: 9, sort: sort)
      while pages.count < 500 {
        let page = try searcher.search(.text("fed"), options: options)
        pages += page.map(\.identifier)
        guard let next = page.next else { break }
        options.after = PageToken(next.description)
        #expect(options.after == next)
      }
      #expect(pages == expected, "descending: \(descending)")
    }
  }

  @Test func `a page goes on where it ended though the index was merged and changed`() throws {
    let newsroom = try Newsroom(Self.all, commits: 4)
    for sort in [SortOrder.score, .descending("date"), .ascending("topic"), .ascending("pages")] {
      let options = SearchOptions(limit: 20, sort: sort, matching: .any)
      let whole = try newsroom.index.searcher().search(
        .text("fed rates"), options: SearchOptions(limit: 1_000, sort: sort, matching: .any))
      let first = try newsroom.index.searcher().search(.text("fed rates"), options: options)
      var next = options
      next.after = first.next
      try newsroom.index.write { try $0.merge() }
      let second = try newsroom.index.searcher().search(.text("fed rates"), options: next)
      #expect(
        first.map(\.identifier) + second.map(\.identifier)
          == whole.prefix(40).map(\.identifier), "\(sort)")
    }
    // The hit that a page ended with is deleted: the next page begins after where it was.
    let options = SearchOptions(limit: 10, sort: .ascending("id"))
    let first = try newsroom.index.searcher().search(.everything, options: options)
    let whole = try newsroom.index.searcher().search(
      .everything, sortedBy: .ascending("id"), limit: 30)
    try newsroom.index.write { writer in
      try writer.delete(identifier: first.last?.identifier ?? "")
      try writer.merge()
    }
    var next = options
    next.after = first.next
    let second = try newsroom.index.searcher().search(.everything, options: next)
    #expect(second.map(\.identifier) == whole.dropFirst(10).prefix(10).map(\.identifier))
  }

  @Test(arguments: [
    "", ".", "..", "...", "s0", "s0.0", "s0.0.", "s2.3f800000.61", "s0.zz.61", "s0.ffffffff.61",
    "s0.bf800000.61", "s0.7fc00000.61", "s0.3f800000.6", "s0.3f800000.zz", "s0.3f800000.61.61",
    "n.x.61", "n.9223372036854775808.61", "k.61.61", "n..", "k..61", "s0.0.ff", "k.xFF.61",
    "k.x6.61", "k.xzz.61", "q.1.61", "n.+5.+1",
    "s0.+1.61", "n..6+", "k.x+1.61", "s0.3f800000.6１",
  ]) func `a token that is none is none`(text: String) {
    let token = PageToken(text)
    #expect((token != nil) == ["s0.0.", "n..", "k..61"].contains(text))
    #expect(token == nil || token?.description == text)
  }

  @Test func `tokens of another index give a page, those of another order are refused`() throws {
    let searcher = try Newsroom(Self.all, commits: 3).index.searcher()
    let tokens = [
      "s0.3f800000.6431", "s1.3f800000.6431", "s0.7f800000.", "n.5.6431", "n..6431", "k.x7431.c3a9",
      "k..", "n.-9223372036854775808.", "k.xff.c3a9",
    ]
    for token in tokens {
      for (sort, kind) in [
        (SortOrder.score, "s"), (.ascending("pages"), "n"), (.descending("pages"), "n"),
        (.ascending("topic"), "k"), (.descending("topic"), "k"),
      ] {
        for matching in Matching.allCases {
          let options = SearchOptions(
            limit: 5, sort: sort, after: try #require(PageToken(token) as PageToken?),
            matching: matching)
          let search = { try searcher.search(.text("fed rates"), options: options) }
          guard token.hasPrefix(kind) else {
            #expect(throws: BriefError.self, "\(token) \(sort)") { _ = try search() }
            continue
          }
          #expect(try search().count <= 5)
        }
      }
    }
  }

  @Test func `the statistics of an index are those of its documents`() throws {
    let newsroom = try Newsroom(Self.all, commits: 4)
    try newsroom.index.write(options: .apart) { writer in _ = try writer.delete(identifier: "d5") }
    let searcher = try newsroom.index.searcher()
    let statistics = searcher.statistics()
    #expect(statistics.documentCount == 199 && statistics.deletedCount == 1)
    #expect(statistics.segments.count == 4)
    #expect(statistics.generation == 6)
    #expect(statistics.fields.map(\.name) == ["id", "title", "body", "all", "language", "topic"])
    #expect(statistics.fields.first { $0.name == "body" }?.documentCount == 200)
    let files = newsroom.directory.list().filter { !$0.hasPrefix("commit") }
    let bytes = files.reduce(0) { $0 + (newsroom.directory.contents($1)?.count ?? 0) }
    #expect(statistics.byteCount == bytes)
    #expect(statistics.segments.reduce(0) { $0 + $1.byteCount } == bytes)

    let terms = try searcher.terms(in: "body", limit: 10)
    #expect(terms.map(\.term) == ["fed", "other", "rates"])
    #expect(terms.map(\.documentFrequency) == [134, 66, 67])
    #expect(try searcher.terms(in: "body", prefix: "RA", limit: 10).map(\.term) == ["rates"])
    #expect(try searcher.terms(in: "topic", prefix: "t", limit: 2).map(\.term) == ["t0", "t1"])
    #expect(try searcher.terms(limit: 0).isEmpty && searcher.terms(limit: -1).isEmpty)
    #expect(throws: BriefError.self) { try searcher.terms(in: "date", limit: 1) }

    var pages: [String: Int64?] = [:]
    try searcher.identifiers(withNumbers: "pages") { pages[$0] = .some($1) }
    #expect(pages.count == 199)
    #expect(pages[Self.identifier(Self.all[2])] == .some(.max))
    #expect(throws: BriefError.self) { try searcher.identifiers(withNumbers: "date") { _, _ in } }
  }
}
