// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import BriefTestSupport
import Testing

struct AtomicFileTests {
  static let old = [UInt8](repeating: 1, count: 40_000)
  static let new = [UInt8](repeating: 2, count: 50_000)

  static func replace(_ directory: any Directory, by content: [UInt8]) throws(StorageError) {
    try replaceAtomically(directory, name: "x", kind: .commit, id: testID, content: content)
  }

  static func content(_ directory: MemoryDirectory) throws -> [UInt8] {
    let file = try directory.open("x", kind: .commit)
    return try file.readBytes(file.contentRange)
  }

  @Test func `a file is replaced, and nothing is left beside it`() throws {
    let directory = MemoryDirectory()
    directory.replace("x.tmp", by: [1, 2, 3])  // of a writer that died
    try Self.replace(directory, by: Self.old)
    #expect(try Self.content(directory) == Self.old)
    try Self.replace(directory, by: Self.new)
    #expect(try Self.content(directory) == Self.new)
    #expect(directory.list() == ["x"])
  }

  @Test(arguments: [false, true])
  func `whatever fails, the old file stands or the new one`(forGood: Bool) throws {
    var failing = 0
    while true {
      let directory = MemoryDirectory()
      try Self.replace(directory, by: Self.old)
      let faulty = FaultyDirectory(
        directory, failing: forGood ? .forGood(failing) : .once(failing))
      do {
        try Self.replace(faulty, by: Self.new)
        #expect(faulty.operations.count == failing, "every change was made to fail once")
        break
      } catch StorageError.file(let error) {
        let content = try Self.content(directory)
        #expect(
          content
            == (error.operation == "sync" && !directory.list().contains("x.tmp")
              && content == Self.new ? Self.new : Self.old))
        if !forGood { #expect(directory.list() == ["x"], "\(error.operation)") }
      }
      // Whatever was left behind does not stand in the way.
      try Self.replace(directory, by: Self.new)
      #expect(try Self.content(directory) == Self.new)
      #expect(directory.list() == ["x"])
      failing += 1
    }
    #expect(failing >= 10)
  }
}
