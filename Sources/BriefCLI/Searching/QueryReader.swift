// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A query as typed together with the flags that restrict it. The restrictions are put before the
// query as required clauses of the query language itself: side by side binds loosest, so whatever the
// query is, they hold for all of it; and what they mean is what `since:`, `lang:` and their like mean
// when typed.

import Brief

/// A query ready to be run.
struct ReadQuery {
  let query: Query
  /// What looked malformed, with ranges in the text as typed.
  let diagnostics: [Diagnostic]
}

/// Reads queries under the restrictions of flags.
struct QueryReader {
  private let searcher: Searcher
  private let now: Timestamp
  private let restrictions: String

  /// - Throws: a usage failure if a restriction means nothing.
  init(_ options: QueryOptions, searcher: Searcher, now: Timestamp) throws(Failure) {
    self.searcher = searcher
    self.now = now
    var clauses: [String] = []
    let flags = [("--since", "since", options.since), ("--until", "until", options.until)]
    for (flag, name, value) in flags {
      guard let value else { continue }
      let clause = "+\(name):\(Self.quoted(value, always: false))"
      guard searcher.parse(clause, now: now).diagnostics.isEmpty, !value.isEmpty else {
        throw .usage(
          "\(flag) does not understand “\(value)”.",
          why: "A date is a year, a month, a day, or an age in days, weeks, months or years.",
          remedy: "\(flag) 2025-03-31, or \(flag) 30d")
      }
      clauses.append(clause)
    }
    let language = options.lang.map { [("lang", $0)] } ?? []
    for (field, value) in language + options.filters.map({ ($0.field, $0.value) }) {
      try Self.check(field, searcher.schema)
      clauses.append("+\(field):\(Self.quoted(value, always: true))")
    }
    restrictions = clauses.map { $0 + " " }.joined()
  }

  /// The query that `text` means under the restrictions.
  func read(_ text: String) -> ReadQuery {
    guard !restrictions.isEmpty else {
      let (query, diagnostics) = searcher.parse(text, now: now)
      return ReadQuery(query: query, diagnostics: diagnostics)
    }
    let offset = restrictions.utf8.count
    let (query, diagnostics) = searcher.parse(restrictions + text, now: now)
    return ReadQuery(
      query: query,
      diagnostics: diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        let start = max(0, diagnostic.range.lowerBound - offset)
        diagnostic.range = start..<max(start, diagnostic.range.upperBound - offset)
        return diagnostic
      })
  }

  private static func check(_ name: String, _ schema: Schema) throws(Failure) {
    guard schema[name] == nil else { return }
    let names = schema.fields.map(\.name)
    throw .usage(
      "There is no field “\(name)”.", why: "The fields are \(names.joined(separator: ", ")).",
      remedy: Spelling.nearest(to: name, in: names).map { "--where \($0)=…" })
  }

  private static func quoted(_ value: String, always: Bool) -> String {
    let isWord = value.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "."
    }
    guard always || !isWord else { return value }
    var quoted = "\""
    for character in value {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
