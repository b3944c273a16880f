// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON by RFC 8259, from UTF-8 bytes. Our own, for three things that the general decoders
// do not offer: the byte offset of a fault, a bound on depth, and members as they come
// without a type to decode into. DECISIONS.md has the measurement.

/// What is wrong with a JSON text, and where.
struct JSONFault: Error, Hashable {
  var problem: String
  /// Bytes from the beginning of the text.
  var offset: Int
}

/// Reads one JSON value.
struct JSONReader {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  /// The next byte to be read.
  private var offset = 0

  private init(_ bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// The value that all of `bytes`, which must be valid UTF-8, are.
  static func value(of bytes: [UInt8], maximumDepth: Int) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.offset == bytes.count else { throw reader.fault("more text after the value") }
    return value
  }

  /// Passes white space, and `byte` if it is next.
  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  /// A fault at the current place.
  private func fault(_ problem: String) -> JSONFault {
    offset < bytes.count
      ? JSONFault(problem: problem, offset: offset)
      : JSONFault(problem: "it ends too early", offset: bytes.count)
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    skipSpace()
    guard offset < bytes.count else { throw fault("") }
    switch bytes[offset] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw fault("a value expected")
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth < maximumDepth else { throw fault("nested more than \(maximumDepth) deep") }
    offset += 1
    var members: [JSONValue.Member] = []
    guard !take("}") else { return .object(members) }
    repeat {
      skipSpace()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        throw fault("a member's name in quotation marks expected")
      }
      let key = try string()
      guard take(":") else { throw fault("a colon expected after the member's name") }
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw fault("a comma or } expected") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth < maximumDepth else { throw fault("nested more than \(maximumDepth) deep") }
    offset += 1
    var values: [JSONValue] = []
    guard !take("]") else { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw fault("a comma or ] expected") }
    return .array(values)
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONFault) -> JSONValue {
    let text = Array("\(word)".utf8)
    guard bytes[offset...].starts(with: text) else { throw fault("a value expected") }
    offset += text.count
    return value
  }

  private mutating func number() throws(JSONFault) -> JSONValue {
    let start = offset
    if peek == UInt8(ascii: "-") { offset += 1 }
    let leadingZero = peek == UInt8(ascii: "0")
    let whole = skipDigits()
    guard whole > 0 else { throw fault("a digit expected") }
    guard !leadingZero || whole == 1 else {
      throw JSONFault(problem: "a number may not begin with 0", offset: start)
    }
    if peek == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits() > 0 else { throw fault("a digit expected") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      offset += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits() > 0 else { throw fault("a digit expected") }
    }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset - start
  }

  private var peek: UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  // MARK: - Strings

  private mutating func string() throws(JSONFault) -> String {
    offset += 1
    var start = offset
    // Most strings have no escape and are copied in one piece.
    try skipPlain()
    if bytes[offset] == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
    var text = Array(bytes[start..<offset])
    while bytes[offset] != UInt8(ascii: "\"") {
      try escape(into: &text)
      start = offset
      try skipPlain()
      text += bytes[start..<offset]
    }
    offset += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// Moves to the quotation mark or backslash that is next.
  private mutating func skipPlain() throws(JSONFault) {
    var index = offset
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        offset = index
        return
      }
      // Tabs and line ends belong escaped, but stand plain in many an archive.
      guard byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else {
        offset = index
        throw fault("a control character in a string")
      }
      index += 1
    }
    offset = bytes.count
    throw fault("")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard offset + 1 < bytes.count else {
      throw JSONFault(problem: "it ends too early", offset: bytes.count)
    }
    let escaped = bytes[offset + 1]
    switch escaped {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escaped)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return try unicodeEscape(into: &text)
    default: throw fault("an escape that JSON has not")
    }
    offset += 2
  }

  /// `\uXXXX`, or two of them for a character beyond U+FFFF. Half a pair becomes U+FFFD.
  private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONFault) {
    let first = try hexadecimal(at: offset + 2)
    var code = first
    offset += 6
    if (0xD800..<0xDC00).contains(first), offset + 1 < bytes.count,
      bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
    {
      let second = try hexadecimal(at: offset + 2)
      if (0xDC00..<0xE000).contains(second) {
        code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        offset += 6
      }
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    text += Array(String(Character(scalar)).utf8)
  }

  private func hexadecimal(at start: Int) throws(JSONFault) -> UInt32 {
    guard start + 4 <= bytes.count else {
      throw JSONFault(problem: "it ends too early", offset: bytes.count)
    }
    var code: UInt32 = 0
    for index in start..<(start + 4) {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw JSONFault(problem: "four hexadecimal digits expected", offset: index)
      }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
