// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The same documents make the same bytes, however they are batched and however many threads work.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct ThreadedWritingTests {
  private static let scripts: [[Character]] = [
    Array("abcdefgh"), Array("абвгд"), Array("日本語東京都"), Array("éüñ’-"), Array("0123"),
  ]

  private static func text(_ length: Int, _ random: inout SeededGenerator) -> String {
    var text = ""
    while text.utf8.count < length {
      let letters = scripts[min(4, Int.random(in: 0..<12, using: &random) / 2)]
      for _ in 0..<Int.random(in: 1...7, using: &random) {
        text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
      }
      text += " "
    }
    return text
  }

  /// A document of every kind of field, some of them absent.
  private static func document(_ id: Int, _ random: inout SeededGenerator) -> Document {
    var document: Document = ["id": .text("d\(id)")]
    if Int.random(in: 0..<9, using: &random) > 0 {
      document["body"] = .texts(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          text(Int.random(in: 0..<1_200, using: &random), &random)
        })
    }
    if Bool.random(using: &random) { document["title"] = .text(text(30, &random)) }
    if Bool.random(using: &random) {
      document["topic"] = .texts(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in
          "t\(Int.random(in: 0..<20, using: &random))"
        })
    }
    document["language"] = ["en", "de", "ru", nil].randomElement(using: &random)?.map { .text($0) }
    document["pages"] = .number(Int64.random(in: -5..<5, using: &random))
    if Bool.random(using: &random) { document["date"] = .date(year: 2_026, month: 3, day: 1) }
    return document
  }

  private static func documents(_ count: Int, seed: UInt64) -> [Document] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { document($0, &random) }
  }

  /// All files but the lock, which names its process.
  private static func files(_ directory: MemoryDirectory) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in directory.list() where name != "write.lock" {
      files[name] = directory.contents(name)
    }
    return files
  }

  /// The files of one segment.
  private static func segment(
    _ documents: [Document], inBatchesOf size: Int
  ) throws -> [String: [UInt8]] {
    let directory = MemoryDirectory()
    let builder = SegmentBuilder(layout: IndexLayout(try Newsroom.schema()))
    for start in stride(from: 0, to: documents.count, by: size) {
      try builder.add(Array(documents[start..<min(start + size, documents.count)]))
    }
    _ = try builder.write(to: directory, id: FileID(high: 1, low: 2))
    return files(directory)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `the bytes are the same on one thread and on several`(seed: UInt64) throws {
    var expected: [String: [UInt8]]?
    var segments = 0
    for threads in [1, 2, 3] {
      let newsroom = try Newsroom([])
      var random = SeededGenerator(seed: seed)
      var options = WriteOptions(mergePolicy: MergePolicy(factor: 3), threads: threads)
      // Far below what is sensible, so that there are many batches and segments.
      options.anyBudget = 1 << 18
      for _ in 0..<2 {
        try newsroom.index.write(options: options) { writer in
          for document in Self.documents(120, seed: random.next()) {
            try writer.add(document)
            if Int.random(in: 0..<10, using: &random) == 0 {
              try writer.delete(identifier: "d\(Int.random(in: 0..<120, using: &random))")
            }
          }
        }
        segments = max(segments, try Commit.read(from: newsroom.directory).segments.count)
      }
      let report = try IndexChecker(newsroom.directory).check(deep: true)
      #expect(report.isSound, "seed \(seed): \(report.problems)")
      let files = Self.files(newsroom.directory)
      if let expected {
        #expect(files.keys.sorted() == expected.keys.sorted(), "seed \(seed), \(threads) threads")
        for (name, bytes) in files where bytes != expected[name] {
          Issue.record("seed \(seed), \(threads) threads: \(name) differs")
        }
      }
      expected = expected ?? files
    }
    #expect(segments > 1, "seed \(seed): one segment tests little")
  }

  /// Words of several languages, of which the first few are in nearly all documents.
  private static let words = [
    "the", "of", "und", "der", "laws", "news", "houses", "Häuser", "gelesen", "running", "новости",
  ]

  @Test func `pairs, stems and combined fields are the same on one thread and on many`() throws {
    let schema = try Schema(
      [
        .identifier("id"), .keyword("lang"), .text("title"), .text("body"), .text("notes"),
        .combined("all", of: [.init("title", weight: 3), .init("body", weight: 1)]),
        .combined("both", of: [.init("body", weight: 2), .init("notes", weight: 1)]),
      ], languageField: "lang")
    var expected: [String: [UInt8]]?
    for threads in [1, 2, 8] {
      var random = SeededGenerator(seed: 31)
      let newsroom = try Newsroom([], schema: schema)
      func sentence(_ length: Int) -> FieldValue {
        .text(
          (0..<length).map { _ in
            let few = Int.random(in: 0..<3, using: &random) > 0
            return few
              ? Self.words[Int.random(in: 0..<3, using: &random)]
              : Self.words.randomElement(using: &random) ?? ""
          }.joined(separator: " "))
      }
      var files: [String: [UInt8]] = [:]
      try newsroom.index.write(options: WriteOptions(threads: threads)) { writer in
        for id in 0..<1_300 {
          let language = ["en", "de", "ru"].randomElement(using: &random) ?? ""
          try writer.add([
            "id": .text("d\(id)"), "lang": .text(language), "title": sentence(4),
            "body": sentence(14), "notes": sentence(12),
          ])
        }
        try writer.commit()
        files = Self.files(newsroom.directory)
        for id in stride(from: 0, to: 1_300, by: 13) { try writer.delete(identifier: "d\(id)") }
        try writer.merge()
        try writer.commit()
        files.merge(Self.files(newsroom.directory)) { _, new in new }
        try writer.seal()
      }
      files.merge(Self.files(newsroom.directory)) { _, new in new }
      let commit = try Commit.read(from: newsroom.directory)
      let layout = IndexLayout(schema)
      let reader = try SegmentReader(newsroom.directory, entry: commit.segments[0], layout: layout)
      for field in ["title", "body", "notes"] {
        let space = layout.field(named: field).flatMap { layout.space(.words, ofField: $0) }
        let pairs = space.flatMap { reader.pairs($0) }
        #expect((pairs?.dictionary.count ?? 0) > 0 || field == "title", "no pairs of \(field)")
      }
      #expect(Set(files.keys) == Set((expected ?? files).keys), "\(threads) threads")
      for (name, bytes) in files where bytes != (expected ?? files)[name] {
        Issue.record("\(threads) threads: \(name) differs")
      }
      expected = expected ?? files
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `no byte depends on how documents are batched`(seed: UInt64) throws {
    let documents = Self.documents(80, seed: seed)
    var expected: [String: [UInt8]]?
    for size in [1, 7, 80] {
      let files = try Self.segment(documents, inBatchesOf: size)
      #expect(files == expected ?? files, "seed \(seed), batches of \(size)")
      expected = expected ?? files
    }
  }

  /// Lists of several blocks, in which runs end anywhere; some runs have more positions than are read in one
  /// go, and some documents more than a block of them.
  @Test func `no byte of long lists depends on how documents are batched`() throws {
    var random = SeededGenerator(seed: 8)
    let documents = (0..<700).map { id -> Document in
      let count = id % 97 == 5 ? 3_000 : Int.random(in: 0..<9, using: &random)
      let words = (0..<count).map { _ in Int.random(in: 0..<3, using: &random) }
      return ["id": .text("d\(id)"), "body": .text(words.map { "w\($0)" }.joined(separator: " "))]
    }
    var expected: [String: [UInt8]]?
    for size in [1, 3, 250, 256, 700] {
      let files = try Self.segment(documents, inBatchesOf: size)
      #expect(files == expected ?? files, "batches of \(size)")
      expected = expected ?? files
    }
    let report = try IndexChecker(try Newsroom(documents).directory).check(deep: true)
    #expect(report.isSound, "\(report.problems)")
  }

  /// Distances of two bytes, and ten times as many of them as heads: what they take together is the bound of a run.
  @Test func `words that come again and again far apart have room`() throws {
    let words = (0..<200).map { "w\($0)" }.joined(separator: " ")
    let newsroom = try Newsroom(bodies: [
      Array(repeating: words, count: 100).joined(separator: " ")
    ])
    #expect(try newsroom.found(#""w199 w0 w1""#) == ["0"])
  }

  @Test(arguments: [1, 2, 3])
  func `a document that does not fit is named at once, whatever the threads`(
    threads: Int
  ) throws {
    let newsroom = try Newsroom([])
    var documents = Self.documents(100, seed: 6)
    var options = WriteOptions(threads: threads)
    options.anyBudget = 1 << 20
    let wrong = [0, 17, 50, 99]
    for place in wrong { documents[place]["date"] = "yesterday" }
    try newsroom.index.write(options: options) { writer in
      for (place, document) in documents.enumerated() {
        guard wrong.contains(place) else {
          try writer.add(document)
          continue
        }
        let error = #expect(throws: BriefError.self) { try writer.add(document) }
        #expect(error?.code == .invalidDocument)
        #expect(error?.message.contains("“d\(place)”") == true)
      }
      #expect(writer.documentCount == 96)
    }
    let searcher = try newsroom.index.searcher()
    #expect(searcher.documentCount == 96)
    for place in 0..<100 {
      let expected = wrong.contains(place) ? nil : documents[place]
      #expect(try searcher.document(identifier: "d\(place)")?["body"] == expected?["body"])
    }
  }

  @Test(arguments: [1, 2, 3])
  func `a disk that is full is said once and again, whatever the threads`(threads: Int) throws {
    let directory = FaultyDirectory(MemoryDirectory())
    let index = try SearchIndex.create(in: directory, schema: try Newsroom.schema())
    directory.room = 2_000
    var options = WriteOptions(threads: threads)
    options.anyBudget = 1 << 18
    let error = #expect(throws: BriefError.self) {
      try index.write(options: options) { writer in
        for document in Self.documents(100, seed: 7) {
          // Whoever goes on all the same hears the same again.
          do { try writer.add(document) } catch { try writer.add(document) }
        }
      }
    }
    #expect(error?.code == .outOfSpace)
    directory.room = .max
    #expect(try index.searcher().documentCount == 0)
    #expect(try directory.list() == [Commit.fileName, Commit.copyName])
  }

  /// A document so large that what is under way is finished before and after it.
  @Test func `a huge document among small ones is written alike, whatever the threads`() throws {
    var expected: [String: [UInt8]]?
    for threads in [1, 3] {
      let newsroom = try Newsroom([])
      let options = WriteOptions(memoryBudget: 16 << 20, threads: threads)
      try newsroom.index.write(options: options) { writer in
        for (place, document) in Self.documents(20, seed: 7).enumerated() {
          var document = document
          if place == 10 { document["link"] = .text(String(repeating: "x", count: 600_000)) }
          try writer.add(document)
        }
      }
      #expect(try newsroom.index.searcher().documentCount == 20)
      let files = Self.files(newsroom.directory)
      #expect(files == expected ?? files, "\(threads) threads")
      expected = expected ?? files
    }
  }
}
