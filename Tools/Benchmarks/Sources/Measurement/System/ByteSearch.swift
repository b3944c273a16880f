// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The next of one or two bytes, eight at a time: reading a corpus is a part of every build, and must
// not be what is measured.

extension Span<UInt8> {
  /// Where the first byte in `range` stands that is `first` or `second`.
  func firstIndex(of first: UInt8, or second: UInt8, in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while i &+ 8 <= range.upperBound {
      // SAFETY: the load checks its bounds; any eight bytes make an integer.
      let word = unsafe UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self))
      let found = Self.zeros(word, minus: first) | Self.zeros(word, minus: second)
      if found != 0 { return i + found.trailingZeroBitCount >> 3 }
      i &+= 8
    }
    while i < range.upperBound {
      if self[i] == first || self[i] == second { return i }
      i &+= 1
    }
    return nil
  }

  /// The highest bit of each byte that is `byte`; right up to the first of them.
  private static func zeros(_ word: UInt64, minus byte: UInt8) -> UInt64 {
    let low: UInt64 = 0x0101_0101_0101_0101
    let others = word ^ low &* UInt64(byte)
    return (others &- low) & ~others & (low &* 0x80)
  }
}
