// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Varints of the runs in memory, which nobody else has written: no error can be in them.

extension Span<UInt8> {
  /// The varint at `offset`, which is moved behind it.
  @inline(__always)
  func varint(_ offset: inout Int) -> UInt64 {
    varint(&offset, beginning: self[offset])
  }

  /// The same, where the first byte is at hand.
  @inline(__always)
  func varint(_ offset: inout Int, beginning first: UInt8) -> UInt64 {
    var byte = first
    offset &+= 1
    var value = UInt64(byte & 0x7F)
    var shift: UInt64 = 7
    while byte >= 0x80 {
      byte = self[offset]
      offset &+= 1
      value |= UInt64(byte & 0x7F) << shift
      shift &+= 7
    }
    return value
  }
}
