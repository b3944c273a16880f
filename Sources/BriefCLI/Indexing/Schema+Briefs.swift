// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The schema of an index of briefs. What a definition may change is the weight of each part of a
// brief in the default search and the constants of ranking; the fields are the same everywhere, so
// that a query means the same in every index.

package import Brief
package import BriefArchive

extension Schema {
  /// The schema a definition asks for.
  ///
  /// A weight counts occurrences, so it is rounded to a whole number, at least 1; a part of weight 0
  /// is found only when its field is named.
  package static func briefs(_ definition: IndexDefinition) throws(BriefError) -> Schema {
    let parts = searchedParts.compactMap { name -> Field.Part? in
      let weight = definition.weights[name] ?? 1
      guard weight > 0 else { return nil }
      return Field.Part(name, weight: min(255, max(1, Int(weight.rounded()))))
    }
    let combined = parts.isEmpty ? [] : [Field.combined("text", of: parts)]
    let keywords = ["lang", "publication", "category", "author", "charset"].map(Field.keyword)
    let stored = ["source", "url", "related", "dateText", "dateFrom", "extra"].map(Field.stored)
    return try Schema(
      [.identifier("id")] + searchedParts.map { .text($0) } + combined + [.text("byline")]
        + keywords
        + [.date("date"), .number("contentHash")] + stored,
      languageField: "lang", defaultLanguage: definition.language,
      ranking: definition.ranking.map { Ranking(k1: Float($0.k1), b: Float($0.b)) } ?? Ranking())
  }

  /// The parts of a brief that are searched together, the most telling first.
  private static let searchedParts = ["title", "deck", "takeaways", "caption", "analysis", "body"]

  /// Whether it is of briefs, whatever the definition: whether it tells a changed one from the same.
  package var isOfBriefs: Bool { self["contentHash"]?.kind == .number }

  /// What another schema has changed, in a few words; `nil` if it is the same.
  package func difference(to other: Schema) -> String? {
    guard self != other else { return nil }
    let names = Set(fields.map(\.name))
    let added = other.fields.map(\.name).filter { !names.contains($0) }
    if !added.isEmpty { return "the fields \(added.joined(separator: ", ")) are new" }
    if let field = fields.first(where: { other[$0.name] == nil }) {
      return "the field \(field.name) is gone"
    }
    if defaultLanguage != other.defaultLanguage {
      return "the language of Latin script is \(other.defaultLanguage), not \(defaultLanguage)"
    }
    if ranking != other.ranking { return "the constants of ranking are others" }
    for field in fields where field != other[field.name] {
      if case .combined = field.kind { return "the weights of the fields are others" }
      return "the field \(field.name) is indexed in another way"
    }
    return "the order of the fields is another"
  }
}
