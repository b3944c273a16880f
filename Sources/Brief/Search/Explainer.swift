// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Explains a plan for one document. Each part is asked of cursors of its own, so that what is said is
// what the search computes.

import BriefCodec

/// Explains plans for one document of one segment.
struct Explainer {
  let snapshot: Snapshot
  let style: QueryStyle
  let context: CursorContext
  let doc: DocID

  private var layout: IndexLayout { snapshot.layout }

  func explain(_ plan: Plan) throws(CorruptionError) -> Explanation {
    switch plan {
    case .nothing:
      return Explanation(0, matches: false, "nothing: no searchable word")
    case .everything:
      return Explanation(0, matches: true, "every document")
    case .word(let word): return try explain(word)
    case .phrase(let phrase): return try explain(phrase)
    case .range(let range, let field):
      let value = try context.segment.numbers(ofField: field)?.value(of: doc)
      let matches = value.map { range.contains($0) } ?? false
      let name = layout.schema.fields[field].name
      let isDate = layout.schema.fields[field].kind == .date
      func text(_ n: Int64) -> String {
        if n == .min || n == .max { return "*" }
        return isDate ? "\(Timestamp(seconds: n))" : "\(n)"
      }
      let found = value.map { text($0) } ?? "no value"
      return Explanation(
        0, matches: matches,
        "\(name) in [\(text(range.lowerBound)) TO \(text(range.upperBound))], document has \(found)"
      )
    case .keyword(let terms, let space):
      let name = layout.schema.fields[layout.spaces[space].field].name
      let values = terms.map { String(decoding: $0.bytes, as: UTF8.self) }
      return Explanation(
        0, matches: try matches(plan) != nil,
        values.isEmpty
          ? "\(name): no document has this value"
          : "\(name) is \(values.prefix(8).joined(separator: " or "))")
    case .all(let plans):
      return try combination(plans, "all of", matches: { $0.allSatisfy(\.matches) })
    case .any(let plans):
      return try combination(plans, "any of", matches: { $0.contains(where: \.matches) })
    case .preferring(let required, let optional):
      let parts = [try explain(required), try explain(optional)]
      return sum(parts, matches: parts[0].matches, "the first, preferably with the second")
    case .excluding(let included, let excluded):
      let (a, b) = (try explain(included), try explain(excluded))
      return Explanation(
        a.matches && !b.matches ? a.value : 0, matches: a.matches && !b.matches,
        "the first without the second", details: [a, b])
    }
  }

  private func combination(
    _ plans: [Plan], _ name: String, matches: ([Explanation]) -> Bool
  ) throws(CorruptionError) -> Explanation {
    var details: [Explanation] = []
    for plan in plans { details.append(try explain(plan)) }
    return sum(details, matches: matches(details), name)
  }

  private func sum(_ parts: [Explanation], matches: Bool, _ name: String) -> Explanation {
    let total = parts.reduce(Float(0)) { $0 + ($1.matches ? $1.value : 0) }
    return Explanation(matches ? total : 0, matches: matches, "\(name), sum", details: parts)
  }

  /// The score of the document under a plan, or `nil` if it does not match.
  private func matches(_ plan: Plan) throws(CorruptionError) -> Float? {
    let cursor = try context.cursor(plan)
    return try cursor.advance(to: doc) == doc ? try cursor.score() : nil
  }

  private func explain(_ word: PlannedWord) throws(CorruptionError) -> Explanation {
    let name = layout.schema.fields[word.field].name
    let terms = word.terms.map { String(decoding: $0.bytes, as: UTF8.self) }
    let kind = layout.spaces[word.space].kind == .stems ? "stem" : "word"
    let what =
      terms.isEmpty
      ? "“\(word.typed)” in \(name): in no document"
      : "“\(word.typed)” in \(name), as \(kind) \(terms.prefix(8).joined(separator: ", "))"
    guard let score = try matches(.word(word)) else {
      return Explanation(0, matches: false, what)
    }
    var frequency: UInt32 = 0
    for term in word.terms {
      guard let payload = term.payloads[context.ordinal] else { continue }
      let list = try PostingsCursor(
        context.segment, detail: layout.spaces[word.space].detail, payload: payload)
      if try list.advance(to: doc) == doc { frequency &+= try list.frequency() }
    }
    return Explanation(
      score, matches: true, what,
      details: try formula(
        field: word.field, weight: word.weight, frequency: Float(frequency),
        documentFrequency: word.documentFrequency))
  }

  private func explain(_ phrase: PlannedPhrase) throws(CorruptionError) -> Explanation {
    let name = layout.schema.fields[phrase.field].name
    let slop = phrase.slop == 0 ? "" : " with slop \(phrase.slop)"
    let what = "phrase “\(phrase.typed)”\(slop) in \(name)"
    let cursor = try context.cursor(.phrase(phrase))
    guard try cursor.advance(to: doc) == doc else {
      return Explanation(
        0, matches: false, phrase.fields.isEmpty ? what + ": a word is in no document" : what)
    }
    return Explanation(
      try cursor.score(), matches: true, what,
      details: try formula(
        field: phrase.field, weight: phrase.weight,
        frequency: (cursor as? PhraseCursor)?.frequency ?? 0, documentFrequency: nil))
  }

  private func formula(
    field: Int, weight: Float, frequency: Float, documentFrequency: Int?
  ) throws(CorruptionError) -> [Explanation] {
    let norm = try context.segment.norms(ofField: field)?[doc] ?? 1
    let length = Norm.lengths[Int(norm)]
    let ranking = layout.schema.ranking
    let constants = style == .keywords ? ranking.keywords : ranking.questions
    let found = documentFrequency.map {
      ", \($0) of \(snapshot.documentCount(ofField: field)) documents have it"
    }
    return [
      Explanation(weight, matches: true, "weight: boost · idf\(found ?? "")"),
      Explanation(frequency, matches: true, "occurrences, weighted by field"),
      Explanation(
        Float(length), matches: true,
        "length of the field, weighted, as the norm keeps it (k1 \(constants.k1), b \(constants.b))"
      ),
    ]
  }
}
