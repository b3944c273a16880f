// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a reader typed → query. The grammar (`BriefGrammar`) knows nothing of fields; here names are
// looked up in the schema, and what makes no sense there is read as words, with a diagnostic.
//
//     title:x           a field of the schema
//     date:2025-01      a date field: a year, month, day or moment, as the range it covers
//     since: until: before: after:   the first date field, from or up to a date, or an age like 30d

package import BriefGrammar
import BriefText

extension Query {
  /// The query a text means for a schema. Never fails.
  package static func parse(
    _ text: String, schema: Schema, now: Timestamp?
  ) -> (query: Query, diagnostics: [Diagnostic]) {
    let parsed = Parser.parse(text)
    var reader = SyntaxReader(schema: schema, now: now, diagnostics: parsed.diagnostics)
    let node = reader.node(parsed.root, field: nil)
    switch node {
    case .text, .clauses: reader.reportSigns(text)
    default: break
    }
    return (
      Query(node),
      reader.diagnostics.sorted {
        ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
      }
    )
  }
}

/// Turns a syntax tree into a query for a schema.
private struct SyntaxReader {
  let schema: Schema
  let now: Timestamp?
  var diagnostics: [Diagnostic]

  mutating func node(_ tree: SyntaxTree, field: String?) -> Query.Node {
    switch tree {
    case .nothing: return .nothing
    case .all:
      guard let field, isOrdered(field) else { return .everything }
      return .range(Int64.min...Int64.max, field: field)
    case .word(let word):
      if field == nil {
        // How other search engines say “all documents”.
        if word.text == "*:*" { return .everything }
        reportEmptyField(word)
      }
      return value(word, field: field)
    case .phrase(let phrase, let slop):
      if let field, isOrdered(field) { return value(phrase, field: field) }
      return .phrase(phrase.text, slop: slop, field: field)
    case .prefix(let word):
      return pattern(word, field) ?? .prefix(word.text, field: field)
    case .wildcard(let pattern, let source):
      return self.pattern(source, field)
        ?? .wildcard(
          pattern.map { element in
            switch element {
            case .literal(let text): .literal(text)
            case .anyOne: .anyOne
            case .anyRun: .anyRun
            }
          }, field: field)
    case .fuzzy(let word, let edits):
      return pattern(word, field) ?? .fuzzy(word.text, edits: edits, field: field)
    case .regex(let pattern, let source):
      if let nothing = self.pattern(source, field) { return nothing }
      do {
        _ = try RegularExpression(pattern) { $0 }
        return .regex(pattern, field: field)
      } catch {
        report(source, "this is not a regular expression (\(error.reason)): searched as words")
        return .text(pattern, field: field)
      }
    case .range(let bounds, let source): return range(bounds, source, field: field)
    case .field(let name, let inner): return self.field(name, inner, outer: field)
    case .boost(let inner, let factor): return .boost(node(inner, field: field), factor)
    case .clauses(let clauses):
      return .clauses(
        clauses.map { clause in
          let occurrence: Query.Clause.Occurrence =
            switch clause.occur {
            case .plain: .plain
            case .required: .required
            case .excluded: .excluded
            }
          return Query.Clause(occurrence: occurrence, node: node(clause.tree, field: field))
        })
    case .and(let trees): return conjunction(trees, field: field)
    case .or(let trees): return .any(trees.map { node($0, field: field) })
    case .not(let inner): return .excluding(.everything, node(inner, field: field))
    }
  }

  /// `a AND NOT b` is a without b.
  private mutating func conjunction(_ trees: [SyntaxTree], field: String?) -> Query.Node {
    var included: [Query.Node] = []
    var excluded: [Query.Node] = []
    for tree in trees {
      if case .not(let inner) = tree {
        excluded.append(node(inner, field: field))
      } else {
        included.append(node(tree, field: field))
      }
    }
    let all: Query.Node =
      included.isEmpty ? .everything : included.count == 1 ? included[0] : .all(included)
    return excluded.isEmpty
      ? all : .excluding(all, excluded.count == 1 ? excluded[0] : .any(excluded))
  }

  // MARK: - Fields

  private mutating func field(
    _ name: SourceText, _ inner: SyntaxTree, outer: String?
  ) -> Query.Node {
    let typed = name.text
    if let known = schema.fields.first(where: { $0.name == typed })
      ?? schema.fields.first(where: { $0.name.lowercased() == typed.lowercased() })
    {
      guard known.kind != .stored else {
        report(name, "“\(known.name)” is kept but not searched: searched in all fields")
        return node(inner, field: outer)
      }
      return node(inner, field: known.name)
    }
    if let limit = DateLimit(rawValue: typed.lowercased()), let date = dateField {
      return dateLimit(limit, name, inner, field: date)
    }
    let limits = dateField == nil ? [] : DateLimit.allCases.map(\.rawValue)
    let suggestion = Spelling.nearest(to: typed, in: schema.searchableNames + limits)
    diagnostics.append(
      Diagnostic(
        range: name.range, reason: "there is no field “\(typed)”: searched as words",
        suggestion: suggestion))
    // The name is then a word like any other.
    let words = Query.Node.text(typed, field: outer)
    return .clauses([
      Query.Clause(occurrence: .plain, node: words),
      Query.Clause(occurrence: .plain, node: node(inner, field: outer)),
    ])
  }

