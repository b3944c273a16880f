// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Match positions → passages. A passage is a run of whole sentences (ICU's) of about the width asked
// for; a sentence longer than that is cut at words. The best passages have the most, and the rarest,
// different words of the query; they are shown in the order of the text.

import BriefCodec
import BriefText

/// Makes snippets for the hits of one answer.
final class Highlighter: Sendable {
  private let snapshot: Snapshot
  private let finder: MatchFinder
  private let sessions = Guarded(Sessions())

  /// ICU objects are for one task at a time; hits may be used from several.
  private struct Sessions: ~Copyable {
    var analyzers: [Analyzer: TextAnalyzer] = [:]
    var sentences: SentenceBreaker?
    var tokens = TokenBuffer()
  }

  init(_ snapshot: Snapshot, plan: Plan) {
    self.snapshot = snapshot
    finder = MatchFinder(plan, layout: snapshot.layout)
  }

  /// The best passages of some fields (`nil`: all text fields), in the order of the document.
  func snippets(
    of document: Document, fields: [String]?, limit: Int, width: Int
  ) -> [Snippet] {
    var passages: [(order: Int, passage: Passage)] = []
    for (index, field) in snapshot.layout.schema.fields.enumerated() {
      guard case .text(let analyzer) = field.kind, fields?.contains(field.name) ?? true,
        let values = document[field.name]?.strings
      else { continue }
      for value in values {
        let found = self.passages(
          value, field: index, analyzer: analyzer, language: language(of: document), width: width)
        for passage in found { passages.append((passages.count, passage)) }
      }
    }
    // The best over all fields, then in the order of the document.
    let best = passages.sorted {
      $0.passage.score != $1.passage.score
        ? $0.passage.score > $1.passage.score : $0.order < $1.order
    }.prefix(max(0, limit))
    return best.sorted { $0.order < $1.order }.map(\.passage.snippet)
  }

  /// Every value of a field, whole, with all matches marked.
  func highlighted(_ document: Document, field name: String) -> [Snippet] {
    guard let field = snapshot.layout.field(named: name),
      case .text(let analyzer) = snapshot.layout.schema.fields[field].kind
    else { return [] }
    return (document[name]?.strings ?? []).map { value in
      let matches = matches(
        value, field: field, analyzer: analyzer, language: language(of: document))
      return Snippet(
        field: name, text: value, marks: Passage.merged(matches.map(\.range), in: value),
        leadsIn: false, leadsOut: false)
    }
  }

  private func language(of document: Document) -> String? {
    snapshot.layout.schema.languageField.flatMap { document[$0]?.firstString }
  }

  /// Where a value matches. Empty when the text cannot be analysed.
  private func matches(
    _ value: String, field: Int, analyzer: Analyzer, language: String?
  ) -> [MatchFinder.Match] {
    let defaultLanguage = snapshot.layout.schema.defaultLanguage
    return sessions.withLock { sessions in
      let session: TextAnalyzer
      if let known = sessions.analyzers[analyzer] {
        session = known
      } else if let new = try? TextAnalyzer(analyzer, defaultLanguage: defaultLanguage) {
        session = new
        sessions.analyzers[analyzer] = new
      } else {
        return []
      }
      sessions.tokens.removeAll()
      guard (try? session.analyze(value, language: language, into: &sessions.tokens)) != nil else {
        return []
      }
      return finder.matches(in: sessions.tokens, of: value, field: field)
    }
  }

  private func passages(
    _ value: String, field: Int, analyzer: Analyzer, language: String?, width: Int
  ) -> [Passage] {
    let matches = matches(value, field: field, analyzer: analyzer, language: language)
    guard !matches.isEmpty else { return [] }
    let boundaries = sessions.withLock { sessions -> [Int] in
      if sessions.sentences == nil { sessions.sentences = try? SentenceBreaker() }
      return (try? sessions.sentences?.boundaries(of: value)) ?? []
    }
    let name = snapshot.layout.schema.fields[field].name
    return Passage.choose(
      from: value, field: name, matches: matches, sentences: boundaries, width: max(20, width))
  }
}
