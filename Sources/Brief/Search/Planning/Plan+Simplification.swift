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
    let plans = plans.filter { !$0.isWordless }
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .all(plans)
  }

  static func simplified(any plans: [Plan]) -> Plan {
    let plans = plans.filter { !$0.isWordless }
    return plans.isEmpty ? .nothing : plans.count == 1 ? plans[0] : .any(plans)
  }
}
