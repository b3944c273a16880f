// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Up to 128 integers, most of them small: packed at a width that fits nearly all, the rest patched.
//
//     1        width w of the packed values, 0...32
//     1        number of exceptions e, 0...31
//     ⌈n·w/8⌉  the low w bits of each value
//     …        for each exception: its index (1), its high bits (varint)

package enum PatchedBlock {
  private static let exceptionLimit = 31

  /// Appends a block of 1...128 values.
  package static func encode(_ values: Span<UInt32>, into bytes: inout ByteWriter) {
    precondition((1...blockLength).contains(values.count))
    let width = bestWidth(values)
    var exceptions = ByteWriter()
    var count: UInt8 = 0
    if width < 32 {
      for i in values.indices where values[i] >> UInt32(width) != 0 {
        exceptions.append(UInt8(i))
        exceptions.appendVarint(UInt64(values[i] >> UInt32(width)))
        count += 1
      }
    }
    bytes.append(UInt8(width))
    bytes.append(count)
    PackedBits.pack(values, width: width, into: &bytes)
    bytes.append(contentsOf: exceptions.bytes)
  }

  /// The width with the fewest bytes in all.
  private static func bestWidth(_ values: Span<UInt32>) -> Int {
    var wider = [Int](repeating: 0, count: 34)  // values that need exactly so many bits
    for i in values.indices { wider[32 - values[i].leadingZeroBitCount] += 1 }
    var best = (bytes: Int.max, width: 32)
    for width in 0...32 {
      var exceptions = 0
      var bytes = PackedBits.byteCount(values.count, width: width)
      for bits in (width + 1)..<34 where wider[bits] > 0 {
        exceptions += wider[bits]
        bytes += wider[bits] * (1 + (bits - width + 6) / 7)
      }
      if exceptions <= exceptionLimit, bytes < best.bytes { best = (bytes, width) }
    }
    return best.width
  }

  /// Decodes `count` values from a range of a file that begins with the block and may go on after it;
  /// returns the block's length in bytes.
  package static func decode(
    _ file: StoredFile, _ range: Range<Int>, count: Int, into values: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    func damaged(_ reason: String, _ found: Int) -> CorruptionError {
      CorruptionError(
        file: file.name, offset: range.lowerBound, reason: reason, found: UInt64(clamping: found))
    }
    precondition((1...blockLength).contains(count) && values.count >= blockLength)
    guard range.count >= 2 else { throw damaged("empty block", range.count) }
    let bytes = try file.span(range)
    let width = Int(bytes.byte(at: 0))
    let exceptions = Int(bytes.byte(at: 1))
    var offset = 2 + PackedBits.byteCount(count, width: width)
    guard width <= 32, offset <= bytes.byteCount else { throw damaged("packed width", width) }
    PackedBits.unpack(bytes, at: 2, width: width, count: count, into: &values)
    for _ in 0..<exceptions {
      guard offset < bytes.byteCount else { throw damaged("end of exceptions", offset) }
      let index = Int(bytes.byte(at: offset))
      offset += 1
      var high: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard offset < bytes.byteCount, shift < 35 else { throw damaged("exception", offset) }
        let byte = bytes.byte(at: offset)
        offset += 1
        high |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      guard index < count, width < 32, high << UInt64(width) <= UInt64(UInt32.max) else {
        throw damaged("exception", index)
      }
      values[index] |= UInt32(high << UInt64(width))
    }
    return offset
  }
}
