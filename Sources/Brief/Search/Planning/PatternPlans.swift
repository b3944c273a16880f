// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The plans of a query's patterns and phrases: walking the dictionary for one again would take as long again.

/// Plans that were made, by what they were made of.
struct PatternPlans {
  /// A pattern or phrase, and what its scores are multiplied by.
  struct Key: Hashable {
    let node: Query.Node
    let boost: Float
  }

  /// The first ones, which are all of most queries, and compared faster than hashed.
  private var first: [(key: Key, plan: Plan)] = []
  /// The others. Compared with all before, five hundred phrases of two common words took 14.4 ms to search for instead
  /// of 11.2 (`speed-en`, ten best, 2026-11-30).
  private var others: [Key: Plan] = [:]

  private static let comparedCount = 8

  /// The plan of a key, if it was added.
  subscript(key: Key) -> Plan? {
    for known in first where known.key == key { return known.plan }
    return others.isEmpty ? nil : others[key]
  }

  /// Adds the plan of a key that has none.
  mutating func add(_ plan: Plan, for key: Key) {
    if first.count < Self.comparedCount {
      first.append((key, plan))
    } else {
      others[key] = plan
    }
  }
}
