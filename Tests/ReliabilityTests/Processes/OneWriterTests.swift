// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One writer at a time, over processes and threads: the second waits or is told who is first, and
// nobody waits for the dead.

import Brief
import BriefCodec
import BriefTestSupport
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.enabled(if: TemporaryFolder.hasCommand, "the command is not built here"))
struct OneWriterTests {
  private static let writing = Atomic<Int>(0)

  @Test func `a second process is told who writes, or waits for it`() throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 20)
    let index = "\"$BRIEF\" index news --index ./idx"
    #expect(folder.lines("\(index) >/dev/null 2>&1; echo $?") == ["0"])
    folder.publish(edition: 2, count: 20)
    try SearchIndex.open(at: folder.path + "/idx").write { _ in
      let refused = folder.lines("\(index) --json 2>&1; echo $?").joined(separator: " ")
      #expect(refused.contains(#""code":"locked""#), "\(refused)")
      #expect(refused.contains("process \(getpid()) on "), "\(refused)")
      #expect(!refused.hasSuffix(" 0"), "\(refused)")
      let late = folder.lines("\(index) --wait 0.2 --json 2>&1; echo $?").joined(separator: " ")
      #expect(late.contains(#""code":"locked""#), "\(late)")
      // Readers do not care.
      #expect(
        folder.lines(
          "\"$BRIEF\" search \(TemporaryFolder.word(ofEdition: 1)) --index ./idx --format tsv | wc -l"
        ) == ["10"])
      _ = folder.lines("(\(index) --wait 60 >/dev/null 2>&1; echo $? > status) >/dev/null 2>&1 &")
    }
    let ended = folder.lines(
      "for i in $(seq 600); do [ -s status ] && break; sleep 0.05; done; cat status")
    #expect(ended == ["0"])
    #expect(
      folder.lines(
        "\"$BRIEF\" search \(TemporaryFolder.word(ofEdition: 2)) --index ./idx --format tsv | wc -l"
      ) == ["10"])
  }

  @Test func `a dead writer's lock does not block`() throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 20)
    #expect(folder.lines("\"$BRIEF\" index news --index ./idx >/dev/null 2>&1; echo $?") == ["0"])
    folder.publish(edition: 2, count: 2_000)
    // Killed as soon as it has the lock: its name stands there still.
    let holder = folder.lines(
      """
      ("$BRIEF" index news --index ./idx >/dev/null 2>&1 & p=$!
      while kill -0 $p && ! grep -q "process $p " idx/write.lock; do sleep 0.005; done
      kill -9 $p; wait $p; echo $p; cat idx/write.lock) 2>/dev/null
      """
    ).joined(separator: " ")
    #expect(holder.contains(" process "), "\(holder)")
    let index = try SearchIndex.open(at: folder.path + "/idx")
    try index.write(options: WriteOptions(lockTimeout: .zero)) { $0.setMetadata("alive", "yes") }
    #expect(try index.metadata()["alive"] == "yes")
  }

  @Test func `threads of one process take turns as processes do`() async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/idx"
    _ = try SearchIndex.create(at: path, schema: Life.schema())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let index = try SearchIndex.open(at: path)
          for turn in 0..<3 {
            try index.write(options: WriteOptions(lockTimeout: .seconds(60))) { writer in
              #expect(Self.writing.wrappingAdd(1, ordering: .relaxed).newValue == 1)
              try writer.add(["id": .text("\(number).\(turn)"), "text": "rain"])
              Self.writing.wrappingSubtract(1, ordering: .relaxed)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try SearchIndex.open(at: path).searcher().search(parsing: "rain", limit: 20).count == 12)
  }

  /// Two who created an index at the same moment both saw none. The later one's empty commit then
  /// replaced the first one's documents.
  @Test func `of many who create an index at once one does`() async throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/idx"
    let directory = try DiskDirectory(path: path, create: true)
    let lock = try directory.lock("write.lock")
    let error = #expect(throws: BriefError.self) {
      try SearchIndex.create(at: path, schema: Life.schema())
    }
    #expect(error?.code == .locked)
    #expect(try directory.list() == ["write.lock"])
    _ = consume lock
    let created = try await withThrowingTaskGroup(of: String?.self) { group in
      for number in 0..<8 {
        group.addTask {
          do {
            let index = try SearchIndex.create(at: path, schema: Life.schema())
            try index.write { try $0.add(["id": .text("\(number)"), "text": "rain"]) }
            return "\(number)"
          } catch let error as BriefError where [.alreadyExists, .locked].contains(error.code) {
            return nil
          }
        }
      }
      return try await group.reduce(into: [String]()) { if let id = $1 { $0.append(id) } }
    }
    #expect(created.count == 1)
    let found = try SearchIndex.open(at: path).searcher().search(parsing: "rain").map(\.identifier)
    #expect(found == created)
  }
}
