// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Does a document fit the schema? Checked before any of it is indexed, so that a document is taken
// whole or not at all.

extension Document {
  /// The longest keyword or identifier, in UTF-8 bytes: what a term dictionary holds.
  package static let longestKeyword = 255
  /// The longest text of one value, in UTF-8 bytes.
  package static let longestText = 1 << 28
  /// The longest texts of all values of a field, in UTF-8 bytes, each with the positions left free behind it: places in
  /// a document are counted in 31 bits.
  package static let longestTexts = 1 << 30

  /// Checks the document against a schema; returns its identifier.
  ///
  /// - Throws: `invalidDocument`, naming the field and what is wrong with it.
  package func validate(_ schema: Schema) throws(BriefError) -> String {
    guard case .text(let identifier) = self[schema.identifier], !identifier.isEmpty else {
      throw BriefError(
        .invalidDocument, "A document needs a text in its identifier field “\(schema.identifier)”.")
    }
    for (name, value) in fields {
      guard let field = schema[name] else {
        throw BriefError(
          .invalidDocument,
          "Document “\(identifier)”: the schema has no field “\(name)”.")
      }
      try Self.validate(value, field, identifier)
    }
    return identifier
  }

  private static func validate(
    _ value: FieldValue, _ field: Field, _ identifier: String
  ) throws(BriefError) {
    let fits =
      switch (field.kind, value) {
      case (.identifier, .text), (.keyword, .text), (.keyword, .texts), (.text, .text),
        (.text, .texts), (.date, .date), (.number, .number), (.stored, _):
        true
      default: false
      }
    guard fits else {
      throw BriefError(
        .invalidDocument,
        "Document “\(identifier)”: the value of “\(field.name)” is not of the field's kind.")
    }
    let limit: Int
    switch field.kind {
    case .identifier, .keyword: limit = longestKeyword
    default: limit = longestText
    }
    var sum = 0
    try value.forEachString { (string) throws(BriefError) in
      guard string.utf8.count <= limit else {
        throw BriefError(
          .invalidDocument,
          """
          Document “\(identifier.prefix(80))”: a value of “\(field.name)” has \
          \(string.utf8.count) bytes; at most \(limit) are possible.
          """)
      }
      sum += string.utf8.count + BatchInverter.valueGap
    }
    guard sum <= longestTexts else {
      throw BriefError(
        .invalidDocument,
        """
        Document “\(identifier.prefix(80))”: the values of “\(field.name)” have \(sum) bytes, counting \
        \(BatchInverter.valueGap) between two; at most \(longestTexts) are possible.
        """)
    }
  }
}
