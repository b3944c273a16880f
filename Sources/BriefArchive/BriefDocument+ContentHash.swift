// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The hash by which an unchanged document is recognised. It is taken over the fields in
// a fixed order, each text preceded by its length, so that no two documents serialise
// alike:
//
//     version     1 byte, 1
//     text        u64 length in bytes, little-endian, then the bytes
//     optional    u8 0, or u8 1 and the text
//     list        u64 count, then the texts
//     date        u8 0, or u8 1, i64 seconds, u8 precision

extension BriefDocument {
  /// 64 bits (XXH3) over every field; equal on every run and machine for equal documents.
  ///
  /// Linear in the size of the document.
  public var contentHash: UInt64 {
    XXHash.hash64(canonicalBytes)
  }

  /// The serialisation above.
  var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.append(text: id)
    bytes.append(text: source)
    bytes.append(text: title)
    bytes.append(optional: deck)
    bytes.append(optional: caption)
    bytes.append(list: takeaways)
    bytes.append(list: analysis)
    bytes.append(list: body)
    bytes.append(list: related)
    bytes.append(optional: byline)
    bytes.append(optional: publication)
    bytes.append(optional: author)
    bytes.append(list: categories)
    bytes.append(optional: url)
    if let date {
      bytes.append(1)
      bytes.append(number: UInt64(bitPattern: date.secondsSince1970))
      bytes.append(date.precision.rawValue)
    } else {
      bytes.append(0)
    }
    bytes.append(optional: dateFrom?.rawValue)
    bytes.append(text: lang)
    bytes.append(text: langFrom.rawValue)
    bytes.append(text: charset)
    bytes.append(list: extra.flatMap { [$0.name, $0.value] })
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  fileprivate mutating func append(text: String) {
    append(number: UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  fileprivate mutating func append(optional text: String?) {
    append(text == nil ? 0 : 1)
    if let text { append(text: text) }
  }

  fileprivate mutating func append(list texts: [String]) {
    append(number: UInt64(texts.count))
    for text in texts { append(text: text) }
  }
}
