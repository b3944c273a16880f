// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Feeds use the named entities of HTML, `&nbsp;`, which XML has not. Before parsing, the
// ampersand of every name but XML's own five is escaped, so that the name arrives as text
// and is understood where the text is read as HTML. No entity is left that could expand.

enum NamedEntities {
  /// `bytes` with ampersands of foreign names escaped; CDATA sections are left alone.
  static func escaping(_ bytes: [UInt8]) -> [UInt8] {
    let ampersand = UInt8(ascii: "&")
    guard bytes.contains(ampersand) else { return bytes }
    let opening = Array("<![CDATA[".utf8)
    let closing = Array("]]>".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    var isCDATA = false
    for index in bytes.indices {
      let byte = bytes[index]
      result.append(byte)
      if byte == UInt8(ascii: "<"), !isCDATA {
        isCDATA = bytes[index...].starts(with: opening)
      } else if byte == UInt8(ascii: "]"), isCDATA {
        isCDATA = !bytes[index...].starts(with: closing)
      } else if byte == ampersand, !isCDATA, isForeign(bytes[(index + 1)...]) {
        result += Array("amp;".utf8)
      }
    }
    return result
  }

  /// Whether what follows an ampersand is a name other than XML's own, or no entity at all.
  private static func isForeign(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.first != UInt8(ascii: "#") else { return false }
    return !["amp;", "lt;", "gt;", "quot;", "apos;"].contains { rest.starts(with: $0.utf8) }
  }
}
