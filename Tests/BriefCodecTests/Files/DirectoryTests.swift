// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a folder on a disk and one in memory have in common.

import BriefCodec
import Testing

struct DirectoryTests {
  /// One folder of each sort; the second value keeps the disk's alive.
  static func both() throws -> [(directory: any Directory, folder: TemporaryFolder?)] {
    let folder = try TemporaryFolder()
    return [(MemoryDirectory(), nil), (try folder.directory(), folder)]
  }

  static func write(_ name: String, _ content: [UInt8], to directory: any Directory) throws {
    let writer = try FileWriter(directory, name: name, kind: .segment, id: testID)
    try writer.append(content)
    _ = try writer.finish()
  }

  @Test func `files are created, listed, renamed and removed`() throws {
    for (directory, _) in try Self.both() {
      #expect(try directory.list() == [])
      try Self.write("b", [2], to: directory)
      try Self.write("a", [UInt8](repeating: 7, count: 70_000), to: directory)
      #expect(try directory.list() == ["a", "b"])
      try directory.rename("a", to: "c")
      #expect(try directory.list() == ["b", "c"])
      try directory.rename("c", to: "b")
      #expect(try directory.list() == ["b"])
      let file = try directory.open("b", kind: .segment)
      try directory.remove("b")
      try directory.remove("b")
      try directory.sync()
      #expect(try directory.list() == [])
      // An open file outlives its name.
      #expect(try file.readBytes(file.contentRange) == [UInt8](repeating: 7, count: 70_000))
    }
  }

  @Test func `an open file outlives its replacement`() throws {
    for (directory, _) in try Self.both() {
      try AtomicFileTests.replace(directory, by: AtomicFileTests.old)
      let file = try directory.open("x", kind: .commit)
      try AtomicFileTests.replace(directory, by: AtomicFileTests.new)
      #expect(try file.readBytes(file.contentRange) == AtomicFileTests.old)
      let again = try directory.open("x", kind: .commit)
      #expect(try again.readBytes(again.contentRange) == AtomicFileTests.new)
    }
  }

  @Test func `what exists is not created again, and stays`() throws {
    for (directory, _) in try Self.both() {
      try Self.write("a", [1, 2, 3], to: directory)
      let error = #expect(throws: StorageError.self) { try Self.write("a", [4], to: directory) }
      guard case .file(let failure)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(failure.operation == "create" && failure.code == FileError.alreadyExists)
      let file = try directory.open("a", kind: .segment)
      #expect(try file.readBytes(file.contentRange) == [1, 2, 3])
    }
  }

  @Test func `what is not there says so`() throws {
    for (directory, _) in try Self.both() {
      for operation in [
        { _ = try directory.open("x", kind: .commit) },
        { try directory.rename("x", to: "y") },
      ] {
        let error = #expect(throws: StorageError.self) { try operation() }
        guard case .file(let failure)? = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(failure.isNotFound && !failure.isOutOfSpace && !failure.isPermissionDenied)
        #expect(failure.path == directory.path + "/x" && !failure.explanation.isEmpty)
      }
    }
  }

  @Test func `a lock has one holder, who may take it again when it let go`() throws {
    for (directory, _) in try Self.both() {
      for _ in 0..<2 {
        let lock = try directory.lock("lock")
        let isHeld = lock != nil
        let isTakenTwice = try directory.lock("lock") != nil
        let other = try directory.lock("other")
        let isOtherFree = other != nil
        #expect(isHeld && !isTakenTwice && isOtherFree)
        #expect(directory.lockHolder("lock")?.contains("process") == true)
        _ = consume other
        _ = consume lock
      }
      let isFree = try directory.lock("lock") != nil
      #expect(isFree)
    }
  }
}
