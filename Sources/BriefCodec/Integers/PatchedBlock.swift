// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Up to 256 integers, most of them small: packed at a width that fits nearly all, the rest patched.
//
//     SIZE     CONTENT
//     1        head: width w of the packed values, 0...32; + 64 if there are exceptions;
//              128 alone: all values are the same
//     1        number of exceptions, 1...31                          (if there are)
//     ⌈n·w/8⌉  the low w bits of each value, as in `PackedBlock.swift`
//     …        for each exception: its index (1), its high bits (varint)
//     …        the one value (varint)                                (all the same)

package enum PatchedBlock {
  private static let exceptionMark: UInt8 = 64
  private static let sameMark: UInt8 = 128
  private static let exceptionLimit = 31

  /// The most bytes `count` values take.
  package static func maximumLength(_ count: Int) -> Int {
    2 + PackedBlock.byteCount(count, width: 32)
  }

  /// Appends a block of 1...256 values.
  package static func encode(_ values: Span<UInt32>, into bytes: inout ByteWriter) {
    precondition((1...blockLength).contains(values.count), "a block holds 1...256 values")
    let (width, length, exceptions) = best(values)
    if areSame(values), 1 + varintLength(values[0]) < length {
      bytes.append(sameMark)
      bytes.appendVarint(UInt64(values[0]))
      return
    }
    bytes.append(exceptions == 0 ? UInt8(width) : UInt8(width) | exceptionMark)
    if exceptions > 0 { bytes.append(UInt8(exceptions)) }
    PackedBlock.pack(values, width: width, into: &bytes)
    guard exceptions > 0 else { return }
    for i in values.indices where values[i] >> UInt32(width) != 0 {
      bytes.append(UInt8(i))
      bytes.appendVarint(UInt64(values[i] >> UInt32(width)))
    }
  }

  private static func areSame(_ values: Span<UInt32>) -> Bool {
    for i in values.indices where values[i] != values[0] { return false }
    return true
  }

  private static func varintLength(_ value: UInt32) -> Int {
    max(1, (32 - value.leadingZeroBitCount + 6) / 7)
  }

  /// The width with the fewest bytes in all, the smallest such; how many those are, and how many values are
  /// exceptions then.
  private static func best(
    _ values: Span<UInt32>
  ) -> (width: Int, length: Int, exceptions: Int) {
    let most = PackedBlock.width(of: values)
    var best = (
      width: most, length: 1 + PackedBlock.byteCount(values.count, width: most), exceptions: 0
    )
    // How many values need so many bits or more, counted down from the most. Mostly two or three widths are enough:
    // to count the values of each width took three times as long, and a fortieth of a build.
    var needing = InlineArray<33, Int>(repeating: 0)
    for width in stride(from: most - 1, through: 0, by: -1) {
      let exceptions = values.count - BlockKernels.countBelow(1 << UInt32(width), in: values)
      guard exceptions <= exceptionLimit else { break }
      needing[width + 1] = exceptions
      // Each takes a byte for its index and one for every seven bits above the width.
      var length = 2 + PackedBlock.byteCount(values.count, width: width) + exceptions
      for bits in stride(from: width + 1, through: most, by: 7) { length += needing[bits] }
      if length <= best.length { best = (width, length, exceptions) }
    }
    return best
  }

  /// Decodes the `count` values of a block that begins at an offset of a file, each raised by a number; returns
  /// the block's length in bytes.
  package static func decode(
    _ file: StoredFile, at offset: Int, count: Int, raisedBy addend: UInt32 = 0,
    into values: inout [UInt32]
  ) throws(CorruptionError) -> Int {
    let bytes = try file.span(from: offset, atMost: maximumLength(count))
    do throws(BlockDamage) {
      return try decode(bytes, count: count, raisedBy: addend, into: &values)
    } catch {
      throw error.located(in: file, at: offset)
    }
  }

  /// Decodes `count` values, 1...256, from bytes that begin with the block, each raised by a number, modulo 2³²;
  /// returns the block's length.
  ///
  /// - Precondition: `values` has room for 256.
  package static func decode(
    _ bytes: RawSpan, count: Int, raisedBy addend: UInt32 = 0, into values: inout [UInt32]
  ) throws(BlockDamage) -> Int {
    precondition((1...blockLength).contains(count) && values.count >= blockLength)
    guard bytes.byteCount > 0 else { throw BlockDamage("empty block", found: 0) }
    let head = bytes.byte(at: 0)
    var offset = 1
    guard head < sameMark else {
      guard head == sameMark else { throw BlockDamage("head of a block", found: Int(head)) }
      let value = try readHigh(bytes, &offset, shift: 0)
      for i in 0..<count { values[i] = value &+ addend }
      return offset
    }
    let width = Int(head & ~exceptionMark)
    var exceptions = 0
    if head & exceptionMark != 0 {
      guard bytes.byteCount > 1 else { throw BlockDamage("empty block", found: 1) }
      exceptions = Int(bytes.byte(at: 1))
      guard (1...exceptionLimit).contains(exceptions) else {
        throw BlockDamage("number of exceptions", found: exceptions)
      }
      offset = 2
    }
    try PackedBlock.unpack(
      bytes, at: offset, width: width, count: count, raisedBy: addend, into: &values)
    offset += PackedBlock.byteCount(count, width: width)
    guard exceptions > 0 else { return offset }
    // Added, since the low bits were raised.
    var patched = values.mutableSpan
    for _ in 0..<exceptions {
      guard offset < bytes.byteCount else { throw BlockDamage("end of exceptions", found: offset) }
      let index = Int(bytes.byte(at: offset))
      guard index < count else { throw BlockDamage("index of an exception", found: index) }
      offset += 1
      // Nearly always one byte that surely fits.
      if width <= 25, offset < bytes.byteCount, bytes.byte(at: offset) < 0x80 {
        patched[index] &+= UInt32(bytes.byte(at: offset)) << UInt32(width)
        offset += 1
      } else {
        patched[index] &+= try readHigh(bytes, &offset, shift: width)
      }
    }
    return offset
  }

  /// A varint that fits 32 bits once shifted.
  private static func readHigh(
    _ bytes: RawSpan, _ offset: inout Int, shift: Int
  ) throws(BlockDamage) -> UInt32 {
    var high: UInt64 = 0
    for bits in stride(from: UInt64(0), through: 28, by: 7) {
      guard offset < bytes.byteCount else { throw BlockDamage("end of a varint", found: offset) }
      let byte = bytes.byte(at: offset)
      offset += 1
      high |= UInt64(byte & 0x7F) << bits
      guard byte >= 0x80 else {
        guard high <= UInt64(UInt32.max) >> UInt64(shift) else { break }
        return UInt32(high << UInt64(shift))
      }
    }
    throw BlockDamage("value above 32 bits", found: Int(high))
  }
}
