// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the caller sees of an answer. All of it is a value that stays valid for as long as it is
// kept: it holds on to the snapshot it came from.

public import struct BriefGrammar.Diagnostic

/// The answer to a query.
public struct SearchResults: Sendable, RandomAccessCollection {
  /// The hits, best first.
  public let hits: [Hit]
  /// How many documents match.
  public let total: Int
  /// Whether `total` is exact or a lower bound.
  public let totalRelation: TotalRelation
  /// How the query was relaxed because too little was found, or `nil`.
  public let relaxation: Relaxation?
  /// What looked malformed in the query's text, and how it was read.
  public let diagnostics: [Diagnostic]
  /// The counts of the facets asked for, by field.
  public let facets: [Facet]
  /// The bars of the histogram asked for, in order of time, without empty bars.
  public let histogram: [HistogramBar]
  /// Continues after the last hit; `nil` where nothing comes after it, as far as is known without looking (the page
  /// after one that is just full may be empty), and where hits come without identifiers (``Loading/scores``), by which
  /// it would go on.
  public let next: PageToken?
  /// Whether a limit (of time, or of the words a pattern stands for) kept the answer from being whole.
  public let isPartial: Bool

  /// Whether a total is exact.
  public enum TotalRelation: String, Sendable { case equal = "eq", atLeast = "gte" }

  public var startIndex: Int { hits.startIndex }
  public var endIndex: Int { hits.endIndex }
  public subscript(position: Int) -> Hit { hits[position] }
}

/// How a query was relaxed.
public enum Relaxation: Sendable, Hashable {
  /// Too few documents have all the words; those with some of them follow after `exact` hits.
  case fewerWords(exact: Int)
  /// Nothing was found as typed; these spellings were searched instead.
  case spelling([Replacement])

  /// A word and the word searched in its place.
  public struct Replacement: Sendable, Hashable {
    /// The word as typed.
    public let typed: String
    /// The word of the index that was searched.
    public let searched: String
  }
}

/// The counts of a keyword field's values among the matches.
public struct Facet: Sendable, Hashable {
  /// The field.
  public let field: String
  /// Values with the number of matches, most frequent first, equal ones in the order of their bytes.
  public let values: [Count]

  /// A value and how many matches have it.
  public struct Count: Sendable, Hashable {
    /// The value.
    public let value: String
    /// The number of matching documents that have it.
    public let count: Int
  }
}

/// A bar of a histogram.
public struct HistogramBar: Sendable, Hashable {
  /// The first moment of the day, month or year.
  public let start: Timestamp
  /// The number of matches in it.
  public let count: Int
}

/// Continues a listing after a certain hit. Opaque, printable, stable across merges and re-openings.
public struct PageToken: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
  package let key: SortKey
  package let identifier: String

  package init(key: SortKey, identifier: String) {
    self.key = key
    self.identifier = identifier
  }
}
