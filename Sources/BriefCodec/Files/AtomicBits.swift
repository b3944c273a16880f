// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which pages of a file were verified, known to all who read it.

import Synchronization

/// Bits that any thread may set and read; all clear at first.
final class AtomicBits: Sendable {
  private let words: [Word]

  private final class Word: Sendable {
    let bits = Atomic<UInt64>(0)
  }

  init(count: Int) {
    words = (0..<((count + 63) / 64)).map { _ in Word() }
  }

  // Relaxed: a bit says something about bytes that never change, and publishes nothing else.

  @inline(__always)
  subscript(bit: Int) -> Bool {
    words[bit / 64].bits.load(ordering: .relaxed) >> UInt64(bit % 64) & 1 == 1
  }

  func set(_ bit: Int) {
    words[bit / 64].bits.bitwiseOr(1 << UInt64(bit % 64), ordering: .relaxed)
  }
}
