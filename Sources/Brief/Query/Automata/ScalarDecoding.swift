// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One scalar out of UTF-8 that may be damaged. The well-formed sequences are those of table 3-7 of
// the Unicode Standard: the range of the second byte depends on the first, which is what excludes
// overlong forms, surrogates and anything above U+10FFFF.
//
//     LEAD    SECOND   FURTHER          LEAD    SECOND   FURTHER
//     00…7F                             ED      80…9F    1 × 80…BF
//     C2…DF   80…BF                     F0      90…BF    2 × 80…BF
//     E0      A0…BF    1 × 80…BF        F1…F3   80…BF    2 × 80…BF
//     E1…EF   80…BF    1 × 80…BF        F4      80…8F    2 × 80…BF

/// What stands at an offset of some bytes.
enum ScalarDecoding: Hashable {
  /// A scalar, `length` bytes long.
  case scalar(Unicode.Scalar, length: Int)
  /// The bytes end within a scalar that was well formed so far.
  case incomplete
  /// No text has these `length` bytes here, whatever follows them.
  case illFormed(length: Int)

  /// - Precondition: `offset` lies inside `bytes`.
  init(_ bytes: [UInt8], at offset: Int) {
    let lead = bytes[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0x00...0x7F:
      self = .scalar(Unicode.Scalar(lead), length: 1)
      return
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default:
      self = .illFormed(length: 1)
      return
    }
    // A lead byte of a sequence of n bytes has n ones, a zero, and the first bits of the value.
    var value = UInt32(lead & (0x7F >> length))
    for index in 1..<length {
      guard offset + index < bytes.count else { self = .incomplete; return }
      let byte = bytes[offset + index]
      let allowed = index == 1 ? second : 0x80...0xBF
      guard allowed.contains(byte) else { self = .illFormed(length: index + 1); return }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { self = .illFormed(length: length); return }
    self = .scalar(scalar, length: length)
  }
}
