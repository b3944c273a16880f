// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Analyzers at work are of one task each, and making one takes longer than a short query (20 to 50 µs).
// A planner borrows them for as long as a query is planned.

import BriefCodec
import BriefText

/// Text analyzers that nobody uses at the moment.
final class SessionPool: Sendable {
  /// SENDABLE: a session is either here or with the one planner that took it out, never with two.
  private struct Idle: @unchecked Sendable {
    let session: TextAnalyzer
  }

  /// Few, and compared faster than hashed.
  private let idle = Guarded<[Idle]>([])

  /// A session of an analyzer, which the caller has for itself.
  func take(_ analyzer: Analyzer, defaultLanguage: String) throws(ICUError) -> TextAnalyzer {
    let known = idle.withLock { idle in
      idle.lastIndex { $0.session.analyzer == analyzer }.map { idle.remove(at: $0) }
    }
    if let known { return known.session }
    return try TextAnalyzer(analyzer, defaultLanguage: defaultLanguage)
  }

  /// Gives back sessions that the caller will not use again.
  func giveBack(_ sessions: some Sequence<TextAnalyzer>) {
    for session in sessions {
      let returned = Idle(session: session)
      idle.withLock { $0.append(returned) }
    }
  }
}
