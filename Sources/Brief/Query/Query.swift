// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is asked, as a value: built by a program with the functions below, or parsed from what a
// reader typed (`Query+Parsing.swift`). A query names fields and texts, never documents or
// statistics; it is bound to an index only when it is run.

/// What is asked of an index.
public struct Query: Sendable, Hashable {
  package let node: Node

  package init(_ node: Node) { self.node = node }

  /// The shapes a query is made of. `field` is `nil` for the schema's default field.
  package indirect enum Node: Sendable, Hashable {
    case everything
    case nothing
    /// The words of a text; ``SearchOptions/matching`` says how many of them a document must have.
    case text(String, field: String?)
    case phrase(String, slop: Int, field: String?)
    case prefix(String, field: String?)
    case wildcard([Pattern], field: String?)
    case fuzzy(String, edits: Int, field: String?)
    case regex(String, field: String?)
    case range(ClosedRange<Int64>, field: String)
    /// Clauses side by side, as typed: some required, some excluded, the others by `Matching`.
    case clauses([Clause])
    case all([Node])
    case any([Node])
    /// What the first matches, where all conditions hold too.
    case restricted(Node, to: [Node])
    /// What the first matches; where the second does too, its score is added.
    case preferring(Node, Node)
    case excluding(Node, Node)
    case boost(Node, Float)
  }

  /// One clause of several side by side.
  package struct Clause: Sendable, Hashable {
    package enum Occurrence: Sendable, Hashable { case plain, required, excluded }
    package var occurrence: Occurrence
    package var node: Node
  }

  /// A piece of a wildcard pattern.
  package enum Pattern: Sendable, Hashable {
    case literal(String)
    case anyOne
    case anyRun
  }
}

extension Query {
  /// Every document, without a score.
  public static let everything = Query(.everything)
  /// No document.
  public static let nothing = Query(.nothing)

  /// The words of a text in a field (`nil`: the default fields), ranked; how many of them a document
  /// must have is decided by ``Matching`` when the query is run.
  public static func text(_ text: String, in field: String? = nil) -> Query {
    Query(.text(text, field: field))
  }
  /// Words next to each other in this order; with `slop`, up to that many places apart in all.
  public static func phrase(_ text: String, slop: Int = 0, in field: String? = nil) -> Query {
    Query(.phrase(text, slop: slop, field: field))
  }
  /// Words that begin with `prefix`.
  public static func prefix(_ prefix: String, in field: String? = nil) -> Query {
    Query(.prefix(prefix, field: field))
  }
  /// Words at most `edits` (0...2) insertions, deletions, replacements or swaps away from `word`.
  public static func fuzzy(_ word: String, edits: Int = 1, in field: String? = nil) -> Query {
    Query(.fuzzy(word, edits: edits, field: field))
  }
  /// Words that match a regular expression as a whole: `abc . \d \w \s \p{L} [a-z_] [^0-9] (ab|c) x* x+ x?
  /// x{2,5} ^ $ \. \u{e9}`, without backtracking.
  public static func regex(_ pattern: String, in field: String? = nil) -> Query {
    Query(.regex(pattern, field: field))
  }
  /// Documents whose moment lies in the range, both ends included.
  public static func range(_ range: ClosedRange<Timestamp>, in field: String) -> Query {
    Query(.range(range.lowerBound.seconds...range.upperBound.seconds, field: field))
  }
  /// Documents whose number lies in the range, both ends included.
  public static func range(_ range: ClosedRange<Int64>, in field: String) -> Query {
    Query(.range(range, field: field))
  }
  /// Documents that match every one of the queries; scores add up.
  public static func all(_ queries: Query...) -> Query { all(queries) }
  /// Documents that match every one of the queries, of which there is at least one; scores add up.
  public static func all(_ queries: [Query]) -> Query { Query(.all(queries.map(\.node))) }
  /// Documents that match at least one of the queries; scores add up.
  public static func any(_ queries: Query...) -> Query { any(queries) }
  /// Documents that match at least one of the queries; scores add up.
  public static func any(_ queries: [Query]) -> Query { Query(.any(queries.map(\.node))) }
  /// The documents of this query that match all of the conditions too, which add nothing to scores.
  /// Unlike with ``all(_:)-(Query...)``, the matching rule still sees the words of this query alone.
  public func restricted(to conditions: Query...) -> Query { restricted(to: conditions) }
  /// The documents of this query that match all of the conditions too, which add nothing to scores.
  public func restricted(to conditions: [Query]) -> Query {
    Query(.restricted(node, to: conditions.map(\.node)))
  }
  /// The documents of this query; those that match `other` too have its score added.
  public func preferring(_ other: Query) -> Query { Query(.preferring(node, other.node)) }
  /// The documents of this query that do not match `other`.
  public func excluding(_ other: Query) -> Query { Query(.excluding(node, other.node)) }
  /// The same documents with scores `factor` times as high.
  ///
  /// - Precondition: `factor` is finite and at least 0.
  public func boosted(by factor: Float) -> Query {
    precondition(factor >= 0 && factor.isFinite, "a boost is a finite number of at least 0")
    return Query(.boost(node, factor))
  }
}

/// How many of the plain words of a query a document must have.
public enum Matching: String, Sendable, Hashable, CaseIterable {
  /// Few words: documents with all of them first, then, labelled, with fewer, then other spellings.
  /// Many words: any of them.
  case auto
  /// All of them.
  case all
  /// At least one.
  case any
}
