// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Integers packed at one width.
//
//     ⌈n·w/8⌉  n values of w bits, low bit first, no padding between values

/// The number of postings a full block holds.
package let blockLength = 128

enum PackedBits {
  /// The bits the largest value needs.
  static func width(of values: Span<UInt32>) -> Int {
    var all: UInt32 = 0
    for i in values.indices { all |= values[i] }
    return 32 - all.leadingZeroBitCount
  }

  static func byteCount(_ count: Int, width: Int) -> Int { (count * width + 7) / 8 }

  static func pack(_ values: Span<UInt32>, width: Int, into bytes: inout ByteWriter) {
    guard width > 0 else { return }
    let mask = UInt64(1) << UInt64(width) - 1
    var pending: UInt64 = 0
    var bits = 0
    for i in values.indices {
      pending |= (UInt64(values[i]) & mask) << UInt64(bits)
      bits += width
      while bits >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        bits -= 8
      }
    }
    if bits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
  }

  /// Unpacks `count` values that begin at a byte offset.
  ///
  /// - Precondition: `byteCount(count, width:)` bytes are there, `width` is at most 32, and `values` has
  ///   room for `count`.
  static func unpack(
    _ bytes: RawSpan, at offset: Int, width: Int, count: Int, into values: inout [UInt32]
  ) {
    guard width > 0 else {
      for i in 0..<count { values[i] = 0 }
      return
    }
    let mask = UInt64(1) << UInt64(width) - 1
    var bit = offset * 8
    // Eight bytes at once hold any value whose first bit is among the first byte's.
    let lastWhole = bytes.byteCount - 8
    for i in 0..<count {
      let byte = bit >> 3
      let word: UInt64
      if byte <= lastWhole {
        word = bytes.uint64(at: byte)
      } else {
        word = tail(bytes, byte)
      }
      values[i] = UInt32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
      bit += width
    }
  }

  /// The last bytes of a span as a word.
  private static func tail(_ bytes: RawSpan, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    for i in 0..<min(8, bytes.byteCount - start) {
      word |= UInt64(bytes.byte(at: start + i)) << UInt64(8 * i)
    }
    return word
  }
}
