// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Scalars out of bytes and back. What is not UTF-8 reads as U+FFFD, one for each maximal
// part of a character (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts"), so that
// bad bytes end a word and harm nothing else.

enum UTF8Decoder {
  /// The scalar that begins at byte `i` and its length in bytes.
  @inline(__always)
  static func scalar(in text: Span<UInt8>, at i: Int) -> (value: UInt32, length: Int) {
    let lead = text[i]
    guard lead >= 0x80 else { return (UInt32(lead), 1) }
    // Most of Asia's letters: three bytes with nothing to check but their kind.
    if lead >= 0xE0, lead < 0xED, i + 2 < text.count {
      let second = text[i + 1]
      let third = text[i + 2]
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, lead > 0xE0 || second >= 0xA0 {
        let high = UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6
        return (high | UInt32(third & 0x3F), 3)
      }
    }
    return multiByteScalar(in: text, at: i, lead: lead)
  }

  private static func multiByteScalar(
    in text: Span<UInt8>, at i: Int, lead: UInt8
  ) -> (value: UInt32, length: Int) {
    let invalid: UInt32 = 0xFFFD
    guard lead >= 0xC2, lead <= 0xF4, i + 1 < text.count else { return (invalid, 1) }
    let second = text[i + 1]
    let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard second >= low, second <= high else { return (invalid, 1) }
    var value = UInt32(second & 0x3F)
    if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | value, 2) }
    guard i + 2 < text.count, text[i + 2] & 0xC0 == 0x80 else { return (invalid, 2) }
    value = value << 6 | UInt32(text[i + 2] & 0x3F)
    if lead < 0xF0 { return (UInt32(lead & 0x0F) << 12 | value, 3) }
    guard i + 3 < text.count, text[i + 3] & 0xC0 == 0x80 else { return (invalid, 3) }
    return (UInt32(lead & 0x07) << 18 | value << 6 | UInt32(text[i + 3] & 0x3F), 4)
  }

  /// The scalar that ends before byte `i`, and where it begins.
  static func scalar(in text: Span<UInt8>, before i: Int) -> (value: UInt32, start: Int) {
    var start = i - 1
    while start > 0, start > i - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    let (value, length) = scalar(in: text, at: start)
    return start + length == i ? (value, start) : (0xFFFD, i - 1)
  }

  /// Appends `scalar` as UTF-8.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F) }
    func lead(_ mark: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: mark | scalar >> shift)
    }
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(lead(0xC0, 6))
      bytes.append(tail(0))
    } else if scalar < 0x10000 {
      bytes.append(lead(0xE0, 12))
      bytes.append(tail(6))
      bytes.append(tail(0))
    } else {
      bytes.append(lead(0xF0, 18))
      bytes.append(tail(12))
      bytes.append(tail(6))
      bytes.append(tail(0))
    }
  }
}
