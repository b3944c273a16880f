// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Integers that are read one at a time, in any order.
//
//     8   number of values n
//     8   least value
//     1   width w, 0...64
//     …   n values less the least, of w bits, low bit first, then 8 bytes of zeros, so that a value can
//         always be read with one or two words

/// A packed array of a file.
package struct PackedArray: Sendable {
  private let file: StoredFile
  private let start: Int
  private let width: Int
  private let least: UInt64
  package let count: Int

  private static let headLength = 17
  private static let padding = 8

  package static func write(_ values: [UInt64], into file: FileWriter) throws(StorageError) {
    let least = values.min() ?? 0
    let width = 64 - ((values.max() ?? 0) - least).leadingZeroBitCount
    var bytes = ByteWriter()
    bytes.append(UInt64(values.count))
    bytes.append(least)
    bytes.append(UInt8(width))
    var pending: UInt64 = 0
    var bits = 0
    for value in values where width > 0 {
      let value = value - least
      pending |= value << UInt64(bits)
      if bits + width >= 64 {
        bytes.append(pending)
        pending = bits == 0 ? 0 : value >> UInt64(64 - bits)
        bits = bits + width - 64
      } else {
        bits += width
      }
    }
    bytes.append(pending)
    for _ in 0..<padding { bytes.append(UInt8(0)) }
    try file.append(bytes)
  }

  package init(file: StoredFile, offset: Int) throws(CorruptionError) {
    var reader = try file.reader(offset..<(offset + Self.headLength))
    let count = try reader.readUInt64()
    least = try reader.readUInt64()
    width = Int(try reader.readUInt8())
    self.file = file
    start = offset + Self.headLength
    guard width <= 64, count < 1 << 40,
      start + (Int(count) * width + 7) / 8 + Self.padding <= file.length
    else { throw reader.corruption("size of a packed array", found: count) }
    self.count = Int(count)
  }

  /// The value at an index; an index beyond the end is an error, since indices come from files too.
  package func get(_ index: Int) throws(CorruptionError) -> UInt64 {
    guard index >= 0, index < count else {
      throw CorruptionError(
        file: file.name, offset: start, reason: "index in a packed array",
        expected: UInt64(count), found: UInt64(clamping: index))
    }
    guard width > 0 else { return least }
    let bit = index * width
    let byte = start + bit >> 3
    let shift = UInt64(bit & 7)
    let bytes = try file.span(byte..<(byte + 8))
    var value = bytes.uint64(at: 0) >> shift
    if shift > 0, width + Int(shift) > 64 {
      value |= UInt64(try file.span((byte + 8)..<(byte + 9)).byte(at: 0)) << (64 - shift)
    }
    return least &+ (width == 64 ? value : value & (1 << UInt64(width) - 1))
  }
}
