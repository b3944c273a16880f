// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Whatever form a document has, the forms that people type find it: a matrix of document forms and
// query forms, searched for all words.

import Brief
import Testing

@Suite struct WordFormSearchTests {
  /// The forms that find each other; `finds` are one-way: a query's forms that find a document's.
  struct Family: CustomTestStringConvertible, Sendable {
    let name: String
    /// Documents and queries in every combination.
    let forms: [String]
    /// Further queries that find all the forms.
    var alsoFoundBy: [String] = []
    /// Queries that find none of them.
    var notFoundBy: [String] = []
    var testDescription: String { name }
  }

  static let families = [
    Family(
      name: "hyphen", forms: ["multi-agent", "multi‐agent", "MULTI-AGENT"],
      alsoFoundBy: [
        "multiagent", "multi agent", "multi", "agent", "multi-agents", #""multi agent""#,
      ],
      notFoundBy: ["multis-agent-system", "ultiagent"]),
    Family(
      name: "closed", forms: ["multiagent", "MultiAgent", "Multiagents"],
      alsoFoundBy: ["multi-agent"]),
    Family(
      name: "long compound", forms: ["state-of-the-art", "State‑of‑the‑Art"],
      alsoFoundBy: ["state of the art", "stateoftheart", #""of the art""#, "art"],
      notFoundBy: ["state-of-the-union"]),
    Family(name: "Irish name", forms: ["O'Brien", "O’Brien", "OBrien", "o’brien", "OBRIEN"]),
    Family(name: "contraction", forms: ["won't", "won’t", "wont", "WON'T"]),
    Family(name: "possessive", forms: ["Amazon's", "Amazon’s", "Amazon", "AMAZON"]),
    Family(name: "elision", forms: ["l'avenir", "l’avenir", "L'Avenir"], alsoFoundBy: ["avenir"]),
    Family(
      name: "version", forms: ["20.04"], notFoundBy: ["2004", "20 04", "20"]),
    Family(name: "thousands", forms: ["1,000", "1000"]),
    Family(name: "C++", forms: ["C++", "c++", "Ｃ++"], alsoFoundBy: ["C"]),
    Family(
      name: "AT&T", forms: ["AT&T", "at&t"],
      alsoFoundBy: ["att", "ATT"], notFoundBy: ["R&D"]),
    Family(
      name: "address", forms: ["desk@example.org", "DESK@EXAMPLE.ORG"],
      alsoFoundBy: ["desk", "example.org", "example", "org"], notFoundBy: ["info@example.org"]),
    Family(name: "handle", forms: ["@desk", "@Desk"], alsoFoundBy: ["desk"]),
    Family(name: "soft hyphen", forms: ["anti\u{AD}trust", "antitrust", "an\u{AD}ti\u{AD}trust"]),
    Family(name: "width", forms: ["ＯＰＥＣ＋", "OPEC+"], alsoFoundBy: ["opec", "ｏｐｅｃ"]),
    Family(name: "ligature", forms: ["ﬁnance", "finance", "Finance", "FINANCE"]),
    Family(name: "diacritics", forms: ["Škoda", "skoda", "SKODA", "S\u{30C}koda"]),
    Family(name: "sharp s", forms: ["Straße", "STRASSE", "strasse"]),
    Family(name: "acronym", forms: ["U.S.", "u.s.", "US"]),
    Family(name: "camel", forms: ["OpenAI", "openai", "OPENAI"]),
    Family(name: "snake", forms: ["max_tokens", "MAX_TOKENS"], alsoFoundBy: ["tokens", "max"]),
    Family(name: "day", forms: ["2025-01-31"], alsoFoundBy: [#""2025-01-31""#, #""2025 01""#]),
    Family(
      name: "formula", forms: ["CO₂"], alsoFoundBy: ["CO2", "co2"]),
    Family(name: "Arabic", forms: ["القَاهِرَة", "القاهرة", "القـاهرة"]),
    Family(name: "digits", forms: ["٢٠٢٥", "2025", "２０２５"]),
    Family(name: "Russian", forms: ["ёлка", "елка", "ЁЛКА"]),
  ]

  @Test(arguments: families) func `forms find each other`(family: Family) throws {
    for document in family.forms {
      // At the beginning, in the middle and at the end of a text, and beside punctuation.
      let newsroom = try Newsroom(bodies: [
        "\(document) is in the news", "they said (\(document)), again", "all about \(document)",
        "something else altogether",
      ])
      for query in family.forms + family.alsoFoundBy {
        #expect(
          try newsroom.found(query).sorted() == ["0", "1", "2"], "“\(document)” for “\(query)”")
        let marked = try newsroom.index.searcher().search(parsing: query).first?.snippet(of: "body")
        #expect(marked?.marks.isEmpty == false, "“\(document)” for “\(query)” is marked")
      }
      for query in family.notFoundBy {
        #expect(try newsroom.found(query).isEmpty, "“\(document)” for “\(query)”")
      }
    }
  }

  @Test func `C++ is not C where a document has it, and C finds both`() throws {
    let newsroom = try Newsroom(bodies: ["code in C++", "code in C", "code in C#", "vitamin C"])
    #expect(try newsroom.found("C++") == ["0"])
    #expect(try newsroom.found("C#") == ["2"])
    #expect(try newsroom.found("C").sorted() == ["0", "1", "2", "3"])
    #expect(
      try newsroom.found("C+++").sorted() == ["0", "1", "2", "3"], "no document has it: its parts")
  }

  @Test func `words without stems find their forms too`() throws {
    for analyzer in [Analyzer(stems: false), Analyzer(stems: false, pairsCharacters: false)] {
      let schema = try Schema([.identifier("id"), .text("body", analyzer: analyzer)])
      let newsroom = try Newsroom(
        [
          ["id": "0", "body": "the state-of-the-art multi-agent system"],
          ["id": "1", "body": "multi agent systems and the state of the art"],
          ["id": "2", "body": "multiagent"], ["id": "3", "body": "10\u{A0}000 people"],
        ], schema: schema)
      #expect(try newsroom.found("multi-agent").sorted() == ["0", "1", "2"], "\(analyzer.name)")
      #expect(try newsroom.found("state-of-the-art").sorted() == ["0", "1"], "\(analyzer.name)")
      #expect(
        try newsroom.found(#""state-of-the-art""#).sorted() == ["0", "1"], "\(analyzer.name)")
      #expect(try newsroom.found(#""multi-agent system""#) == ["0"], "\(analyzer.name)")
      #expect(try newsroom.found("10 000") == ["3"], "\(analyzer.name)")
      #expect(try newsroom.found("10000") == ["3"], "\(analyzer.name)")
    }
  }

  @Test func `words in capitals, and words that operators are made of, are words`() throws {
    let newsroom = try Newsroom(bodies: ["to be or not to be and so on", "other words"])
    #expect(try newsroom.found("or not") == ["0"])
    #expect(try newsroom.found(#""to be or not to be""#) == ["0"])
    #expect(try newsroom.found("the").isEmpty)
  }
}
