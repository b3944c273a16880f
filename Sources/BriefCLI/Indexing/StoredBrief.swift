// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A document of the index → a brief to be shown. An index made by another program may lack any of
// these fields, which then are empty here.

package import Brief

/// A brief as the index keeps it.
package struct StoredBrief: Sendable {
  private let document: Document

  package init(_ document: Document) { self.document = document }

  package var id: String { self["id"] ?? "" }
  package var title: String { self["title"] ?? "" }
  package var source: String? { self["source"] }
  package var url: String? { self["url"] }
  package var lang: String? { self["lang"] }
  /// ISO 8601, as exact as the date was given.
  package var date: String? { self["dateText"] ?? self["date"] }

  /// A text, or several joined by line ends.
  package subscript(name: String) -> String? {
    switch document[name] {
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: "\n")
    case .number(let number): "\(number)"
    case .date(let moment): "\(moment)"
    case nil: nil
    }
  }

  /// The texts of a field, none if it has no value.
  package func list(_ name: String) -> [String] { document[name]?.strings ?? [] }

  /// Names and values that have no field of their own.
  package var extra: [(name: String, value: String)] {
    let texts = list("extra")
    return stride(from: 0, to: texts.count - 1, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }

  /// The object that `brief show --json` writes.
  package var json: JSON {
    [
      "type": "document", "version": 1, "id": .string(id), "source": .optional(source),
      "title": .string(title), "deck": .optional(self["deck"]),
      "caption": .optional(self["caption"]), "takeaways": .strings(list("takeaways")),
      "analysis": .strings(list("analysis")), "body": .strings(list("body")),
      "related": .strings(list("related")), "byline": .optional(self["byline"]),
      "publication": .optional(self["publication"]), "date": .optional(date),
      "date_from": .optional(self["dateFrom"]), "lang": .optional(lang),
      "charset": .optional(self["charset"]), "category": .optional(list("category").first),
      "author": .optional(self["author"]), "url": .optional(url),
      "categories": .strings(list("category")),
      "extra": .object(extra.map { JSON.Member(key: $0.name, value: .string($0.value)) }),
    ]
  }
}
