// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Unaligned little-endian loads with one bounds check each, inlined into other modules.

extension RawSpan {
  /// The 16-bit integer at a byte offset.
  ///
  /// - Precondition: two bytes are there.
  @inlinable @inline(__always)
  package func uint16(at offset: Int) -> UInt16 {
    precondition(offset >= 0 && offset + 2 <= byteCount)
    // SAFETY: the two bytes lie inside the span, by the line above.
    return UInt16(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// The 32-bit integer at a byte offset.
  ///
  /// - Precondition: four bytes are there.
  @inlinable @inline(__always)
  package func uint32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset + 4 <= byteCount)
    // SAFETY: the four bytes lie inside the span, by the line above.
    return UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// A copy of `count` 32-bit integers that begin at a byte offset.
  ///
  /// - Precondition: they are there.
  package func uint32s(at offset: Int, count: Int) -> [UInt32] {
    precondition(offset >= 0 && count >= 0 && offset + 4 * count <= byteCount)
    var values: [UInt32] = []
    // Not by an initializer: see `Array.init(zeros:)`.
    values.append(addingCapacity: count) { room in
      for i in 0..<count {
        // SAFETY: all `count` values are there, by the line above.
        let value = unsafe unsafeLoadUnaligned(fromByteOffset: offset + 4 * i, as: UInt32.self)
        room.append(UInt32(littleEndian: value))
      }
    }
    return values
  }

  /// The 64-bit integer at a byte offset.
  ///
  /// - Precondition: eight bytes are there.
  @inlinable @inline(__always)
  package func uint64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= byteCount)
    // SAFETY: the eight bytes lie inside the span, by the line above.
    return UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The byte at an offset.
  @inlinable @inline(__always)
  package func byte(at offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < byteCount)
    // SAFETY: the byte lies inside the span, by the line above.
    return unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}

extension [UInt8] {
  /// A copy of a span's bytes.
  package init(copying span: RawSpan) {
    // SAFETY: the copy is made within the closure, of the span's own length.
    self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
  }
}

extension Span<UInt8> {
  /// The same bytes, for those who read integers of them.
  package var raw: RawSpan {
    @_lifetime(copy self) get {
      // SAFETY: bytes have no padding, so that all of them are there.
      unsafe bytes
    }
  }
}
