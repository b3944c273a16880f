// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The charset a page of markup declares: the first `encoding=` of an XML declaration or
// `charset=` of a meta element within its first 4096 bytes.

enum DeclaredCharset {
  /// The name declared in `bytes`, as a converter for it should be asked; `nil` if there
  /// is none, or it is one that would have shown itself.
  static func inMarkup(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096).map { $0 < 0x80 ? $0 : 0x20 }, as: UTF8.self)
      .lowercased()
    let xml = head.hasPrefix("<?xml") ? value(of: "encoding", in: head.prefix { $0 != ">" }) : nil
    guard let name = xml ?? value(of: "charset", in: head[...]) else { return nil }
    // Pages mean the superset that browsers read these names as (WHATWG, Encoding, 4.2).
    return switch name {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be": nil
    case "gb2312", "gbk", "x-gbk", "gb_2312-80": "GB18030"
    case "iso-8859-1", "latin1", "us-ascii", "ascii": "windows-1252"
    case "shift_jis", "shift-jis", "sjis", "x-sjis": "Shift_JIS"
    default: name
    }
  }

  private static func value(of name: String, in text: Substring) -> String? {
    guard let found = text.firstRange(of: name + "=") else { return nil }
    let rest = text[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
    let value = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
    return value.isEmpty ? nil : String(value)
  }
}
