// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Text → lines and paragraphs, without a space too many.

enum Paragraphs {
  /// The lines of `text`; LF, CR and CRLF end one.
  static func lines(of text: String) -> [String] {
    var lines: [String] = []
    let bytes = Array(text.utf8)
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
      if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      index += 1
      start = index
    }
    if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return lines
  }

  /// The paragraphs of `text`: blank lines part them. A text without a blank line whose
  /// lines are long (100 bytes on average: nobody wraps so late) has one on each line.
  static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x0A) || bytes.contains(0x0D) else {
      let paragraph = trimmed(text)
      return paragraph.isEmpty ? [] : [paragraph]
    }
    let lines = lines(of: text).map { trimmed($0) }
    let hasBlankLine = lines.contains(where: \.isEmpty)
    guard hasBlankLine || bytes.count < 100 * lines.count else { return lines }
    return lines.split(whereSeparator: \.isEmpty).map { $0.joined(separator: "\n") }
  }

  /// `text` on one line, every run of white space a single space.
  static func line(_ text: String) -> String {
    guard needsCollapsing(text) else { return trimmed(text) }
    // Zero-width spaces between words stay; alone among several spaces they are nothing.
    let words = text.unicodeScalars.split { isWhite($0) }.filter { !$0.allSatisfy(isSpace) }
    return trimmed(words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " "))
  }

  /// Whether there is white space that is not a single space.
  private static func needsCollapsing(_ text: String) -> Bool {
    var isBehindSpace = false
    for scalar in text.unicodeScalars {
      let isSpace = isWhite(scalar)
      if isSpace, isBehindSpace || scalar != " " { return true }
      isBehindSpace = isSpace
    }
    return false
  }

  /// `text` without white space, byte order marks and zero-width spaces at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[start..<scalars.index(after: last)])
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    isWhite(scalar) || scalar == "\u{FEFF}" || scalar == "\u{200B}"
  }

  /// Whether it is white space or, in ASCII, a control character.
  private static func isWhite(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value > 0x7F else { return scalar.value <= 0x20 || scalar.value == 0x7F }
    // None stands behind the ideographic space; most letters of most scripts need no look-up.
    return scalar.value <= 0x3000 && scalar.properties.isWhitespace
  }
}
