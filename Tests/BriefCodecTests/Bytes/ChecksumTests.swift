// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCodec
import Testing

struct ChecksumTests {
  /// The value for no bytes is the XXH3 specification's; it also pins seed 0 and the default secret.
  @Test func `the checksum is XXH3 with 64 bits`() {
    #expect(Checksum.xxh3([]) == 0x2D06_8005_38D3_94C2)
  }

  @Test func `a span and an array have the same checksum`() throws {
    for length in [0, 1, 3, 8, 16, 17, 128, 129, 240, 241, 1_024, 20_000] {
      let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let file = try storedFile(content)
      #expect(Checksum.xxh3(try file.span(file.contentRange)) == Checksum.xxh3(content))
    }
  }
}
