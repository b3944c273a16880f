// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Any bit of any byte of any file, the other way round; any file cut at any length or exchanged for
// another's: `check` notices and names the file, and whoever searches gets an answer that was right
// before, or an error that names the file. Nothing is harmless: every byte is under a checksum.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct FlippedBytesTests {
  private static let queries = [
    "rain", #""rain in""#, "w1*", "topic:t1 rain", "中央", "date:2024-02", "-rain wind",
  ]

  /// Two small segments with deletions, pairs and every kind of field.
  private static func index() throws -> MemoryDirectory {
    let directory = MemoryDirectory()
    let schema = try Schema([
      .identifier("id"), .text("title"), .text("body"), .keyword("topic"), .date("date"),
      .number("pages"),
    ])
    let index = try SearchIndex.create(in: directory, schema: schema)
    let apart = WriteOptions(mergePolicy: MergePolicy(factor: 100))
    for range in [0..<12, 12..<20] {
      try index.write(options: apart) { writer in
        for n in range {
          try writer.add([
            "id": .text("d\(n)"), "title": .text("Rain \(n)"),
            "body": .text("rain in the w\(n % 7) wind 中央银行 of the w\(n % 5)"),
            "topic": .text("t\(n % 3)"), "pages": .number(Int64(n)),
            "date": .date(Timestamp(seconds: 1_704_067_200 + Int64(n) * 700_000)),
          ])
        }
      }
    }
    try index.write(options: apart) { try $0.delete(identifier: "d3") }
    return directory
  }

  /// What each query finds, or the error it ends with. Opening may be what fails.
  private static func answers(_ directory: any Directory) -> [Result<[String], BriefError>] {
    let searcher: Searcher
    do {
      searcher = try SearchIndex.open(in: directory).searcher()
    } catch {
      return [.failure(BriefError(any: error))]
    }
    return queries.map { query in
      Result { () throws(BriefError) in
        try searcher.search(parsing: query, options: SearchOptions(limit: 30)).map {
          "\($0.identifier) \($0.score) \($0.document["title"].map { "\($0)" } ?? "")"
        }
      }
    }
  }

  /// That a damaged copy is noticed, and searched without harm.
  private static func examine(
    _ copy: MemoryDirectory, _ file: String, sound: [Result<[String], BriefError>], searches: Bool,
    _ what: @autoclosure () -> String
  ) {
    do throws(BriefError) {
      let report = try IndexChecker(copy).check(deep: false)
      let isNamed = report.problems.contains { $0.message.contains(file) }
      if !isNamed { Issue.record("\(what()): \(report.problems)") }
    } catch {
      // Without its commit there is nothing to check.
      if file != Commit.fileName || !error.message.contains(file) {
        Issue.record("\(what()): \(error)")
      }
    }
    guard searches else { return }
    let found = answers(copy)
    for (i, answer) in found.enumerated() {
      switch answer {
      case .success(let hits):
        if hits != (try? sound[i].get()) {
          Issue.record("\(what()): another answer to \(queries[i])")
        }
      case .failure(let error):
        if !error.message.contains(file) { Issue.record("\(what()): \(error)") }
      }
    }
  }

  @Test func `every flipped bit is noticed`() throws {
    let directory = try Self.index()
    let sound = Self.answers(directory)
    #expect(sound.allSatisfy { (try? $0.get()) != nil })
    // Every bit of every byte in the soak; here one bit of some bytes, other ones each time.
    let step = Effort.rounds(7, soak: 1)
    let seed = Seed(of: "flipped bits")
    var random = seed.generator(round: 0)
    var flips = 0
    for name in directory.list() {
      let bytes = try #require(directory.contents(name))
      var at = step == 1 ? 0 : Int.random(in: 0..<step, using: &random)
      while at < bytes.count {
        for bit in step == 1 ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)] {
          var damaged = bytes
          damaged[at] ^= 1 << UInt8(bit)
          directory.replace(name, by: damaged)
          Self.examine(
            directory, name, sound: sound, searches: bit == at % 8 || step > 1,
            "\(name), byte \(at), bit \(bit), \(seed)")
          flips += 1
        }
        at += step
      }
      directory.replace(name, by: bytes)
    }
    print("damage: \(flips) flipped bits, each noticed")
  }

  @Test func `every cut, and every file in another's place, is noticed`() throws {
    let directory = try Self.index()
    let sound = Self.answers(directory)
    let step = Effort.rounds(7, soak: 1)
    var (cuts, exchanges) = (0, 0)
    let names = directory.list()
    for name in names {
      let bytes = try #require(directory.contents(name))
      for length in stride(from: 0, to: bytes.count, by: step) {
        directory.replace(name, by: Array(bytes.prefix(length)))
        Self.examine(
          directory, name, sound: sound, searches: true, "\(name), cut to \(length) bytes")
        cuts += 1
      }
      // The commit and its copy are the same bytes.
      for other in names where directory.contents(other) != bytes {
        directory.replace(name, by: try #require(directory.contents(other)))
        Self.examine(directory, name, sound: sound, searches: true, "\(name), which is \(other)")
        exchanges += 1
      }
      directory.replace(name, by: bytes)
    }
    print("damage: \(cuts) cuts and \(exchanges) exchanged files, each noticed")
  }
}
