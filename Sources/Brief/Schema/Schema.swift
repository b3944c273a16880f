// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The schema: what a document of an index may be. Checked once, when it is made; everything behind
// it may rely on what is checked here.

import BriefText

/// The fields of an index's documents.
public struct Schema: Sendable, Hashable {
  /// The fields, in the order given.
  public let fields: [Field]
  /// The keyword field that names a document's language (`en`, `zh`), or `nil`: then languages are
  /// told by script.
  public let languageField: String?
  /// The language of text in Latin letters when a document does not name one.
  public let defaultLanguage: String
  /// The field searched when a query names none: the first combined field, else the first text field
  /// (but see ``defaultFields``).
  public let defaultField: String
  /// The fields searched when a query names none: the first combined field, else all text fields. A word
  /// may then stand in any of them.
  public let defaultFields: [String]
  /// The name of the identifier field.
  public let identifier: String
  /// The constants of ranking.
  public let ranking: Ranking

  /// The constants of BM25, for the two kinds of queries that people type.
  ///
  /// A few keywords are best served by a mild discount of long documents, a question in sentences by
  /// a strong one, since its many common words favour length (Zhai and Lafferty, "A Study of
  /// Smoothing Methods for Language Models", 2004, found the same for other formulas).
  public struct Ranking: Sendable, Hashable {
    /// For queries of few words (``Searcher/shortQueryLimit``).
    public var keywords: Constants
    /// For longer queries.
    public var questions: Constants

    /// The constants of BM25.
    public struct Constants: Sendable, Hashable {
      /// How slowly further occurrences of a word count less, 0...10.
      public var k1: Float
      /// How much a long document is discounted, 0...1.
      public var b: Float

      /// The constants of BM25.
      public init(k1: Float, b: Float) {
        self.k1 = k1
        self.b = b
      }
    }

    /// The defaults: 0.9 and 0.4 for keywords, 1.2 and 0.75 for questions.
    public init() {
      keywords = Constants(k1: 0.9, b: 0.4)
      questions = Constants(k1: 1.2, b: 0.75)
    }

    /// The same constants for all queries.
    public init(k1: Float, b: Float) {
      keywords = Constants(k1: k1, b: b)
      questions = keywords
    }
  }

  /// Checks that the fields fit together.
  ///
  /// - Throws: `invalidSchema` if a name is empty, repeated or not a name (a letter, then letters,
  ///   digits, `_`, `-`), if there is not exactly one identifier, no text field, or a combined field
  ///   names something that is not a text field.
  public init(
    _ fields: [Field], languageField: String? = nil, defaultLanguage: String = "en",
    ranking: Ranking = Ranking()
  ) throws(BriefError) {
    try Self.validate(fields, languageField: languageField, ranking: ranking)
    self.fields = fields
    self.languageField = languageField
    self.defaultLanguage = defaultLanguage
    self.ranking = ranking
    identifier = fields.first { $0.kind == .identifier }?.name ?? ""
    let combined = fields.first { if case .combined = $0.kind { true } else { false } }
    let texts = fields.filter { if case .text = $0.kind { true } else { false } }
    defaultFields = combined.map { [$0.name] } ?? texts.map(\.name)
    defaultField = defaultFields.first ?? ""
  }

  /// Whether a document can be had back as it was added.
  package var storesWholeDocuments: Bool { fields.allSatisfy(\.isStored) }

  /// The field of that name.
  public subscript(name: String) -> Field? { fields.first { $0.name == name } }

  private static func validate(
    _ fields: [Field], languageField: String?, ranking: Ranking
  ) throws(BriefError) {
    var names: [String: Field.Kind] = [:]
    for field in fields {
      guard isName(field.name) else {
        throw BriefError(
          .invalidSchema,
          "“\(field.name)” is not a field name: use a letter, then letters, digits, _ or -.")
      }
      guard names.updateValue(field.kind, forKey: field.name) == nil else {
        throw BriefError(.invalidSchema, "The field “\(field.name)” is declared twice.")
      }
    }
    guard fields.count(where: { $0.kind == .identifier }) == 1 else {
      throw BriefError(
        .invalidSchema, "A schema needs exactly one identifier field, such as .identifier(\"id\").")
    }
    guard fields.contains(where: { if case .text = $0.kind { true } else { false } }) else {
      throw BriefError(.invalidSchema, "A schema needs at least one text field to search.")
    }
    for field in fields {
      guard case .combined(let parts) = field.kind else { continue }
      for part in parts {
        guard case .text = names[part.field] else {
          throw BriefError(
            .invalidSchema,
            "“\(field.name)” combines “\(part.field)”, which is not a text field of the schema.")
        }
        guard (1...255).contains(part.weight) else {
          throw BriefError(
            .invalidSchema,
            "The weight of “\(part.field)” in “\(field.name)” is \(part.weight); use 1 to 255.")
        }
      }
      guard !parts.isEmpty, Set(parts.map(\.field)).count == parts.count else {
        throw BriefError(
          .invalidSchema, "“\(field.name)” must combine at least one field, each of them once.")
      }
    }
    if let languageField {
      guard case .keyword = names[languageField] else {
        throw BriefError(
          .invalidSchema, "The language field “\(languageField)” is not a keyword field.")
      }
    }
    for constants in [ranking.keywords, ranking.questions] {
      guard (0...10).contains(constants.k1), (0...1).contains(constants.b) else {
        throw BriefError(
          .invalidSchema,
          "k1 must lie in 0...10 and b in 0...1, not \(constants.k1) and \(constants.b).")
      }
    }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return name.utf8.count <= 255
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
      }
  }
}
