// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Unaligned little-endian loads with one bounds check each.

extension RawSpan {
  /// The 32-bit integer at a byte offset.
  ///
  /// - Precondition: four bytes are there.
  @inline(__always)
  package func uint32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset + 4 <= byteCount)
    // SAFETY: the four bytes lie inside the span, by the line above.
    return UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The 64-bit integer at a byte offset.
  ///
  /// - Precondition: eight bytes are there.
  @inline(__always)
  package func uint64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= byteCount)
    // SAFETY: the eight bytes lie inside the span, by the line above.
    return UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The byte at an offset.
  @inline(__always)
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
