// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which parts of Hangul syllables make one character (UAX #29, GB6-GB8).

enum HangulJamo {
  private enum Part { case leading, vowel, trailing, openSyllable, closedSyllable }

  /// Whether `second` belongs to the syllable of `first`.
  static func isJoined(_ first: UInt32, _ second: UInt32) -> Bool {
    guard let first = part(first), let second = part(second) else { return false }
    return switch first {
    case .leading: second != .trailing
    case .openSyllable, .vowel: second == .vowel || second == .trailing
    case .closedSyllable, .trailing: second == .trailing
    }
  }

  private static func part(_ scalar: UInt32) -> Part? {
    switch scalar {
    case 0x1100...0x115F, 0xA960...0xA97C: .leading
    case 0x1160...0x11A7, 0xD7B0...0xD7C6: .vowel
    case 0x11A8...0x11FF, 0xD7CB...0xD7FB: .trailing
    case 0xAC00...0xD7A3: (scalar - 0xAC00) % 28 == 0 ? .openSyllable : .closedSyllable
    default: nil
    }
  }
}
