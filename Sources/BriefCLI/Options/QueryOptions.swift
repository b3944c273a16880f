// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// What restricts, orders and weighs an answer.
struct QueryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many plain words a brief must have: auto, all or any.",
      discussion: """
        auto: up to four words are searched for all of them, and if too little is found for some of \
        them; longer questions for any of their words.
        """, valueName: "rule"))
  var match = Matching.auto

  @Option(
    help: ArgumentHelp("Only briefs from this date on: 2025, 2025-03, 30d.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Only briefs up to this date.", valueName: "date"))
  var until: String?

  @Option(help: ArgumentHelp("Only briefs in this language: en, zh.", valueName: "code"))
  var lang: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only briefs whose field has this value: category=world. May be repeated.",
      valueName: "field=value"))
  var filters: [FieldFilter] = []

  @Option(
    help: ArgumentHelp(
      "Prefer newer briefs: the preference halves in this many days.", valueName: "days"))
  var recency: Double?

  func validate() throws {
    if let recency, !(recency > 0 && recency.isFinite) {
      throw ValidationError("--recency must be a number of days above 0, not \(recency).")
    }
  }

  /// The preference for newer briefs: as asked for, else as the index's definition has it.
  func recency(_ metadata: [String: String], now: Timestamp) -> Recency? {
    let defined = metadata[BuildPlan.Remembered.halfLife].flatMap { Double($0) }
    let weight = metadata[BuildPlan.Remembered.recencyWeight].flatMap { Float($0) }
    guard let days = recency ?? defined, days > 0 else { return nil }
    let gain = recency == nil ? weight ?? 0 : max(weight ?? 0, 1)
    guard gain > 0 else { return nil }
    return Recency(field: "date", halfLife: days * 86_400, weight: min(gain, 10), now: now)
  }
}

/// A field and the value it must have: `category=world`.
struct FieldFilter: ExpressibleByArgument {
  let field: String
  let value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    field = String(parts[0])
    value = String(parts[1])
  }
}
