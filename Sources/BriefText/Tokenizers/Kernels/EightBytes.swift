// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Eight bytes of text as one integer, the first of them lowest, and back. A word is looked at
// and written by eights; byte by byte takes four times as long.

extension Span<UInt8> {
  /// The eight bytes from `i` on; zeros stand for those after the end.
  ///
  /// - Precondition: `0 <= i && i <= count`.
  @inline(__always)
  func eightBytes(at i: Int) -> UInt64 {
    guard i &+ 8 <= count else { return lastBytes(from: i) }
    // SAFETY: the load checks its bounds; any eight bytes make an integer.
    return unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self))
  }

  @inline(never)
  private func lastBytes(from i: Int) -> UInt64 {
    var value: UInt64 = 0
    for offset in 0..<Swift.min(8, count - i) {
      value |= UInt64(self[i + offset]) << UInt64(offset * 8)
    }
    return value
  }

  /// Whether no byte is of a character beyond ASCII.
  var isASCII: Bool {
    var bits: UInt64 = 0
    var i = 0
    while i < count {
      bits |= eightBytes(at: i)
      i &+= 8
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }
}

extension MutableSpan<UInt8> {
  /// Writes eight bytes from `i` on.
  ///
  /// - Precondition: `0 <= i && i + 8 <= count`.
  @inline(__always)
  mutating func store(_ value: UInt64, at i: Int) {
    // SAFETY: the store checks its bounds; the bytes of an integer are bytes.
    var bytes = unsafe mutableBytes
    bytes.storeBytes(of: value.littleEndian, toByteOffset: i, as: UInt64.self)
  }
}
