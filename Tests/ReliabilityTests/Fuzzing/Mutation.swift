// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Changes to an input that keep most of its structure: pieces of the format put in, taken out,
// repeated, nested and mixed with another input's, and now and then bytes that are damaged.

import BriefTestSupport

/// Changes inputs of one format.
struct Mutation {
  /// The pieces that mean something in the format.
  let tokens: [[UInt8]]
  /// Other inputs, whole.
  let others: [[UInt8]]

  init(tokens: [String], others: [[UInt8]]) {
    self.tokens = tokens.map { Array($0.utf8) }
    self.others = others
  }

  /// What is no UTF-8, or hardly: cut, overlong, surrogates, beyond the last code point, and marks
  /// that change what stands beside them.
  private static let oddities: [[UInt8]] = [
    [0xFF], [0xC3], [0xE2, 0x82], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0x00], [0xEF, 0xBB, 0xBF], [0xCC, 0x81], [0xE2, 0x80, 0x8D], [0xE2, 0x80, 0xAE],
    [0xC2, 0xA0], [0xC2, 0xAD], [0xE2, 0x80, 0xA8], [0x0D], [0x0A], [0x0D, 0x0A], [0x1B, 0x5B],
    [0xF0, 0x9F, 0x87, 0xA9], [0xE0, 0xB8, 0xB3], [0xEF, 0xBF, 0xBE],
  ]

  /// `bytes` after one to six changes.
  func applied(to bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) { change(&result, &random) }
    // Mostly short, since long inputs take the time of many.
    let longest = Int.random(in: 0..<16, using: &random) == 0 ? 1 << 15 : 1 << 11
    return Array(result.prefix(longest))
  }

  /// The same for text; what is no UTF-8 becomes U+FFFD.
  func applied(to text: String, _ random: inout SeededGenerator) -> String {
    String(decoding: applied(to: Array(text.utf8), &random), as: UTF8.self)
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let at = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 0...24, using: &random))
    let token = tokens.randomElement(using: &random) ?? []
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1, 2: bytes.insert(contentsOf: token, at: at)
    case 3, 4: bytes.replaceSubrange(at..<end, with: token)
    case 5: bytes.removeSubrange(at..<end)
    case 6:
      let times = Int.random(in: 1...20, using: &random)
      let stretch = bytes[at..<end]
      bytes.insert(contentsOf: Array((0..<times).map { _ in stretch }.joined()), at: at)
    case 7, 8:
      let other = others.randomElement(using: &random) ?? []
      let from = Int.random(in: 0...other.count, using: &random)
      let length = Int.random(in: 0...(other.count - from), using: &random)
      bytes.replaceSubrange(at..<end, with: other[from..<(from + length)])
    case 9, 10:
      bytes.insert(contentsOf: Self.oddities.randomElement(using: &random) ?? [], at: at)
    case 11:
      // Deep nesting, or a long line.
      let times = [10, 100, 3_000].randomElement(using: &random) ?? 10
      bytes.insert(contentsOf: Array((0..<times).map { _ in token }.joined()), at: at)
    case 12: bytes = randomDamage(to: bytes, &random)
    default: bytes.removeLast(bytes.count - at)
    }
  }
}
