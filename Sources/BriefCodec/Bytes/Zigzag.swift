// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Signed integers as unsigned ones, small where they are near 0: 0, −1, 1, −2 … are 0, 1, 2, 3 …

extension UInt64 {
  @inline(__always)
  init(zigzag value: Int64) { self.init(bitPattern: (value << 1) ^ (value >> 63)) }
}

extension Int64 {
  @inline(__always)
  init(zigzag value: UInt64) { self.init(bitPattern: (value >> 1) ^ (0 &- (value & 1))) }
}
