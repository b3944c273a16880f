// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Random numbers that come again with their seed (SplitMix64), and random texts made with them.

struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// `count` pieces of `alphabet` in a row.
  mutating func text(of alphabet: [String], count: Int) -> String {
    var text = ""
    for _ in 0..<count { text += alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
    return text
  }

  /// `count` scalars from anywhere in Unicode, the low ranges and the operators preferred.
  mutating func unicode(count: Int) -> String {
    var text = String.UnicodeScalarView()
    while text.count < count {
      let limit: UInt32 = [0x80, 0x80, 0x300, 0x3000, 0x1_0000, 0x11_0000].randomElement(
        using: &self)!
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
