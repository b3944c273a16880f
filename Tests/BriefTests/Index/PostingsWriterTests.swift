// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a list may be at most. Four gigabytes are too many for a test: the limit is set lower.

import Brief
import BriefCodec
import Testing

@Suite struct PostingsWriterTests {
  /// Writes a list of `count` documents with one position each, within a limit of so many bytes.
  private static func write(
    _ count: Int, limit: Int, position: UInt32 = 0
  ) throws -> (payload: TermPayload, postings: Int, positions: Int) {
    let files = try SegmentFiles(MemoryDirectory(), id: FileID(high: 1, low: 1))
    let start = (files.postings.position, files.positions.position)
    var writer = PostingsWriter(files: files, detail: .positions, norms: [], longestExtent: limit)
    try writer.add(
      (0..<count).map {
        PostingsWriter.Entry(document: UInt32($0 * 1_000), frequency: 1, start: $0)
      },
      distances: (0..<count).map { position + UInt32($0 & 1) })
    let payload = try writer.endTerm()
    return (payload, files.postings.position - start.0, files.positions.position - start.1)
  }

  /// The conversion to 32 bits ended the process.
  @Test func `a list that outgrows what its trailer can say is an error`() throws {
    let count = 3 * blockLength
    // Gaps of 1,000 and frequencies of 1: 321 + 1 bytes a block.
    #expect(try Self.write(count, limit: 3 * 322).payload.documentFrequency == UInt32(count))
    for (limit, position, subject) in [
      (3 * 322 - 1, 0, "postings of a term"), (1_000, 1 << 30, "positions of a term"),
    ] as [(Int, UInt32, String)] {
      let error = #expect(throws: StorageError.self) {
        try Self.write(count, limit: limit, position: position)
      }
      #expect(error == .limit(LimitError(subject: subject, limit: limit)))
      let message = error.map { BriefError(any: $0) }?.message ?? ""
      #expect(message.contains("The \(subject) would take more than \(limit) bytes"))
      #expect(message.contains("several indexes"))
    }
  }

  @Test func `a short list has no trailer, and no limit`() throws {
    for count in [1, blockLength] {
      #expect(throws: Never.self) { try Self.write(count, limit: 0) }
    }
  }
}
