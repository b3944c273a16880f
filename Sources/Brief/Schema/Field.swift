// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a field of a document is: its name and how it is indexed. A field is a value; the schema
// that holds it checks that all of them fit together.

public import struct BriefText.Analyzer

/// A field of a document.
public struct Field: Sendable, Hashable {
  /// The name used in documents and before the colon in queries.
  public let name: String
  /// How the field is indexed.
  public let kind: Kind
  /// Whether the value is kept with the document and given back. Only texts need not be.
  public let isStored: Bool

  /// How a field is indexed and what it can be asked for.
  public enum Kind: Sendable, Hashable {
    /// The document's unique name: exact lookup, replacement, deletion and the tie-break of ranking.
    case identifier
    /// Whole values, any number a document: exact search, facets, sorting.
    case keyword
    /// Text, cut into words by an analyzer: ranked search, phrases, highlights.
    case text(Analyzer)
    /// A moment (seconds since 1970, UTC), at most one a document: ranges, sorting, histograms.
    case date
    /// A whole number, at most one a document: ranges, sorting.
    case number
    /// Kept with the document and given back, never searched.
    case stored
    /// Several text fields searched as one (BM25F): each occurrence counts `weight` times.
    ///
    /// The weighting is settled when the index is built, so that searching the combined field costs
    /// what searching one field costs.
    case combined([Part])
  }

  /// A text field's share in a combined field.
  public struct Part: Sendable, Hashable {
    /// The text field.
    public let field: String
    /// How often an occurrence there counts, 1...255.
    public let weight: Int

    /// A text field and how often an occurrence there counts.
    public init(_ field: String, weight: Int) {
      self.field = field
      self.weight = weight
    }
  }

  private init(_ name: String, _ kind: Kind, isStored: Bool = true) {
    self.name = name
    self.kind = kind
    self.isStored = isStored
  }

  /// The document's unique name.
  public static func identifier(_ name: String) -> Field { Field(name, .identifier) }
  /// Whole values, such as a language or a category.
  public static func keyword(_ name: String) -> Field { Field(name, .keyword) }
  /// Text to be searched by its words.
  ///
  /// - Parameter stored: whether the text is kept. If not, which saves what the text itself takes
  ///   (about half of an index) and a quarter of the time it takes to build, the field is found and
  ///   ranked like any other; but hits have no value and no passages of it, a deep check cannot compare
  ///   it with what is indexed, and a repair cannot index the documents of a damaged segment again: they
  ///   are lost, and to be added anew from where they came from.
  public static func text(
    _ name: String, analyzer: Analyzer = .brief, stored: Bool = true
  ) -> Field {
    Field(name, .text(analyzer), isStored: stored)
  }
  /// A moment.
  public static func date(_ name: String) -> Field { Field(name, .date) }
  /// A whole number.
  public static func number(_ name: String) -> Field { Field(name, .number) }
  /// Kept, never searched.
  public static func stored(_ name: String) -> Field { Field(name, .stored) }
  /// Several text fields searched as one, each with its weight.
  public static func combined(_ name: String, of parts: [Part]) -> Field {
    Field(name, .combined(parts))
  }
}
