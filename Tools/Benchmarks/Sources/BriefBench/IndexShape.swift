// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The indexes that are compared.

import Brief

/// What an index of briefs keeps.
enum IndexShape: String {
  /// Title, deck and body, searched together; two dates, two keywords.
  case brief
  /// All texts in one field.
  case single

  func schema() throws -> Schema {
    switch self {
    case .brief:
      try Schema([
        .identifier("id"), .text("title"), .text("deck"), .text("body"),
        .keyword("category"), .keyword("source"), .date("published"), .date("edited"),
        .combined(
          "all",
          of: [
            .init("title", weight: 3), .init("deck", weight: 2), .init("body", weight: 1),
          ]),
      ])
    case .single: try Schema([.identifier("id"), .text("text")])
    }
  }

  func document(_ brief: BriefDocument) -> Document {
    switch self {
    case .brief:
      [
        "id": .text(brief.id), "title": .text(brief.title), "deck": .text(brief.deck),
        "body": .text(brief.body), "category": .text(brief.category),
        "source": .text(brief.source), "published": .date(brief.published),
        "edited": .date(brief.edited),
      ]
    case .single:
      ["id": .text(brief.id), "text": .text("\(brief.title) \(brief.deck)\(brief.body)")]
    }
  }
}