  /// `title:` with a blank after it is a word, as `re:` is; but was it meant to be one?
  private mutating func reportEmptyField(_ word: SourceText) {
    guard word.text.hasSuffix(":") else { return }
    let name = word.text.dropLast().lowercased()
    guard
      schema.searchableNames.contains(where: { $0.lowercased() == name })
        || dateField != nil && DateLimit(rawValue: name) != nil
    else { return }
    report(word, "nothing follows “\(word.text)”: write what to look for right after the colon")
  }

  /// A query of nothing but signs finds nothing. Among words they are no matter.
  mutating func reportSigns(_ text: String) {
    let isSigns = text.unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
        .dashPunctuation, .connectorPunctuation, .otherPunctuation, .spaceSeparator:
        true
      // Ⓐ is a word; signs may be joined, and varied by marks, as emoji are.
      case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .format, .nonspacingMark,
        .enclosingMark:
        !$0.properties.isAlphabetic
      default: false
      }
    }
    guard isSigns, diagnostics.isEmpty else { return }
    diagnostics.append(
      Diagnostic(
        range: 0..<text.utf8.count, reason: "there is no letter or digit in this to search for",
        suggestion: nil))
  }

  private enum DateLimit: String, CaseIterable { case since, until, before, after }

  private var dateField: String? { schema.fields.first { $0.kind == .date }?.name }

  private mutating func dateLimit(
    _ limit: DateLimit, _ name: SourceText, _ inner: SyntaxTree, field: String
  ) -> Query.Node {
    let date: SourceText
    switch inner {
    case .word(let word), .phrase(let word, _): date = word
    default:
      report(name, "“\(name.text)” needs a date after it, such as 2025-03 or 30d: left out")
      return .everything
    }
    guard let range = dateRange(date) else {
      report(
        date, "“\(date.text)” is not a date: write 2025, 2025-03, 2025-03-31 or an age like 30d")
      return .everything
    }
    switch limit {
    case .since: return .range(range.lowerBound...Int64.max, field: field)
    case .until: return .range(Int64.min...range.upperBound, field: field)
    case .before: return .range(Int64.min...(range.lowerBound &- 1), field: field)
    case .after: return .range((range.upperBound &+ 1)...Int64.max, field: field)
    }
  }

  // MARK: - Values

  private func isOrdered(_ field: String) -> Bool {
    schema[field]?.kind == .date || schema[field]?.kind == .number
  }

  /// Nothing, with a remark, for a pattern over a field that has no words; `nil` for others.
  private mutating func pattern(_ source: SourceText, _ field: String?) -> Query.Node? {
    guard let field, isOrdered(field) else { return nil }
    report(source, "“\(field)” has no words that a pattern could match: write a value or a range")
    return .nothing
  }

  private mutating func value(_ word: SourceText, field: String?) -> Query.Node {
    guard let field else { return .text(word.text, field: nil) }
    switch schema[field]?.kind {
    case .date:
      guard let range = dateRange(word) else {
        report(word, "“\(word.text)” is not a date: write 2025, 2025-03 or 2025-03-31")
        return .nothing
      }
      return .range(range, field: field)
    case .number:
      guard let number = Int64(word.text) else {
        report(word, "“\(word.text)” is not a whole number")
        return .nothing
      }
      return .range(number...number, field: field)
    default: return .text(word.text, field: field)
    }
  }

  private mutating func range(
    _ bounds: RangeBounds, _ source: SourceText, field: String?
  ) -> Query.Node {
    guard let field, isOrdered(field) else {
      report(source, "a range needs a date or number field before it, as in date:2025-01..2025-03")
      return .text(bounds.words, field: field)
    }
    var lower = Int64.min
    var upper = Int64.max
    // A bound that leaves the value itself out may lie beyond the last or before the first number.
    var isEmpty = false
    if let bound = bounds.lower {
      guard let range = ordered(bound, field: field) else { return .nothing }
      lower = range.lowerBound
      if !bound.inclusive { (lower, isEmpty) = range.upperBound.addingReportingOverflow(1) }
    }
    if let bound = bounds.upper {
      guard let range = ordered(bound, field: field) else { return .nothing }
      upper = range.upperBound
      if !bound.inclusive {
        let (before, overflows) = range.lowerBound.subtractingReportingOverflow(1)
        (upper, isEmpty) = (before, isEmpty || overflows)
      }
    }
    guard !isEmpty, lower <= upper else {
      report(source, "this range is empty: it ends before it begins")
      return .nothing
    }
    return .range(lower...upper, field: field)
  }

  private mutating func ordered(_ bound: RangeBounds.Bound, field: String) -> ClosedRange<Int64>? {
    let text = SourceText(bound.text, at: bound.range)
    guard case .range(let range, _) = value(text, field: field) else { return nil }
    return range
  }

  private func dateRange(_ word: SourceText) -> ClosedRange<Int64>? {
    DateExpression.range(word.text, now: now)
  }

  private mutating func report(_ source: SourceText, _ reason: String) {
    diagnostics.append(Diagnostic(range: source.range, reason: reason, suggestion: nil))
  }
}

extension Schema {
  /// The names of fields that may stand before a colon.
  fileprivate var searchableNames: [String] { fields.filter { $0.kind != .stored }.map(\.name) }
}
