// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import BriefTestSupport
import Testing

struct FilesTests {
  private let root: TemporaryFolder

  init() throws { root = try TemporaryFolder() }

  @Test func `two folders are exchanged in one step`() throws {
    try root.write("old", to: "a/name")
    try root.write("new", to: "b/name")
    let identity = Files.identity(of: root.path + "/b")
    // A file system without a way to exchange leaves both as they are.
    guard try Files.exchange(root.path + "/a", root.path + "/b") else {
      #expect(try root.read("a/name") == "old")
      return
    }
    #expect(try root.read("a/name") == "new")
    #expect(try root.read("b/name") == "old")
    #expect(Files.identity(of: root.path + "/a") == identity)
  }

  @Test func `the roots of disks differ, though each may have the number 1`() {
    let roots = ["/", "/proc", "/sys", "/dev", "/dev/shm", "/System/Volumes/Data"]
      .filter(Files.isFolder)
    #expect(Set(roots.compactMap(Files.identity)).count == roots.count)
  }

  @Test func `an exchange with nothing fails and changes nothing`() throws {
    try root.write("old", to: "a/name")
    #expect(throws: SystemError.self) { try Files.exchange(root.path + "/a", root.path + "/b") }
    #expect(try root.read("a/name") == "old")
  }

  @Test func `a folder is removed with what is in it, and its like beside it are not`() throws {
    try root.write("x", to: "a/b/c/name")
    try root.write("y", to: "ab/name")
    try Files.remove(root.path + "/a")
    #expect(Files.names(in: root.path) == ["ab"])
    try Files.remove(root.path + "/never")
    #expect(throws: SystemError.self) { try Files.remove(emptyFolder: root.path + "/ab") }
  }

  @Test func `a file above the limit is refused`() throws {
    try root.write(String(repeating: "x", count: 1000), to: "file")
    #expect(try Files.read(root.path + "/file", limit: 1000).count == 1000)
    #expect(throws: SystemError.self) { try Files.read(root.path + "/file", limit: 999) }
    let error = #expect(throws: SystemError.self) { try Files.read(root.path + "/none") }
    #expect(error?.reason == "No such file or directory")
  }

  @Test func `names come in the order of their bytes`() throws {
    for name in ["b", "B", "a b", "é", "中"] { try root.write("", to: name) }
    #expect(Files.names(in: root.path) == ["B", "a b", "b", "é", "中"])
    #expect(Files.bytes(in: root.path) == 0)
  }

  @Test func `a link stands for what it leads to, be that there or not`() throws {
    try root.write("x", to: "disk/a/name")
    _ = Shell.run("ln -s disk/a one; ln -s ../one disk/two; ln -s disk/none three", in: root.path)
    _ = Shell.run("ln -s round there; ln -s there round", in: root.path)
    #expect(Files.resolved(root.path + "/disk/a") == root.path + "/disk/a")
    #expect(Files.resolved(root.path + "/none") == root.path + "/none")
    let real = try #require(Files.identity(of: root.path + "/disk/a"))
    for link in ["/one", "/disk/two"] {
      let resolved = Files.resolved(root.path + link)
      #expect(resolved.hasSuffix("/disk/a") && Files.identity(of: resolved) == real)
    }
    #expect(Files.resolved(root.path + "/three") == root.path + "/disk/none")
    #expect(Files.kind(of: Files.resolved(root.path + "/round")) == nil)
  }
}
