// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Stored documents that contradict themselves under right checksums: each block that can be read is, and
// nothing that is read of a damaged one is believed.

import Brief
import BriefCodec
import Testing

@Suite struct SalvagedStoreTests {
  private static let documents: [Document] = (0..<12).map { n in
    ["id": .text("d\(n)"), "text": .text("rain \(n)")]
  }

  /// Repairs an index whose stored documents lie in blocks of three; says which can be found then.
  private static func repaired(
    _ stored: [Document] = documents, blocks: (inout AlteredIndex.Store) -> Void = { _ in },
    starts: (inout AlteredIndex.Store) -> Void = { _ in },
    root: (inout SegmentRoot) -> Void = { _ in }
  ) throws -> (report: IndexRepairer.Report, found: [String]) {
    let schema = try Schema([.identifier("id"), .text("text")])
    var index = try AlteredIndex(schema, stored: documents, written: documents)
    index.store(stored, inBlocksOf: 3, blocks: blocks, starts: starts)
    root(&index.root)
    try index.seal()
    let report = try IndexRepairer(index.directory).repair()
    let check = try IndexChecker(index.directory).check(deep: true)
    #expect(check.isSound, "\(check.problems)")
    let found = try SearchIndex.open(in: index.directory).searcher().search(
      parsing: "rain", options: SearchOptions(limit: 100)
    ).map(\.identifier)
    #expect(Set(found).isDisjoint(with: report.lostIdentifiers))
    #expect(report.lostDocumentCount == documents.count - found.count)
    return (report, found.sorted { $0.count == $1.count ? $0 < $1 : $0.count < $1.count })
  }

  private static func names(_ numbers: some Sequence<Int>) -> [String] {
    numbers.map { "d\($0)" }
  }

  @Test func `blocks of any size are an index as any other`() throws {
    let (report, found) = try Self.repaired()
    #expect(report.isSound && found == Self.names(0..<12))
  }

  @Test func `where nothing tells where the blocks lie, they are met one after the other`() throws {
    let alterations: [(inout AlteredIndex.Store) -> Void] = [
      { $0.first.removeLast() },
      { $0.starts.removeLast() },
      { $0.first[2] = 3 },
      { $0.first[3] = 12 },
      { $0.first[0] = 1 },
      { $0.starts[2] = $0.starts[1] },
      { $0.starts.swapAt(1, 2) },
    ]
    for (number, alter) in alterations.enumerated() {
      let (report, found) = try Self.repaired(starts: alter)
      #expect(!report.isSound && found == Self.names(0..<12), "\(number)")
      #expect(report.indexedDocumentCount == 12, "\(number)")
    }
  }

  @Test func `of a block that says more than it holds nothing is believed`() throws {
    let alterations: [(inout [UInt8]) -> Void] = [
      { $0[0] = 100 },  // documents
      { $0[3] = 127 },  // the end of the last
      { $0[2] = 1 },  // an end before its begin
      { $0 = [] },
    ]
    for (number, alter) in alterations.enumerated() {
      let (report, found) = try Self.repaired(blocks: { alter(&$0.blocks[1]) })
      #expect(found == Self.names(0..<3) + Self.names(6..<12), "\(number)")
      #expect(report.lostIdentifiers == Self.names(3..<6), "\(number)")
      // Without the arrays nobody knows where the next block would begin.
      let blind = try Self.repaired(
        blocks: { alter(&$0.blocks[1]) }, starts: { $0.first.removeLast() })
      #expect(blind.found == Self.names(0..<3), "\(number)")
      #expect(blind.report.lostIdentifiers == Self.names(3..<12), "\(number)")
    }
  }

  @Test func `a stored document that does not fit the schema is lost`() throws {
    var stored = Self.documents
    stored[4]["id"] = nil
    let (report, found) = try Self.repaired(stored)
    #expect(found == Self.names(0..<4) + Self.names(5..<12))
    #expect(report.lostIdentifiers == ["d4"])
  }

  @Test func `a root that counts other documents than the commit is not believed`() throws {
    let (report, found) = try Self.repaired(root: { $0.documentCount = 11 })
    #expect(!report.isSound && found == Self.names(0..<12))
  }
}
