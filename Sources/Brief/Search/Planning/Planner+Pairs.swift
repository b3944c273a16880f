// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Neighbouring plain words as phrases: what standing together adds to the score of documents that match
// by their words.

extension Planner {
  /// What standing next to each other adds for two words of a query, as a share of their weights: near
  /// the shares of the sequential dependence model (Metzler and Croft, "A Markov Random Field Model
  /// for Term Dependencies", 2005), 0.10 and 0.05 against 0.85 for the words alone.
  private static let pairShare: Float = 0.2
  /// How many pairs of a query are looked for, those that weigh most: a page pasted as a query has
  /// hundreds, of which the heaviest decide.
  private static let pairLimit = 128

  /// Neighbouring plain words as phrases. They add to the score of documents that match; they never make
  /// a document match.
  func neighbours(of clauses: [Query.Clause], _ boost: Float) throws -> [Plan] {
    var pairs: [Plan] = []
    var last: (text: String, field: String?)?
    for clause in clauses {
      guard clause.occurrence != .excluded, case .text(let text, let field) = clause.node else {
        last = nil
        continue
      }
      if let last, last.field == field {
        pairs += try neighbours(of: [last.text, text], field, boost)
      }
      last = (text, field)
    }
    return pairs
  }

  /// In the field named, or in each of the default fields.
  func neighbours(of words: [String], _ name: String?, _ boost: Float) throws -> [Plan] {
    let names = name.map { [$0] } ?? layout.schema.defaultFields
    return try names.flatMap { try neighbours(of: words, try field($0), boost) }
  }

  func neighbours(of words: [String], _ field: Int, _ boost: Float) throws -> [Plan] {
    guard layout.analyzer(of: field) != nil else { return [] }
    return try zip(words, words.dropFirst()).compactMap { a, b in
      let pair = try plan(
        .phrase("\(a) \(b)", slop: 0, field: layout.schema.fields[field].name), .any,
        boost: boost * Self.pairShare)
      return pair.isFound ? pair : nil
    }
  }

  static func heaviest(_ pairs: [Plan]) -> [Plan] {
    let pairs = Plan.combined(pairs)
    guard pairs.count > pairLimit else { return pairs }
    let order = pairs.indices.sorted { a, b in
      let (wa, wb) = (pairs[a].maximumScore, pairs[b].maximumScore)
      return wa != wb ? wa > wb : a < b
    }
    return order.prefix(pairLimit).sorted().map { pairs[$0] }
  }
}
