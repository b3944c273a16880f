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
  private let deadline: Deadline?
  /// Whether scores are of no use, and so what only adds to them is left out.
  private let isCounting: Bool
  private var sessions: [Analyzer: TextAnalyzer] = [:]
  /// The plans of patterns: walking the dictionary for one again would take as long again.
  private var patterns: [PatternKey: Plan] = [:]
  /// Set when a pattern stood for more terms than the limit, or time ran out while planning: the answer
  /// is then partial.
  package private(set) var wasTruncated = false

  /// How many parts of a query are planned whatever the time: what is typed is never dropped whole.
  private static let freeNodes = 64
  private var planned = 0

  private struct PatternKey: Hashable {
    let node: Query.Node
    let boost: Float
  }

  package init(
    _ snapshot: Snapshot, expansionLimit: Int, deadline: Deadline? = nil, isCounting: Bool = false
  ) {
    self.snapshot = snapshot
    self.isCounting = isCounting
    self.deadline = deadline
    layout = snapshot.layout
    self.expansionLimit = expansionLimit
  }

  deinit { snapshot.sessions.giveBack(sessions.values) }

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
      case .restricted(let inner, _): return try plainWords(inner)
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
    planned += 1
    if planned > Self.freeNodes, let deadline, deadline.hasPassed {
      wasTruncated = true
      return .nothing
    }
    guard query.isPattern else { return try planAnew(query, matching, boost: boost) }
    let key = PatternKey(node: query, boost: boost)
    if let known = patterns[key] { return known }
    let plan = try planAnew(query, matching, boost: boost)
    patterns[key] = plan
    return plan
  }

  private func planAnew(_ query: Query.Node, _ matching: Matching, boost: Float) throws -> Plan {
    switch query {
    case .everything: return .everything
    case .nothing: return .nothing
    case .text(let text, let name): return try text_(text, try field(name), matching, boost)
    case .phrase(let text, let slop, let name):
      return try phrase(text, slop: slop, try field(name), boost)
    case .prefix(let prefix, let name):
      return try pattern(prefix + "*", try field(name), boost) { fold in
        PrefixAutomaton(Array(try fold(prefix).utf8))
      }
    case .wildcard(let pieces, let name):
      return try pattern("", try field(name), boost) { fold in
        WildcardAutomaton(
          pieces: try pieces.map { piece throws -> WildcardAutomaton.Piece in
            switch piece {
            case .literal(let text): .literal(try fold(text))
            case .anyOne: .anyOne
            case .anyRun: .anyRun
            }
          })
      }
    case .fuzzy(let word, let edits, let name):
      return try pattern(word, try field(name), boost) { fold in
        LevenshteinAutomaton(word: try fold(word), edits: edits)
      }
    case .regex(let source, let name):
      return try pattern(source, try field(name), boost) { fold in
        try RegularExpression(source) { (try? fold($0)) ?? $0 }
      }
    case .range(let range, let name): return .range(range, field: try orderedField(name))
    case .clauses(let clauses): return try self.clauses(clauses, matching, boost)
    case .all(let nodes):
      return .all(Plan.combined(try nodes.map { try plan($0, matching, boost: boost) }))
    case .any(let nodes):
      return .any(Plan.combined(try nodes.map { try plan($0, matching, boost: boost) }))
    case .restricted(let inner, let conditions):
      // Whatever a condition is, it says which documents and nothing of how well they fit.
      return .all(
        [try plan(inner, matching, boost: boost)]
          + (try conditions.map { try plan($0, .all, boost: 0) }))
    case .preferring(let a, let b):
      let wanted = try plan(a, matching, boost: boost)
      if isCounting { return wanted }
      return .preferring(wanted, try plan(b, matching, boost: boost))
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
    let pairs = isCounting ? [] : Self.heaviest(try neighbours(of: clauses, boost))
    if !pairs.isEmpty { result = .preferring(result, .simplified(any: pairs)) }
    if !excluded.isEmpty { result = .excluding(result, .simplified(any: excluded)) }
    return result
  }

  // MARK: - Pairs

  /// What standing next to each other adds for two words of a query, as a share of their weights: near
  /// the shares of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model
  /// for Term Dependencies", 2005), 0.10 and 0.05 against 0.85 for the words alone.
  private static let pairShare: Float = 0.2
  /// How many pairs of a query are looked for, those that weigh most: a page pasted as a query has
  /// hundreds, of which the heaviest decide.
  private static let pairLimit = 128

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
      let pair = try plan(
        .phrase("\(a) \(b)", slop: 0, field: layout.schema.fields[field].name), .any,
        boost: boost * Self.pairShare)
      return pair.isFound ? pair : nil
    }
  }

  private static func heaviest(_ pairs: [Plan]) -> [Plan] {
    let pairs = Plan.combined(pairs)
    guard pairs.count > pairLimit else { return pairs }
    let order = pairs.indices.sorted { a, b in
      let (wa, wb) = (pairs[a].maximumScore, pairs[b].maximumScore)
      return wa != wb ? wa > wb : a < b
    }
    return order.prefix(pairLimit).sorted().map { pairs[$0] }
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
    /// Of each place the documents that have its word, where that is known.
    var frequencies: [Int]?
    for (textField, weight) in layout.textFields(of: field) {
      guard let space = layout.space(.words, ofField: textField) else { continue }
      var planned: [PlannedPhrase.Place] = []
      for place in places {
        let terms = try terms(of: place, space: space)
        guard !terms.isEmpty else { break }
        planned.append(PlannedPhrase.Place(offset: place.offset, terms: terms))
      }
      guard planned.count == places.count else { continue }
      if textField == field {
        frequencies = planned.map { $0.terms.map(\.documentFrequency).max() ?? 0 }
      }
      fields.append(
        PlannedPhrase.FieldPlaces(field: textField, weight: Float(weight), places: planned))
    }
    var weight: Float = 0
    let documentCount = snapshot.documentCount(ofField: field)
    for (i, place) in places.enumerated() {
      let frequency = try frequencies?[i] ?? frequency(of: place, field)
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

  /// The words or values that an automaton accepts. `make` builds it from the pattern's texts, folded as
  /// the field's terms are. Values of keyword fields are matched as written, else in any case.
  private func pattern<A: TermAutomaton>(
    _ typed: String, _ field: Int, _ boost: Float,
    make: (_ fold: (String) throws -> String) throws -> A
  ) throws -> Plan {
    guard let space = layout.space(.values, ofField: field) else {
      let session = try session(field)
      let automaton = try make { String(decoding: try session.fold($0), as: UTF8.self) }
      return try expansion(automaton, typed: typed, field, boost)
    }
    var found = try snapshot.expand(make { $0 }, space: space, limit: expansionLimit)
    if found.terms.isEmpty {
      let automaton = try make { $0.lowercased() }
      found = try snapshot.terms(space: space, limit: expansionLimit) {
        automaton.recognises(String(decoding: $0, as: UTF8.self).lowercased())
      }
    }
    wasTruncated = wasTruncated || found.isTruncated
    return .keyword(found.terms, space: space)
  }

  /// The words of a text field that an automaton accepts.
  private func expansion(
    _ automaton: some TermAutomaton, typed: String, _ field: Int, _ boost: Float
  ) throws -> Plan {
    guard let space = layout.space(.words, ofField: field) else { return .nothing }
    let found = try snapshot.expand(automaton, space: space, limit: expansionLimit)
    wasTruncated = wasTruncated || found.isTruncated
    return .word(word(found.terms, typed: typed, space: space, field, boost))
  }

  // MARK: - Fields and analysis

  /// A field that words, values or patterns can be looked up in.
  private func field(_ name: String?) throws(BriefError) -> Int {
    let name = name ?? layout.schema.defaultField
    let field = try knownField(name)
    switch layout.schema.fields[field].kind {
    case .identifier, .keyword, .text, .combined: return field
    case .date, .number:
      throw BriefError(.invalidQuery, "“\(name)” holds no words: ask it for a range.")
    case .stored: throw BriefError(.invalidQuery, "“\(name)” is kept but cannot be searched.")
    }
  }

  /// A field that a range can be asked of.
  private func orderedField(_ name: String) throws(BriefError) -> Int {
    let field = try knownField(name)
    switch layout.schema.fields[field].kind {
    case .date, .number: return field
    default:
      throw BriefError(
        .invalidQuery, "“\(name)” cannot be asked for a range: it is not a date or number field.")
    }
  }

  private func knownField(_ name: String) throws(BriefError) -> Int {
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
    let session = try snapshot.sessions.take(
      analyzer, defaultLanguage: layout.schema.defaultLanguage)
    sessions[analyzer] = session
    return session
  }
}

extension Query.Node {
  /// Whether planning it takes more than looking words up, so that it is worth remembering.
  fileprivate var isPattern: Bool {
    switch self {
    case .prefix, .wildcard, .fuzzy, .regex, .phrase: true
    default: false
    }
  }
}
