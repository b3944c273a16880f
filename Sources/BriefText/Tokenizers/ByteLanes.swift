// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What eight bytes are, found for all of them at once by arithmetic in the lanes of one
// integer (Lamport, "Multiple byte processing with full-word instructions", 1975). A lane
// answers in its highest bit: adding 128 - c to seven bits sets it for all from c on.

/// The classes of eight bytes. A mask has the highest bit of each lane that is meant.
struct ByteLanes {
  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let low: UInt64 = 0x0101_0101_0101_0101

  private let bytes: UInt64
  private let letters: UInt64
  /// ASCII letters and digits.
  private let word: UInt64

  @inline(__always)
  init(_ bytes: UInt64) {
    self.bytes = bytes
    let seven = bytes & ~Self.high
    letters = Self.inRange(seven | Self.low &* 0x20, 0x61, 0x7A) & ~bytes
    word = letters | Self.inRange(seven, 0x30, 0x39) & ~bytes
  }

  /// The lanes of seven bits that are in `first...last`; their lower bits mean nothing.
  @inline(__always)
  private static func inRange(_ lanes: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
    let fromFirst = lanes &+ low &* (0x80 - first)
    let afterLast = lanes &+ low &* (0x7F - last)
    return fromFirst & ~afterLast & high
  }

  /// How many letters and digits there are before anything else, eight at most.
  @inline(__always)
  var wordLength: Int { (word ^ Self.high).trailingZeroBitCount >> 3 }

  /// How many letters there are, if all is ASCII.
  @inline(__always)
  var letterCountIfASCII: Int? { bytes & Self.high == 0 ? letters.nonzeroBitCount : nil }

  /// How many ASCII characters there are before a letter, a digit, or `_`.
  @inline(__always)
  var gapLength: Int {
    let joints = Self.inRange(bytes & ~Self.high, 0x5F, 0x5F)
    return ((word | joints | bytes) & Self.high).trailingZeroBitCount >> 3
  }

  /// The first `length` of the capitals.
  @inline(__always)
  func capitals(_ length: Int) -> UInt64 { letters & ~(bytes &<< 2) & Self.first(length) }

  /// The first `length` of the lower-case letters.
  @inline(__always)
  func smallLetters(_ length: Int) -> UInt64 { letters & (bytes &<< 2) & Self.first(length) }

  /// The first `length` bytes, `capitals` in lower case.
  @inline(__always)
  func lowercased(_ length: Int, capitals: UInt64) -> UInt64 {
    (bytes | capitals &>> 2) & Self.first(length)
  }

  /// All bits of the first `length` lanes.
  @inline(__always)
  private static func first(_ length: Int) -> UInt64 {
    // The smart shift knows that 64 leaves nothing.
    ~(~0 << UInt64(truncatingIfNeeded: length * 8))
  }

  /// The first `length` of eight bytes, and zeros.
  @inline(__always)
  static func first(_ length: Int, of bytes: UInt64) -> UInt64 { bytes & first(length) }

  /// Whether one of eight bytes is `byte`.
  @inline(__always)
  static func contains(_ byte: UInt8, in bytes: UInt64) -> Bool {
    let others = bytes ^ low &* UInt64(byte)
    return (others &- low) & ~others & high != 0
  }

  /// How many of eight bytes there are before a space or another ASCII control; eight at most.
  @inline(__always)
  static func lengthBeforeSpace(_ bytes: UInt64) -> Int {
    let fromExclamation = (bytes & ~high) &+ low &* (0x80 - 0x21)
    return (~(fromExclamation | bytes) & high).trailingZeroBitCount >> 3
  }
}
