// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Short byte strings, eight bytes at a time. Inlined into other modules: what hashes and compares
// terms calls it for every token.

extension Span<UInt8> {
  /// The bytes of `range` as one integer, the first of them lowest; zeros stand for those that are
  /// missing to eight.
  ///
  /// - Precondition: `range` lies in the span and has at most eight bytes.
  @inlinable @inline(__always)
  package func word(_ range: Range<Int>) -> UInt64 {
    guard range.lowerBound &+ 8 <= count else { return lastWord(range) }
    // SAFETY: the load checks its bounds; any eight bytes make an integer.
    let word = unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
    return word & ~0 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* range.count)
      & (range.isEmpty ? 0 : ~0)
  }

  /// The same where fewer than eight bytes are left.
  @inlinable @inline(never)
  package func lastWord(_ range: Range<Int>) -> UInt64 {
    var word: UInt64 = 0
    for (place, i) in range.enumerated() { word |= UInt64(self[i]) << UInt64(8 * place) }
    return word
  }
}
