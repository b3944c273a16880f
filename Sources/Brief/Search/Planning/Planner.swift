// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Query → plan: names become fields, texts become terms, patterns become the terms they stand for,
// and every word gets its weight from the statistics of the whole snapshot.

import BriefCodec
import BriefText

/// Binds queries to a snapshot.
package final class Planner {
  let snapshot: Snapshot
  let layout: IndexLayout
  let expansionLimit: Int
  var style = QueryStyle.keywords
  let deadline: Deadline?
  /// Whether scores are of no use, and so what only adds to them is left out.
  let isCounting: Bool
  /// Borrowed when a text is first analysed.
  private var borrowed: QueryAnalysis?
  private var patterns = PatternPlans()
  /// Set when a pattern stood for more terms than the limit, or time ran out while planning: the answer
  /// is then partial.
  package var wasTruncated = false
  /// The words that patterns stood for so far.
  package internal(set) var expandedTerms = 0

  /// How many parts of a query are planned whatever the time: what is typed is never dropped whole.
  private static let freeNodes = 64
  private var planned = 0

  package init(
    _ snapshot: Snapshot, expansionLimit: Int, deadline: Deadline? = nil, isCounting: Bool = false
  ) {
    self.snapshot = snapshot
    self.isCounting = isCounting
    self.deadline = deadline
    layout = snapshot.layout
    // Terms are numbered below 2³¹.
    self.expansionLimit = min(max(0, expansionLimit), 1 << 31)
  }

  deinit { if let borrowed { snapshot.analyses.giveBack(borrowed) } }

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

  /// The plain words of a query: those that `matching` decides about.
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

  func plan(_ query: Query.Node, _ matching: Matching, boost: Float) throws -> Plan {
    planned += 1
    if planned > Self.freeNodes, let deadline, deadline.hasPassed {
      wasTruncated = true
      return .nothing
    }
    guard query.isPattern else { return try planAnew(query, matching, boost: boost) }
    let key = PatternPlans.Key(node: query, boost: boost)
    if let known = patterns[key] { return known }
    let plan = try planAnew(query, matching, boost: boost)
    patterns.add(plan, for: key)
    return plan
  }

  private func planAnew(_ query: Query.Node, _ matching: Matching, boost: Float) throws -> Plan {
    if let plan = try planEverywhere(query, matching, boost: boost) { return plan }
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
      let plans = Plan.combined(try nodes.map { try plan($0, matching, boost: boost) })
      return plans.count == 1 ? plans[0] : .any(plans)
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

  // MARK: - Fields and analysis

  /// A field that words, values or patterns can be looked up in.
  func field(_ name: String?) throws(BriefError) -> Int {
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

  func units(_ text: String, _ field: Int) throws -> [TextUnit] {
    guard layout.analyzer(of: field) != nil else { return [] }
    return try analysis().units(field).units(of: text)
  }

  func analysis() throws -> QueryAnalysis {
    if let borrowed { return borrowed }
    let known = snapshot.analyses.take()
    let analysis = try known ?? QueryAnalysis(layout, languages: snapshot.languages())
    borrowed = analysis
    return analysis
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
