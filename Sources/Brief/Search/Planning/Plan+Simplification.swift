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

  /// A word that stands there twice only once, with twice the weight.
  static func combined(_ plans: [Plan]) -> [Plan] {
    var result: [Plan] = []
    for plan in plans {
      if case .word(let word) = plan, !word.terms.isEmpty,
        let place = result.firstIndex(where: { $0.isSameWord(word) }),
        case .word(let earlier) = result[place]
      {
        result[place] = .word(earlier.adding(word.weight))
      } else {
        result.append(plan)
      }
    }
    return result
  }

  private func isSameWord(_ word: PlannedWord) -> Bool {
    guard case .word(let own) = self else { return false }
    return own.space == word.space && own.terms.map(\.bytes) == word.terms.map(\.bytes)
  }
}

extension PlannedWord {
  /// The same word with a greater weight.
  fileprivate func adding(_ more: Float) -> PlannedWord {
    PlannedWord(
      typed: typed, terms: terms, space: space, field: field, weight: weight + more,
      documentFrequency: documentFrequency)
  }
}
