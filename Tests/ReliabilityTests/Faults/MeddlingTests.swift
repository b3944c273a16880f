// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A writer commits, merges and removes files between any two steps of somebody who opens the index.

import Brief
import BriefCodec
import Testing

@Suite struct MeddlingTests {
  /// A folder to which something is done before the file of a number is opened.
  private final class MeddledDirectory: Directory {
    private let inner = MemoryDirectory()
    private let state = Guarded(State())

    private struct State {
      var opened = 0
      var place = Int.max
      var deed: @Sendable () -> Void = {}
    }

    /// Counts from here.
    func meddle(at place: Int, _ deed: @escaping @Sendable () -> Void) {
      state.withLock { $0 = State(opened: 0, place: place, deed: deed) }
    }
    var openedCount: Int { state.withLock { $0.opened } }

    func open(_ name: String, kind: FileKind) throws(StorageError) -> StoredFile {
      let deed = state.withLock { state -> (@Sendable () -> Void)? in
        state.opened += 1
        return state.opened - 1 == state.place ? state.deed : nil
      }
      deed?()
      return try inner.open(name, kind: kind)
    }
    var path: String { inner.path }
    func contents(of name: String) throws(StorageError) -> MappedFile {
      try inner.contents(of: name)
    }
    func list() -> [String] { inner.list() }
    func create(_ name: String) throws(StorageError) -> any FileSink { try inner.create(name) }
    func rename(_ name: String, to new: String) throws(StorageError) {
      try inner.rename(name, to: new)
    }
    func remove(_ name: String) { inner.remove(name) }
    func sync() {}
    func lock(_ name: String) -> FileLock? { inner.lock(name) }
    func lockHolder(_ name: String) -> String? { inner.lockHolder(name) }
  }

  private enum Opening: CaseIterable { case search, check, repair }

  /// A check opened one segment after the other, and called it damage when a writer had merged those
  /// it had not come to. A sound index must never be called damaged.
  @Test(arguments: Opening.allCases)
  private func `whoever opens an index while it is merged sees a whole commit`(
    opening: Opening
  ) throws {
    var place = 0
    while true {
      let directory = MeddledDirectory()
      let index = try SearchIndex.create(in: directory, schema: Life.schema())
      for id in ["a", "b", "c"] {
        try index.write(options: WriteOptions(mergePolicy: MergePolicy(factor: 100))) { writer in
          try writer.add(["id": .text(id), "text": "rain"])
        }
      }
      directory.meddle(at: place) {
        do {
          try index.write { writer in
            try writer.delete(identifier: "a")
            try writer.merge()
          }
        } catch {
          Issue.record("\(error)")
        }
      }
      switch opening {
      case .check:
        let report = try IndexChecker(directory).check(deep: true)
        #expect(report.isSound, "at \(place): \(report.problems)")
        #expect([2, 3].contains(report.documentCount), "at \(place)")
      case .repair:
        let report = try IndexRepairer(directory).repair(dryRun: true)
        #expect(report.isSound, "at \(place): \(report.problems)")
        #expect([2, 3].contains(report.keptDocumentCount), "at \(place)")
      case .search:
        let count = try index.searcher().search(parsing: "rain").count
        #expect([2, 3].contains(count), "at \(place)")
      }
      guard directory.openedCount > place else { break }
      place += 1
    }
    #expect(place >= 16)
  }
}
