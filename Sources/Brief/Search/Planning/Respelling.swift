// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Other spellings for words that no document has: the word of the index that is the fewest edits
// away, among those the one most documents have.

import BriefCodec
import BriefText

/// Proposes spellings that the index knows.
struct Respelling {
  private let snapshot: Snapshot
  /// Its own: what is looked for here is not what the query stands for. The nearest word is all that is wanted of those
  /// that are alike.
  private let planner: Planner

  init(_ snapshot: Snapshot, deadline: Deadline?) {
    self.snapshot = snapshot
    planner = Planner(snapshot, expansionLimit: 1, deadline: deadline)
  }

  /// The query with every word that is wanted and no document has replaced; `nil` if there is nothing to replace.
  func respell(
    _ query: Query.Node
  ) throws -> (query: Query.Node, replacements: [Relaxation.Replacement])? {
    var replacements: [Relaxation.Replacement] = []
    let respelled = try respell(query, &replacements)
    return replacements.isEmpty ? nil : (respelled, replacements)
  }

  private func respell(
    _ query: Query.Node, _ replacements: inout [Relaxation.Replacement]
  ) throws -> Query.Node {
    switch query {
    case .text(let text, let field):
      guard try !planner.plan(query, matching: .all).isFound else { return query }
      var words: [String] = []
      for unit in try planner.plainWords(query) {
        let known = try planner.plan(.text(unit.typed, field: field), matching: .all).isFound
        if !known, let spelling = try nearest(unit.typed, field: field) {
          replacements.append(
            Relaxation.Replacement(typed: unit.typed, searched: spelling))
          words.append(spelling)
        } else {
          words.append(unit.typed)
        }
      }
      return words.isEmpty
        ? .text(text, field: field) : .text(words.joined(separator: " "), field: field)
    case .clauses(let clauses):
      return .clauses(
        try clauses.map {
          // What must not match need not be anywhere.
          $0.occurrence == .excluded
            ? $0
            : Query.Clause(occurrence: $0.occurrence, node: try respell($0.node, &replacements))
        })
    case .boost(let inner, let factor): return .boost(try respell(inner, &replacements), factor)
    case .restricted(let inner, let conditions):
      return .restricted(try respell(inner, &replacements), to: conditions)
    case .all(let nodes): return .all(try nodes.map { try respell($0, &replacements) })
    case .any(let nodes): return .any(try nodes.map { try respell($0, &replacements) })
    default: return query
    }
  }

  /// Words up to four characters may differ in one edit, longer ones in two; shorter than three in none.
  private func nearest(_ word: String, field: String?) throws -> String? {
    let length = word.unicodeScalars.count
    guard length >= 3 else { return nil }
    for edits in 1...(length > 4 ? 2 : 1) {
      let plan = try planner.plan(.fuzzy(word, edits: edits, field: field), matching: .all)
      let best = plan.wordTerms.max { a, b in
        a.documentFrequency != b.documentFrequency
          ? a.documentFrequency < b.documentFrequency : b.bytes.lexicographicallyPrecedes(a.bytes)
      }
      if let best { return String(decoding: best.bytes, as: UTF8.self) }
    }
    return nil
  }
}

extension Plan {
  /// The terms of a word, in one field or in several.
  fileprivate var wordTerms: [PlannedTerm] {
    switch self {
    case .word(let word): word.terms
    case .any(let plans): plans.flatMap(\.wordTerms)
    default: []
    }
  }
}
