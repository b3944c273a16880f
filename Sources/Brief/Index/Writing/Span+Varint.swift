// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Varints of the runs in memory, which nobody else has written: no error can be in them.

extension Span<UInt8> {
  /// The varint at `offset`, which is moved behind it.
  ///
  /// Whether it has one byte or two is by chance for most positions, so that nobody asks.
  @inline(__always)
  func varint(_ offset: inout Int) -> UInt64 {
    let start = offset
    if start &+ 1 < count {
      let (first, second) = (UInt64(self[start]), UInt64(self[start &+ 1]))
      if first & second < 0x80 {
        let hasTwo = first &>> 7
        offset = start &+ 1 &+ Int(truncatingIfNeeded: hasTwo)
        return first & 0x7F | (second &<< 7) & (0 &- hasTwo)
      }
    }
    let long = longVarint(at: start)
    offset = long.end
    return long.value
  }

  /// The same of any length. Takes no address of the offset, which stays in a register so.
  @inline(never)
  private func longVarint(at start: Int) -> (value: UInt64, end: Int) {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var offset = start
    while true {
      let byte = self[offset]
      offset &+= 1
      value |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else { return (value, offset) }
      shift &+= 7
    }
  }
}

extension MutableSpan<UInt8> {
  /// Writes a varint at `offset`, which is moved behind it.
  @inline(__always)
  mutating func putVarint(_ value: UInt64, _ offset: inout Int) {
    var rest = value
    while rest >= 0x80 {
      self[offset] = UInt8(truncatingIfNeeded: rest) | 0x80
      offset &+= 1
      rest >>= 7
    }
    self[offset] = UInt8(truncatingIfNeeded: rest)
    offset &+= 1
  }
}

extension OutputSpan<UInt8> {
  /// Appends a varint.
  @inline(__always)
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
