// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An index written when this version of the format was, byte for byte as it was then. Whoever changes
// how the format is read or written finds out here whether archives out there can still be read.

import Brief
import Foundation
import Testing

@Suite(.serialized) struct GoldenIndexTests {
  private static let index = GoldenIndex.folder + "/index"
  private static let answers = GoldenIndex.folder + "/answers.txt"

  /// `BRIEF_RECORD_GOLDEN_INDEX=1 swift test --filter GoldenIndexTests` writes it anew. After a release
  /// that is only done for a new version of the format.
  private static let records =
    ProcessInfo.processInfo.environment["BRIEF_RECORD_GOLDEN_INDEX"] != nil

  @Test func `an index of this format answers as it did when it was written`() throws {
    if Self.records {
      try? FileManager.default.removeItem(atPath: GoldenIndex.folder)
      try FileManager.default.createDirectory(
        atPath: GoldenIndex.folder, withIntermediateDirectories: true)
      try GoldenIndex.write(to: Self.index)
      try FileManager.default.removeItem(atPath: Self.index + "/write.lock")  // says who wrote it
      let searcher = try SearchIndex.open(at: Self.index).searcher()
      let lines = try GoldenIndex.answers(searcher).map { $0 + "\n" }
      try lines.joined().write(toFile: Self.answers, atomically: true, encoding: .utf8)
    }
    let before = try Self.listing()
    let searcher = try SearchIndex.open(at: Self.index).searcher()
    #expect(searcher.documentCount == 1_105)
    let wanted = try String(contentsOfFile: Self.answers, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    #expect(try GoldenIndex.answers(searcher) == wanted)
    let document = try #require(try searcher.document(identifier: "note-7"))
    #expect(document["link"] == .text("https://example.org/1"))
    #expect(try searcher.document(identifier: "brief-1") == nil)
    #expect(try Self.listing() == before, "reading writes nothing")
  }

  @Test func `it is sound`() throws {
    let report = try IndexChecker(path: Self.index).check(deep: true)
    #expect(report.isSound, "\(report.problems.map(\.message))")
    #expect(report.segmentCount == 2 && report.documentCount == 1_108)
    // With another ICU its texts may have other words; then they are not compared.
    #expect(!report.isCurrent || report.comparedDocumentCount == 1_108)
  }

  @Test func `it goes on where it stopped`() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.copyItem(atPath: Self.index, toPath: copy)
    let index = try SearchIndex.open(at: copy)
    guard try IndexChecker(path: copy).check(deep: false).isCurrent else { return }
    try index.write { writer in
      try writer.add(["id": "later", "title": "Later", "body": "The tide turns.", "language": "en"])
    }
    let searcher = try index.searcher()
    #expect(searcher.documentCount == 1_106)
    #expect(try searcher.search(parsing: "turns", limit: 10).map(\.identifier) == ["later"])
    #expect(try IndexChecker(path: copy).check(deep: true).isSound)
  }

  /// Names, sizes and times of the files.
  private static func listing() throws -> [String] {
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: index).sorted().map { name in
      let attributes = try files.attributesOfItem(atPath: "\(index)/\(name)")
      return "\(name) \(attributes[.size]!) \(attributes[.modificationDate]!)"
    }
  }
}
