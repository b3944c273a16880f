// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Integers that are read one at a time, in any order.
//
//     OFFSET  SIZE      CONTENT
//          0  8         number of values n
//          8  8         least value
//         16  1         width w, 0...64
//         17  ⌈n·w/8⌉   values less the least, of w bits, low bit first, no padding between values
//          …  7         zeros, if w > 0: eight bytes can be read wherever a value begins

/// A packed array of a file.
package struct PackedArray: Sendable {
  package let file: StoredFile
  /// Offset of the first value.
  let start: Int
  let width: Int
  let least: UInt64
  package let count: Int

  /// Whether all values are the same.
  package var isConstant: Bool { width == 0 }

  /// The offset of what follows the array.
  package var end: Int {
    width == 0 ? start : start + (count * width + 7) / 8 + Self.padding
  }

  private static let headLength = 17
  private static let padding = 7

  // MARK: - Writing

  package static func write(_ values: [UInt64], into file: FileWriter) throws(StorageError) {
    var bytes = ByteWriter()
    encode(values, into: &bytes)
    try file.append(bytes)
  }

  package static func encode(_ values: [UInt64], into bytes: inout ByteWriter) {
    let least = values.min() ?? 0
    let width = 64 - ((values.max() ?? 0) - least).leadingZeroBitCount
    bytes.append(UInt64(values.count))
    bytes.append(least)
    bytes.append(UInt8(width))
    guard width > 0 else { return }
    var pending: UInt64 = 0
    var bits = 0  // of `pending`, below 64
    for value in values {
      let rest = value - least
      pending |= rest << UInt64(bits)
      bits += width
      guard bits >= 64 else { continue }
      bytes.append(pending)
      bits -= 64
      pending = rest >> UInt64(width - bits)  // what did not fit: all 64 bits of it if none is left
    }
    while bits > 0 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      bits -= 8
    }
    for _ in 0..<padding { bytes.append(UInt8(0)) }
  }

  // MARK: - Reading

  /// Opens the array that begins at an offset.
  package init(file: StoredFile, offset: Int) throws(CorruptionError) {
    guard offset >= 0, offset <= file.length - Self.headLength else {
      throw CorruptionError(
        file: file.name, offset: max(0, offset), reason: "offset of a packed array",
        expected: UInt64(file.length), found: UInt64(clamping: offset))
    }
    let head = try file.span(offset..<(offset + Self.headLength))
    let count = head.uint64(at: 0)
    least = head.uint64(at: 8)
    width = Int(head.byte(at: 16))
    start = offset + Self.headLength
    guard width <= 64, count < 1 << 40,
      width == 0 || (Int(count) * width + 7) / 8 + Self.padding <= file.length - start
    else {
      throw CorruptionError(
        file: file.name, offset: offset, reason: "size of a packed array", found: count)
    }
    self.file = file
    self.count = Int(count)
  }

  /// The value at an index; an index beyond the end is an error, since indices come from files too.
  @inline(__always)
  package func get(_ index: Int) throws(CorruptionError) -> UInt64 {
    guard index >= 0, index < count else { throw beyondEnd(index) }
    guard width > 0 else { return least }
    try verify(index)
    return value(file.bytes, index)
  }

  /// Verifies what ``value(_:_:)`` reads of an index of the array. All of it lies in the array and the
  /// bytes behind it, which opening has found to be there.
  @inline(__always)
  private func verify(_ index: Int) throws(CorruptionError) {
    let byte = start &+ (index &* width) >> 3
    try file.verify(byte..<(byte &+ (width <= 57 ? 8 : 9)))
  }

  /// Puts the value at the index that is each element's low half into its high half, cut to 32 bits: many
  /// at once cost a third of as many calls.
  package func gather(into elements: inout [UInt64]) throws(CorruptionError) {
    let all = file.bytes
    var elements = elements.mutableSpan
    for i in elements.indices {
      let index = Int(elements[i] & 0xffff_ffff)
      guard index < count else { throw beyondEnd(index) }
      var found = least
      if width > 0 {
        try verify(index)
        found = value(all, index)
      }
      elements[i] = found << 32 | UInt64(index)
    }
  }

  /// Copies the values of a range to the front of `values`, which has room for them.
  package func copy(
    _ range: Range<Int>, into values: inout [UInt64]
  ) throws(CorruptionError) {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      throw beyondEnd(range.upperBound)
    }
    precondition(values.count >= range.count)
    guard width > 0 else {
      for i in 0..<range.count { values[i] = least }
      return
    }
    try file.verify(bytes(range))
    let all = file.bytes
    for i in 0..<range.count { values[i] = value(all, range.lowerBound + i) }
  }

  /// Where the values of a range lie, with the seven bytes that are read beyond.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return start..<start }
    return
      (start + range.lowerBound * width / 8)..<(start + (range.upperBound * width + 7) / 8
      + Self.padding)
  }

  @inline(__always)
  func value(_ all: RawSpan, _ index: Int) -> UInt64 {
    let bit = index * width
    let byte = start + bit >> 3
    let shift = UInt64(bit & 7)
    var value = all.uint64(at: byte) >> shift
    if Int(shift) + width > 64 { value |= UInt64(all.byte(at: byte + 8)) << (64 - shift) }
    return least &+ (width == 64 ? value : value & (1 << UInt64(width) - 1))
  }

  func beyondEnd(_ index: Int) -> CorruptionError {
    CorruptionError(
      file: file.name, offset: start, reason: "index in a packed array",
      expected: UInt64(count), found: UInt64(clamping: index))
  }
}
