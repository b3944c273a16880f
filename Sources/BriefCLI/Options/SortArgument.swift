// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief

/// The value of `--sort`: `score`, a field, or a field after `-` for the largest first.
enum SortArgument {
  static func order(_ text: String, _ schema: Schema) throws(Failure) -> SortOrder {
    switch text {
    case "score", "-score": return .score
    case "newest": return .descending("date")
    case "oldest": return .ascending("date")
    default: break
    }
    let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
    let sortable = schema.fields.filter { field in
      switch field.kind {
      case .keyword, .date, .number: true
      default: false
      }
    }.map(\.name)
    guard sortable.contains(name) else {
      throw .usage(
        "Briefs cannot be sorted by “\(name)”.",
        why: "They can by score, \(sortable.joined(separator: ", ")).",
        remedy: Spelling.nearest(to: name, in: sortable + ["score"]).map { "--sort \($0)" })
    }
    return text.hasPrefix("-") ? .descending(name) : .ascending(name)
  }
}
