// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Bytes being put together: little-endian integers, variable-length integers, strings.

/// An append-only buffer.
package struct ByteWriter: Sendable {
  /// What was appended so far. Kernels append to it directly.
  package internal(set) var bytes: [UInt8] = []

  package init() {}

  package var count: Int { bytes.count }

  package mutating func removeAll(keepingCapacity: Bool = true) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
  }

  package mutating func append(_ value: UInt8) { bytes.append(value) }
  package mutating func append(_ value: UInt16) { appendLittleEndian(UInt64(value), 2) }
  package mutating func append(_ value: UInt32) { appendLittleEndian(UInt64(value), 4) }
  package mutating func append(_ value: UInt64) { appendLittleEndian(value, 8) }

  private mutating func appendLittleEndian(_ value: UInt64, _ count: Int) {
    for i in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * i))) }
  }

  /// LEB128: seven bits a byte, low first, the high bit set on all but the last.
  package mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func appendZigzag(_ value: Int64) { appendVarint(UInt64(zigzag: value)) }

  package mutating func append(contentsOf other: [UInt8]) { bytes.append(contentsOf: other) }

  package mutating func append(contentsOf other: ArraySlice<UInt8>) {
    bytes.append(contentsOf: other)
  }

  package mutating func append(contentsOf other: Span<UInt8>) {
    for i in other.indices { bytes.append(other[i]) }
  }

  /// The length in bytes as a varint, then the UTF-8 bytes.
  package mutating func appendString(_ string: String) {
    appendVarint(UInt64(string.utf8.count))
    bytes.append(contentsOf: string.utf8)
  }
}
