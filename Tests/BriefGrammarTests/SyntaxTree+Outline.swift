// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Trees spelt out for the tables of the tests: unlike the description, an outline shows what kind
// of leaf a text became.

import BriefGrammar

extension SyntaxTree {
  var outline: String {
    switch self {
    case .nothing: "nothing"
    case .all: "all"
    case .word(let source): source.text
    case .phrase(let source, let slop): "phrase<\(source.text)>" + (slop == 0 ? "" : "~\(slop)")
    case .prefix(let source): "prefix<\(source.text)>"
    case .wildcard(let pattern, _): "pattern<\(pattern.map(\.outline).joined(separator: " "))>"
    case .fuzzy(let source, let edits): "fuzzy<\(source.text)>~\(edits)"
    case .regex(let pattern, _): "regex<\(pattern)>"
    case .range(let bounds, _): "range<\(bounds.outline)>"
    case .field(let name, let tree): "\(name.text):\(tree.outline)"
    case .boost(let tree, let factor): "boost<\(tree.outline)>^\(factor)"
    case .clauses(let clauses): "{" + clauses.map(\.outline).joined(separator: " ") + "}"
    case .and(let trees): "and(" + trees.map(\.outline).joined(separator: ", ") + ")"
    case .or(let trees): "or(" + trees.map(\.outline).joined(separator: ", ") + ")"
    case .not(let tree): "not(\(tree.outline))"
    }
  }

  /// Where each leaf and field name was written.
  var leafRanges: [Range<Int>] {
    switch self {
    case .nothing, .all: []
    case .word(let source), .phrase(let source, _), .prefix(let source),
      .wildcard(_, let source), .fuzzy(let source, _), .regex(_, let source):
      [source.range]
    case .range(let bounds, let source):
      [source.range] + [bounds.lower?.range, bounds.upper?.range].compactMap { $0 }
    case .field(let name, let tree): [name.range] + tree.leafRanges
    case .boost(let tree, _), .not(let tree): tree.leafRanges
    case .clauses(let clauses): clauses.flatMap(\.tree.leafRanges)
    case .and(let trees), .or(let trees): trees.flatMap(\.leafRanges)
    }
  }
}

extension Clause {
  fileprivate var outline: String {
    switch occur {
    case .plain: tree.outline
    case .required: "+" + tree.outline
    case .excluded: "-" + tree.outline
    }
  }
}

extension WildcardElement {
  fileprivate var outline: String {
    switch self {
    case .literal(let text): text
    case .anyOne: "?"
    case .anyRun: "*"
    }
  }
}

extension RangeBounds {
  fileprivate var outline: String {
    let lower = lower.map { $0.text + ($0.inclusive ? " <= " : " < ") } ?? ""
    let upper = upper.map { ($0.inclusive ? " <= " : " < ") + $0.text } ?? ""
    return lower + "x" + upper
  }
}

extension Diagnostic {
  /// `text` with the suggestion in the place of the range; nil if there is none.
  func applied(to text: String) -> String? {
    guard let suggestion else { return nil }
    let utf8 = Array(text.utf8)
    let whole = utf8[..<range.lowerBound] + Array(suggestion.utf8) + utf8[range.upperBound...]
    return String(validating: whole, as: UTF8.self)
  }
}
