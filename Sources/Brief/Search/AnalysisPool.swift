// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What queries' texts are analysed with: sessions with their caches and scratch, which are of one task each.
// Opened anew by every search they took longer than a short search takes; borrowed one by one, with the units of a field
// made anew, a tenth of the instructions that counting a single word took.

import BriefCodec
import BriefText

/// The text analyzers of one planner, opened as fields are asked.
final class QueryAnalysis {
  private let layout: IndexLayout
  private let languages: [String]
  /// Few, and compared faster than hashed.
  private var sessions: [TextAnalyzer] = []
  /// What cuts texts, by the field's index in the schema.
  private var units: [TextUnits?]

  init(_ layout: IndexLayout, languages: [String]) {
    self.layout = layout
    self.languages = languages
    units = Array(repeating: nil, count: layout.schema.fields.count)
  }

  /// What cuts texts that a field is asked for.
  func units(_ field: Int) throws(ICUError) -> TextUnits {
    if let known = units[field] { return known }
    let new = TextUnits(session: try session(field), languages: languages)
    units[field] = new
    return new
  }

  /// A session of a field's analyzer; one that takes values as they are for a field that has none.
  func session(_ field: Int) throws(ICUError) -> TextAnalyzer {
    let analyzer = layout.analyzer(of: field) ?? .keyword
    for session in sessions where session.analyzer == analyzer { return session }
    let session = try TextAnalyzer(analyzer, defaultLanguage: layout.schema.defaultLanguage)
    sessions.append(session)
    return session
  }
}

/// Text analyzers that nobody uses at the moment.
final class AnalysisPool: Sendable {
  /// SENDABLE: an analysis is either here or with the one planner that took it out, never with two.
  private struct Idle: @unchecked Sendable {
    let analysis: QueryAnalysis
  }

  private let idle = Guarded<[Idle]>([])

  /// An analysis that somebody gave back, which the caller has for itself.
  func take() -> QueryAnalysis? { idle.withLock { $0.popLast() }?.analysis }

  /// Gives an analysis back that the caller will not use again.
  func giveBack(_ analysis: QueryAnalysis) {
    let returned = Idle(analysis: analysis)
    idle.withLock { $0.append(returned) }
  }
}
