// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Integers packed at one width w, 0...32 bits.
//
// A full block of 256 values takes 32·w bytes. Value i belongs to lane i mod 8, so that eight
// neighbours are unpacked by the same vector instruction:
//
//     OFFSET  SIZE  CONTENT
//          0    32  the first 32 bits of lanes 0, 1, … 7
//         32    32  the next 32 bits of each, and so on: w words a lane
//
// A lane is its 32 values one after the other, low bit first, no padding between them. Fewer values
// than a block, a tail, take ⌈n·w/8⌉ bytes: one after the other, low bit first.

/// The number of postings a full block holds. With 128 the queries of the English speed corpus take a
/// tenth longer, the best 10, 100 and 1000 and counts alike: there is more to do a block than a
/// document.
@inlinable package var blockLength: Int { 256 }

package enum PackedBlock {
  /// The bits the largest value needs.
  package static func width(of values: Span<UInt32>) -> Int {
    var all: UInt32 = 0
    for i in values.indices { all |= values[i] }
    return 32 - all.leadingZeroBitCount
  }

  /// The bytes `count` values take, in a full block or a tail.
  package static func byteCount(_ count: Int, width: Int) -> Int { (count * width + 7) / 8 }

  /// Appends values, 1...256 of them; of those that need more than `width` bits, the low ones.
  package static func pack(_ values: Span<UInt32>, width: Int, into bytes: inout ByteWriter) {
    precondition((0...blockLength).contains(values.count), "a block holds at most 256 values")
    precondition((0...32).contains(width), "a width is 0...32 bits")
    guard width > 0 else { return }
    if values.count == blockLength {
      BlockKernels.pack(values, width: width, into: &bytes)
    } else {
      packTail(values, width: width, into: &bytes)
    }
  }

  /// Unpacks `count` values, 1...256, that begin at a byte offset, each raised by a number, modulo 2³².
  package static func unpack(
    _ bytes: RawSpan, at offset: Int, width: Int, count: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32]
  ) throws(BlockDamage) {
    precondition((0...blockLength).contains(count) && values.count >= blockLength)
    guard width >= 0, width <= 32 else { throw BlockDamage("packed width above 32", found: width) }
    guard offset >= 0, offset <= bytes.byteCount - byteCount(count, width: width) else {
      throw BlockDamage("packed values beyond the end", found: bytes.byteCount)
    }
    if width == 0 {
      for i in 0..<count { values[i] = addend }
    } else if count == blockLength {
      BlockKernels.unpack(bytes, at: offset, width: width, raisedBy: addend, into: &values)
    } else {
      BlockKernels.unpackTail(
        bytes, at: offset, width: width, count: count, raisedBy: addend, into: &values)
    }
  }

  private static func packTail(
    _ values: Span<UInt32>, width: Int, into bytes: inout ByteWriter
  ) {
    let mask = UInt64(1) << UInt64(width) - 1
    bytes.bytes.append(addingCapacity: byteCount(values.count, width: width)) { room in
      var pending: UInt64 = 0
      var bits = 0
      for i in values.indices {
        pending |= (UInt64(values[i]) & mask) &<< UInt64(truncatingIfNeeded: bits)
        bits &+= width
        guard bits >= 32 else { continue }
        for _ in 0..<4 {
          room.append(UInt8(truncatingIfNeeded: pending))
          pending &>>= 8
        }
        bits &-= 32
      }
      while bits > 0 {
        room.append(UInt8(truncatingIfNeeded: pending))
        pending &>>= 8
        bits &-= 8
      }
    }
  }
}
