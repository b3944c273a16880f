// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How the caches of texts seen before know one again: by a hash of eight bytes at a time, then byte by
// byte, eight at once. Who makes texts collide on purpose gains nothing: a cache looks at a few slots
// and gives up.

extension Span<UInt8> {
  /// A hash of a range, its length included.
  func hash(of range: Range<Int>) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let bytes = ByteLanes.first(range.upperBound - i, of: eightBytes(at: i))
      hash = (hash ^ bytes) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash &>> 32
      i += 8
    }
    return UInt32(truncatingIfNeeded: hash)
  }

  /// Whether a range is the same as what `other` has from `start` on.
  func equals(_ range: Range<Int>, _ other: Span<UInt8>, at start: Int) -> Bool {
    var i = 0
    while i + 8 <= range.count {
      if eightBytes(at: range.lowerBound + i) != other.eightBytes(at: start + i) { return false }
      i += 8
    }
    while i < range.count {
      if self[range.lowerBound + i] != other[start + i] { return false }
      i += 1
    }
    return true
  }

  /// Whether a byte is in a range.
  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    var i = range.lowerBound
    while i + 8 <= range.upperBound {
      if ByteLanes.contains(byte, in: eightBytes(at: i)) { return true }
      i += 8
    }
    while i < range.upperBound {
      if self[i] == byte { return true }
      i += 1
    }
    return false
  }
}
