// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A query as one line, for tables. Words stand in the default field unless one is named:
//
//     body:word  “phrase”~1  pre*  c?t*  fuz~1  /r.x/  date:[2025-01-01 2025-12-31T23:59:59Z]
//     {a +b -c}  (a AND b)  (a OR b)  (a BUT c)  a^2.0  everything  nothing

import Brief

extension Query {
  /// The query as one line. Ends of ranges are dates in a field called `date`, `*` when open.
  var outline: String { Self.outline(node) }

  private static func outline(_ node: Node) -> String {
    func text(_ text: String, _ field: String?) -> String { field.map { "\($0):\(text)" } ?? text }
    func list(_ nodes: [Node], _ word: String) -> String {
      "(\(nodes.map(outline).joined(separator: " \(word) ")))"
    }
    switch node {
    case .everything: return "everything"
    case .nothing: return "nothing"
    case .text(let words, let field): return text(words, field)
    case .phrase(let words, let slop, let field):
      return text("“\(words)”\(slop == 0 ? "" : "~\(slop)")", field)
    case .prefix(let prefix, let field): return text("\(prefix)*", field)
    case .wildcard(let pattern, let field):
      let pieces = pattern.map { piece in
        switch piece {
        case .literal(let literal): literal
        case .anyOne: "?"
        case .anyRun: "*"
        }
      }
      return text("<\(pieces.joined())>", field)
    case .fuzzy(let word, let edits, let field): return text("\(word)~\(edits)", field)
    case .regex(let pattern, let field): return text("/\(pattern)/", field)
    case .range(let range, let field):
      func end(_ value: Int64) -> String {
        value == .min || value == .max
          ? "*" : field == "date" ? "\(Timestamp(seconds: value))" : "\(value)"
      }
      return text("[\(end(range.lowerBound)) \(end(range.upperBound))]", field)
    case .clauses(let clauses):
      let parts = clauses.map { clause in
        let sign =
          switch clause.occurrence {
          case .plain: ""
          case .required: "+"
          case .excluded: "-"
          }
        return sign + outline(clause.node)
      }
      return "{\(parts.joined(separator: " "))}"
    case .all(let nodes): return list(nodes, "AND")
    case .any(let nodes): return list(nodes, "OR")
    case .restricted(let inner, let conditions):
      return "(\(outline(inner)) WHERE \(list(conditions, "AND")))"
    case .preferring(let a, let b): return "(\(outline(a)) PREFERRING \(outline(b)))"
    case .excluding(let a, let b): return "(\(outline(a)) BUT \(outline(b)))"
    case .boost(let inner, let factor): return "\(outline(inner))^\(factor)"
    }
  }
}
