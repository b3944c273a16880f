// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The files of a segment from their creation to their end: who syncs them, and what becomes of them when they are given
// up.

@testable import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct SegmentFilesTests {
  private static func files(
    in directory: FaultyDirectory, syncsBeside: Bool
  ) throws -> SegmentFiles {
    let files = try SegmentFiles(
      directory, id: FileID(high: 1, low: 1), syncsBeside: syncsBeside)
    try files.documents.append([1, 2, 3])
    return files
  }

  @Test(arguments: [false, true])
  func `every file is synced and closed once, however early it is complete`(
    syncsBeside: Bool
  ) throws {
    let inner = MemoryDirectory()
    let directory = FaultyDirectory(inner, among: [.write, .sync, .close, .remove])
    let files = try Self.files(in: directory, syncsBeside: syncsBeside)
    try files.complete(.documents)
    try files.complete(.positions)
    try files.postings.append([4, 5])
    let summaries = try files.finish()
    #expect(Set(summaries.keys) == Set(SegmentPart.allCases))
    for part in SegmentPart.allCases {
      let name = part.fileName(files.id)
      let done = directory.operations.filter { $0.name == name }.map(\.kind)
      #expect(done.filter { $0 != .write } == [.sync, .close])
      #expect(inner.contents(name)?.count == summaries[part]?.length)
    }
  }

  /// On a full disk, bytes that nobody will read were waited for before the error was told.
  @Test func `files that are given up are not synced`() throws {
    let directory = FaultyDirectory(
      MemoryDirectory(), among: [.sync, .close, .remove])
    let files = try Self.files(in: directory, syncsBeside: false)
    try files.complete(.documents)
    files.abandon()
    #expect(!directory.operations.contains { $0.kind == .sync })
    #expect(directory.operations.count { $0.kind == .close } == SegmentPart.allCases.count)
    #expect(directory.operations.count { $0.kind == .remove } == SegmentPart.allCases.count)
    #expect(try directory.list().isEmpty)
  }

  @Test(arguments: [false, true])
  func `that a file could not be synced is said at the end`(syncsBeside: Bool) throws {
    let directory = FaultyDirectory(MemoryDirectory(), failing: .once(0), among: [.sync])
    let files = try Self.files(in: directory, syncsBeside: syncsBeside)
    try files.complete(.documents)
    #expect(throws: StorageError.self) { try files.finish() }
    files.abandon()
    #expect(try directory.list().isEmpty)
  }
}
