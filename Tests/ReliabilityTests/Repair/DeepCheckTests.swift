// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The deep check against the stored texts: what a sound index holds is what its texts say, however it
// came to be; what does not is named, although every checksum and every count is right.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct DeepCheckTests {
  private static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .text("title"), .text("body"),
        .combined("all", of: [.init("title", weight: 3), .init("body", weight: 1)]),
        .keyword("language"), .keyword("topic"), .keyword("place"), .date("date"),
        .number("pages"), .stored("link"),
      ], languageField: "language")
  }

  /// Documents in several languages, with every kind of field.
  private static func documents(_ count: Int, seed: UInt64) -> [Document] {
    var random = SeededGenerator(seed: seed)
    let words = [
      "harbours", "harbour", "rain", "the", "of", "banks", "multi-agent", "O’Brien", "naïve",
      "中央银行", "人工智能", "ราคา", "한국은행", "Häfen", "ports", "la", "grève", "20.04",
    ]
    func text(_ longest: Int) -> String {
      (0..<Int.random(in: 0...longest, using: &random)).map { _ in
        words[
          min(
            Int.random(in: 0..<words.count, using: &random),
            Int.random(in: 0..<words.count, using: &random))]
      }.joined(separator: " ")
    }
    return (0..<count).map { n in
      var document: Document = ["id": .text("d\(n)"), "body": .texts([text(40), text(8)])]
      if n % 5 > 0 { document["title"] = .text(text(6)) }
      if n % 4 > 0 { document["language"] = .text(["en", "zh", "de", "fr"][n % 4]) }
      if n % 6 > 0 { document["topic"] = .texts((0..<(n % 4)).map { "t\(($0 * 5 + n) % 9)" }) }
      if n % 3 > 0 { document["date"] = .date(Timestamp(seconds: Int64(n) * 40_000 - 2_000_000)) }
      if n % 8 > 0 { document["pages"] = .number(Int64(n % 13) - 6) }
      document["link"] = .text("https://example.org/\(n)")
      return document
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an index that was built, changed and merged is what its texts say`(seed: UInt64) throws {
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: Self.schema())
    let documents = Self.documents(seed == 1 ? 1_600 : 90, seed: seed)
    let options = WriteOptions(mergePolicy: MergePolicy(factor: 100))
    for part in 0..<3 {
      try index.write(options: options) { writer in
        for (n, document) in documents.enumerated() where n % 3 <= part || n % 11 == 0 {
          try writer.add(document)
        }
        for n in stride(from: part, to: documents.count, by: 17) {
          try writer.delete(identifier: "d\(n)")
        }
      }
      let report = try IndexChecker(directory).check(deep: true)
      #expect(report.isSound && report.isCurrent, "\(report.problems)")
      #expect(report.comparedDocumentCount == report.documentCount)
    }
    try index.write(options: options) { try $0.merge() }
    let report = try IndexChecker(directory).check(deep: true)
    #expect(report.isSound && report.segmentCount == 1, "\(report.problems)")
    #expect(report.comparedDocumentCount == report.documentCount && report.documentCount > 70)
  }

  // MARK: - What is not as the texts say

  /// One document of an index among others.
  private static func corpus(_ changed: Document) -> [Document] {
    var documents: [Document] = (0..<40).map { n in
      var document: Document = ["id": .text("d\(n)"), "body": "rain and sun again"]
      document["title"] = .text("harbour news \(n)")
      document["topic"] = n % 2 == 0 ? "a" : "b"
      document["place"] = n % 3 == 0 ? "p" : "q"
      document["date"] = .date(Timestamp(seconds: Int64(n)))
      document["pages"] = .number(Int64(n))
      return document
    }
    documents.insert(changed, at: 12)
    return documents
  }

  private static let sound: Document = [
    "id": "x", "title": "rain", "body": .texts(["rain over the sea", "rain"]), "topic": "a",
    "place": "q", "date": .date(Timestamp(seconds: 7)), "pages": 7,
  ]

  struct Change: Sendable, CustomTestStringConvertible {
    let field: String
    let value: FieldValue?
    let expected: [String]
    var testDescription: String { "\(field): \(expected[0])" }
  }

  static let changes: [Change] = [
    Change(
      field: "body", value: .texts(["rain over the sun", "rain"]),
      expected: ["“body”: the stored text has the word “sea”, the dictionary has not", "“all”"]),
    Change(
      field: "body", value: .texts(["rain over rain sea", "rain"]),
      expected: ["the word “rain” twice, the postings 3 times", "the word “the”"]),
    Change(
      field: "body", value: .texts(["over rain the sea", "rain"]),
      expected: ["the word “rain” at position 0, the postings at 1"]),
    Change(
      field: "title", value: "rains",
      expected: ["“title”: the stored text has the word “rain”, the dictionary has not"]),
    Change(
      field: "title", value: "rain rain harbour",
      expected: ["norm 1, the segment says 3", "“rain” once, the postings twice"]),
    Change(
      field: "title", value: "rain harbour",
      expected: ["the postings have the word “harbour”, the stored text has not"]),
    Change(
      field: "topic", value: "b",
      expected: ["“topic”: the stored text has the value “a”, its postings have not this document"]),
    Change(field: "topic", value: nil, expected: ["stored values are “a”, the column's none"]),
    Change(
      field: "topic", value: ["a", "b"], expected: ["stored values are “a”, the column's “a”, “b”"]),
    Change(field: "id", value: "y", expected: ["the value “x”, the dictionary has not"]),
    Change(field: "pages", value: 8, expected: ["stored value is 7, the column says 8"]),
    Change(field: "pages", value: nil, expected: ["stored value is 7, the column says none"]),
    Change(
      field: "date", value: .date(Timestamp(seconds: 8)),
      expected: ["“date”: the stored value is 7, the column says 8"]),
  ]

  /// Checks an index, which must be sound to the eyes of all checksums.
  private func problems(of index: AlteredIndex) throws -> [BriefError] {
    try index.seal()
    let quick = try IndexChecker(index.directory).check(deep: false)
    #expect(quick.isSound, "\(quick.problems)")
    return try IndexChecker(index.directory).check(deep: true).problems
  }

  @Test(arguments: changes) func `what differs from the stored document is named`(
    change: Change
  ) throws {
    var changed = Self.sound
    changed[change.field] = change.value
    let index = try AlteredIndex(
      Self.schema(), stored: Self.corpus(Self.sound), written: Self.corpus(changed))
    let problems = try problems(of: index)
    for expected in change.expected {
      #expect(problems.contains { $0.message.contains(expected) }, "\(problems)")
    }
    for problem in problems {
      #expect(problem.code == .corrupted && problem.location != nil)
      #expect(
        problem.message.contains("document 12") || problem.message.contains("the segment says"))
    }
  }

  @Test func `an altered index without an alteration is sound`() throws {
    let corpus = Self.corpus(Self.sound)
    let index = try AlteredIndex(Self.schema(), stored: corpus, written: corpus)
    #expect(try problems(of: index).isEmpty)
  }

  /// What nobody kept cannot be told apart from what was indexed; all else is compared as ever.
  @Test func `of a text that is not stored nothing is compared, of the others everything`() throws {
    let others = try Self.schema().fields.filter { $0.name != "body" }
    let schema = try Schema([.text("body", stored: false)] + others, languageField: "language")
    var written = Self.sound
    written["body"] = "something else altogether"
    var index = try AlteredIndex(
      schema, stored: Self.corpus(Self.sound), written: Self.corpus(written))
    #expect(try problems(of: index).isEmpty)
    for (title, expected) in [
      ("rains", "the stored text has the word “rain”"),
      ("rain harbour", "the postings have the word “harbour”"),
    ] {
      written["title"] = .text(title)
      index = try AlteredIndex(
        schema, stored: Self.corpus(Self.sound), written: Self.corpus(written))
      let found = try problems(of: index).map(\.message)
      #expect(found.contains { $0.contains("“title”") && $0.contains(expected) }, "\(found)")
      #expect(found.allSatisfy { !$0.contains("“body”") && !$0.contains("“all”") }, "\(found)")
    }
  }

  @Test func `many differences are counted, not all told`() throws {
    let corpus = Self.corpus(Self.sound)
    let index = try AlteredIndex(
      Self.schema(), stored: corpus, written: Array(corpus.reversed()))
    let problems = try problems(of: index)
    #expect(problems.count == 21 && problems.last?.message.contains("more differences") == true)
  }

  @Test func `a norm, a sum or a column of another field is found`() throws {
    let corpus = Self.corpus(Self.sound)
    func altered(_ change: (inout AlteredIndex) -> Void) throws -> String {
      var index = try AlteredIndex(Self.schema(), stored: corpus, written: corpus)
      change(&index)
      return try problems(of: index).map(\.message).joined(separator: "\n")
    }
    #expect(
      try altered { $0[.segment, $0.root.norms[1] + 12] = 9 }.contains(
        "document 12 (“x”), field “body”: the stored text's length has the norm 5, "
          + "the segment says 9"))
    #expect(try altered { $0.root.lengths[1].sum -= 1 }.contains("field “body”: the stored texts"))
    #expect(try altered { $0.root.lengths[0].documentCount -= 1 }.contains("field “title”: 41"))
    #expect(
      try altered { $0.root.statistics[1].documentCount -= 1 }.contains("documents with a term"))
    // Columns of the layout: id, language, topic, place, date, pages.
    #expect(
      try altered { $0.root.columns.swapAt(2, 3) }.contains(
        "field “topic”: the stored values are “b”, the column's “a”"))
  }

  @Test func `an order or a zone of other numbers is found`() throws {
    var corpus = Self.corpus(Self.sound)
    corpus[3]["pages"] = nil
    // Column 5 of the layout: pages. Offsets are counted from its order; a packed array begins with its
    // number of values, its least value and its width.
    func altered(_ change: (inout AlteredIndex, Int, Int) -> Void) throws -> String {
      var index = try AlteredIndex(Self.schema(), stored: corpus, written: corpus)
      let order = index.root.columns[5].order
      let width = Int(index[.segment, order + 16])
      try #require(width > 0)
      change(&index, order, order + 17 + (40 * width + 7) / 8 + 7)
      return try problems(of: index).map(\.message).joined(separator: "\n")
    }
    #expect(try altered { _, _, _ in }.isEmpty)
    #expect(
      try altered { index, order, _ in index[.segment, order + 17] ^= 1 }.contains("order of"))
    #expect(
      try altered { index, order, _ in index[.segment, order + 8] ^= 0x80 }.contains("order of"))
    for (place, reason) in [(0, "least and"), (1, "least and"), (2, "without a number")] {
      let found = try altered { index, _, zones in index[.segment, zones + 17 * place + 8] ^= 1 }
      #expect(found.contains(reason))
    }
  }

  @Test func `a zone whose least identifier is another is found`() throws {
    var index = try AlteredIndex(
      Self.schema(), stored: Self.corpus(Self.sound), written: Self.corpus(Self.sound))
    // Behind the values of column 0: a packed array of 41 ranks, then one of a zone, whose least value is 0.
    let values = index.root.columns[0].values
    let width = Int(index[.segment, values + 16])
    let zones = values + 17 + (41 * width + 7) / 8 + 7
    #expect(index[.segment, values] == 41 && index[.segment, zones] == 1)
    index[.segment, zones + 8] = 1
    #expect(
      try problems(of: index).map(\.message).joined().contains("least ordinal of a zone"))
  }

  @Test func `a bound that is too low is found`() throws {
    let schema = try Schema([.identifier("id"), .text("text")])
    let corpus: [Document] = (0..<400).map { n in
      ["id": .text("\(n)"), "text": .text(n == 70 ? "rain rain rain sea" : "rain sea sun \(n)")]
    }
    var index = try AlteredIndex(schema, stored: corpus, written: corpus)
    // The word's impacts lie behind a trailer of two blocks in a group: their last documents, the group's end and
    // the first block's, where the second's positions begin, and three ends of impacts.
    try index.seal()
    let searcher = try SearchIndex.open(in: index.directory).searcher()
    let segment = try #require(searcher.snapshot.segments.first)
    let space = try #require(segment.layout.space(.words, ofField: 1))
    let payload = try #require(try segment.dictionary(space).find(Array("rain".utf8))?.payload)
    let offset = Int(payload.postings) + 8 + 4 + 2 + 4 + 8
    #expect(index[.postings, offset] == 3 && index[.postings, offset + 1] == 4)
    index = try AlteredIndex(schema, stored: corpus, written: corpus)
    index[.postings, offset] = 2
    let problems = try problems(of: index)
    #expect(problems.map(\.message).joined().contains("bounds of a list"), "\(problems)")
  }

  /// Has “the of” stand in document 6 instead of 5, the only one that has it, whose number is in its entry:
  /// 2 bytes, new, [1, 0], one document without positions, 5.
  private static func movePair(in index: inout AlteredIndex) throws {
    let offset = try #require(index.find([0x20, 1, 0, 4, 5], in: .terms))
    index[.terms, offset + 4] = 6
  }

  @Test func `pairs that are not those of the positions are found`() throws {
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard)])
    let corpus: [Document] = (0..<1_100).map { n in
      ["id": .text("\(n)"), "text": .text("of the \(n == 5 ? "of" : "v\(n)") x\(n) y\(n) z\(n)")]
    }
    var index = try AlteredIndex(schema, stored: corpus, written: corpus)
    #expect(index.root.frequentWords[0].words.count == 2)
    #expect(try problems(of: index).isEmpty)
    index = try AlteredIndex(schema, stored: corpus, written: corpus)
    index.root.frequentWords[0].dictionary = index.root.dictionaries[0]
    #expect(!(try problems(of: index)).isEmpty)
    index = try AlteredIndex(schema, stored: corpus, written: corpus)
    try Self.movePair(in: &index)
    let problems = try problems(of: index).map(\.message)
    #expect(problems.contains { $0.contains("pairs or triples of frequent words") }, "\(problems)")
  }

  @Test func `one identifier alive in two segments is found`() throws {
    let schema = try Schema([.identifier("id"), .text("text")])
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: schema)
    let options = WriteOptions(mergePolicy: MergePolicy(factor: 100))
    try index.write(options: options) { try $0.add(["id": "a", "text": "one"]) }
    let first = try Commit.read(from: directory)
    // The same again, in a commit that does not know of the first.
    let other = MemoryDirectory()
    var empty = first
    (empty.segments, empty.generation) = ([], 7)
    try empty.write(to: other)
    try SearchIndex.open(in: other).write(options: options) {
      try $0.add(["id": "a", "text": "two"])
    }
    var both = try Commit.read(from: other)
    for name in both.segments[0].fileNames {
      directory.replace(name, by: try #require(other.contents(name)))
    }
    both.segments += first.segments
    try both.write(to: directory)
    #expect(try IndexChecker(directory).check(deep: false).isSound)
    let problems = try IndexChecker(directory).check(deep: true).problems
    #expect(problems.count == 1 && problems[0].message.contains("identifier “a”"), "\(problems)")
  }

  // MARK: - Other analyzers

  /// Checks an index of other analyzers, which are told apart by their texts: these say nothing that its
  /// postings hold.
  private func otherwiseAnalyzed(
    _ schema: Schema, _ corpus: [Document],
    _ change: (inout AlteredIndex) throws -> Void = { _ in }
  ) throws -> IndexChecker.Report {
    let stored = corpus.map { document in
      var document = document
      for field in schema.fields where document[field.name] != nil {
        if case .text = field.kind { document[field.name] = "quite another text" }
      }
      return document
    }
    var index = try AlteredIndex(schema, stored: stored, written: corpus)
    try change(&index)
    try index.seal(analysis: "another")
    let report = try IndexChecker(index.directory).check(deep: true)
    #expect(!report.isCurrent && report.comparedDocumentCount == 0)
    return report
  }

  @Test func `texts of other analyzers are not compared, and the report says so`() throws {
    let report = try otherwiseAnalyzed(Self.schema(), Self.corpus(Self.sound))
    #expect(report.isSound, "\(report.problems)")
  }

  /// What was wrong in one place had all the texts analysed, and their words told as differences.
  @Test func `a damaged column of other analyzers is named, and no texts are compared`() throws {
    let corpus = Self.corpus(Self.sound)
    var report = try otherwiseAnalyzed(Self.schema(), corpus) {
      // The topic of document 12: one bit of a packed array, behind its head of 17 bytes.
      $0[.segment, $0.root.columns[2].values + 17 + 1] ^= 1 << 4
    }
    #expect(report.problems.count == 1, "\(report.problems)")
    #expect(report.problems.first?.message.contains("document 12 (“x”): its columns") == true)
    // Of all documents another column, as many as are told.
    report = try otherwiseAnalyzed(Self.schema(), corpus) { $0.root.columns.swapAt(2, 3) }
    let messages = report.problems.map(\.message)
    #expect(messages.count == 21 && messages[20].contains("more"), "\(messages)")
    #expect(messages.dropLast().allSatisfy { $0.contains("its columns") }, "\(messages)")
  }

  @Test func `damaged pairs of other analyzers are named, and no texts are compared`() throws {
    let schema = try Schema([.identifier("id"), .text("text", analyzer: .standard)])
    let corpus: [Document] = (0..<1_100).map { n in
      ["id": .text("\(n)"), "text": .text("of the \(n == 5 ? "of" : "v\(n)") x\(n) y\(n) z\(n)")]
    }
    let report = try otherwiseAnalyzed(schema, corpus) { try Self.movePair(in: &$0) }
    let messages = report.problems.map(\.message)
    #expect(messages.count == 2, "\(messages)")
    #expect(messages.allSatisfy { $0.contains("pairs or triples of frequent words") })
  }

  /// Sums of texts that cannot be analysed again have to agree with their norms.
  @Test func `sums of lengths that norms contradict are found without the texts`() throws {
    let corpus = Self.corpus(Self.sound)
    let changes: [(inout AlteredIndex) -> Void] = [
      { $0.root.lengths[0].documentCount -= 1 }, { $0.root.lengths[1].documentCount += 1 },
      { $0.root.lengths[0].sum -= 1 }, { $0.root.lengths[2].sum = 0 },
    ]
    for (number, change) in changes.enumerated() {
      let report = try otherwiseAnalyzed(Self.schema(), corpus, change)
      let messages = report.problems.map(\.message)
      #expect(
        messages.count == 1 && messages[0].contains("of a field"), "\(number): \(messages)")
    }
    let others = try Self.schema().fields.filter { $0.name != "body" }
    let schema = try Schema([.text("body", stored: false)] + others, languageField: "language")
    // Of the layout: body, title, all. The title's is compared with its texts.
    for (place, field) in [(0, "of a field"), (1, "“title”"), (2, "of a field")] {
      var index = try AlteredIndex(schema, stored: corpus, written: corpus)
      index.root.lengths[place].sum -= 1
      let messages = try problems(of: index).map(\.message)
      #expect(messages.count == 1 && messages[0].contains(field), "\(messages)")
    }
  }

  /// What a merge leaves of a sum is exact where norms tell the lengths of what it drops; else it is near the truth,
  /// and what norms allow.
  @Test(arguments: [1, 7])
  func `sums of texts of which some were deleted agree with their norms`(step: Int) throws {
    let schema = try Schema([.identifier("id"), .text("text", stored: step == 1)])
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: schema)
    var left = Array(0..<60)
    try index.write { writer in
      for n in left {
        let text = String(repeating: "rain ", count: n % 38 * step)
        try writer.add(["id": .text("\(n)"), "text": .text(text)])
      }
    }
    for part in 0..<3 {
      let dropped = Array(stride(from: part, to: 40, by: 5))
      try index.write { writer in
        for n in dropped { try writer.delete(identifier: "\(n)") }
        try writer.merge()
      }
      left.removeAll { dropped.contains($0) }
      let report = try IndexChecker(directory).check(deep: true)
      #expect(
        report.isSound && report.unstoredFields == (step == 1 ? [] : ["text"]), "\(report.problems)"
      )
      let truth = left.reduce(0) { $0 + $1 % 38 * step }
      let segment = try #require(index.searcher().snapshot.segments.first)
      let sum = try #require(segment.lengths(ofField: 1))
      #expect(sum.isExact == (step == 1))
      #expect(Int(sum.documentCount) == left.count { $0 % 38 > 0 })
      #expect(
        step == 1 ? sum.sum == truth : abs(Int(sum.sum) - truth) * 100 < truth, "\(sum), \(truth)")
    }
  }
}
