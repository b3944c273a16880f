// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Short byte strings, eight bytes at a time. Inlined into other modules: what hashes and compares
// terms calls it for every token.

extension Span<UInt8> {
  /// The bytes from `start` on as one integer, the first of them lowest: the first eight of `length`; zeros
  /// stand for those that are missing to eight.
  ///
  /// - Precondition: `length` bytes from `start` on lie in the span.
  @inlinable @inline(__always)
  package func word(at start: Int, length: Int) -> UInt64 {
    guard start &+ 8 <= count else { return lastWord(start, length) }
    // SAFETY: the load checks its bounds; any eight bytes make an integer.
    let word = unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    let shift = 64 &- 8 &* Swift.min(length, 8)
    return length == 0 ? 0 : word & ~0 &>> UInt64(truncatingIfNeeded: shift)
  }

  /// The same where fewer than eight bytes are left: so many has `length` at most.
  @inlinable @inline(never)
  package func lastWord(_ start: Int, _ length: Int) -> UInt64 {
    var word: UInt64 = 0
    for i in 0..<length { word |= UInt64(self[start + i]) << UInt64(8 * i) }
    return word
  }
}
