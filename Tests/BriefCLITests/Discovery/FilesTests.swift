// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
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
    #expect(error?.isNotFound == true)
  }

  @Test func `names come in the order of their bytes`() throws {
    for name in ["b", "B", "a b", "é", "中"] { try root.write("", to: name) }
    #expect(Files.names(in: root.path) == ["B", "a b", "b", "é", "中"])
    #expect(Files.bytes(in: root.path) == 0)
  }
}
