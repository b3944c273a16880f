// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Query → plan: names become fields, texts become terms, patterns become the terms they stand for,
// and every word gets its weight from the statistics of the whole snapshot.

import BriefCodec
import BriefText

/// Binds queries to a snapshot.
package final class Planner {
  private let snapshot: Snapshot
  private let layout: IndexLayout
  private let expansionLimit: Int
  private var style = QueryStyle.keywords
  private var sessions: [Analyzer: TextAnalyzer] = [:]
  /// Set when a pattern stood for more terms than the limit: the answer is then partial.
  package private(set) var wasTruncated = false

  package init(_ snapshot: Snapshot, expansionLimit: Int) {
    self.snapshot = snapshot
    layout = snapshot.layout
    self.expansionLimit = expansionLimit
  }

  /// The plan of a query; `matching` is `.all` or `.any`.
  package func plan(
    _ query: Query.Node, matching: Matching, style: QueryStyle = .keywords
  ) throws(BriefError) -> Plan {
    do {
      self.style = style
      return try plan(query, matching, boost: 1)
    } catch {
      throw BriefError(any: error)
    }
  }

  /// The number of plain words in a query: those that `matching` decides about.
  package func plainWords(_ query: Query.Node) throws(BriefError) -> [TextUnit] {
    do {
      switch query {
      case .text(let text, let name): return try units(text, try field(name))
      case .boost(let inner, _): return try plainWords(inner)
      case .clauses(let clauses):
        var words: [TextUnit] = []
        for clause in clauses where clause.occurrence == .plain {
          words += try plainWords(clause.node)
        }
        return words
      default: return []
      }
    } catch {
      throw BriefError(any: error)
    }
  }

  private func plan(_ query: Query.Node, _ matching: Matching, boost: Float) throws -> Plan {
    switch query {
    case .everything: return .everything
    case .nothing: return .nothing
    case .text(let text, let name): return try text_(text, try field(name), matching, boost)
    case .phrase(let text, let slop, let name):
      return try phrase(text, slop: slop, try field(name), boost)
    case .prefix(let prefix, let name):
      let field = try field(name)
      let folded = try session(field).fold(prefix)
      return try expansion(PrefixAutomaton(folded), typed: prefix + "*", field, boost)
    case .wildcard(let pattern, let name):
      let field = try field(name)
      let session = try session(field)
      let pieces = try pattern.map { piece throws -> WildcardAutomaton.Piece in
        switch piece {
        case .literal(let text): .literal(String(decoding: try session.fold(text), as: UTF8.self))
        case .anyOne: .anyOne
        case .anyRun: .anyRun
        }
      }
      return try expansion(WildcardAutomaton(pieces: pieces), typed: "", field, boost)
    case .fuzzy(let word, let edits, let name):
      let field = try field(name)
      let folded = String(decoding: try session(field).fold(word), as: UTF8.self)
      return try expansion(
        LevenshteinAutomaton(word: folded, edits: edits), typed: word, field, boost)
    case .regex(let pattern, let name):
      let field = try field(name)
      let session = try session(field)
      let automaton = try RegularExpression(pattern) {
        (try? session.fold($0)).map { String(decoding: $0, as: UTF8.self) } ?? $0
      }
      return try expansion(automaton, typed: pattern, field, boost)
    case .range(let range, let name): return .range(range, field: try field(name))
    case .clauses(let clauses): return try self.clauses(clauses, matching, boost)
    case .all(let nodes):
      return .all(try nodes.map { try plan($0, matching, boost: boost) })
    case .any(let nodes):
      return .any(try nodes.map { try plan($0, matching, boost: boost) })
    case .excluding(let a, let b):
      return .excluding(
        try plan(a, matching, boost: boost), try plan(b, matching, boost: boost))
    case .boost(let inner, let factor):
      return try plan(inner, matching, boost: boost * factor)
    }
  }

  // MARK: - Clauses

  /// Conditions (ranges, keywords) and required clauses must hold; plain ones must too when all are to
  /// match, else at least one of them if nothing is required.
  private func clauses(
    _ clauses: [Query.Clause], _ matching: Matching, _ boost: Float
  ) throws -> Plan {
    var required: [Plan] = []
    var optional: [Plan] = []
    var excluded: [Plan] = []
    var conditions: [Plan] = []
    for clause in clauses {
      let plan = try plan(clause.node, matching, boost: boost)
      switch clause.occurrence {
      case .excluded: excluded.append(plan)
      case .required: required.append(plan)
      case .plain:
        if plan.isCondition {
          conditions.append(plan)
        } else if matching == .all {
          required.append(plan)
        } else if !plan.isWordless {
          optional.append(plan)
        }
      }
    }
    var result: Plan
    let musts = required + conditions
    switch (musts.isEmpty, optional.isEmpty) {
    case (true, true): result = excluded.isEmpty ? .nothing : .everything
    case (true, false): result = .simplified(any: optional)
    case (false, true): result = .simplified(all: musts)
    case (false, false):
      result =
        required.isEmpty
        ? .all(conditions + [.simplified(any: optional)])
        : .preferring(.simplified(all: musts), .simplified(any: optional))
    }
    let pairs = try neighbours(of: clauses, boost)
    if !pairs.isEmpty { result = .preferring(result, .simplified(any: pairs)) }
    if !excluded.isEmpty { result = .excluding(result, .simplified(any: excluded)) }
    return result
  }

  // MARK: - Pairs

  /// What standing next to each other adds for two words of a query, as a share of their weights: near
  /// the shares of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model
  /// for Term Dependencies", 2005), 0.10 and 0.05 against 0.85 for the words alone.
  private static let pairShare: Float = 0.2

  /// Neighbouring plain words as phrases. They add to the score of documents that match; they never make
  /// a document match.
  private func neighbours(of clauses: [Query.Clause], _ boost: Float) throws -> [Plan] {
    var pairs: [Plan] = []
    var last: (text: String, field: String?)?
    for clause in clauses {
      guard clause.occurrence != .excluded, case .text(let text, let field) = clause.node else {
        last = nil
        continue
      }
      if let last, last.field == field {
        pairs += try neighbours(of: [last.text, text], try self.field(field), boost)
      }
      last = (text, field)
    }
    return pairs
  }

  private func neighbours(of words: [String], _ field: Int, _ boost: Float) throws -> [Plan] {
    guard layout.analyzer(of: field) != nil else { return [] }
    return try zip(words, words.dropFirst()).compactMap { a, b in
      let pair = try phrase("\(a) \(b)", slop: 0, field, boost * Self.pairShare)
      return pair.isFound ? pair : nil
    }
  }

  // MARK: - Words

  private func text_(
    _ text: String, _ field: Int, _ matching: Matching, _ boost: Float
  ) throws -> Plan {
    if layout.analyzer(of: field) == nil { return try keyword(text, field) }
    let units = try units(text, field)
    let plans = try units.map { try plan($0, field, matching, boost) }
    guard !plans.isEmpty else { return .nothing }
    let words: Plan = matching == .all ? .simplified(all: plans) : .simplified(any: plans)
    guard units.count > 1 else { return words }
    let pairs = try neighbours(of: units.map(\.typed), field, boost)
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
  private func word(
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

  private func word(
    _ terms: [PlannedTerm], typed: String, space: Int, _ field: Int, _ boost: Float
  ) -> PlannedWord {
    let frequency = terms.map(\.documentFrequency).max() ?? 0
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
  private func keyword(_ value: String, _ field: Int) throws -> Plan {
    guard let space = layout.space(.values, ofField: field) else { return .nothing }
    let exact = try snapshot.term(Array(value.utf8), space: space)
    if exact.documentFrequency > 0 { return .keyword([exact], space: space) }
    let wanted = value.lowercased()
    let terms = try snapshot.terms(space: space, limit: expansionLimit) {
      String(decoding: $0, as: UTF8.self).lowercased() == wanted
    }
    return .keyword(terms.terms, space: space)
  }

  // MARK: - Phrases

  private func phrase(
    _ text: String, slop: Int, _ field: Int, _ boost: Float
  ) throws -> Plan {
    guard layout.analyzer(of: field) != nil else { return try keyword(text, field) }
    let places = try textUnits(field).places(of: text)
    guard places.count > 1 else {
      guard let only = places.first else { return .nothing }
      if let prefix = only.prefix {
        return try expansion(PrefixAutomaton(prefix), typed: text, field, boost)
      }
      return try word(
        only.words.map { UnitTerm(bytes: $0, kind: .words) }, typed: text, field, boost)
    }
    var fields: [PlannedPhrase.FieldPlaces] = []
    for (textField, weight) in layout.textFields(of: field) {
      guard let space = layout.space(.words, ofField: textField) else { continue }
      var planned: [PlannedPhrase.Place] = []
      for place in places {
        let terms = try terms(of: place, space: space)
        guard !terms.isEmpty else { break }
        planned.append(PlannedPhrase.Place(offset: place.offset, terms: terms))
      }
      guard planned.count == places.count else { continue }
      fields.append(
        PlannedPhrase.FieldPlaces(field: textField, weight: Float(weight), places: planned))
    }
    var weight: Float = 0
    let documentCount = snapshot.documentCount(ofField: field)
    for place in places {
      let frequency = try frequency(of: place, field)
      weight += BM25.idf(documentFrequency: frequency, documentCount: documentCount)
    }
    return .phrase(
      PlannedPhrase(
        typed: text, slop: slop, field: field, weight: fields.isEmpty ? 0 : boost * weight,
        fields: fields))
  }

  private typealias Place = (offset: Int, words: [[UInt8]], prefix: [UInt8]?)

  private func terms(of place: Place, space: Int) throws(CorruptionError) -> [PlannedTerm] {
    if let prefix = place.prefix {
      let found = try snapshot.expand(
        PrefixAutomaton(prefix), space: space, limit: expansionLimit)
      wasTruncated = wasTruncated || found.isTruncated
      return found.terms
    }
    var terms: [PlannedTerm] = []
    for word in place.words {
      let term = try snapshot.term(word, space: space)
      if term.documentFrequency > 0 { terms.append(term) }
    }
    return terms
  }

  /// Documents that have a place's word, by the statistics of the phrase's field.
  private func frequency(of place: Place, _ field: Int) throws(CorruptionError) -> Int {
    guard let space = layout.space(.words, ofField: field) else { return 0 }
    return try terms(of: place, space: space).map(\.documentFrequency).max() ?? 0
  }

  // MARK: - Patterns

  private func expansion(
    _ automaton: some TermAutomaton, typed: String, _ field: Int, _ boost: Float
  ) throws -> Plan {
    if let space = layout.space(.values, ofField: field) {
      let found = try snapshot.expand(automaton, space: space, limit: expansionLimit)
      wasTruncated = wasTruncated || found.isTruncated
      return .keyword(found.terms, space: space)
    }
    guard let space = layout.space(.words, ofField: field) else { return .nothing }
    let found = try snapshot.expand(automaton, space: space, limit: expansionLimit)
    wasTruncated = wasTruncated || found.isTruncated
    return .word(word(found.terms, typed: typed, space: space, field, boost))
  }

  // MARK: - Fields and analysis

  private func field(_ name: String?) throws(BriefError) -> Int {
    let name = name ?? layout.schema.defaultField
    guard let field = layout.field(named: name) else {
      throw BriefError(.invalidQuery, "There is no field “\(name)” in this index.")
    }
    return field
  }

  private func units(_ text: String, _ field: Int) throws -> [TextUnit] {
    guard layout.analyzer(of: field) != nil else { return [] }
    return try textUnits(field).units(of: text)
  }

  private func textUnits(_ field: Int) throws -> TextUnits {
    TextUnits(session: try session(field), languages: try snapshot.languages())
  }

  private func session(_ field: Int) throws(ICUError) -> TextAnalyzer {
    let analyzer = layout.analyzer(of: field) ?? .keyword
    if let session = sessions[analyzer] { return session }
    let session = try TextAnalyzer(analyzer, defaultLanguage: layout.schema.defaultLanguage)
    sessions[analyzer] = session
    return session
  }
}

extension Plan {
  /// A condition says which documents, and nothing of how well they fit.
  fileprivate var isCondition: Bool {
    switch self {
    case .range, .keyword: true
    case .all(let plans), .any(let plans): !plans.isEmpty && plans.allSatisfy(\.isCondition)
    case .excluding(let plan, _): plan.isCondition
    default: false
    }
  }

  /// Nothing was typed that a document could have.
  fileprivate var isWordless: Bool { if case .nothing = self { true } else { false } }

  /// Whether any document may match.
  package var isFound: Bool {
    switch self {
    case .nothing: false
    case .word(let word): !word.terms.isEmpty
    case .phrase(let phrase): !phrase.fields.isEmpty
    case .keyword(let terms, _): !terms.isEmpty
    case .everything, .range: true
    case .all(let plans): !plans.isEmpty && plans.allSatisfy(\.isFound)
    case .any(let plans): plans.contains(where: \.isFound)
    case .preferring(let plan, _), .excluding(let plan, _): plan.isFound
    }
  }

  static func simplified(all plans: [Plan]) -> Plan {
    let plans = plans.filter { !$0.isWordless }
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .all(plans)
  }

  static func simplified(any plans: [Plan]) -> Plan {
    let plans = plans.filter { !$0.isWordless }
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .any(plans)
  }
}
