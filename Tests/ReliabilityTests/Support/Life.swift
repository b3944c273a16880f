// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The life of an index that every crash and every fault is tried on: created, added to, changed,
// deleted from, rolled back, merged, sealed, committed twice by one writer, emptied and filled again.

import Brief
import BriefCodec
import Testing

/// A life, and what it leaves at each commit.
enum Life {
  /// The text of each document.
  typealias Contents = [String: String]

  enum Change: Sendable {
    case put(String, String)
    case delete(String)
    case merge
    case seal
    case commit
    /// Throws: what was not committed is rolled back.
    case giveUp
  }

  struct GivenUp: Error {}

  /// What each writer does in its turn.
  static let writers: [[Change]] = [
    [.put("a", "rain over the harbour"), .put("b", "rain in spring"), .put("c", "a dry harbour")],
    [.put("d", "harbour strike ends"), .put("b", "sun in spring")],
    [.delete("a"), .put("e", "strike in spring")],
    [.put("f", "never seen"), .delete("c"), .giveUp],
    [.put("f", "harbour in the sun"), .merge],
    [.delete("d"), .commit, .put("g", "rain again"), .seal, .put("c", "spring rain"), .commit],
    [.delete("b"), .delete("c"), .delete("e"), .delete("f"), .delete("g")],
    [.put("h", "rain and sun over the harbour")],
  ]
  /// Words that are searched for.
  static let words = ["rain", "harbour", "sun", "spring", "strike", "seen"]

  static func options(threads: Int) -> WriteOptions {
    WriteOptions(lockTimeout: .zero, mergePolicy: MergePolicy(factor: 3), threads: threads)
  }

  static func schema() throws -> Schema { try Schema([.identifier("id"), .text("text")]) }

  /// Lives it all, or up to an error. `expect` hears before every commit what may stand from then on,
  /// and after it what does.
  static func run(
    in directory: any Directory, threads: Int = 1, expect: ([Contents?]) -> Void = { _ in }
  ) throws {
    var last: Contents = [:]
    expect([nil, last])
    let index = try SearchIndex.create(in: directory, schema: schema())
    expect([last])
    for changes in writers {
      try write(changes, to: index, threads: threads, last: &last, expect: expect)
    }
  }

  /// One writer of it.
  static func write(
    _ changes: [Change], to index: SearchIndex, threads: Int = 1, last: inout Contents,
    expect: ([Contents?]) -> Void = { _ in }
  ) throws {
    var next = last
    do {
      try index.write(options: options(threads: threads)) { writer in
        for change in changes {
          switch change {
          case .put(let id, let text):
            try writer.add(["id": .text(id), "text": .text(text)])
            next[id] = text
          case .delete(let id):
            #expect(try writer.delete(identifier: id) == (next[id] != nil))
            next[id] = nil
          case .merge: try writer.merge()
          case .seal: try writer.seal()
          case .commit:
            expect([last, next])
            try writer.commit()
            expect([next])
            last = next
          case .giveUp: throw GivenUp()
          }
        }
        expect([last, next])
      }
      expect([next])
      last = next
    } catch is GivenUp {}
  }
}
