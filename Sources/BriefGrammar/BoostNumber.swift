// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The number after `^`, as people and programs write it:
//
//     number = [ "+" | "-" ] ( digits [ "." [ digits ] ] | "." digits ) [ "e" [ sign ] digits ]
//
// Spelt out because `Float.init` takes more: hexadecimal, infinity, not-a-number.

enum BoostNumber {
  /// Longer than any sensible number; what is longer is part of the word.
  static let maximumLength = 32

  /// The value of `text`, which may be infinite; nil if it is no number.
  static func parse(_ text: String) -> Float? {
    guard text.utf8.count <= maximumLength else { return nil }
    var rest = text.utf8[...]
    if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    var digits = takeDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += takeDigits(&rest)
    }
    guard digits > 0 else { return nil }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest.removeFirst()
      }
      guard takeDigits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    return Float(text)
  }

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest.removeFirst(digits.count)
    return digits.count
  }
}
