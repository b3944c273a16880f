// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How a query is answered under a matching rule. The rule for `auto`, the same for everybody:
//
//     1. A query with at most four plain words is searched for all of them.
//     2. If fewer documents than asked for have them all, those with some of the words follow; in
//        another order than by score, only if no document has them all.
//     3. If nothing is found at all, words that no document has are replaced by the most frequent
//        word one or two edits away, and the search is made once more.
//     4. A query with more words is searched for any of them.
//
// Steps 2 and 3 say so in the answer.

import BriefCodec
import BriefText

/// A query being answered. Never copied: a copy of all it holds was a twentieth of the instructions of a short query.
struct Answer: ~Copyable {
  /// What was searched: one plan a tier of hits.
  private(set) var plans: [Plan]
  /// Whether the query is a few keywords or a question.
  let style: QueryStyle
  private var found = Found()
  /// Whether ``total`` is the number of all matches.
  let countsTotal: Bool
  private(set) var relaxation: Relaxation?
  private let snapshot: Snapshot
  private let planner: Planner
  private let query: Query.Node
  /// The plan for any of the words, when the first plan wants all of them.
  private let relaxed: Plan?
  private var collection: Collection

  init(
    _ snapshot: Snapshot, query: Query.Node, options: consuming SearchOptions, planner: Planner
  ) throws(BriefError) {
    let wordCount = try planner.plainWords(query).reduce(0) { $0 + $1.wordCount }
    let isShort = wordCount <= Searcher.shortQueryLimit
    let style: QueryStyle = isShort ? .keywords : .question
    let matching = options.matching == .auto ? isShort ? .all : .any : options.matching
    let plan = try planner.plan(query, matching: matching, style: style)
    let relaxed: Plan? =
      options.matching == .auto && isShort && wordCount > 1
      ? try planner.plan(query, matching: .any, style: style) : nil
    // What relaxes a query is how many documents it finds.
    let countsTotal =
      options.countsTotal || options.matching == .auto && isShort && wordCount > 0
    let collection = try Collection(snapshot, options: options)
    self.countsTotal = countsTotal
    self.collection = collection
    self.snapshot = snapshot
    self.planner = planner
    self.query = query
    self.style = style
    self.relaxed = relaxed
    plans = [plan]
  }

  var options: SearchOptions { _read { yield collection.options } }

  /// The plan that hits of any tier are marked with.
  var plan: Plan { plans[plans.count - 1] }
  var documents: [FoundDocument] { _read { yield found.documents } }
  var total: Int { found.total }
  var isPartial: Bool { found.isPartial }
  /// What the last of the documents is ordered by.
  var lastKey: SortKey? { documents.isEmpty ? nil : found.key(documents.count - 1) }
  var facets: [Facet] { collection.facetResults }
  var histogram: [HistogramBar] { collection.histogramBars }
  /// Whether a pattern stood for more words than were searched.
  var wasTruncated: Bool { planner.wasTruncated }

  mutating func run() throws {
    // No more than there are documents: whoever wants all of them may ask for any number.
    let limit = min(max(0, options.limit), max(1, snapshot.documentCount))
    let startsInSecondTier =
      if case .score(1, _) = options.after?.key { true } else { false }
    found = try collection.run(
      plan, style: style, tier: 0, limit: startsInSecondTier ? 0 : limit,
      after: startsInSecondTier ? nil : options.after, countsTotal: countsTotal)
    let exact = total
    // By the total, not by what is left of this page: all pages of an answer are relaxed, or none. Where the total is
    // not wanted, nothing is relaxed but what finds nothing.
    guard options.matching == .auto, exact < limit || startsInSecondTier, !isPartial else { return }
    if let relaxed, options.sort == .score || exact == 0 {
      let isFirst = options.sort == .score && !startsInSecondTier
      // What no document has need not be left out.
      let others = try collection.run(
        exact == 0 ? relaxed : .excluding(relaxed, plan), style: style, tier: 1,
        limit: limit - documents.count,
        after: isFirst ? nil : options.after, countsTotal: countsTotal)
      found.append(others)
      if others.total > 0 {
        relaxation = .fewerWords(exact: exact)
        plans.append(relaxed)
        return
      }
      // The time may be up before anything was found.
      if isPartial { return }
    }
    if try findsNothing() { try respell(limit: limit) }
  }

  /// Whether no document matches as asked. A later page that is empty does not say.
  private func findsNothing() throws -> Bool {
    guard total == 0, !countsTotal, options.after != nil else { return total == 0 }
    var probe = try Collection(
      snapshot, options: SearchOptions(limit: 1, deadline: options.deadline))
    return try probe.run(
      plan, style: style, tier: 0, limit: 1, after: nil, countsTotal: false
    ).total == 0
  }

  /// Searches once more with other spellings for the words that no document has.
  private mutating func respell(limit: Int) throws {
    let respelling = Respelling(snapshot, deadline: options.deadline)
    guard let (respelled, replacements) = try respelling.respell(query) else {
      if let deadline = options.deadline, deadline.hasPassed { found.isPartial = true }
      return
    }
    let plan = try planner.plan(respelled, matching: .any, style: style)
    let others = try collection.run(
      plan, style: style, tier: 0, limit: limit, after: options.after,
      countsTotal: countsTotal)
    found.append(others)
    guard others.total > 0 else { return }
    plans = [plan]
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
