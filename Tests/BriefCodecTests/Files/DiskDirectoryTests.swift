// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What only a disk can do to us.

import BriefCodec
import Testing

struct DiskDirectoryTests {
  @Test func `an abandoned file is gone`() throws {
    let folder = try TemporaryFolder()
    let directory = try DiskDirectory(path: folder.path, create: false)
    let writer = try FileWriter(directory, name: "a", kind: .segment, id: testID)
    try writer.append([UInt8](repeating: 7, count: 70_000))
    writer.abandon()
    writer.abandon()
    #expect(try directory.list() == [])
  }

  @Test func `a file is no folder`() throws {
    let folder = try TemporaryFolder()
    let directory = try DiskDirectory(path: folder.path, create: false)
    _ = try FileWriter(directory, name: "a", kind: .segment, id: testID).finish()
    for create in [false, true] {
      #expect(throws: StorageError.self) {
        try DiskDirectory(path: folder.path + "/a", create: create)
      }
    }
  }

  @Test func `an empty file is damage, not a trap`() throws {
    let folder = try TemporaryFolder()
    let directory = try DiskDirectory(path: folder.path, create: false)
    try directory.create("a").close()
    #expect(throws: StorageError.self) { try directory.open("a", kind: .segment) }
  }

  @Test func `a folder that may not be written is read as well as any`() throws {
    let folder = try TemporaryFolder()
    try AtomicFileTests.replace(
      try DiskDirectory(path: folder.path, create: false), by: [1, 2, 3])
    try folder.setWritable(false)
    let directory = try DiskDirectory(path: folder.path, create: false)
    let file = try directory.open("x", kind: .commit)
    #expect(try file.readBytes(file.contentRange) == [1, 2, 3])
    #expect(directory.lockHolder("lock") == nil)
    #expect(try directory.list() == ["x"])
    try folder.setWritable(true)
  }

  @Test func `a folder is made with its parents, and may be there already`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/one"
    for _ in 0..<2 {
      let directory = try DiskDirectory(path: path + "//two/", create: true)
      #expect(try directory.list() == [])
    }
    #expect(try DiskDirectory(path: path, create: false).list() == ["two"])
    folder.removeFolder("one/two")
    folder.removeFolder("one")
  }

  @Test func `a folder is no file`() throws {
    let folder = try TemporaryFolder()
    _ = try DiskDirectory(path: folder.path + "/a", create: true)
    #expect(throws: StorageError.self) { try folder.directory().open("a", kind: .segment) }
    folder.removeFolder("a")
  }

  /// Opening waited until somebody wrote to the pipe: for ever.
  @Test(.timeLimit(.minutes(1))) func `a pipe in the place of a file is damage`() throws {
    let folder = try TemporaryFolder()
    folder.addPipe("a")
    #expect(throws: StorageError.self) { try folder.directory().open("a", kind: .segment) }
  }

  @Test(
    .disabled(if: TemporaryFolder.isPrivileged, "rights are no obstacle to this user"))
  func `a folder that may not be written says so to a writer`() throws {
    let folder = try TemporaryFolder()
    try AtomicFileTests.replace(folder.directory(), by: [1, 2, 3])
    try folder.setWritable(false)
    let directory = try folder.directory()
    for operation in [
      { _ = try directory.create("y") },
      { try directory.remove("x") },
      { try directory.rename("x", to: "y") },
      { _ = try directory.lock("lock") },
      { try AtomicFileTests.replace(directory, by: []) },
    ] {
      let error = #expect(throws: StorageError.self) { try operation() }
      guard case .file(let failure)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(failure.isPermissionDenied)
    }
    #expect(try directory.list() == ["x"])
  }

  /// The lock of an index that came from somebody else may be a link. A writer followed it, and put its
  /// name over whatever was there.
  @Test func `a link in the place of the lock is not followed`() throws {
    let folder = try TemporaryFolder()
    let directory = try folder.directory()
    try directory.create("precious").close()
    folder.addLink("lock", to: "precious")
    folder.addLink("nowhere", to: "new")
    for name in ["lock", "nowhere"] {
      #expect(throws: StorageError.self) { _ = try directory.lock(name) }
    }
    #expect(try directory.list() == ["lock", "nowhere", "precious"])
    #expect(directory.lockHolder("precious") == nil)
  }

  @Test func `a lock is one for all who opened the folder, and names its holder`() throws {
    let folder = try TemporaryFolder()
    let one = try folder.directory()
    let other = try folder.directory()
    #expect(one.lockHolder("lock") == nil)
    let lock = try one.lock("lock")
    let isHeld = lock != nil
    let isTakenTwice = try other.lock("lock") != nil
    #expect(isHeld && !isTakenTwice)
    let holder = try #require(other.lockHolder("lock"))
    #expect(holder.hasPrefix("process ") && holder.contains(" on ") && holder.hasSuffix("Z"))
    _ = consume lock
    let isFree = try other.lock("lock") != nil
    #expect(isFree)
  }

  @Test func `a holder's long name does not outlive him`() throws {
    let folder = try TemporaryFolder()
    let directory = try folder.directory()
    let sink = try directory.create("lock")
    try sink.write(Array(String(repeating: "process 1 on elsewhere ", count: 40).utf8).span)
    try sink.close()
    let lock = try directory.lock("lock")
    #expect(directory.lockHolder("lock")?.contains("elsewhere") == false)
    _ = consume lock
  }

  /// A writer dropped on an error's way out must not keep its file open.
  @Test(.enabled(if: TemporaryFolder.knowsOpenFiles, "the system does not tell what is open"))
  func `a file that was neither finished nor abandoned does not stay open`() throws {
    let folder = try TemporaryFolder()
    let directory = try folder.directory()
    let sink = try directory.create("a")
    #expect(try folder.openFiles().map { $0.hasSuffix("/a") } == [true])
    _ = consume sink
    #expect(try folder.openFiles() == [])
  }

  @Test func `a path may begin in the working folder`() throws {
    let folder = try TemporaryFolder()
    let path = String(repeating: "../", count: 60) + folder.path.dropFirst() + "/one"
    let directory = try DiskDirectory(path: path, create: true)
    #expect(directory.path == path)
    #expect(try folder.directory().list() == ["one"])
    folder.removeFolder("one")
  }

  /// A system call's failure becomes an error that says what was tried on what.
  private func expectFailure(
    _ operation: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) {
    let error = #expect(throws: StorageError.self, sourceLocation: sourceLocation) { try body() }
    guard case .file(let failure)? = error else { return }
    #expect(failure.operation == operation, sourceLocation: sourceLocation)
    #expect(failure.path == path, sourceLocation: sourceLocation)
  }

  @Test func `what is a folder is neither removed nor read as a file`() throws {
    let folder = try TemporaryFolder()
    _ = try DiskDirectory(path: folder.path + "/a", create: true)
    let directory = try folder.directory()
    expectFailure("remove", folder.path + "/a") { try directory.remove("a") }
    #expect(directory.lockHolder("a") == nil)
    #expect(try directory.list() == ["a"])
    folder.removeFolder("a")
  }

  @Test func `a folder that was removed while it was open says so`() throws {
    let folder = try TemporaryFolder()
    let directory = try DiskDirectory(path: folder.path + "/a", create: true)
    folder.removeFolder("a")
    #expect(try directory.list() == [])
    expectFailure("create", folder.path + "/a/b") { _ = try directory.create("b") }
    expectFailure("open", folder.path + "/a") { _ = try directory.current() }
  }

  private static let process = "/proc/self"
  private static let hasProcesses = (try? DiskDirectory(path: process, create: false)) != nil

  /// The system's own files fail where those of a disk seldom do.
  @Test(.enabled(if: hasProcesses, "the system has no files of this kind"))
  func `what cannot be synced or written says so`() throws {
    let directory = try DiskDirectory(path: Self.process, create: false)
    expectFailure("sync", Self.process) { try directory.sync() }
    // It takes numbers only, and no name of a holder.
    let name = "oom_score_adj"
    expectFailure("write", Self.process + "/" + name) { _ = try directory.lock(name) }
    let devices = try DiskDirectory(path: "/dev", create: false)
    expectFailure("write", "/dev/null") { _ = try devices.lock("null") }
  }

  @Test func `an error the system has no words for is told by its number`() {
    let error = FileError(operation: "open", path: "a", code: 99_999)
    #expect(error.explanation == "error 99999")
  }

  /// A process that another thread was starting had the lock for a moment longer, and who came next was
  /// told that somebody was writing.
  @Test(.enabled(if: TemporaryFolder.knowsOpenFiles, "the system does not tell what is open"))
  func `a lock ends with its holder, whoever has the file open as well`() throws {
    let folder = try TemporaryFolder()
    let directory = try folder.directory()
    let lock = try directory.lock("lock")
    let other = try #require(try folder.duplicate("lock"))
    _ = consume lock
    let isFree = try directory.lock("lock") != nil
    #expect(isFree)
    folder.close(other)
  }
}
