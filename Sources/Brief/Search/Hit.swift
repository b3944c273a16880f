// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One result: the document, its score, and the passages that show why it matches.

/// A document found by a search.
public struct Hit: Sendable {
  /// The document's place in the answer, from 1.
  public let rank: Int
  /// The score; 0 when hits are sorted by something else.
  public let score: Float
  private let loaded: Loaded?

  /// What a hit may come with. An object, so that a thousand hits without are made and dropped at no cost.
  private final class Loaded: Sendable {
    let identifier: String
    let document: Document
    let highlighter: Highlighter?

    init(_ identifier: String, _ document: Document, _ highlighter: Highlighter?) {
      self.identifier = identifier
      self.document = document
      self.highlighter = highlighter
    }
  }

  /// A hit of which nothing else was asked for.
  init(rank: Int, score: Float) {
    self.rank = rank
    self.score = score
    loaded = nil
  }

  /// A hit with its identifier, and with its document if there is something to show it by.
  init(
    rank: Int, score: Float, identifier: String, document: Document = Document(),
    highlighter: Highlighter? = nil
  ) {
    self.rank = rank
    self.score = score
    loaded = Loaded(identifier, document, highlighter)
  }

  /// The document's identifier; empty if it was not asked for.
  public var identifier: String { loaded?.identifier ?? "" }
  /// The document; without fields if documents were not asked for.
  public var document: Document { loaded?.document ?? Document() }
  /// `nil` if documents were not asked for.
  private var highlighter: Highlighter? { loaded?.highlighter }

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
