// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How a query is answered under a matching rule. The rule for `auto`, the same for everybody:
//
//     1. A query with at most four plain words is searched for all of them.
//     2. If fewer documents than asked for have them all, those with some of the words follow.
//     3. If nothing is found at all, words that no document has are replaced by the most frequent
//        word one or two edits away, and the search is made once more.
//     4. A query with more words is searched for any of them.
//
// Steps 2 and 3 say so in the answer.

import BriefCodec
import BriefText

/// A query being answered.
struct Answer {
  /// The plan the hits are explained and marked with.
  private(set) var plan: Plan
  private(set) var documents: [FoundDocument] = []
  private(set) var total = 0
  private(set) var isPartial = false
  private(set) var relaxation: Relaxation?
  private let snapshot: Snapshot
  private let options: SearchOptions
  private let planner: Planner
  private let query: Query.Node
  /// The plan for any of the words, when the first plan wants all of them.
  private var relaxed: Plan?
  private var collection: Collection

  init(
    _ snapshot: Snapshot, query: Query.Node, options: SearchOptions, planner: Planner
  ) throws(BriefError) {
    self.snapshot = snapshot
    self.options = options
    self.planner = planner
    self.query = query
    collection = try Collection(snapshot, options: options)
    switch options.matching {
    case .all: plan = try planner.plan(query, matching: .all)
    case .any: plan = try planner.plan(query, matching: .any)
    case .auto:
      let words = try planner.plainWords(query)
      let isShort = words.reduce(0) { $0 + $1.wordCount } <= Searcher.shortQueryLimit
      plan = try planner.plan(query, matching: isShort ? .all : .any)
      if isShort, words.reduce(0, { $0 + $1.wordCount }) > 1 {
        relaxed = try planner.plan(query, matching: .any)
      }
    }
  }

  var facets: [Facet] { collection.facetResults }
  var histogram: [HistogramBar] { collection.histogramBars }
  /// Whether a pattern stood for more words than were searched.
  var wasTruncated: Bool { planner.wasTruncated }

  mutating func run() throws {
    let startsInSecondTier =
      if case .score(1, _) = options.after?.key { true } else { false }
    var found = try collection.run(
      plan, tier: 0, limit: startsInSecondTier ? 0 : options.limit,
      after: startsInSecondTier ? nil : options.after)
    documents = found.documents
    total = found.total
    isPartial = found.isPartial
    let missing = options.limit - documents.count
    guard options.matching == .auto, missing > 0 || startsInSecondTier, !isPartial else { return }
    if let relaxed, options.sort == .score || total == 0 {
      let exact = total
      found = try collection.run(
        .excluding(relaxed, plan), tier: 1, limit: missing,
        after: startsInSecondTier ? options.after : nil)
      guard found.total > 0 else {
        if exact == 0 { try respell() }
        return
      }
      documents += found.documents
      total += found.total
      isPartial = found.isPartial
      relaxation = .fewerWords(exact: exact)
      plan = relaxed  // what is marked in hits of either tier
    } else if total == 0 {
      try respell()
    }
  }

  /// Searches once more with other spellings for the words that no document has.
  private mutating func respell() throws {
    guard let (respelled, replacements) = try Respelling(snapshot, planner: planner).respell(query)
    else { return }
    let plan = try planner.plan(respelled, matching: .any)
    let found = try collection.run(plan, tier: 0, limit: options.limit, after: options.after)
    guard found.total > 0 else { return }
    self.plan = plan
    documents = found.documents
    total = found.total
    isPartial = found.isPartial
    relaxation = .spelling(replacements)
  }
}

extension TextUnit {
  /// How many words a reader would count here: a run of an unspaced script is as many as it has pairs
  /// of characters, halved.
  var wordCount: Int {
    switch shape {
    case .word, .compound, .symbol: 1
    case .run(_, let pairs, _): max(1, (pairs.count + 1) / 2)
    }
  }
}
