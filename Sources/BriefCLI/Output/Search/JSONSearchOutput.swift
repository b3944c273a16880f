// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Answers as JSON Lines: an object a hit, one at the end. JSON.md is the contract.

import Brief

struct JSONSearchOutput: SearchOutput {
  let console: Console
  let snippets: Int
  var needsDocuments: Bool { true }

  func write(_ answer: SearchAnswer) {
    for (index, hit) in answer.results.enumerated() {
      console.write(
        Self.hit(
          hit, queryID: answer.queryID, snippets: hit.snippets(limit: snippets, width: 240),
          explanation: index < answer.explanations.count ? answer.explanations[index] : nil))
    }
    console.write(Self.summary(answer))
  }

  private static func hit(
    _ hit: Hit, queryID: String?, snippets: [Snippet], explanation: Explanation?
  ) -> JSON {
    let brief = StoredBrief(hit.document)
    var members: [(String, JSON)] = [
      ("type", "hit"), ("version", 1), ("rank", .integer(hit.rank)),
      ("id", .string(hit.identifier)), ("score", .float(hit.score)),
      ("source", .optional(brief.source)), ("title", .string(brief.title)),
      ("date", .optional(brief.date)), ("lang", .optional(brief.lang)),
      ("snippets", .array(snippets.map(Self.snippet))),
    ]
    if let queryID { members.append(("query_id", .string(queryID))) }
    if let explanation { members.append(("explanation", Self.explanation(explanation))) }
    return .object(members.map { JSON.Member(key: $0.0, value: $0.1) })
  }

  private static func snippet(_ snippet: Snippet) -> JSON {
    [
      "field": .string(snippet.field), "text": .string(snippet.text),
      "marks": .array(
        snippet.marks.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }),
    ]
  }

  private static func summary(_ answer: SearchAnswer) -> JSON {
    let results = answer.results
    var members: [(String, JSON)] = [
      ("type", "summary"), ("version", 1), ("query", .string(answer.text)),
      ("index", .string(answer.index.name)), ("total", .integer(results.total)),
      ("total_relation", .string(results.totalRelation.rawValue)),
      ("took_us", .integer(Int(answer.took.inSeconds * 1_000_000))),
      ("relaxed", .optional(answer.relaxed)),
      ("diagnostics", .array(answer.diagnostics.map(Self.diagnostic))),
      ("facets", .object(results.facets.map { JSON.Member(key: $0.field, value: Self.facet($0)) })),
      ("histogram", .array(results.histogram.map(Self.bar))),
      ("cursor", .optional(results.next?.description)),
      ("missing", .array(answer.missing.map(Self.missing))),
      ("partial", .bool(results.isPartial)),
    ]
    if let queryID = answer.queryID { members.append(("query_id", .string(queryID))) }
    return .object(members.map { JSON.Member(key: $0.0, value: $0.1) })
  }

  static func diagnostic(_ diagnostic: Diagnostic) -> JSON {
    [
      "range": [.integer(diagnostic.range.lowerBound), .integer(diagnostic.range.upperBound)],
      "reason": .string(diagnostic.reason), "suggestion": .optional(diagnostic.suggestion),
    ]
  }

  private static func facet(_ facet: Facet) -> JSON {
    .array(facet.values.map { ["value": .string($0.value), "count": .integer($0.count)] })
  }

  private static func bar(_ bar: HistogramBar) -> JSON {
    ["start": .string("\(bar.start)"), "count": .integer(bar.count)]
  }

  private static func missing(_ missing: MissingWord) -> JSON {
    ["word": .string(missing.word), "nearest": .strings(missing.nearest)]
  }

  static func explanation(_ explanation: Explanation) -> JSON {
    [
      "value": .float(explanation.value), "matches": .bool(explanation.matches),
      "description": .string(explanation.description),
      "details": .array(explanation.details.map(Self.explanation)),
    ]
  }
}
