// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// All the small ways to damage some bytes, and random ones that make numbers extreme.

/// Calls `body` with the bytes cut at every length and with every single bit flipped.
public func forEveryDamage(to bytes: [UInt8], _ body: ([UInt8]) -> Void) {
  for length in 0..<bytes.count { body(Array(bytes[..<length])) }
  forEveryFlip(of: bytes, in: bytes.indices, body)
}

/// Calls `body` with every single bit of a range flipped.
public func forEveryFlip(of bytes: [UInt8], in range: Range<Int>, _ body: ([UInt8]) -> Void) {
  var damaged = bytes
  for i in range {
    for bit in 0..<8 {
      damaged[i] ^= 1 << UInt8(bit)
      body(damaged)
      damaged[i] ^= 1 << UInt8(bit)
    }
  }
}

/// One to four random changes: bytes set, runs of the highest byte, of zeros or of endless varints,
/// whole words that are extreme as numbers, stretches moved, and the end cut off.
public func randomDamage(
  to bytes: [UInt8], _ random: inout SeededGenerator
) -> [UInt8] {
  var damaged = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) where !damaged.isEmpty {
    let at = Int.random(in: damaged.indices, using: &random)
    let length = min(damaged.count - at, Int.random(in: 1...16, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: damaged[at] = UInt8.random(in: 0...255, using: &random)
    case 1: damaged[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2:
      let byte = ([0x00, 0xFF, 0x80, 0x7F] as [UInt8]).randomElement(using: &random) ?? 0
      for i in at..<(at + length) { damaged[i] = byte }
    case 3:
      let extremes: [UInt64] = [
        .max, .max - 1, 1 << 63, 1 << 63 - 1, 1 << 48, 1 << 40, 1 << 32, 1 << 31, 0, 1,
        UInt64(bytes.count),
      ]
      let word = extremes.randomElement(using: &random) ?? 0
      for i in 0..<min(8, damaged.count - at) {
        damaged[at + i] = UInt8(truncatingIfNeeded: word >> UInt64(8 * i))
      }
    case 4:
      let from = Int.random(in: 0...(damaged.count - length), using: &random)
      damaged.replaceSubrange(at..<(at + length), with: Array(damaged[from..<(from + length)]))
    case 5: damaged.removeSubrange(at..<(at + length))
    default: damaged.removeLast(damaged.count - at)
    }
  }
  return damaged
}
