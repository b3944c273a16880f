// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One line of JSON → the strings of its object (RFC 8259). A lone surrogate becomes the replacement
// character; so do bytes that are not UTF-8.

/// Reads one JSON object.
struct JSONScanner {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// A string with escapes, decoded.
  private var decoded: [UInt8] = []

  init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Calls `body` with the name and value of each string; `false` if this is no object.
  mutating func scanObject(_ body: (String, String) -> Void) -> Bool {
    guard accept("{") else { return false }
    if accept("}") { return isDone }
    repeat {
      skipBlanks()
      guard let name = scanString(), accept(":") else { return false }
      skipBlanks()
      if position < end, bytes[position] == UInt8(ascii: "\"") {
        guard let value = scanString() else { return false }
        body(name, value)
      } else if !skipValue() {
        return false
      }
    } while accept(",")
    return accept("}") && isDone
  }

  private var isDone: Bool {
    bytes[position..<end].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
  }

  private mutating func skipBlanks() {
    while position < end, bytes[position] <= UInt8(ascii: " ") { position += 1 }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// The string that begins here, with its quotation mark.
  private mutating func scanString() -> String? {
    guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
    position += 1
    decoded.removeAll(keepingCapacity: true)
    while let run = scanRun() {
      position = run.upperBound + 1
      if bytes[run.upperBound] == UInt8(ascii: "\"") {
        if decoded.isEmpty { return text(bytes, run) }
        decoded.append(contentsOf: bytes[run])
        return text(decoded, 0..<decoded.count)
      }
      decoded.append(contentsOf: bytes[run])
      guard scanEscape() else { return nil }
    }
    return nil
  }

  /// The bytes up to the next quotation mark or backslash.
  private func scanRun() -> Range<Int>? {
    let mark = bytes.span.firstIndex(
      of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), in: position..<end)
    return mark.map { position..<$0 }
  }

  private func text(_ source: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: source[range], as: UTF8.self)
  }

  /// The rest of an escape; its backslash has been read.
  private mutating func scanEscape() -> Bool {
    guard position < end else { return false }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "u"): return scanUnicodeEscape()
    default: return false
    }
    return true
  }

  private mutating func scanUnicodeEscape() -> Bool {
    guard let first = scanFourDigits() else { return false }
    var scalar = first
    if 0xD800..<0xDC00 ~= first, position + 6 <= end, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let start = position
      position += 2
      if let second = scanFourDigits(), 0xDC00..<0xE000 ~= second {
        scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      } else {
        position = start
      }
    }
    decoded.append(contentsOf: Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8))
    return true
  }

  private mutating func scanFourDigits() -> UInt32? {
    guard position + 4 <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[position..<(position + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  /// Steps over a number, a word, an array or an object.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard scanString() != nil else { return false }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return true }
      default: break
      }
      position += 1
    }
    return false
  }
}
