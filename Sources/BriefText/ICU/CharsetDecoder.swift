// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Bytes of unknown charset → text. What is certain comes first, guesses last:
//
//   1. a byte order mark            UTF-8, UTF-16, UTF-32
//   2. ISO-2022 escape sequences    seven-bit Japanese and Korean mail
//   3. valid UTF-8                  also cut off in its last character, or with few faults
//   4. the declared charset         HTML meta, XML declaration; if it fits
//   5. UTF-16 without a mark        by where its spaces, line ends and ASCII stand
//   6. ICU's candidates             the first that fits and reads like text
//
// Bytes that fit nothing are binary, and the answer says where they cease to be text.

/// Text and the charset it was in.
package struct DecodedText: Sendable, Hashable {
  package var text: String
  /// The charset's usual name, `UTF-8`, `GB18030`, `windows-1252` …
  package var charset: String
}

/// Why bytes are not text.
package enum CharsetError: Error, Sendable, Hashable {
  /// A control byte that no text has stands at this offset.
  case binary(offset: Int)
  /// The first byte that is not UTF-8, where no other charset fits either.
  case unknownCharset(offset: Int)
}

/// Finds the charset of bytes and decodes them.
package enum CharsetDecoder {
  /// The text of `bytes`, without byte order mark.
  ///
  /// - Parameter declared: what the document itself says its charset is, if anything.
  package static func decode(
    _ bytes: [UInt8], declared: String? = nil
  ) throws(CharsetError) -> DecodedText {
    if let (charset, length) = byteOrderMark(bytes) {
      return try decode(Array(bytes.dropFirst(length)), markedAs: charset)
    }
    let fault = firstFault(in: bytes)
    if fault == nil || fault == bytes.count {
      if let escaped = decodeEscaped(bytes) { return escaped }
      if let text = decodeUTF16(bytes) { return text }
      if let offset = firstBinaryByte(bytes) { throw .binary(offset: offset) }
      return DecodedText(
        text: String(decoding: trimmingCutTail(bytes), as: UTF8.self), charset: "UTF-8")
    }
    if isMostlyUTF8(bytes) {
      if let offset = firstBinaryByte(bytes) { throw .binary(offset: offset) }
      return DecodedText(text: String(decoding: bytes, as: UTF8.self), charset: "UTF-8")
    }
    if let text = decodeUTF16(bytes) { return text }
    if let offset = firstBinaryByte(bytes) { throw .binary(offset: offset) }
    if let declared, let text = decode(bytes, as: declared) { return text }
    for candidate in CharsetDetector.candidates(for: bytes.span) where candidate.confidence >= 10 {
      if let text = decode(bytes, as: candidate.charset) { return text }
    }
    if let text = decode(bytes, as: "windows-1252") { return text }
    throw .unknownCharset(offset: fault ?? 0)
  }

  // MARK: - Certain

  private static func byteOrderMark(_ bytes: [UInt8]) -> (charset: String, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("UTF-32LE", 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("UTF-32BE", 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    return nil
  }

  private static func decode(
    _ bytes: [UInt8], markedAs charset: String
  ) throws(CharsetError) -> DecodedText {
    if charset == "UTF-8" {
      if let offset = firstBinaryByte(bytes) { throw .binary(offset: offset + 3) }
      let text = String(decoding: trimmingCutTail(bytes), as: UTF8.self)
      return DecodedText(text: text, charset: charset)
    }
    guard let text = decode(bytes, as: charset) else { throw .unknownCharset(offset: 0) }
    return text
  }

  /// ISO-2022-JP and its like are valid ASCII; only their escape sequences give them away.
  private static func decodeEscaped(_ bytes: [UInt8]) -> DecodedText? {
    guard let escape = bytes.firstIndex(of: 0x1B), escape + 2 < bytes.count,
      bytes[escape + 1] == UInt8(ascii: "$"), !bytes.contains(where: { $0 >= 0x80 })
    else { return nil }
    let korean = bytes[escape + 2] == UInt8(ascii: ")")
    return decode(bytes, as: korean ? "ISO-2022-KR" : "ISO-2022-JP")
  }

  // MARK: - UTF-8

  /// The offset of the first byte that is not UTF-8; `bytes.count` if only the last character
  /// is cut off; `nil` if all is well.
  package static func firstFault(in bytes: [UInt8]) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let offset = error.byteOffsets.lowerBound
      return isCutCharacter(bytes[offset...]) ? bytes.count : offset
    }
  }

  /// Whether `tail` is the beginning of one character, and nothing else.
  private static func isCutCharacter(_ tail: ArraySlice<UInt8>) -> Bool {
    guard let lead = tail.first, (0xC2...0xF4).contains(lead) else { return false }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    return tail.count < length && tail.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  private static func trimmingCutTail(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let last = bytes.suffix(3).lastIndex(where: { $0 >= 0xC0 }),
      isCutCharacter(bytes[last...])
    else { return bytes[...] }
    return bytes[..<last]
  }

  /// Whether the faults are so few among good multi-byte characters that the text is UTF-8
  /// with damage, not another charset: at most one in twenty.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var good = 0
    var bad = 0
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      let end = index + length
      if length > 0, end <= bytes.count,
        bytes[(index + 1)..<end].allSatisfy({ $0 & 0xC0 == 0x80 })
      {
        good += 1
        index = end
      } else {
        bad += 1
        index += 1
      }
    }
    return good >= 20 * bad
  }

  // MARK: - Guesses

  /// UTF-16 without a mark. It has zero bytes, from line ends and spaces if from nothing
  /// else, and nearly all of its units lie in the blocks of living scripts, which they do
  /// not if the bytes are taken the other way round. Pairs of ASCII look Chinese that way;
  /// where they are most of the units, they are ASCII.
  private static func decodeUTF16(_ bytes: [UInt8]) -> DecodedText? {
    guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
    let length = min(bytes.count, 1 << 16)
    guard bytes[..<length].contains(0) else { return nil }
    var littleEndian = 0
    var bigEndian = 0
    var pairs = 0
    for index in stride(from: 0, to: length, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      if first < 0x7F, second < 0x7F, first > 0x1F, second > 0x1F { pairs += 1 }
      if isLiving(first | second << 8) { littleEndian += 1 }
      if isLiving(second | first << 8) { bigEndian += 1 }
    }
    let units = length / 2
    guard max(littleEndian, bigEndian) * 10 >= units * 9, littleEndian != bigEndian,
      pairs * 2 <= units
    else {
      return nil
    }
    return decode(bytes, as: littleEndian > bigEndian ? "UTF-16LE" : "UTF-16BE")
  }

  /// Whether a unit of UTF-16 is text in a script of everyday use.
  private static func isLiving(_ unit: UInt16) -> Bool {
    switch unit {
    case 0...0x7F: isTextual(UInt8(unit))
    case 0xA0...0x24F, 0x370...0x6FF, 0x900...0xEFF, 0x2010...0x2044, 0x20AC, 0x3000...0x30FF,
      0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF9F:
      true
    default: false
    }
  }

  private static func isTextual(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The text in `charset` if ICU knows it, the bytes fit it and the result reads like text.
  private static func decode(_ bytes: [UInt8], as charset: String) -> DecodedText? {
    guard let converter = CharsetConverter(charset), let utf8 = converter.utf8(from: bytes.span)
    else { return nil }
    let text = String(decoding: utf8, as: UTF8.self)
    guard isPlausible(text) else { return nil }
    return DecodedText(text: text, charset: charset)
  }

  /// Whether `text` reads like text: of a thousand characters not more than one was
  /// unreadable (or one, for a cut last character), and hardly any is a control character,
  /// for private use or unassigned.
  private static func isPlausible(_ text: String) -> Bool {
    var count = 0
    var odd = 0
    for scalar in text.unicodeScalars {
      count += 1
      switch scalar.properties.generalCategory {
      case .control where scalar.value >= 0x80 || !isTextual(UInt8(scalar.value)): odd += 1
      case .privateUse, .unassigned, .surrogate: odd += 1
      default: if scalar == "\u{FFFD}" { odd += 1 }
      }
    }
    return odd <= 1 + count / 1000
  }

  /// The first byte that no text in a single-byte or multi-byte charset has: NUL and the
  /// control characters other than tab, line ends, form feed, escape and the old end-of-file.
  private static func firstBinaryByte(_ bytes: [UInt8]) -> Int? {
    var controls = 0
    var first: Int?
    for (offset, byte) in bytes.enumerated() where byte < 0x20 {
      if byte == 0 { return offset }
      guard byte < 0x09 || (byte > 0x0D && byte != 0x1A && byte != 0x1B) else { continue }
      controls += 1
      if first == nil { first = offset }
    }
    return controls > 2 + bytes.count / 500 ? first : nil
  }
}
