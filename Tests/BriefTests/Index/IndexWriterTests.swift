// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Adding, replacing, deleting, rolling back: what is there afterwards, and what lies in the folder.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct IndexWriterTests {
  private struct Stop: Error {}

  private func document(_ id: String, _ body: String = "word") -> Document {
    ["id": .text(id), "body": .text(body)]
  }

  /// Every document by identifier with its body.
  private func contents(_ index: SearchIndex) throws -> [String: String] {
    var all: [String: String] = [:]
    try index.searcher().forEachDocument { document in
      all[document["id"]?.strings.first ?? "?"] = document["body"]?.strings.first ?? "?"
    }
    return all
  }

  /// The files an index consists of, by its commit.
  private func expectedFiles(_ directory: any Directory) throws -> Set<String> {
    Set(
      try Commit.read(from: directory).segments.flatMap(\.fileNames)
        + [Commit.fileName, Commit.copyName])
  }

  @Test func `what is added is found after the commit`() throws {
    let newsroom = try Newsroom([])
    let before = try newsroom.index.searcher()
    try newsroom.index.write { writer in
      try writer.add(document("1"))
      try writer.add(document("2"))
      #expect(writer.documentCount == 2)
      #expect(try newsroom.index.searcher().documentCount == 0, "nothing is seen before the commit")
    }
    #expect(try newsroom.found("word") == ["1", "2"])
    #expect(before.documentCount == 0)
    #expect(try before.search(parsing: "word").isEmpty)
  }

  @Test func `a document replaces the one of its name, in memory and in segments`() throws {
    let newsroom = try Newsroom([document("a", "old"), document("b", "old")])
    try newsroom.index.write { writer in
      try writer.add(document("a", "newer"))
      try writer.add(document("c", "first"))
      try writer.add(document("a", "newest"))
      try writer.add(document("c", "second"))
      #expect(writer.documentCount == 3)
    }
    #expect(try contents(newsroom.index) == ["a": "newest", "b": "old", "c": "second"])
    #expect(try newsroom.found("old") == ["b"])
    #expect(try newsroom.found("newer OR first").isEmpty)
    #expect(try newsroom.found("newest OR second") == ["a", "c"])
  }

  @Test func `deleting says whether there was such a document`() throws {
    let newsroom = try Newsroom([document("a"), document("b")], commits: 2)
    try newsroom.index.write { writer in
      try writer.add(document("c"))
      #expect(try writer.delete(identifier: "a"))
      #expect(try !writer.delete(identifier: "a"))
      #expect(try writer.delete(identifier: "c"))
      #expect(try !writer.delete(identifier: "c"))
      #expect(try !writer.delete(identifier: "missing"))
      #expect(try !writer.delete(identifier: ""))
      #expect(try !writer.delete(identifier: String(repeating: "x", count: 300)))
      #expect(writer.documentCount == 1)
    }
    #expect(try newsroom.found("word") == ["b"])
    let searcher = try newsroom.index.searcher()
    #expect(searcher.documentCount == 1)
    #expect(try searcher.document(identifier: "a") == nil)
    #expect(try searcher.document(identifier: "b") == document("b"))
    let report = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(report.isSound, "\(report.problems)")
  }

  @Test func `all documents may go`() throws {
    let newsroom = try Newsroom([document("a"), document("b")], commits: 2)
    try newsroom.index.write { writer in
      for id in ["a", "b"] { try writer.delete(identifier: id) }
      try writer.add(document("c"))
      try writer.delete(identifier: "c")
    }
    #expect(newsroom.directory.list() == [Commit.fileName, Commit.copyName])
    let searcher = try newsroom.index.searcher()
    #expect(searcher.documentCount == 0)
    #expect(try searcher.search(.everything).isEmpty)
    #expect(try searcher.search(parsing: "word").isEmpty)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `random changes leave what a dictionary would hold`(seed: UInt64) throws {
    let newsroom = try Newsroom([])
    var random = SeededGenerator(seed: seed)
    var model: [String: String] = [:]
    for round in 0..<12 {
      var changed = model
      let rollsBack = Int.random(in: 0..<4, using: &random) == 0
      let options = WriteOptions(mergePolicy: MergePolicy(factor: Int(seed % 3) + 2))
      do {
        try newsroom.index.write(options: options) { writer in
          for _ in 0..<Int.random(in: 0..<12, using: &random) {
            let id = "d\(Int.random(in: 0..<15, using: &random))"
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
              let body = "w\(Int.random(in: 0..<5, using: &random))"
              try writer.add(document(id, body))
              changed[id] = body
            case 6..<9:
              #expect(try writer.delete(identifier: id) == (changed[id] != nil), "seed \(seed)")
              changed[id] = nil
            default:
              // A commit inside stands, whatever comes after it.
              try writer.commit()
              model = changed
            }
            #expect(writer.documentCount == changed.count, "seed \(seed)")
          }
          if Int.random(in: 0..<5, using: &random) == 0 { try writer.merge() }
          if rollsBack { throw Stop() }
        }
        model = changed
      } catch is Stop {}
      #expect(try contents(newsroom.index) == model, "seed \(seed), round \(round)")
      #expect(
        try Set(newsroom.directory.list()) == expectedFiles(newsroom.directory),
        "seed \(seed), round \(round)")
      for word in 0..<5 {
        let expected = model.filter { $0.value == "w\(word)" }.keys.sorted()
        #expect(
          try newsroom.found(.text("w\(word)", in: "body")) == expected,
          "seed \(seed), round \(round)")
      }
      let report = try IndexChecker(newsroom.directory).check(deep: true)
      #expect(report.isSound, "seed \(seed), round \(round): \(report.problems)")
    }
  }

  @Test func `a failing body leaves the last commit and no files`() throws {
    let newsroom = try Newsroom([document("a", "old"), document("b", "old")], commits: 2)
    let before = newsroom.directory.list()
    #expect(throws: Stop.self) {
      try newsroom.index.write { writer in
        try writer.add(document("a", "new"))
        try writer.delete(identifier: "b")
        try writer.add(document("c", "new"))
        writer.setMetadata("k", "v")
        try writer.merge()  // writes segments that no commit will name
        #expect(newsroom.directory.list().count > before.count)
        throw Stop()
      }
    }
    #expect(newsroom.directory.list() == before)
    #expect(try contents(newsroom.index) == ["a": "old", "b": "old"])
    #expect(try newsroom.index.metadata() == [:])
    try newsroom.index.write { try $0.add(document("c", "new")) }
    #expect(try contents(newsroom.index).count == 3)
  }

  @Test func `a refused document leaves nothing of itself, and the rest goes on`() throws {
    let newsroom = try Newsroom([document("a", "old")])
    try newsroom.index.write { writer in
      #expect(throws: BriefError.self) { try writer.add(["id": "a", "body": "new", "date": "x"]) }
      try writer.add(document("b", "new"))
    }
    #expect(try contents(newsroom.index) == ["a": "old", "b": "new"])
  }

  @Test func `a write without changes writes nothing`() throws {
    let newsroom = try Newsroom([document("a")])
    let before = newsroom.directory.contents(Commit.fileName)
    try newsroom.index.write { writer in
      try writer.commit()
      try writer.merge()
      try writer.delete(identifier: "missing")
      writer.setMetadata("k", nil)
    }
    #expect(newsroom.directory.contents(Commit.fileName) == before)
  }

  @Test func `a write gives what its body gives`() throws {
    #expect(try Newsroom([]).index.write { _ in 7 } == 7)
  }

  @Test func `metadata is kept beside the index`() throws {
    let newsroom = try Newsroom([document("a")])
    #expect(try newsroom.index.metadata() == [:])
    try newsroom.index.write { writer in
      writer.setMetadata("definition", "4f")
      writer.setMetadata("empty", "")
      writer.setMetadata("gone", "x")
    }
    try newsroom.index.write { $0.setMetadata("gone", nil) }
    #expect(try newsroom.index.metadata() == ["definition": "4f", "empty": ""])
    let reopened = try SearchIndex.open(in: newsroom.directory)
    #expect(try reopened.metadata() == ["definition": "4f", "empty": ""])
  }

  @Test func `identifiers that look alike are different documents`() throws {
    // é in one scalar and in two: equal as strings, different as names.
    let newsroom = try Newsroom([document("\u{E9}", "one"), document("e\u{301}", "two")])
    #expect(try newsroom.index.searcher().documentCount == 2)
    try newsroom.index.write { writer in _ = try writer.delete(identifier: "e\u{301}") }
    #expect(try newsroom.found("one OR two") == ["\u{E9}"])
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
  }

  @Test func `a writer that could not write refuses to go on`() throws {
    let directory = FaultyDirectory(MemoryDirectory())
    let index = try SearchIndex.create(in: directory, schema: try Newsroom.schema())
    try index.write { try $0.add(document("a", "old")) }
    let before = try directory.list()
    let error = try #require(throws: BriefError.self) {
      try index.write { writer in
        try writer.add(document("b"))
        directory.room = 1_000
        let first = #expect(throws: BriefError.self) { try writer.commit() }
        #expect(first?.code == .outOfSpace)
        directory.room = .max
        // Whoever swallows the error must not lose documents unawares.
        #expect(throws: BriefError.self) { try writer.add(document("c")) }
        #expect(throws: BriefError.self) { try writer.delete(identifier: "a") }
        #expect(throws: BriefError.self) { try writer.merge() }
      }
    }
    #expect(error.code == .outOfSpace)
    #expect(try directory.list() == before)
    #expect(try contents(index) == ["a": "old"])
    try index.write { try $0.add(document("b", "new")) }
    #expect(try contents(index) == ["a": "old", "b": "new"])
  }

  @Test func `a disk that fills up at any byte leaves the last commit`() throws {
    for room in stride(from: 0, through: 6_000, by: 250) {
      let directory = FaultyDirectory(MemoryDirectory())
      let index = try SearchIndex.create(in: directory, schema: try Newsroom.schema())
      try index.write(options: .apart) { try $0.add(document("a", "old")) }
      try index.write(options: .apart) { try $0.add(document("b", "old")) }
      directory.room = room
      let isWritten: Bool
      do {
        try index.write { writer in
          try writer.add(document("a", "new"))
          try writer.merge()
        }
        isWritten = true
      } catch {
        #expect((error as? BriefError)?.code == .outOfSpace, "room \(room): \(error)")
        isWritten = false
      }
      directory.room = .max
      #expect(
        try contents(index) == ["a": isWritten ? "new" : "old", "b": "old"], "room \(room)")
      #expect(try IndexChecker(directory).check(deep: true).isSound, "room \(room)")
      // There may have been no room for the copy of the commit.
      let files = try Set(directory.list()).union([Commit.copyName])
      #expect(try files == expectedFiles(directory), "room \(room)")
    }
  }

  /// What a writer does not look at when it opens a segment, it finds when it looks for a document.
  @Test func `a deletion that meets damage ends the writing, and the commit stands`() throws {
    var random = SeededGenerator(seed: 3)
    let identifiers = (0..<3_000).map { _ in String(UInt64.random(in: 0...(.max), using: &random)) }
    let newsroom = try Newsroom(identifiers.map { ["id": .text($0)] })
    let directory = newsroom.directory
    let before = try Commit.read(from: directory)
    let name = try #require(directory.list().first { $0.hasSuffix(".terms") })
    var bytes = try #require(directory.contents(name))
    bytes[bytes.count / 2] ^= 1
    directory.replace(name, by: bytes)
    var hasBegun = false
    let error = #expect(throws: BriefError.self) {
      try newsroom.index.write { writer in
        hasBegun = true
        for identifier in identifiers.sorted() { try writer.delete(identifier: identifier) }
      }
    }
    #expect(hasBegun && error?.code == .corrupted && error?.location?.file == name)
    #expect(try Commit.read(from: directory).encoded() == before.encoded())
  }
}
