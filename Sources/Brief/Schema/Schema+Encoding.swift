// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The schema as bytes, for the commit. Stored numbers are never renumbered.

package import BriefCodec
import BriefText

extension Schema {
  private enum Tag: UInt8 {
    case identifier = 0, keyword, text, date, number, stored, combined, unstoredText
  }

  /// Appends the schema: a version byte, the settings, the fields.
  package func encode(into bytes: inout ByteWriter) {
    bytes.append(UInt8(1))
    bytes.appendString(languageField ?? "")
    bytes.appendString(defaultLanguage)
    for constants in [ranking.keywords, ranking.questions] {
      bytes.append(constants.k1.bitPattern)
      bytes.append(constants.b.bitPattern)
    }
    bytes.appendVarint(UInt64(fields.count))
    for field in fields {
      bytes.appendString(field.name)
      switch field.kind {
      case .identifier: bytes.append(Tag.identifier.rawValue)
      case .keyword: bytes.append(Tag.keyword.rawValue)
      case .text(let analyzer):
        bytes.append((field.isStored ? Tag.text : .unstoredText).rawValue)
        bytes.appendString(analyzer.name)
      case .date: bytes.append(Tag.date.rawValue)
      case .number: bytes.append(Tag.number.rawValue)
      case .stored: bytes.append(Tag.stored.rawValue)
      case .combined(let parts):
        bytes.append(Tag.combined.rawValue)
        bytes.appendVarint(UInt64(parts.count))
        for part in parts {
          bytes.appendString(part.field)
          bytes.appendVarint(UInt64(part.weight))
        }
      }
    }
  }

  /// Reads a schema back.
  package init(decoding reader: inout ByteReader) throws(CorruptionError) {
    let version = try reader.readUInt8()
    guard version == 1 else {
      throw reader.corruption("unknown version of the schema", found: UInt64(version))
    }
    let languageField = try reader.readString()
    let defaultLanguage = try reader.readString()
    var ranking = Ranking()
    ranking.keywords = try Self.readConstants(&reader)
    ranking.questions = try Self.readConstants(&reader)
    var fields: [Field] = []
    for _ in 0..<(try reader.readOffset()) { fields.append(try Self.readField(&reader)) }
    do {
      self = try Schema(
        fields, languageField: languageField.isEmpty ? nil : languageField,
        defaultLanguage: defaultLanguage, ranking: ranking)
    } catch {
      throw reader.corruption("a schema that contradicts itself: \(error.message)", found: nil)
    }
  }

  private static func readConstants(
    _ reader: inout ByteReader
  ) throws(CorruptionError) -> Ranking.Constants {
    let k1 = Float(bitPattern: try reader.readUInt32())
    return Ranking.Constants(k1: k1, b: Float(bitPattern: try reader.readUInt32()))
  }

  private static func readField(_ reader: inout ByteReader) throws(CorruptionError) -> Field {
    let name = try reader.readString()
    let tag = Tag(rawValue: try reader.readUInt8())
    switch tag {
    case .identifier: return .identifier(name)
    case .keyword: return .keyword(name)
    case .text, .unstoredText:
      let analyzer = try reader.readString()
      guard let known = Analyzer(named: analyzer) else {
        throw reader.corruption("unknown analyzer “\(analyzer)”", found: nil)
      }
      return .text(name, analyzer: known, stored: tag == .text)
    case .date: return .date(name)
    case .number: return .number(name)
    case .stored: return .stored(name)
    case .combined:
      var parts: [Field.Part] = []
      for _ in 0..<(try reader.readOffset()) {
        let field = try reader.readString()
        parts.append(Field.Part(field, weight: try reader.readOffset()))
      }
      return .combined(name, of: parts)
    case nil: throw reader.corruption("unknown kind of field", found: nil)
    }
  }

  /// What the analysis of this schema's texts depends on: changes when a rebuild is needed.
  package var analysisFingerprint: String {
    var seen: [String] = []
    for field in fields {
      guard case .text(let analyzer) = field.kind else { continue }
      let fingerprint = "\(analyzer.fingerprint)"
      if !seen.contains(fingerprint) { seen.append(fingerprint) }
    }
    return seen.joined(separator: " ")
  }
}
