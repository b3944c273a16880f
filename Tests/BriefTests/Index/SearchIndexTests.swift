// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The front door, on a disk: creating, opening, who may write, and what readers see meanwhile.

import Brief
import BriefCodec
import Testing

@Suite struct SearchIndexTests {
  private func document(_ id: String, _ body: String = "word") -> Document {
    ["id": .text(id), "body": .text(body)]
  }

  private func failure(_ body: () throws -> Void) -> BriefError? {
    do {
      try body()
      return nil
    } catch {
      return BriefError(any: error)
    }
  }

  @Test func `an index is created once and opened again`() throws {
    let folder = try TemporaryFolder()
    let schema = try Newsroom.schema()
    #expect(!SearchIndex.exists(at: folder.path))
    let index = try SearchIndex.create(at: folder.path, schema: schema)
    #expect(SearchIndex.exists(at: folder.path))
    try index.write { try $0.add(document("a")) }
    let again = failure { _ = try SearchIndex.create(at: folder.path, schema: schema) }
    #expect(again?.code == .alreadyExists)
    let reopened = try SearchIndex.open(at: folder.path)
    #expect(reopened.schema == schema)
    #expect(reopened.path == folder.path)
    #expect(try reopened.isCurrent())
    #expect(try reopened.searcher().document(identifier: "a") == document("a"))
    try reopened.write { try $0.add(document("b")) }
    #expect(try index.searcher().documentCount == 2)
  }

  @Test func `where there is no index, that is said`() throws {
    let folder = try TemporaryFolder()
    try folder.write("notes.txt", Array("word".utf8))
    for path in [folder.path, folder.path + "/missing", folder.path + "/notes.txt"] {
      #expect(!SearchIndex.exists(at: path))
      let error = failure { _ = try SearchIndex.open(at: path) }
      #expect(error?.code == .notAnIndex, "\(path)")
      #expect(error?.message.contains(path) == true, "\(path)")
      let lock = failure { try SearchIndex.holdingLock(at: path + "/none", timeout: .zero) {} }
      #expect(lock?.code == .ioFailure, "\(path)")
      let check = failure { _ = try IndexChecker(path: path).check(deep: false) }
      #expect(check?.code == .notAnIndex, "\(path)")
    }
  }

