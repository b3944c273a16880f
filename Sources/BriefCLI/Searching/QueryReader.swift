// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A query as typed together with the flags that restrict it. What a flag means is what `since:`,
// `lang:` and their like mean when typed; but each is read apart from the query and they are put
// together as values, so that nothing in the query's text gets round a restriction.

import Brief
import BriefArchive

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
  private let restrictions: [Query]

  /// - Throws: a usage failure if a restriction means nothing.
  init(_ options: QueryOptions, searcher: Searcher, now: Timestamp) throws(Failure) {
    self.searcher = searcher
    self.now = now
    var restrictions: [Query] = []
    let flags = [("--since", "since", options.since), ("--until", "until", options.until)]
    for (flag, name, value) in flags {
      guard let value else { continue }
      let (clause, diagnostics) = searcher.parse(
        "\(name):\(Self.quoted(value, always: false))", now: now)
      guard diagnostics.isEmpty, !value.isEmpty else {
        throw .usage(
          "\(flag) does not understand “\(value)”.",
          why: "A date is a year, a month, a day, or an age in days, weeks, months or years.",
          remedy: "\(flag) 2025-03-31, or \(flag) 30d")
      }
      restrictions.append(clause)
    }
    // A language as typed, or by the code that archives are read under; other programs may write another.
    let language =
      options.lang.map { lang in
        [("lang", Set([lang, WrittenLanguage.code(lang) ?? lang]).sorted())]
      } ?? []
    for (field, values) in language + options.filters.map({ ($0.field, [$0.value]) }) {
      try Self.check(field, searcher.schema)
      let clause = values.map { "\(field):\(Self.quoted($0, always: true))" }
      restrictions.append(searcher.parse(clause.joined(separator: " OR "), now: now).query)
    }
    self.restrictions = restrictions
  }

  /// The query that `text` means under the restrictions.
  func read(_ text: String) -> ReadQuery {
    let (query, diagnostics) = searcher.parse(text, now: now)
    guard !restrictions.isEmpty else { return ReadQuery(query: query, diagnostics: diagnostics) }
    let wanted = text.allSatisfy(\.isWhitespace) ? Query.everything : query
    return ReadQuery(query: wanted.restricted(to: restrictions), diagnostics: diagnostics)
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
