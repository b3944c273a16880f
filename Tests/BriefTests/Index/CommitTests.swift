// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import BriefCodec
import Testing

@Suite struct CommitTests {
  @Test func `a commit survives a round trip, in whatever order its metadata was set`() throws {
    var entry = try #require(
      Commit.read(from: Newsroom([["id": "a"]]).directory).segments.first)
    entry.documentCount = 100
    entry.deletedCount = 3
    entry.liveGeneration = .max
    entry.files = (0..<6).map { FileSummary(length: $0 * 1_000, checksum: UInt64.max - UInt64($0)) }
    var other = entry
    other.id = FileID(high: .max, low: 0)
    other.documentCount = .max
    other.deletedCount = 0
    let schema = try Newsroom.schema()
    let segments = [entry, other]
    func commit(_ metadata: [String: String]) -> Commit {
      Commit(
        generation: .max, schema: schema, analysis: "a/1", metadata: metadata, segments: segments)
    }
    let keys = (0..<40).map { "key\($0)" }
    let one = commit(Dictionary(uniqueKeysWithValues: keys.map { ($0, "v") }))
    let two = commit(Dictionary(uniqueKeysWithValues: keys.reversed().map { ($0, "v") }))
    #expect(one.encoded() == two.encoded())
    var reader = ByteReader(one.encoded(), file: "commit")
    let read = try Commit(decoding: &reader)
    #expect(read.encoded() == one.encoded())
    #expect(read.segments == one.segments)
    #expect(read.segments[0].fileNames.count == 6 && read.segments[1].fileNames.count == 5)
    for length in 0..<one.encoded().count {
      var cut = ByteReader(Array(one.encoded().prefix(length)), file: "commit")
      #expect(throws: CorruptionError.self) { try Commit(decoding: &cut) }
    }
    var longer = ByteReader(one.encoded() + [0], file: "commit")
    #expect(throws: CorruptionError.self) { try Commit(decoding: &longer) }
  }
}
