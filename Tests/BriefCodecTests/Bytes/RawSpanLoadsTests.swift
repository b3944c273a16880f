// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import Testing

struct RawSpanLoadsTests {
  @Test func `loads are little-endian at every offset`() throws {
    let content = (0..<24).map { UInt8($0 * 11) }
    let file = try storedFile(content)
    let span = try file.span(file.contentRange)
    for offset in 0..<16 {
      let expected = (0..<8).reduce(UInt64(0)) {
        $0 | UInt64(content[offset + $1]) << UInt64(8 * $1)
      }
      #expect(span.uint64(at: offset) == expected)
      #expect(span.uint32(at: offset) == UInt32(truncatingIfNeeded: expected))
      #expect(span.byte(at: offset) == content[offset])
    }
  }

  @Test func `a load beyond the end is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let file = try storedFile([1, 2, 3])
      _ = try file.span(file.contentRange).uint32(at: 0)
    }
  }
}
