// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernel in C that adds frequencies up, with its plain twin.

import CKernels

extension BlockKernels {
  /// Writes the sum of the first `count` values up to each of them, modulo 2³², to `sums`; returns the bits that
  /// any of the values has. Eight at once: with one after the other, counting
  /// phrases of common words takes 1 to 6 % longer (`speed-en`, 2026-11-29).
  package static func prefixSums(
    _ values: [UInt32], count: Int, into sums: inout [UInt32], path: Path = .best
  ) -> UInt32 {
    precondition(count >= 0 && count <= values.count && count <= sums.count)
    // SAFETY: `count` values are read and as many written, which are there.
    return unsafe values.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let values = values.baseAddress, let sums = sums.baseAddress else { return 0 }
        return unsafe brief_prefix_sums(values, count, sums, path.isWide)
      }
    }
  }

  package static func prefixSumsPlain(
    _ values: [UInt32], count: Int, into sums: inout [UInt32]
  ) -> UInt32 {
    var (sum, bits): (UInt32, UInt32) = (0, 0)
    for i in 0..<count {
      sum &+= values[i]
      bits |= values[i]
      sums[i] = sum
    }
    return bits
  }
}
