// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A document as the store has it.
//
//     RECORD  for each field: its index in the schema (varint), a type byte, the value
//             0 text · 1 number of texts, texts · 2 number (zigzag) · 3 date (zigzag seconds)

package import BriefCodec

/// A document as bytes.
package enum StoredRecord {
  private enum Tag: UInt8 { case text = 0, texts, number, date }

  /// Appends the record of a document; fields that are not stored, and those the schema does not know,
  /// are left out.
  package static func encode(
    _ document: Document, layout: IndexLayout, into bytes: inout ByteWriter
  ) {
    for (name, value) in document.fields {
      guard let field = layout.storedField(named: name) else { continue }
      bytes.appendVarint(UInt64(field))
      switch value {
      case .text(let string):
        bytes.append(Tag.text.rawValue)
        bytes.appendString(string)
      case .texts(let strings):
        bytes.append(Tag.texts.rawValue)
        bytes.appendVarint(UInt64(strings.count))
        for string in strings { bytes.appendString(string) }
      case .number(let number):
        bytes.append(Tag.number.rawValue)
        bytes.appendZigzag(number)
      case .date(let moment):
        bytes.append(Tag.date.rawValue)
        bytes.appendZigzag(moment.seconds)
      }
    }
  }

  package static func decode(
    _ reader: inout ByteReader, layout: IndexLayout
  ) throws(CorruptionError) -> Document {
    var document = Document()
    while reader.remaining > 0 {
      let field = try reader.readOffset()
      guard field < layout.schema.fields.count else {
        throw reader.corruption("a stored field the schema does not have", found: UInt64(field))
      }
      let name = layout.schema.fields[field].name
      switch Tag(rawValue: try reader.readUInt8()) {
      case .text: document[name] = .text(try reader.readString())
      case .texts:
        let count = try reader.readOffset()
        guard count <= reader.remaining else {
          throw reader.corruption("more texts than bytes", found: UInt64(count))
        }
        var strings: [String] = []
        for _ in 0..<count { strings.append(try reader.readString()) }
        document[name] = .texts(strings)
      case .number: document[name] = .number(try reader.readZigzag())
      case .date: document[name] = .date(Timestamp(seconds: try reader.readZigzag()))
      case nil: throw reader.corruption("unknown type of a stored value", found: nil)
      }
    }
    return document
  }
}
