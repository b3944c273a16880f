// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the fast path must know of the bytes around a word. Most words stand between spaces, or
// a space and a comma; that they are words by themselves, and nothing more, shows in the
// byte before and two after. Whatever does not is left to the segmenter.

struct ASCIITable {
  /// Makes words.
  static let word: UInt8 = 1 << 0
  /// `_`: joins words.
  static let joint: UInt8 = 1 << 1
  /// Between two words it joins or connects them: `.` `'` `-` `&` `/` and so on.
  static let between: UInt8 = 1 << 2
  /// After a word it may belong to it: `+` `#`.
  static let after: UInt8 = 1 << 3
  /// Before a word it may belong to it: `@` `#` `.`.
  static let before: UInt8 = 1 << 4
  /// Before a space it means nothing: `.` `,` `)` and so on.
  static let trailing: UInt8 = 1 << 6
  /// Not ASCII.
  static let beyond: UInt8 = 1 << 5

  /// The flags of each byte.
  let flags: [UInt8]

  /// - Parameter hasVariants: whether symbols around words matter.
  init(hasVariants: Bool) {
    var flags = [UInt8](repeating: 0, count: 256)
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { flags[Int(byte)] = Self.word }
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      flags[Int(byte)] = Self.word
      flags[Int(byte) - 0x20] = Self.word
    }
    for byte in 0x80...0xFF { flags[byte] = Self.beyond }
    flags[Int(UInt8(ascii: "_"))] = Self.joint
    for byte in ".,:;'\"".utf8 { flags[Int(byte)] |= Self.between }
    for byte in ".,:;'\"!?)]}>".utf8 { flags[Int(byte)] |= Self.trailing }
    if hasVariants {
      for byte in "-&@/".utf8 { flags[Int(byte)] |= Self.between }
      for byte in "+#".utf8 { flags[Int(byte)] |= Self.after }
      for byte in "@#.".utf8 { flags[Int(byte)] |= Self.before }
    }
    self.flags = flags
  }

  /// Whether nothing around a word joins it, or may make another form of it.
  func isAlone(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    Self.gapAfterWord(text, word.lowerBound, word.upperBound, flags.span) != nil
  }

  /// Where, from `start` on, something begins that is not ASCII or may belong to a word.
  func skipGap(_ text: Span<UInt8>, from start: Int) -> Int {
    var i = start
    while i < text.count, flags[Int(text[i])] & (Self.word | Self.joint | Self.beyond) == 0 {
      i += 1
    }
    return i
  }

  /// How many bytes may be left out after a word before the next is looked for; `nil` if
  /// something around the word joins it, or may make another form of it.
  @inline(__always)
  static func gapAfterWord(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, _ flags: Span<UInt8>
  ) -> Int? {
    // Most words: after a space, before a space or the end of a line.
    if start > 0, end < text.count,
      flags[Int(text[start - 1])] & (before | beyond)
        | flags[Int(text[end])] & (between | after | beyond | joint) == 0
    {
      return 1
    }
    return gapAfterOtherWord(text, start, end, flags)
  }

  @inline(never)
  private static func gapAfterOtherWord(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, _ flags: Span<UInt8>
  ) -> Int? {
    if start > 0 {
      let before = flags[Int(text[start - 1])]
      if before & (Self.before | beyond) != 0 {
        guard start >= 3, isSeparator(text, at: start - 3) else { return nil }
      }
    }
    guard end < text.count else { return 0 }
    let first = flags[Int(text[end])]
    if first & (between | after | beyond | joint) == 0 { return 1 }
    if first & beyond != 0 { return isSeparator(text, at: end) ? 0 : nil }
    if first & (after | joint) != 0 { return nil }
    guard end + 1 < text.count else { return 1 }
    let second = flags[Int(text[end + 1])]
    if second & (word | joint | beyond) == 0 { return 1 }
    return second & beyond != 0 && isSeparator(text, at: end + 1) ? 1 : nil
  }

  /// How many bytes from `i` on, where no word begins, are nothing at all: to be left out.
  @inline(__always)
  static func gapLength(_ text: Span<UInt8>, at i: Int, _ lanes: ByteLanes) -> Int {
    let gap = lanes.gapLength
    if gap == 0, isSeparator(text, at: i) { return 3 }
    return gap
  }

  /// Whether at `i` stands an en or em dash, a double quotation mark or an ellipsis, with
  /// ASCII after it: so nothing is attached to it, and it joins nothing.
  @inline(__always)
  private static func isSeparator(_ text: Span<UInt8>, at i: Int) -> Bool {
    guard text[i] == 0xE2, i + 3 < text.count else { return false }
    return isSeparator(text[i + 1], text[i + 2]) && text[i + 3] < 0x80
  }

  private static func isSeparator(_ second: UInt8, _ third: UInt8) -> Bool {
    guard second == 0x80 else { return false }
    switch third {
    case 0x93, 0x94, 0x9C, 0x9D, 0x9E, 0xA6: return true
    default: return false
    }
  }
}
