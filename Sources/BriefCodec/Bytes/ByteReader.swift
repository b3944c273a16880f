// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A cursor over bytes from a file. Every read is bounds-checked; what does not fit is a
// `CorruptionError` with the file and the offset.

/// Reads what a `ByteWriter` wrote.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private let file: String
  /// Offset in the file of the first byte.
  private let start: Int
  /// Offset from the first byte of the next one to be read.
  package private(set) var offset = 0

  /// `start` is where in the file the bytes came from.
  package init(_ bytes: [UInt8], file: String, start: Int = 0) {
    self.bytes = bytes
    self.file = file
    self.start = start
  }

  package var remaining: Int { bytes.count - offset }

  /// An error about what lies at the current offset.
  package func corruption(
    _ reason: String, expected: UInt64? = nil, found: UInt64?
  ) -> CorruptionError {
    CorruptionError(
      file: file, offset: start + offset, reason: reason, expected: expected, found: found)
  }

  private func require(_ count: Int) throws(CorruptionError) {
    guard count >= 0, count <= remaining else {
      throw corruption("end of data", expected: UInt64(clamping: count), found: UInt64(remaining))
    }
  }

  package mutating func readUInt8() throws(CorruptionError) -> UInt8 {
    try require(1)
    offset += 1
    return bytes[offset - 1]
  }

  package mutating func readUInt32() throws(CorruptionError) -> UInt32 {
    UInt32(truncatingIfNeeded: try readLittleEndian(4))
  }

  package mutating func readUInt64() throws(CorruptionError) -> UInt64 { try readLittleEndian(8) }

  private mutating func readLittleEndian(_ count: Int) throws(CorruptionError) -> UInt64 {
    try require(count)
    var value: UInt64 = 0
    for i in 0..<count { value |= UInt64(bytes[offset + i]) << UInt64(8 * i) }
    offset += count
    return value
  }

  package mutating func readVarint() throws(CorruptionError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try readUInt8()
      guard shift < 63 || byte <= 1 else { throw corruption("varint above 64 bits", found: nil) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  package mutating func readZigzag() throws(CorruptionError) -> Int64 {
    Int64(zigzag: try readVarint())
  }

  /// A varint that must fit 32 bits.
  package mutating func readUInt32Varint() throws(CorruptionError) -> UInt32 {
    let value = try readVarint()
    guard let small = UInt32(exactly: value) else {
      throw corruption("number above 32 bits", found: value)
    }
    return small
  }

  /// A varint that must fit an offset or a count: 48 bits, so that sums of a few cannot overflow.
  package mutating func readOffset() throws(CorruptionError) -> Int {
    let value = try readVarint()
    guard value < 1 << 48 else { throw corruption("offset above 48 bits", found: value) }
    return Int(value)
  }

  package mutating func readBytes(_ count: Int) throws(CorruptionError) -> [UInt8] {
    try require(count)
    offset += count
    return Array(bytes[(offset - count)..<offset])
  }

  package mutating func readString() throws(CorruptionError) -> String {
    let count = try readOffset()
    let bytes = try readBytes(count)
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw corruption("text that is not UTF-8", found: nil)
    }
    return string
  }
}
