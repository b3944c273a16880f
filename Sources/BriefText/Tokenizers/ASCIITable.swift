// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the fast path must know of a byte. Most words are ASCII letters followed by a space:
// they are found and folded by these tables alone. Whatever is not certain from one byte
// and the next is left to the segmenter.

struct ASCIITable {
  /// Makes words.
  static let word: UInt8 = 1 << 0
  static let uppercase: UInt8 = 1 << 1
  /// `_`: joins words.
  static let joint: UInt8 = 1 << 2
  /// Between two words it joins or connects them: `.` `'` `-` `&` `/` and so on.
  static let between: UInt8 = 1 << 3
  /// After a word it may belong to it: `+` `#`.
  static let after: UInt8 = 1 << 4
  /// Before a word it may belong to it: `@` `#` `.`.
  static let before: UInt8 = 1 << 5
  /// Not ASCII.
  static let beyond: UInt8 = 1 << 6
  static let lowercase: UInt8 = 1 << 7

  /// The flags of each byte.
  let flags: [UInt8]
  /// Each byte in lower case.
  let lowercase: [UInt8]

  /// - Parameter hasVariants: whether symbols around words matter.
  init(hasVariants: Bool) {
    var flags = [UInt8](repeating: 0, count: 256)
    var lowercase = [UInt8](0...255)
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { flags[Int(byte)] = Self.word }
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      flags[Int(byte)] = Self.word | Self.lowercase
      flags[Int(byte) - 0x20] = Self.word | Self.uppercase
      lowercase[Int(byte) - 0x20] = byte
    }
    for byte in 0x80...0xFF { flags[byte] = Self.beyond }
    flags[Int(UInt8(ascii: "_"))] = Self.joint
    for byte in ".,:;'\"".utf8 { flags[Int(byte)] |= Self.between }
    if hasVariants {
      for byte in "-&@/".utf8 { flags[Int(byte)] |= Self.between }
      for byte in "+#".utf8 { flags[Int(byte)] |= Self.after }
      for byte in "@#.".utf8 { flags[Int(byte)] |= Self.before }
    }
    self.flags = flags
    self.lowercase = lowercase
  }
}
