// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Packed arrays hold unsigned integers. Signed ones are kept as those of the same order.

extension Int64 {
  /// The unsigned integer that compares with others as this one does: the sign bit flipped.
  @inline(__always)
  package var ordered: UInt64 { UInt64(bitPattern: self) ^ 1 << 63 }

  /// The integer whose ``ordered`` form is known.
  @inline(__always)
  package init(ordered: UInt64) { self.init(bitPattern: ordered ^ 1 << 63) }
}
