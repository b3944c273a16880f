// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A sound index is found sound, and any damaged byte is found and named; whoever searches the damaged
// index gets an answer or an error, never a trap.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct IndexCheckerTests {
  private static func newsroom() throws -> Newsroom {
    let newsroom = try Newsroom(SegmentMergerTests.documents(seed: 3, count: 90), commits: 2)
    try newsroom.index.write(options: .apart) { writer in
      for n in 0..<10 { try writer.delete(identifier: "d\(n)") }
    }
    return newsroom
  }

  @Test func `a sound index is found sound, and counted`() throws {
    let newsroom = try Self.newsroom()
    let quick = try IndexChecker(newsroom.directory).check(deep: false)
    let deep = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(quick.isSound && deep.isSound, "\(quick.problems + deep.problems)")
    #expect(deep.segmentCount == 2)
    #expect(deep.documentCount == 90)
    #expect(quick.postingCount == 0)
    #expect(deep.postingCount > deep.termCount)
    #expect(quick.termCount == deep.termCount && quick.termCount > 20)
    let files = newsroom.directory.list().filter { !$0.hasPrefix(Commit.fileName) }
    let bytes = files.reduce(0) { $0 + (newsroom.directory.contents($1)?.count ?? 0) }
    #expect(quick.byteCount == bytes)
  }

  @Test func `an empty index is sound`() throws {
    let report = try IndexChecker(Newsroom([]).directory).check(deep: true)
    #expect(report.isSound && report.segmentCount == 0)
  }

  @Test func `a changed byte anywhere is found, and its file named`() throws {
    let newsroom = try Self.newsroom()
    var random = SeededGenerator(seed: 9)
    for name in newsroom.directory.list() where name != Commit.fileName {
      let sound = try #require(newsroom.directory.contents(name))
      // Header, content, table and footer, and some of everything.
      var offsets = [0, 8, 12, 16, 31, 32, sound.count - 1, sound.count - 32, sound.count - 33]
      offsets += (0..<12).map { _ in Int.random(in: 0..<sound.count, using: &random) }
      for offset in offsets {
        var bytes = sound
        bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        newsroom.directory.replace(name, by: bytes)
        let report = try IndexChecker(newsroom.directory).check(deep: false)
        #expect(!report.isSound, "\(name), byte \(offset)")
        for problem in report.problems {
          #expect(problem.message.contains(name), "\(name), byte \(offset): \(problem)")
          #expect(
            problem.code == .corrupted || ((8..<12).contains(offset)),
            "\(name), byte \(offset): \(problem.code)")
        }
        try search(newsroom.index, expecting: name)
      }
      newsroom.directory.replace(name, by: sound)
    }
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
    // The copy of the commit alone may lack: a crash comes between the two.
    newsroom.directory.remove(Commit.copyName)
    #expect(try IndexChecker(newsroom.directory).check(deep: true).isSound)
  }

  /// Asks for everything an index has. Errors must name the damaged file; traps would end the test.
  private func search(_ index: SearchIndex, expecting name: String) throws {
    do {
      let searcher = try index.searcher()
      for text in ["the rates", #""the bank""#, "中", "ba*", "pages:>1", "topic:t1 bank"] {
        let options = SearchOptions(
          matching: .any, facets: [FacetRequest("topic")],
          histogram: HistogramRequest("date", by: .month))
        for hit in try searcher.search(parsing: text, options: options) {
          _ = hit.snippets(limit: 2)
        }
      }
      try searcher.forEachDocument { _ in }
    } catch let error as BriefError {
      #expect(error.message.contains(name), "\(error)")
    }
  }

  @Test func `a file that is gone, cut or another's is found`() throws {
    let newsroom = try Self.newsroom()
    for name in newsroom.directory.list() where !name.hasPrefix(Commit.fileName) {
      let sound = try #require(newsroom.directory.contents(name))
      for length in [0, 1, 31, 32, 63, sound.count / 2, sound.count - 1] {
        newsroom.directory.replace(name, by: Array(sound.prefix(length)))
        let report = try IndexChecker(newsroom.directory).check(deep: false)
        #expect(
          report.problems.contains { $0.code == .corrupted && $0.message.contains(name) },
          "\(name), \(length) bytes")
      }
      newsroom.directory.remove(name)
      let report = try IndexChecker(newsroom.directory).check(deep: false)
      #expect(report.problems.contains { $0.message.contains(name) }, "\(name) gone")
      newsroom.directory.replace(name, by: sound)
    }
    // Two segments with each other's files: sound each, but not what the commit speaks of.
    let segments = newsroom.directory.list().filter { $0.hasSuffix(".segment") }
    let (one, two) = (segments[0], segments[1])
    let bytes = try #require(newsroom.directory.contents(one))
    newsroom.directory.replace(one, by: try #require(newsroom.directory.contents(two)))
    newsroom.directory.replace(two, by: bytes)
    let report = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(report.problems.count == 2)
    #expect(report.problems.allSatisfy { $0.code == .corrupted })
  }

  @Test func `a count that does not agree is found by the deep check`() throws {
    let newsroom = try Self.newsroom()
    var commit = try Commit.read(from: newsroom.directory)
    commit.segments[0].documentCount -= 1
    try commit.write(to: newsroom.directory)
    let report = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(report.problems.map(\.code) == [.corrupted])
    #expect(report.problems.first?.message.contains("number of documents") == true)
  }

  @Test func `one identifier twice is found by the deep check`() throws {
    let newsroom = try Newsroom([["id": "a", "body": "x"]])
    let layout = IndexLayout(try Newsroom.schema())
    let builder = SegmentBuilder(layout: layout)
    try builder.add(["one", "two"].map { ["id": "b", "body": .text($0)] })
    let summary = try builder.write(to: newsroom.directory, id: FileID(high: 9, low: 9))
    var commit = try Commit.read(from: newsroom.directory)
    var entry = commit.segments[0]
    entry.id = summary.id
    entry.documentCount = summary.documentCount
    for (place, part) in SegmentPart.allCases.enumerated() {
      entry.files[place] = try #require(summary.files[part])
    }
    commit.segments.append(entry)
    try commit.write(to: newsroom.directory)
    let report = try IndexChecker(newsroom.directory).check(deep: true)
    #expect(report.problems.count == 1)
    #expect(report.problems.first?.message.contains("identifier") == true)
  }
}
