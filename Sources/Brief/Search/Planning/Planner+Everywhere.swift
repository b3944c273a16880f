// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Queries that name no field, where the schema has several text fields and no combined one: each word
// is looked for in all of them, so that a document may have one word here and another there.

extension Planner {
  /// The plan of a leaf that names no field; `nil` if it names one or one field is all there is.
  func planEverywhere(
    _ query: Query.Node, _ matching: Matching, boost: Float
  ) throws -> Plan? {
    let fields = layout.schema.defaultFields
    guard fields.count > 1 else { return nil }
    func anywhere(_ node: (_ field: String) -> Query.Node) throws -> Plan {
      .simplified(any: try fields.map { try plan(node($0), matching, boost: boost) })
    }
    switch query {
    case .text(let text, nil):
      let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
      let plans = try words.map { word in try anywhere { .text(word, field: $0) } }
      let found: Plan = matching == .all ? .simplified(all: plans) : .simplified(any: plans)
      guard plans.count > 1, !isCounting else { return found }
      let pairs = Self.heaviest(try neighbours(of: words, nil, boost))
      return pairs.isEmpty ? found : .preferring(found, .simplified(any: pairs))
    case .phrase(let text, let slop, nil):
      return try anywhere { .phrase(text, slop: slop, field: $0) }
    case .prefix(let prefix, nil): return try anywhere { .prefix(prefix, field: $0) }
    case .wildcard(let pieces, nil): return try anywhere { .wildcard(pieces, field: $0) }
    case .fuzzy(let word, let edits, nil):
      return try anywhere { .fuzzy(word, edits: edits, field: $0) }
    case .regex(let source, nil): return try anywhere { .regex(source, field: $0) }
    default: return nil
    }
  }
}