  @Test(arguments: [true, false])
  func `a commit damaged after it was opened is noticed by all who read it`(isMissing: Bool) throws
  {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: Newsroom.schema())
    try index.write { try $0.add(document("a")) }
    let directory = try DiskDirectory(path: folder.path, create: false)
    if isMissing {
      try directory.remove(Commit.fileName)
    } else {
      try folder.write(Commit.fileName, Array("no commit, but as long as one is at the least".utf8))
    }
    let path = folder.path
    let readers: [() throws -> Void] = [
      { _ = try index.metadata() }, { _ = try index.isCurrent() }, { _ = try index.searcher() },
      { try index.write { _ in } }, { _ = try SearchIndex.open(at: path) },
    ]
    for (number, read) in readers.enumerated() {
      #expect(failure(read)?.code == .corrupted, "reader \(number)")
    }
    #expect(
      failure { _ = try SearchIndex.create(at: folder.path, schema: Newsroom.schema()) }?.code
        == .alreadyExists)
  }

  @Test func `a folder that cannot be made or read is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("notes.txt", Array("word".utf8))
    let path = folder.path + "/notes.txt/index"
    let schema = try Newsroom.schema()
    #expect(failure { _ = try SearchIndex.create(at: path, schema: schema) }?.code == .ioFailure)
    #expect(
      failure { _ = try SearchIndex.create(at: folder.path + "/notes.txt", schema: schema) }?.code
        == .ioFailure)
    #expect(!SearchIndex.exists(at: path))
  }

  @Test func `a copy that says something else than its commit is damage`() throws {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: Newsroom.schema())
    let directory = try DiskDirectory(path: folder.path, create: false)
    var other = try Commit.read(from: directory)
    other.metadata["from"] = "elsewhere"
    try directory.remove(Commit.copyName)
    other.refreshCopy(in: directory)
    let error = failure { try Commit.read(from: directory).verifyCopy(in: directory) }
    #expect(error?.code == .corrupted)
    #expect(try IndexChecker(path: folder.path).check(deep: false).isSound == false)
    #expect(try index.metadata().isEmpty)
  }

  @Test func `files of other names stay as they are`() throws {
    let folder = try TemporaryFolder()
    let others = [
      "notes.txt", "0123456789abcdef0123456789abcdef.txt", "0123456789abcdef.segment",
      "0123456789abcdef0123456789abcdef.live", "0123456789abcdeg0123456789abcdef.segment",
      "0123456789abcdef0123456789abcdef.1.dead",
    ]
    for name in others { try folder.write(name, [1, 2, 3]) }
    let left = [
      "0123456789abcdef0123456789abcdef.segment", "0123456789abcdef0123456789abcdef.7.live",
      "commit.tmp",
    ]
    for name in left { try folder.write(name, [1, 2, 3]) }
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    try index.write { try $0.add(document("a")) }
    #expect(Set(try folder.list()).isSuperset(of: others))
    #expect(Set(try folder.list()).isDisjoint(with: left), "left behind by an interrupted writer")
  }

  @Test func `a second writer is told who holds the index`() throws {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    let other = try SearchIndex.open(at: folder.path)
    try index.write { writer in
      try writer.add(document("a"))
      let error = failure {
        try other.write(options: WriteOptions(lockTimeout: .zero)) { _ -> Void in
          Issue.record("two writers at once")
        }
      }
      #expect(error?.code == .locked)
      #expect(error?.message.contains("process ") == true, "\(error?.message ?? "")")
    }
    try other.write { try $0.add(document("b")) }
    #expect(try index.searcher().documentCount == 2)
  }

  @Test func `a writer waits for another`() async throws {
    let newsroom = try Newsroom([])
    let index = newsroom.index
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          try index.write { try $0.add(["id": .text("\(number)"), "body": "word"]) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try newsroom.found("word") == ["0", "1", "2", "3"])
  }

  @Test func `a searcher keeps its view while a writer removes the files under it`() throws {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    try index.write { writer in
      for n in 0..<300 { try writer.add(document("d\(n)", "word number \(n) " + longText)) }
    }
    let names = Set(try folder.list())
    let before = try index.searcher()
    try index.write { writer in
      for n in 0..<300 where n % 2 == 0 { try writer.delete(identifier: "d\(n)") }
      try writer.add(document("new"))
      try writer.merge()
    }
    #expect(
      Set(try folder.list()).isDisjoint(
        with: names.subtracting([Commit.fileName, Commit.copyName, "write.lock"])))
    let results = try before.search(parsing: "word", limit: 1_000)
    #expect(results.count == 300)
    #expect(results.allSatisfy { $0.snippet(of: "body") != nil })
    #expect(try before.search(parsing: #""number 250""#).map(\.identifier) == ["d250"])
    #expect(try before.document(identifier: "d2")?["body"] != nil)
    #expect(try index.searcher().documentCount == 151)
  }

  private let longText = String(
    repeating: "Central banks left their rates as they were. ", count: 20)

  @Test func `an index in a folder that may not be written is read as any other`() throws {
    guard !TemporaryFolder.runsAsRoot else {
      print("skipped: root may write to a folder of any permissions")
      return
    }
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    try index.write { try $0.add(document("a")) }
    folder.setWritable(false)
    let reopened = try SearchIndex.open(at: folder.path)
    #expect(try reopened.searcher().search(parsing: "word").count == 1)
    #expect(try IndexChecker(path: folder.path).check(deep: true).isSound)
    // The lock of an earlier writer may be opened still; creating files may not.
    #expect(failure { try reopened.write { try $0.add(document("b")) } }?.code == .readOnly)
    #expect(try reopened.searcher().documentCount == 1)
  }

  @Test func `reading leaves the folder as it is`() throws {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    try index.write { try $0.add(document("a")) }
    let names = try folder.list()
    let searcher = try SearchIndex.open(at: folder.path).searcher()
    _ = try searcher.search(parsing: "word").first?.snippets(limit: 1)
    _ = try searcher.terms(limit: 10)
    _ = try IndexChecker(path: folder.path).check(deep: true)
    #expect(try folder.list() == names)
  }

  @Test func `an index of another analysis is read, and written only by a rebuild`() throws {
    let newsroom = try Newsroom([document("a")])
    var commit = try Commit.read(from: newsroom.directory)
    commit.analysis = "brief/0 icu/1.0"
    try commit.write(to: newsroom.directory)
    let index = try SearchIndex.open(in: newsroom.directory)
    #expect(try !index.isCurrent())
    #expect(try index.searcher().search(parsing: "word").count == 1)
    #expect(failure { try index.write { try $0.add(document("b")) } }?.code == .outdated)
  }

  @Test func `a commit of a later or an earlier format says so`() throws {
    for (name, difference) in [("commit", 1), ("segment", 1), ("commit", -1), ("segment", -1)] {
      let newsroom = try Newsroom([document("a")])
      let file = try #require(newsroom.directory.list().first { $0.hasSuffix(name) })
      var bytes = try #require(newsroom.directory.contents(file))
      bytes[8] = UInt8(Int(FileFormat.version) + difference)
      bytes[bytes.count - 1] ^= 1  // another version may end in another way
      newsroom.directory.replace(file, by: bytes)
      let error = failure { _ = try SearchIndex.open(in: newsroom.directory).searcher() }
      #expect(
        error?.code == (difference > 0 ? .formatTooNew : .formatTooOld),
        "\(name): \(error?.message ?? "")")
      #expect(error?.message.contains(file) == true)
    }
  }

  @Test func `a damaged commit is told by its name`() throws {
    let newsroom = try Newsroom([document("a")])
    let sound = try #require(newsroom.directory.contents(Commit.fileName))
    for offset in sound.indices {
      var bytes = sound
      bytes[offset] ^= 0x10
      newsroom.directory.replace(Commit.fileName, by: bytes)
      let error = failure { _ = try SearchIndex.open(in: newsroom.directory) }
      let expected: [BriefError.Code] =
        (8..<12).contains(offset) ? [.corrupted, .formatTooNew] : [.corrupted]
      #expect(error.map { expected.contains($0.code) } == true, "byte \(offset)")
      #expect(error?.message.contains("commit") == true, "byte \(offset)")
    }
    for length in 0..<sound.count {
      newsroom.directory.replace(Commit.fileName, by: Array(sound.prefix(length)))
      let error = failure { _ = try SearchIndex.open(in: newsroom.directory) }
      #expect(error?.code == .corrupted, "cut to \(length) bytes")
    }
  }

  @Test func `a second writer is told even if the first has left no name`() throws {
    let folder = try TemporaryFolder()
    let index = try SearchIndex.create(at: folder.path, schema: try Newsroom.schema())
    try index.write { _ in
      folder.empty("write.lock")
      let error = failure {
        try index.write(options: WriteOptions(lockTimeout: .zero)) { _ in }
      }
      #expect(error?.code == .locked)
      #expect(error?.message.contains("another process") == true, "\(error?.message ?? "")")
    }
  }

  @Test func `a commit that is none is damage, whatever its checksum`() throws {
    let newsroom = try Newsroom([document("a")])
    let directory = newsroom.directory
    for name in [Commit.fileName, Commit.copyName] { directory.remove(name) }
    let file = try FileWriter(
      directory, name: Commit.fileName, kind: .commit, id: FileID(high: 0, low: 2))
    try file.append([UInt8](repeating: 0xFF, count: 100))
    _ = try file.finish()
    #expect(failure { _ = try SearchIndex.open(in: directory) }?.code == .corrupted)
    #expect(failure { try newsroom.index.write { _ in } }?.code == .corrupted)
  }
}
