// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Plain text → words with their weights: units become terms, terms that no document has are left out.

import BriefCodec

extension Planner {
  func text_(
    _ text: String, _ field: Int, _ matching: Matching, _ boost: Float
  ) throws -> Plan {
    if layout.analyzer(of: field) == nil { return try keyword(text, field) }
    let units = try units(text, field)
    // One word, as most clauses are: there is nothing to put together.
    if units.count == 1, case .word(let terms) = units[0].shape {
      return try word(terms, typed: units[0].typed, field, boost)
    }
    let plans = try units.map { try plan($0, field, matching, boost) }
    guard !plans.isEmpty else { return .nothing }
    let words: Plan = matching == .all ? .simplified(all: plans) : .simplified(any: plans)
    guard units.count > 1, !isCounting else { return words }
    let pairs = Self.heaviest(try neighbours(of: units.map(\.typed), field, boost))
    return pairs.isEmpty ? words : .preferring(words, .simplified(any: pairs))
  }

  private func plan(
    _ unit: TextUnit, _ field: Int, _ matching: Matching, _ boost: Float
  ) throws -> Plan {
    func word(_ terms: [UnitTerm]) throws(CorruptionError) -> Plan {
      try self.word(terms, typed: unit.typed, field, boost)
    }
    func words(_ parts: [[UnitTerm]]) throws -> [Plan] { try parts.map { try word($0) } }
    switch unit.shape {
    case .word(let terms): return try word(terms)
    case .compound(let joined, let parts):
      let whole = joined.isEmpty ? Plan.nothing : try word(joined)
      let parts = try words(parts)
      return matching == .all
        ? .any([whole, .simplified(all: parts)]) : .simplified(any: [whole] + parts)
    case .symbol(let whole, let parts):
      let plan = try word(whole)
      if plan.isFound { return plan }
      return matching == .all
        ? .simplified(all: try words(parts)) : .simplified(any: try words(parts))
    case .run(let runWords, let pairs, let rest):
      if let rest {
        let automaton = PrefixAutomaton(rest.bytes)
        return try expansion(automaton, typed: unit.typed, field, boost)
      }
      return matching == .all
        ? .simplified(all: try words(pairs.map { [$0] }))
        : .simplified(any: try words((runWords + pairs).map { [$0] }))
    }
  }

  /// A word with its weight. Terms that no document has are left out.
  func word(
    _ terms: [UnitTerm], typed: String, _ field: Int, _ boost: Float
  ) throws(CorruptionError) -> Plan {
    var planned: [PlannedTerm] = []
    var place: Int?
    for term in terms {
      guard
        let space = layout.space(term.kind, ofField: field)
          ?? layout.space(.words, ofField: field)
      else { continue }
      // Alternatives of one unit are all stems or all words, so they share a space.
      place = place ?? space
      guard place == space else { continue }
      let found = try snapshot.term(term.bytes, space: space)
      if found.documentFrequency > 0 { planned.append(found) }
    }
    return .word(word(planned, typed: typed, space: place ?? 0, field, boost))
  }

  func word(
    _ terms: [PlannedTerm], typed: String, space: Int, _ field: Int, _ boost: Float
  ) -> PlannedWord {
    let frequency = terms.reduce(0) { max($0, $1.documentFrequency) }
    let documentCount = snapshot.documentCount(ofField: field)
    let idf =
      switch style {
      case .keywords: BM25.idf(documentFrequency: frequency, documentCount: documentCount)
      case .question:
        BM25.questionWeight(documentFrequency: frequency, documentCount: documentCount)
      }
    return PlannedWord(
      typed: typed, terms: terms, space: space, field: field,
      weight: frequency == 0 ? 0 : boost * idf, documentFrequency: frequency)
  }

  /// A whole value of a keyword field: as written, else in any case.
  func keyword(_ value: String, _ field: Int) throws -> Plan {
    guard let space = layout.space(.values, ofField: field) else { return .nothing }
    let exact = try snapshot.term(Array(value.utf8), space: space)
    if exact.documentFrequency > 0 { return .keyword([exact], space: space) }
    let wanted = value.lowercased()
    let found = try snapshot.terms(space: space, limit: expansionRoom, deadline: deadline) {
      String(decoding: $0, as: UTF8.self).lowercased() == wanted
    }
    note(found)
    return .keyword(found.terms, space: space)
  }
}
