// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How a query is to be answered: how many hits, in what order, what to count beside them.

/// How a query is answered.
///
/// Whatever is asked, time and memory are bounded: of a query's text 64 KiB, 1,024 words and 64 levels of
/// parentheses are read (diagnostics say what was left out); regular expressions have 4,096 bytes and 2,000
/// states at most (else `invalidQuery`); patterns stand for ``expansionLimit`` words. When a limit on
/// patterns or ``deadline`` made the answer smaller, ``SearchResults/isPartial`` says so.
public struct SearchOptions: Sendable {
  /// How many hits to return at most. Memory is taken for the hits there are, whatever is allowed.
  public var limit: Int
  /// The order of the hits.
  public var sort: SortOrder
  /// Continue after the last hit of an earlier page with the same query and order; a token of another
  /// kind of order is an `invalidQuery`.
  public var after: PageToken?
  /// How many of the plain words a document must have.
  public var matching: Matching
  /// Keyword fields whose values are counted over all matches.
  public var facets: [FacetRequest]
  /// A count of the matches over time.
  public var histogram: HistogramRequest?
  /// A preference for newer documents, or `nil`.
  public var recency: Recency?
  /// How many words a prefix, wildcard, fuzzy or regular expression may stand for at most; all
  /// patterns of a query together for 16 times as many, further ones for 16 words each.
  public var expansionLimit: Int
  /// Whether ``SearchResults/total`` must be the number of all matches. Without it a search ordered by
  /// score looks at few of them; a short query under ``Matching/auto`` counts them anyway, since what
  /// relaxes it is how many documents it finds.
  public var countsTotal: Bool
  /// What hits come with. A thousand hits without their documents cost no decompression, without their
  /// identifiers no look into the dictionary either.
  public var loads: Loading
  /// Whether every match is looked at and scored, one at a time: slow and plain, what the faster ways
  /// are compared with.
  package var isExhaustive = false
  /// When to stop and answer with what was found so far, or `nil`.
  public var deadline: Deadline?

  /// Options: the ten best hits by score.
  public init(
    limit: Int = 10, sort: SortOrder = .score, after: PageToken? = nil, matching: Matching = .auto,
    facets: [FacetRequest] = [], histogram: HistogramRequest? = nil,
    recency: Recency? = nil, expansionLimit: Int = 1_024, countsTotal: Bool = true,
    loads: Loading = .documents,
    deadline: Deadline? = nil
  ) {
    self.limit = limit
    self.sort = sort
    self.after = after
    self.matching = matching
    self.facets = facets
    self.histogram = histogram
    self.recency = recency
    self.expansionLimit = expansionLimit
    self.countsTotal = countsTotal
    self.loads = loads
    self.deadline = deadline
  }
}

/// What hits come with beside their rank and score.
public enum Loading: Sendable, Hashable {
  /// The identifier and the stored document.
  case documents
  /// The identifier; the document has no fields.
  case identifiers
  /// Nothing; the identifier is empty, and there is no token of the page that follows.
  case scores
}

/// The order of hits. Equal hits are ordered by identifier, so that every order is total.
public enum SortOrder: Sendable, Hashable {
  /// Best score first.
  case score
  /// Smallest value of a date, number or keyword field first; documents without a value last.
  case ascending(String)
  /// Largest value first; documents without a value last.
  case descending(String)

  /// Latest moment first.
  public static func newest(by field: String) -> SortOrder { .descending(field) }
  /// Earliest moment first.
  public static func oldest(by field: String) -> SortOrder { .ascending(field) }
}

/// A count of the values of a keyword field.
public struct FacetRequest: Sendable, Hashable {
  /// The keyword field.
  public var field: String
  /// How many values to return, the most frequent first.
  public var limit: Int

  /// The `limit` most frequent values of a keyword field among the matches.
  public init(_ field: String, limit: Int = 10) {
    self.field = field
    self.limit = limit
  }
}

/// A count of matches over time.
public struct HistogramRequest: Sendable, Hashable {
  /// The width of a bar.
  public enum Interval: String, Sendable, Hashable, CaseIterable { case day, month, year }

  /// The date field.
  public var field: String
  /// The width of a bar.
  public var interval: Interval

  /// The number of matches by day, month or year of a date field.
  public init(_ field: String, by interval: Interval) {
    self.field = field
    self.interval = interval
  }
}

/// A preference for newer documents: a score is multiplied by 1 + weight · 2^(−age / halfLife).
///
/// Bounded: the newest document gains at most the factor 1 + weight; documents without a date and
/// documents dated after `now` count as of age infinity and 0.
public struct Recency: Sendable, Hashable {
  /// The date field.
  public var field: String
  /// The age at which the gain is half, in seconds, above 0.
  public var halfLife: Double
  /// The largest gain, 0...10.
  public var weight: Float
  /// The moment ages are counted from.
  public var now: Timestamp

  /// A preference for newer documents.
  public init(field: String, halfLife: Double, weight: Float, now: Timestamp) {
    self.field = field
    self.halfLife = halfLife
    self.weight = weight
    self.now = now
  }
}
