// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One result: the document, its score, and the passages that show why it matches.

/// A document found by a search.
public struct Hit: Sendable {
  /// The document's place in the answer, from 1.
  public let rank: Int
  /// The score; 0 when hits are sorted by something else.
  public let score: Float
  /// The document's identifier.
  public let identifier: String
  /// The document; without fields if documents were not asked for.
  public let document: Document
  /// `nil` if documents were not asked for.
  let highlighter: Highlighter?

  /// The text of a field: several texts are joined by line breaks, dates are ISO 8601.
  public subscript(field: String) -> String? {
    switch document[field] {
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: "\n")
    case .number(let number): "\(number)"
    case .date(let moment): moment.description
    case nil: nil
    }
  }

  /// The best passage of a field, with the matches marked; `nil` if nothing in the field matches.
  ///
  /// Analyses the field again: about a millisecond for ten pages of text.
  public func snippet(of field: String, width: Int = 240) -> Snippet? {
    highlighter?.snippets(of: document, fields: [field], limit: 1, width: width).first
  }

  /// The best passages over all text fields, in the order of the fields.
  public func snippets(limit: Int, width: Int = 240) -> [Snippet] {
    highlighter?.snippets(of: document, fields: nil, limit: limit, width: width) ?? []
  }

  /// The whole text of a field with the matches marked: one snippet a value.
  public func highlighted(_ field: String) -> [Snippet] {
    highlighter?.highlighted(document, field: field) ?? []
  }
}
