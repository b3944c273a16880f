// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A rebuild puts another folder in an index's place. Whoever reads stays with the folder that was
// opened, whoever comes later meets the new one, and nobody writes to the old one unawares.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct ExchangedFolderTests {
  private static func build(_ path: String, _ id: String, documents: Int = 1) throws {
    let index = try SearchIndex.create(at: path, schema: Life.schema())
    try index.write { writer in
      try writer.add(["id": .text(id), "text": "rain"])
    }
  }

  private static func identifiers(_ searcher: Searcher) throws -> [String] {
    try searcher.search(parsing: "rain").map(\.identifier)
  }

  @Test func `a reader keeps the folder it opened through two exchanges`() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try Self.build(path, "first")
    let directory = try DiskDirectory(path: path, create: false)
    let index = try SearchIndex.open(at: path)
    let before = try index.searcher()
    for (id, old) in [("second", "old"), ("third", "older")] {
      try Self.build(folder.path + "/new", id)
      #expect(folder.lines("mv index \(old) && mv new index && echo done") == ["done"])
      // The names of both are the same: by path, the files of two indexes would be mixed.
      let commit = try Commit.read(from: directory)
      #expect(try Self.identifiers(Searcher(Snapshot(directory, commit: commit))) == ["first"])
      #expect(try directory.list() == DiskDirectory(path: path, create: false).list())
      #expect(try Self.identifiers(before) == ["first"])
      #expect(try Self.identifiers(index.searcher()) == [id])
      let current = try directory.current()
      #expect(current !== directory)
      #expect(try current.current() === current)
    }
    #expect(folder.lines("rm -r old && echo done") == ["done"])
    #expect(try Self.identifiers(before) == ["first"])
  }

  /// A folder that another one has taken the place of, and of which all files are gone already, although
  /// it was the one at its path a moment ago.
  private final class GoneFolder: Directory {
    private let inner = MemoryDirectory()
    private let next: MemoryDirectory
    private let looks = Guarded(0)
    /// How often it is the one at the path.
    private let last: Int

    /// Whether a lock can be had in it.
    private let isLockable: Bool

    init(next: MemoryDirectory, last: Int, isLockable: Bool = false) {
      (self.next, self.last, self.isLockable) = (next, last, isLockable)
    }

    private var missing: StorageError {
      .file(FileError(operation: "open", path: "gone", code: 2))
    }
    func current() -> any Directory {
      looks.withLock {
        $0 += 1; return $0
      } <= last ? self : next
    }
    var path: String { inner.path }
    func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile { throw missing }
    func contents(of name: String) throws(StorageError) -> MappedFile { throw missing }
    func list() -> [String] { [] }
    func create(_ name: String) throws(StorageError) -> any FileSink { throw missing }
    func rename(_ name: String, to new: String) throws(StorageError) { throw missing }
    func remove(_ name: String) {}
    func sync() {}
    func lock(_ name: String) throws(StorageError) -> FileLock? {
      guard isLockable else { throw missing }
      return inner.lock(name)
    }
    func lockHolder(_ name: String) -> String? { nil }
  }

  /// Opening looked for the commit in the folder it had opened, which a rebuild had just exchanged and
  /// removed: "there is no index", once in 40,000 times of a soak. A writer found no room for its lock.
  @Test func `who opens an index while it is exchanged meets the new one`() throws {
    let next = MemoryDirectory()
    try SearchIndex.create(in: next, schema: Life.schema()).write { writer in
      try writer.add(["id": "new", "text": "rain"])
    }
    for last in 0..<2 {
      func gone() -> GoneFolder { GoneFolder(next: next, last: last) }
      let schema = try Life.schema()
      #expect(try Self.identifiers(SearchIndex.open(in: gone()).searcher()) == ["new"])
      let index = SearchIndex(directory: gone(), schema: schema)
      #expect(try Self.identifiers(index.searcher()) == ["new"])
      #expect(try SearchIndex(directory: gone(), schema: schema).metadata() == [:])
      #expect(try SearchIndex(directory: gone(), schema: schema).isCurrent())
      #expect(try IndexChecker(gone()).check(deep: true).isSound)
      #expect(try IndexRepairer(gone()).repair(dryRun: true).isSound)
      #expect(try IndexRepairer(gone()).repair().isSound)
      // Its commit cannot be read, and its copy can.
      let damaged = MemoryDirectory()
      for name in next.list() { damaged.replace(name, by: next.contents(name) ?? []) }
      damaged.replace(Commit.fileName, by: [])
      #expect(
        try IndexRepairer(GoneFolder(next: damaged, last: last)).repair().isFromCopy)
      try SearchIndex(directory: gone(), schema: schema).write { $0.setMetadata("k", nil) }
      let lockable = GoneFolder(next: next, last: last, isLockable: true)
      try SearchIndex(directory: lockable, schema: schema).write { writer in
        #expect(writer.documentCount == 1)
      }
    }
  }

  /// A writer that waited for the lock of an index got it when a rebuild had put another index in its
  /// place. What it would have committed to the old folder would have been removed with that.
  @Test func `a writer that waited through an exchange writes to the new index`() async throws {
    let folder = TemporaryFolder()
    let (path, root) = (folder.path + "/index", folder.path)
    try Self.build(path, "first")
    try Self.build(root + "/new", "second")
    let index = try SearchIndex.open(at: path)
    let waiting = try await withThrowingTaskGroup(of: Void.self) { group in
      try index.write { _ in
        group.addTask {
          let other = try SearchIndex.open(at: path)
          try other.write(options: WriteOptions(lockTimeout: .seconds(60))) { writer in
            try writer.add(["id": "late", "text": "rain"])
          }
        }
        _ = Shell.run("sleep 0.1 && mv index old && mv new index", in: root)
      }
      try await group.waitForAll()
      return try index.searcher()
    }
    #expect(try Self.identifiers(waiting).sorted() == ["late", "second"])
    #expect(try Self.identifiers(SearchIndex.open(at: root + "/old").searcher()) == ["first"])
  }
}
