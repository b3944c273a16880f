// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What can be said of a plan before it is run, and combinations without the parts that say nothing.

extension Plan {
  /// A condition says which documents, and nothing of how well they fit.
  var isCondition: Bool {
    switch self {
    case .range, .keyword: true
    case .all(let plans), .any(let plans): !plans.isEmpty && plans.allSatisfy(\.isCondition)
    case .excluding(let plan, _): plan.isCondition
    default: false
    }
  }

  /// Nothing was typed that a document could have.
  var isWordless: Bool { if case .nothing = self { true } else { false } }

  /// Whether any document may match.
  package var isFound: Bool {
    switch self {
    case .nothing: false
    case .word(let word): !word.terms.isEmpty
    case .phrase(let phrase): !phrase.fields.isEmpty
    case .keyword(let terms, _): !terms.isEmpty
    case .everything, .range: true
    case .all(let plans): !plans.isEmpty && plans.allSatisfy(\.isFound)
    case .any(let plans): plans.contains(where: \.isFound)
    case .preferring(let plan, _), .excluding(let plan, _): plan.isFound
    }
  }

  static func simplified(all plans: [Plan]) -> Plan {
    let plans = combined(plans.filter { !$0.isWordless })
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .all(plans)
  }

  static func simplified(any plans: [Plan]) -> Plan {
    let plans = combined(plans.filter { !$0.isWordless })
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .any(plans)
  }

  /// A word or phrase that stands there twice only once, with twice the weight.
  static func combined(_ plans: [Plan]) -> [Plan] {
    // Most have no two of a kind; those few words are compared at once.
    guard
      plans.count > 8 || plans.indices.contains(where: { plans[$0].isLike(anyOf: plans[..<$0]) })
    else { return plans }
    var result: [Plan] = []
    var places: [LeafKey: Int] = [:]
    for plan in plans {
      guard let key = plan.leafKey else {
        result.append(plan)
        continue
      }
      if let place = places[key] {
        result[place] = result[place].adding(plan.maximumScore)
      } else {
        places[key] = result.count
        result.append(plan)
      }
    }
    return result
  }

  /// Whether one of some plans may be the same leaf, but for its weight.
  private func isLike(anyOf others: ArraySlice<Plan>) -> Bool {
    others.contains { other in
      switch (self, other) {
      case (.word(let a), .word(let b)):
        a.space == b.space && a.terms.count == b.terms.count
          && a.terms.first?.bytes == b.terms.first?.bytes
      case (.phrase, .phrase): true
      default: false
      }
    }
  }

  /// What makes two leaves the same but for their weight.
  private enum LeafKey: Hashable {
    case word([[UInt8]], space: Int)
    case phrase([[[UInt8]]], offsets: [Int], slop: Int, field: Int)
  }

  private var leafKey: LeafKey? {
    switch self {
    case .word(let word) where !word.terms.isEmpty:
      return .word(word.terms.map(\.bytes), space: word.space)
    case .phrase(let phrase):
      let places = phrase.fields.flatMap(\.places)
      guard !places.isEmpty else { return nil }
      return .phrase(
        places.map { $0.terms.map(\.bytes) }, offsets: places.map(\.offset), slop: phrase.slop,
        field: phrase.field)
    default: return nil
    }
  }

  /// The same leaf with a greater weight.
  private func adding(_ more: Float) -> Plan {
    switch self {
    case .word(let word):
      .word(
        PlannedWord(
          typed: word.typed, terms: word.terms, space: word.space, field: word.field,
          weight: word.weight + more, documentFrequency: word.documentFrequency))
    case .phrase(let phrase):
      .phrase(
        PlannedPhrase(
          typed: phrase.typed, slop: phrase.slop, field: phrase.field,
          weight: phrase.weight + more, fields: phrase.fields))
    default: self
    }
  }
}
