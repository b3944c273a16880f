// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Prefixes, wildcards, similar spellings and regular expressions → the words or values they accept.

extension Planner {
  /// The words or values that an automaton accepts. `make` builds it from the pattern's texts, folded as
  /// the field's terms are. Values of keyword fields are matched as written, else in any case.
  func pattern<A: TermAutomaton>(
    _ typed: String, _ field: Int, _ boost: Float,
    make: (_ fold: (String) throws -> String) throws -> A
  ) throws -> Plan {
    guard let space = layout.space(.values, ofField: field) else {
      let session = try analysis().session(field)
      let automaton = try make { String(decoding: try session.fold($0), as: UTF8.self) }
      return try expansion(automaton, typed: typed, field, boost)
    }
    var found = try snapshot.expand(
      make { $0 }, space: space, limit: expansionRoom, deadline: deadline)
    if found.terms.isEmpty {
      let automaton = try make { $0.lowercased() }
      found = try snapshot.terms(space: space, limit: expansionRoom, deadline: deadline) {
        automaton.recognises(String(decoding: $0, as: UTF8.self).lowercased())
      }
    }
    note(found)
    return .keyword(found.terms, space: space)
  }

  /// How many words the next pattern may stand for. All of a query's patterns share as many as sixteen
  /// of them may have; what comes after that has sixteen words each.
  var expansionRoom: Int {
    min(expansionLimit, max(16, 16 * expansionLimit - expandedTerms))
  }

  /// Counts what a pattern stands for.
  func note(_ found: TermExpansion) {
    expandedTerms += found.terms.count
    wasTruncated = wasTruncated || found.isTruncated
  }

  /// The words of a text field that an automaton accepts.
  func expansion(
    _ automaton: some TermAutomaton, typed: String, _ field: Int, _ boost: Float
  ) throws -> Plan {
    guard let space = layout.space(.words, ofField: field) else { return .nothing }
    let found = try snapshot.expand(
      automaton, space: space, limit: expansionRoom, deadline: deadline)
    note(found)
    return .word(word(found.terms, typed: typed, space: space, field, boost))
  }
}
