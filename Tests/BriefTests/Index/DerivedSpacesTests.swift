// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stems and combined fields, which a segment derives from its words, compared with what the tokens say when each is
// counted for itself: every term, document, frequency and position.

import Brief
import BriefCodec
import BriefTestSupport
import BriefText
import Testing

@Suite struct DerivedSpacesTests {
  private static let words = [
    "the", "The", "brief", "briefs", "schön", "schon", "größeren", "grosseren", "Işık", "isik",
    "C++",
    "AT&T", "O’Brien’s", "multi-agents", "мировыми", "ёлка", "елка", "漢字", "日本語", "ไทย", "한국어", "㆒",
    "internationalisations", "Donaudampfschifffahrten", "x", "42", "Ankara'da", "والكتابات", "लड़कियों",
    "\u{301}", "\u{AD}", String(repeating: "briefs", count: 60),
    String(repeating: "größeren", count: 700), String(repeating: "x", count: 255),
    String(repeating: "x", count: 256), "a" + String(repeating: "\u{301}", count: 300),
  ]

  private static let languages: [String?] = [
    "en", "de", "tr", "fr", nil, nil, "uk", "zh", "xx", "de-AT", "ar", "fa", "",
  ]

  private static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .keyword("lang"), .text("title"), .text("body"),
        .text("plain", analyzer: .standard),
        .text("bare", analyzer: Analyzer(foldsDiacritics: false)),
        .combined("all", of: [.init("title", weight: 3), .init("body", weight: 1)]),
        .combined("mixed", of: [.init("body", weight: 2), .init("plain", weight: 1)]),
        .combined("same", of: [.init("bare", weight: 5)]),
      ], languageField: "lang")
  }

  private static func document(_ id: Int, _ random: inout SeededGenerator) -> Document {
    var document: Document = ["id": .text("d\(id)")]
    for field in ["title", "body", "plain", "bare"] where Int.random(in: 0..<5, using: &random) > 0
    {
      document[field] = .texts(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          (0..<Int.random(in: 0...12, using: &random))
            .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        })
    }
    document["lang"] = languages.randomElement(using: &random)?.map { .text($0) }
    return document
  }

  /// An occurrence count and places, by document.
  private typealias Postings = [Int: (frequency: UInt32, positions: [UInt32])]

  /// What the tokens say, one by one.
  private static func expected(
    _ documents: [Document], _ layout: IndexLayout, _ sessions: [Int: TextAnalyzer]
  ) throws -> [[[UInt8]: Postings]] {
    var spaces = [[[UInt8]: Postings]](repeating: [:], count: layout.spaces.count)
    for (number, document) in documents.enumerated() {
      for (field, session) in sessions {
        var buffer = TokenBuffer()
        var position = 0
        let values = document[layout.schema.fields[field].name]?.strings ?? []
        for (index, value) in values.enumerated() {
          if index > 0 { position += 100 }
          position = try session.analyze(
            value, language: layout.schema.languageField.flatMap { document[$0]?.strings.first },
            firstPosition: position, into: &buffer
          )
        }
        let targets = [(field: field, weight: UInt32(1))] + (layout.combinations[field] ?? [])
        for token in 0..<buffer.count {
          let term = Array(buffer.bytes[buffer.termRange(token)])
          let kind: TermSpace.Kind = buffer.forms[token] == .stem ? .stems : .words
          for target in targets {
            guard let space = layout.space(kind, ofField: target.field) else { continue }
            var entry = spaces[space][term]?[number] ?? (0, [])
            entry.frequency += target.weight
            if layout.spaces[space].detail == .positions {
              entry.positions.append(UInt32(buffer.positions[token]))
            }
            spaces[space][term, default: [:]][number] = entry
          }
        }
      }
    }
    return spaces
  }

  private static func sessions(_ layout: IndexLayout) throws -> [Int: TextAnalyzer] {
    var sessions: [Int: TextAnalyzer] = [:]
    for (index, field) in layout.schema.fields.enumerated() {
      if case .text(let analyzer) = field.kind {
        sessions[index] = try TextAnalyzer(
          analyzer, defaultLanguage: layout.schema.defaultLanguage)
      }
    }
    return sessions
  }

  /// What a segment of some documents, which came in batches of random sizes, has in a space.
  private static func found(_ segment: SegmentReader, _ space: Int) throws -> [[UInt8]: Postings] {
    let detail = segment.layout.spaces[space].detail
    var found: [[UInt8]: Postings] = [:]
    var cursor = segment.dictionary(space).cursor()
    while try cursor.next() {
      let list = try PostingsCursor(segment, detail: detail, payload: cursor.payload)
      var postings: Postings = [:]
      var doc = try list.advance()
      while doc != .exhausted {
        var positions: [UInt32] = []
        if detail == .positions { try list.readPositions(into: &positions) }
        postings[doc.index] = (try list.frequency(), positions)
        doc = try list.advance()
      }
      found[cursor.term] = postings
    }
    return found
  }

  private static func segment(
    _ documents: [Document], _ layout: IndexLayout, _ random: inout SeededGenerator,
    longestBatch: Int
  ) throws -> SegmentReader {
    let directory = MemoryDirectory()
    let builder = SegmentBuilder(layout: layout)
    var start = 0
    while start < documents.count {
      let end = min(documents.count, start + Int.random(in: 1...longestBatch, using: &random))
      try builder.add(Array(documents[start..<end]))
      start = end
    }
    let summary = try builder.write(to: directory, id: FileID(high: 1, low: 1))
    return try SegmentReader(directory, entry: Commit.Segment(summary), layout: layout)
  }

  private static func areSame(_ a: Postings, _ b: Postings) -> Bool {
    a.count == b.count
      && a.allSatisfy { b[$0]?.frequency == $1.frequency && b[$0]?.positions == $1.positions }
  }

  /// Compares all spaces of a segment with what the tokens of its documents say.
  private static func compare(
    _ segment: SegmentReader, _ documents: [Document], _ sessions: [Int: TextAnalyzer],
    _ comment: String
  ) throws {
    let layout = segment.layout
    let expected = try expected(documents, layout, sessions)
    for (space, of) in layout.spaces.enumerated() where of.kind != .values {
      let found = try found(segment, space)
      #expect(Set(found.keys) == Set(expected[space].keys), "\(comment), \(of)")
      for (term, postings) in found {
        #expect(
          areSame(postings, expected[space][term] ?? [:]),
          "\(comment), \(of), \(String(decoding: term, as: UTF8.self))")
      }
      let statistics = segment.root.statistics[space]
      let withTerm = Set(expected[space].values.flatMap(\.keys))
      #expect(Int(statistics.documentCount) == withTerm.count, "\(comment), \(of)")
      let occurrences = expected[space].values.reduce(0) { sum, postings in
        postings.values.reduce(sum) { $0 + UInt64($1.frequency) }
      }
      #expect(statistics.totalTermFrequency == occurrences, "\(comment), \(of)")
    }
  }

  @Test func `stems and combined fields of a segment are what each token says`() throws {
    let seed = Seed(of: "derived spaces of a segment")
    let layout = IndexLayout(try Self.schema())
    let sessions = try Self.sessions(layout)
    for round in 0..<40 {
      var random = seed.generator(round: round)
      let documents = (0..<Int.random(in: 1...80, using: &random)).map {
        Self.document($0, &random)
      }
      let segment = try Self.segment(documents, layout, &random, longestBatch: 30)
      try Self.compare(segment, documents, sessions, "\(seed), round \(round)")
    }
  }

  /// Up to four text fields and three combinations of them, in any order.
  private static func randomSchema(_ random: inout SeededGenerator) throws -> Schema {
    let analyzers: [Analyzer] = [
      .brief, .brief, .standard, .keyword, Analyzer(foldsDiacritics: false),
      Analyzer(emitsVariants: false), Analyzer(pairsCharacters: false),
    ]
    let texts = ["title", "body", "plain", "bare"].prefix(Int.random(in: 1...4, using: &random))
    var fields: [Field] = [.identifier("id"), .keyword("lang")]
    for name in texts {
      fields.append(.text(name, analyzer: analyzers.randomElement(using: &random) ?? .brief))
    }
    for number in 0..<Int.random(in: 0...3, using: &random) {
      let parts = texts.shuffled(using: &random).prefix(
        Int.random(in: 1...texts.count, using: &random))
      fields.append(
        .combined(
          "all\(number)",
          of: parts.map { name in
            Field.Part(name, weight: [1, 2, 3, 255].randomElement(using: &random) ?? 1)
          }))
    }
    return try Schema(
      fields.shuffled(using: &random),
      languageField: Bool.random(using: &random) ? "lang" : nil,
      defaultLanguage: ["en", "de", "tr", "xx", ""].randomElement(using: &random) ?? "en")
  }

  @Test func `whatever a schema looks like, its spaces are what each token says`() throws {
    let seed = Seed(of: "derived spaces of any schema")
    for round in 0..<60 {
      var random = seed.generator(round: round)
      let layout = IndexLayout(try Self.randomSchema(&random))
      let documents = (0..<Int.random(in: 1...50, using: &random)).map { number in
        let whole = Self.document(number, &random)
        var document = Document()
        for (name, value) in whole.fields where layout.schema[name] != nil {
          document[name] = value
        }
        return document
      }
      let segment = try Self.segment(documents, layout, &random, longestBatch: 20)
      try Self.compare(segment, documents, Self.sessions(layout), "\(seed), round \(round)")
    }
  }

  /// Work that waits for work must not be begun beneath what it waits for.
  @Test(.timeLimit(.minutes(2)), arguments: [2, 3, 8])
  func `a combination before its parts is derived by any number of threads`(threads: Int) throws {
    let schema = try Schema([
      .identifier("id"), .combined("all", of: [.init("a", weight: 2), .init("b", weight: 1)]),
      .text("a", stored: false), .text("b", stored: false),
      .combined("again", of: [.init("b", weight: 1), .init("c", weight: 3)]),
      .text("c", stored: false),
    ])
    var expected: [String: [UInt8]]?
    for (count, threads) in [(1, 1), (3, threads)] {
      for _ in 0..<count {
        let directory = MemoryDirectory()
        let index = try SearchIndex.create(in: directory, schema: schema)
        try index.write(options: WriteOptions(threads: threads)) { writer in
          for number in 0..<300 {
            try writer.add([
              "id": .text("\(number)"),
              "a": .text((0..<60).map { "word\(number)x\($0)ings" }.joined(separator: " ")),
              "b": .text("briefs b\(number % 7)s"), "c": .text("news of c\(number)ed"),
            ])
          }
        }
        var files: [String: [UInt8]] = [:]
        for name in directory.list() where name != "write.lock" {
          files[name] = directory.contents(name)
        }
        if let expected { #expect(files == expected, "\(threads) threads") }
        expected = files
      }
    }
  }

  /// The stems of a field may take a word's list with its bounds, those of a combination must not, and a combination that
  /// comes first has the words' lists made before the words' norms are at hand. A deep check computes all bounds anew.
  @Test(arguments: [true, false])
  func `bounds of stems are those of their documents`(isCombinedFirst: Bool) throws {
    let combined = Field.combined("all", of: [.init("a", weight: 1), .init("b", weight: 1)])
    let texts = [Field.text("a", stored: false), .text("b", stored: false)]
    let schema = try Schema(
      [.identifier("id")] + (isCombinedFirst ? [combined] + texts : texts + [combined]))
    let seed = Seed(of: "bounds of stems")
    var random = seed.generator(round: 0)
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: schema)
    try index.write { writer in
      for number in 0..<3_000 {
        // Lists of one block and of several, in texts of very different lengths.
        let words = (0...Int.random(in: 0...60, using: &random)).map { _ in
          ["brief", "news", "rate", "rates"][Int.random(in: 0..<4, using: &random)]
        }
        try writer.add([
          "id": .text("\(number)"), "a": .text(words.joined(separator: " ")),
          "b": .text("other \(words.count % 9)"),
        ])
      }
    }
    let report = try IndexChecker(directory).check(deep: true)
    #expect(report.isSound, "\(report.problems), \(seed)")
  }

  @Test func `sums of many documents go on where a window ends`() throws {
    let seed = Seed(of: "windows of documents")
    let layout = IndexLayout(
      try Schema(
        [
          .identifier("id"), .keyword("lang"), .text("a", stored: false),
          .text("b", stored: false),
          .combined("all", of: [.init("a", weight: 255), .init("b", weight: 1)]),
        ], languageField: "lang"))
    var random = seed.generator(round: 0)
    // Windows are of 65,536 documents, or of one batch.
    let documents = (0..<68_000).map { number in
      var document: Document = [
        "id": .text("\(number)"), "lang": .text(number % 3 == 0 ? "de" : "en"),
      ]
      for field in ["a", "b"] where Bool.random(using: &random) {
        document[field] = .text(
          (0...Int.random(in: 0...1, using: &random)).map { _ in
            Self.words[Int.random(in: 0..<7, using: &random)]
          }.joined(separator: " "))
      }
      return document
    }
    let segment = try Self.segment(documents, layout, &random, longestBatch: 19_000)
    try Self.compare(segment, documents, Self.sessions(layout), "\(seed)")
  }

  @Test func `a batch for the check has every token in every space`() throws {
    let seed = Seed(of: "derived spaces")
    let layout = IndexLayout(try Self.schema())
    let sessions = try Self.sessions(layout)
    var inverter = BatchInverter(layout: layout)
    for round in 0..<60 {
      var random = seed.generator(round: round)
      let documents = (0..<Int.random(in: 1...40, using: &random)).map {
        Self.document($0, &random)
      }
      let expected = try Self.expected(documents, layout, sessions)
      let batch = try inverter.invert(documents)
      for (space, runs) in batch.spaces.enumerated()
      where [.words, .stems].contains(layout.spaces[space].kind) {
        #expect(runs.terms.count == expected[space].count, "\(seed), round \(round)")
        for term in 0..<UInt32(runs.terms.count) {
          let postings = expected[space][runs.bytes(of: term)] ?? [:]
          var count = 0
          runs.forEachEntry(of: term, layout.spaces[space].detail) { document, frequency, places in
            count += 1
            let entry = postings[document]
            #expect(
              entry?.frequency == frequency && entry?.positions ?? [] == places,
              "\(seed), round \(round), space \(space), document \(document)")
          }
          #expect(count == postings.count, "\(seed), round \(round), space \(space)")
        }
      }
    }
  }
}
