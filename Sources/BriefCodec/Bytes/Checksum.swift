// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The one checksum the format uses: XXH3 with 64 bits (Yann Collet's xxHash library), at several
// bytes a cycle.

import CXXHash

package enum Checksum {
  /// XXH3-64 of some bytes.
  package static func xxh3(_ bytes: RawSpan) -> UInt64 {
    // SAFETY: the pointer is used within the closure only, for the span's own length.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe XXH3_64bits(buffer.baseAddress, buffer.count)
    }
  }

  /// XXH3-64 of some bytes.
  package static func xxh3(_ bytes: Span<UInt8>) -> UInt64 { xxh3(bytes.raw) }

  /// XXH3-64 of some bytes.
  package static func xxh3(_ bytes: [UInt8]) -> UInt64 { xxh3(bytes.span) }
}
