// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The vowel am of Thai and Lao is one character, or, as some software writes it and as compatibility
// normalization has it, a ring and the vowel aa. ICU's dictionaries know the one character only and cut
// words with the two to pieces. Folding makes no difference between them, so that it is enough to show
// the dictionaries the one.
//
//     U+0E4D U+0E32 → U+0E33     E0 B9 8D  E0 B8 B2 → E0 B8 B3
//     U+0ECD U+0EB2 → U+0EB3     E0 BB 8D  E0 BA B2 → E0 BA B3

/// A text whose vowels am are one character each.
struct ComposedVowels {
  private(set) var bytes: [UInt8] = []
  /// Where in ``bytes`` each composed vowel ends.
  private var ends: [Int] = []

  /// `nil` if nothing in the range is to be composed.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard let first = Self.first(text, range) else { return nil }
    for i in range.lowerBound..<first { bytes.append(text[i]) }
    var i = first
    while i < range.upperBound {
      if Self.isComposed(text, i, range.upperBound) {
        bytes += [0xE0, text[i + 4], 0xB3]
        ends.append(bytes.count)
        i += 6
      } else {
        bytes.append(text[i])
        i += 1
      }
    }
  }

  private static func first(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    // The last byte of either ring: most texts have none.
    guard text.contains(0x8D, in: range) else { return nil }
    var i = range.lowerBound
    while i < range.upperBound {
      if isComposed(text, i, range.upperBound) { return i }
      i += 1
    }
    return nil
  }

  @inline(__always)
  private static func isComposed(_ text: Span<UInt8>, _ i: Int, _ end: Int) -> Bool {
    guard text[i] == 0xE0, end - i >= 6, text[i + 2] == 0x8D, text[i + 3] == 0xE0,
      text[i + 5] == 0xB2
    else { return false }
    return text[i + 1] == 0xB9 && text[i + 4] == 0xB8
      || text[i + 1] == 0xBB && text[i + 4] == 0xBA
  }

  /// Where an offset in ``bytes`` lies in the range.
  func source(_ offset: Int) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return offset + 3 * low
  }
}
