// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every single file operation of a life fails: once, from then on, or although it was done; and the
// disk is full from any byte on. Nothing acknowledged may be lost, nothing unsaid, nothing trap.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct FileFaultTests {
  enum Manner: String, CaseIterable, Sendable {
    case once, forGood, afterwards

    func failing(_ number: Int) -> FaultyDirectory.Failing {
      switch self {
      case .once: .once(number)
      case .forGood: .forGood(number)
      case .afterwards: .afterwards(number)
      }
    }
  }

  /// Lives as far as it goes, then with the fault gone: returns the error, and how it ended.
  private static func endure(
    _ disk: FaultyDirectory, threads: Int = 1, _ sentence: String
  ) throws -> (error: (any Error)?, contents: Life.Contents?) {
    var expected: [Life.Contents?] = [nil]
    var thrown: (any Error)?
    do { try Life.run(in: disk, threads: threads) { expected = $0 } } catch { thrown = error }
    disk.failing = .never
    disk.room = .max
    let contents = try Inspection.contents(of: disk)
    #expect(expected.contains(contents), "\(sentence)")
    let after = try Inspection.goOn(in: disk, from: contents)
    #expect(try Inspection.contents(of: disk) == after, "\(sentence)")
    try Inspection.requireTidy(disk)
    return (thrown, contents)
  }

  @Test(arguments: Manner.allCases)
  func `whatever operation fails, the error names the file and the commit stands`(
    manner: Manner
  ) throws {
    let all = Set(FaultyDirectory.Operation.allCases)
    let calm = FaultyDirectory(MemoryDirectory(), among: all)
    try Life.run(in: calm)
    let operations = calm.operations
    let end = try Inspection.contents(of: calm)
    var (faults, silent) = (0, 0)
    for number in stride(from: 0, to: operations.count, by: Effort.rounds(31, soak: 1)) {
      let disk = FaultyDirectory(MemoryDirectory(), failing: manner.failing(number), among: all)
      let sentence = "\(operations[number]) fails, number \(number), \(manner)"
      do {
        let (error, contents) = try Self.endure(disk, sentence)
        faults += 1
        if !Self.isNamed(error, on: disk, sentence) {
          // Only the copy of a commit, and the tidying after it or after a writer that was given up,
          // are nobody's loss.
          silent += 1
          #expect(
            [.remove, .list, .open].contains(operations[number].kind)
              || Self.isCopying(operations, number), "\(sentence)")
          #expect(contents == end, "\(sentence)")
        }
      } catch {
        Issue.record("\(sentence): \(error)")
      }
    }
    print("faults, \(manner): \(faults) of \(operations.count) operations, \(silent) in tidying")
  }

  /// Where files are synced on other threads, which operation has which number is not known beforehand.
  @Test(arguments: Manner.allCases)
  func `whatever operation of several threads fails, the commit stands`(manner: Manner) throws {
    let kinds: Set<FaultyDirectory.Operation> = [.write, .sync, .close]
    let calm = FaultyDirectory(MemoryDirectory(), among: kinds)
    try Life.run(in: calm, threads: 3)
    for number in stride(from: 0, to: calm.operations.count, by: Effort.rounds(17, soak: 1)) {
      let disk = FaultyDirectory(MemoryDirectory(), failing: manner.failing(number), among: kinds)
      let sentence = "number \(number), \(manner)"
      let (error, _) = try Self.endure(disk, threads: 3, sentence)
      guard !Self.isNamed(error, on: disk, sentence) else { continue }
      #expect(
        disk.errors.allSatisfy { $0.path.contains(Commit.copyName) || $0.path.hasSuffix("/") },
        "\(sentence)")
    }
  }

  /// That something failed, and that the error, if there was one, names what did; says whether there was one.
  private static func isNamed(
    _ error: (any Error)?, on disk: FaultyDirectory, _ sentence: String
  ) -> Bool {
    let paths = disk.errors.map(\.path)
    #expect(!paths.isEmpty, "\(sentence): nothing failed")
    guard let error else { return false }
    let message = "\(BriefError(any: error))"
    #expect(paths.contains { message.contains($0) }, "\(sentence): \(message)")
    return true
  }

  /// Whether an operation writes the copy of a commit, or syncs the folder after that.
  private static func isCopying(
    _ operations: [(kind: FaultyDirectory.Operation, name: String)], _ number: Int
  ) -> Bool {
    let isSync = operations[number].kind == .sync && operations[number].name.isEmpty
    return operations[isSync ? number - 1 : number].name.hasPrefix(Commit.copyName)
  }

  @Test func `a disk that fills up at any byte says so, and there is room again`() throws {
    let calm = FaultyDirectory(MemoryDirectory(), room: 1 << 40)
    try Life.run(in: calm)
    let total = 1 << 40 - calm.room
    var count = 0
    for room in stride(from: 0, to: total, by: max(1, total / Effort.rounds(12, soak: 2_000))) {
      let disk = FaultyDirectory(MemoryDirectory(), room: room)
      let error = try Self.endure(disk, "room \(room)").error.map { BriefError(any: $0) }
      // A commit is whole without its copy.
      let paths = disk.errors.map(\.path).filter { !$0.contains(Commit.copyName) }
      #expect(error?.code == (paths.isEmpty ? nil : .outOfSpace), "room \(room)")
      #expect(error?.message.contains(paths.first ?? "?") != false, "room \(room)")
      count += 1
    }
    print("faults: \(count) times a full disk, of \(total) bytes")
  }

  /// The folder's sync after the commit's rename failed, so the new commit stood there without being
  /// acknowledged. Rolling back used to remove its files, and nothing could be opened any more.
  @Test func `a commit that fails at its last step does not lose its files`() throws {
    func live(on disk: FaultyDirectory) throws {
      let index = try SearchIndex.create(in: disk, schema: Life.schema())
      var last: Life.Contents = [:]
      try Life.write([.put("a", "rain"), .put("b", "sun")], to: index, last: &last)
      try Life.write([.put("c", "spring"), .delete("b")], to: index, last: &last)
    }
    let calm = FaultyDirectory(MemoryDirectory())
    try live(on: calm)
    let rename = try #require(calm.operations.lastIndex { $0 == (.rename, "commit.tmp") })
    let disk = FaultyDirectory(MemoryDirectory(), failing: .once(rename + 1))
    #expect(throws: BriefError.self) { try live(on: disk) }
    #expect(disk.errors.map(\.path) == [disk.path + "/"])
    let contents = try #require(try Inspection.contents(of: disk))
    #expect(contents == ["a": "rain", "c": "spring"])
    try Inspection.goOn(in: disk, from: contents)
    try Inspection.requireTidy(disk)
  }

  /// A commit named a file that was not there, and the error spoke of a failed operation, as if trying
  /// again could help. It is damage, and is said like any other: which file, what, what was expected.
  @Test func `a missing file of a segment is damage`() throws {
    let directory = MemoryDirectory()
    try Life.run(in: directory)
    for entry in try Commit.read(from: directory).segments {
      for name in entry.fileNames {
        let bytes = try #require(directory.contents(name))
        directory.remove(name)
        let error = #expect(throws: BriefError.self) {
          try SearchIndex.open(in: directory).searcher()
        }
        #expect(error?.code == .corrupted)
        #expect(error?.location?.file == name)
        #expect(error?.message.contains("missing (expected \(bytes.count), found 0)") == true)
        #expect(try IndexChecker(directory).check(deep: false).problems.map(\.code) == [.corrupted])
        directory.replace(name, by: bytes)
      }
    }
    _ = try SearchIndex.open(in: directory).searcher()
  }
}
