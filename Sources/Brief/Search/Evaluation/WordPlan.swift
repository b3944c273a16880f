// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The shape of nearly every query: words that must, may or must not be there, under conditions, with
// phrases that must hold or that add to the score. Plans of this shape are evaluated a window at a time
// (`WordEvaluation.swift`); the rest go a document at a time through `Cursors/`.

import BriefCodec

/// A plan sorted by what its parts ask of a document.
struct WordPlan {
  /// Words that a document must have, scored.
  var required: [PlannedWord] = []
  /// Words that add to the score.
  var optional: [PlannedWord] = []
  /// Exact phrases of plain words, of one field or several, each as good as a word where one of the optional
  /// words is needed.
  private(set) var optionalPhrases: [PlannedPhrase] = []
  /// The plan of which one of those is needed.
  private(set) var alternatives: Plan?
  /// Terms without a score: a document must have one of each group.
  var keywords: [(terms: [PlannedTerm], space: Int)] = []
  /// Words that a document must not have.
  var excludedWords: [PlannedWord] = []
  /// Exact phrases of one field, of plain words: a document must have them, scored.
  var phrases: [PlannedPhrase] = []
  /// The same of several fields, in any of which the phrase may stand.
  private(set) var combinedPhrases: [PlannedPhrase] = []
  /// Ranges that a document's numbers must lie in, one a field.
  private(set) var ranges: [(range: ClosedRange<Int64>, field: Int)] = []
  /// Anything else that must hold: phrases with slop, nested alternatives.
  var conditions: [Plan] = []
  /// Conjunctions of words, of which a document must not have all.
  private(set) var excludedTogether: [Plan] = []
  /// Anything else that must not.
  var exclusions: [Plan] = []
  /// Exact phrases of plain words that add to the score where they stand.
  var phraseBonuses: [PlannedPhrase] = []
  /// Anything else that adds to the score.
  var bonuses: [Plan] = []

  private init() {}

  /// `nil` if the plan has another shape. No initializer: one that may fail copies what it made.
  static func words(of plan: Plan) -> WordPlan? {
    var words = WordPlan()
    guard words.addRequired(plan),
      words.hasLists || !words.ranges.isEmpty || words.holdsEverywhere
    else { return nil }
    return consume words
  }

  /// Whether a document must be in some list.
  var hasLists: Bool {
    !required.isEmpty || !keywords.isEmpty || !hasNoPhrase || needsOptional
  }

  private var hasNoPhrase: Bool { phrases.isEmpty && combinedPhrases.isEmpty }

  /// Whether part of the plan is every document.
  private var holdsEverywhere = false

  /// Whether a document must have one of the optional words.
  private(set) var needsOptional = false

  private mutating func addRequired(_ plan: Plan) -> Bool {
    switch plan {
    case .word(let word): required.append(word)
    case .keyword(let terms, let space): keywords.append((terms, space))
    case .all(let plans):
      guard !plans.isEmpty else { return false }
      // Alternatives last: only if no word is required can theirs be the optional ones.
      for plan in plans where !plan.isAlternatives && !addRequired(plan) { return false }
      for plan in plans where plan.isAlternatives && !addRequired(plan) { return false }
    case .any(let plans) where plans.count == 1: return addRequired(plans[0])
    case .any(let plans):
      if required.isEmpty, hasNoPhrase, optional.isEmpty, !needsOptional,
        let (words, phrases) = Self.alternatives(plans)
      {
        optional = words
        optionalPhrases = phrases
        alternatives = plan
        needsOptional = true
      } else {
        conditions.append(plan)
      }
    case .preferring(let plan, let bonus):
      guard addRequired(plan) else { return false }
      addBonus(bonus)
    case .excluding(let plan, let excluded):
      guard addRequired(plan) else { return false }
      addExcluded(excluded)
    case .phrase(let phrase) where phrase.isPlain: phrases.append(phrase)
    case .phrase(let phrase) where phrase.isExact: combinedPhrases.append(phrase)
    case .range(let range, let field): return addRange(range, field)
    case .phrase: conditions.append(plan)
    case .everything: holdsEverywhere = true
    case .nothing: return false
    }
    return !needsOptional || required.isEmpty && hasNoPhrase
  }

  /// Says whether a number can lie in this range and in those asked for before.
  private mutating func addRange(_ range: ClosedRange<Int64>, _ field: Int) -> Bool {
    guard let place = ranges.firstIndex(where: { $0.field == field }) else {
      ranges.append((range, field))
      return true
    }
    guard range.overlaps(ranges[place].range) else { return false }
    ranges[place].range = range.clamped(to: ranges[place].range)
    return true
  }

  private mutating func addBonus(_ plan: Plan) {
    switch plan {
    // Beside alternatives a word would count as one of them.
    case .word(let word) where !needsOptional: optional.append(word)
    case .any(let plans): for plan in plans { addBonus(plan) }
    case .phrase(let phrase) where phrase.isExact && plan.isFound && plan.isRanked:
      phraseBonuses.append(phrase)
    default: if plan.isFound, plan.isRanked { bonuses.append(plan) }
    }
  }

  private mutating func addExcluded(_ plan: Plan) {
    switch plan {
    case .word(let word): excludedWords.append(word)
    case .any(let plans): for plan in plans { addExcluded(plan) }
    case .preferring(let plan, _): addExcluded(plan)
    default:
      guard plan.isFound else { return }
      if let words = WordPlan.words(of: plan), words.isWords {
        excludedTogether.append(plan)
      } else {
        exclusions.append(plan)
      }
    }
  }

  /// Whether nothing but words is asked for, all of which a document must have.
  private var isWords: Bool {
    !required.isEmpty && !needsOptional && keywords.isEmpty && hasNoPhrase && ranges.isEmpty
      && excludedWords.isEmpty && excludedTogether.isEmpty && conditions.isEmpty
      && exclusions.isEmpty
  }

  /// The number of matches in a segment, where its dictionary says it: those of a single term.
  func knownCount(in context: CursorContext) -> Int? {
    guard required.count == 1, keywords.isEmpty, hasNoPhrase, excludedWords.isEmpty,
      ranges.isEmpty, excludedTogether.isEmpty, conditions.isEmpty, exclusions.isEmpty
    else { return nil }
    return required[0].knownCount(in: context.segment, context.ordinal)
  }

  /// Whether a match is looked for in several lists.
  var isConjunction: Bool {
    required.count + keywords.count + phrases.count + combinedPhrases.count + excludedWords.count
      > 1
  }

  /// Whether finding the matches of a segment costs more than going through lists: phrases read
  /// positions.
  func hasCostlyConditions(in context: CursorContext) throws(CorruptionError) -> Bool {
    for phrase in phrases where try !PhraseLists.isList(phrase, in: context) { return true }
    return !conditions.isEmpty || !combinedPhrases.isEmpty || !optionalPhrases.isEmpty
      || excludedTogether.contains { !ExcludedDocuments.areFew($0, in: context) }
      || exclusions.contains { if case .range = $0 { false } else { true } }
  }

  /// Whether the lists of alternatives are so short that scoring all of their documents costs less than
  /// looking at them twice.
  func isShort(in context: CursorContext) -> Bool {
    guard needsOptional, optionalPhrases.isEmpty else { return false }
    return optional.reduce(0) { $0 + $1.length(in: context) } <= Self.shortLists
  }

  /// The hundred best and their number of two words in 357 and 161 documents of `speed-en`: 32 µs
  /// instead of 36, in three of 309 to 757 together 36 instead of 42 (2026-11-28).
  private static let shortLists = 4_096

  /// The words and phrases of a plan that is nothing but alternatives of them.
  private static func alternatives(
    _ plans: [Plan]
  ) -> (words: [PlannedWord], phrases: [PlannedPhrase])? {
    var words: [PlannedWord] = []
    var phrases: [PlannedPhrase] = []
    for plan in plans {
      switch plan {
      case .word(let word): words.append(word)
      case .phrase(let phrase) where phrase.isExact: phrases.append(phrase)
      case .any(let inner):
        guard let inner = alternatives(inner) else { return nil }
        words += inner.words
        phrases += inner.phrases
      default: return nil
      }
    }
    return (words, phrases)
  }
}

extension Plan {
  /// Whether the plan is one of several words, whatever it prefers or leaves out.
  fileprivate var isAlternatives: Bool {
    switch self {
    case .any: true
    case .preferring(let plan, _), .excluding(let plan, _): plan.isAlternatives
    default: false
    }
  }
}

extension PlannedWord {
  /// How many documents the lists of its terms have in a segment.
  func length(in context: CursorContext) -> Int {
    terms.reduce(0) { $0 + Int($1.payloads[context.ordinal]?.documentFrequency ?? 0) }
  }
}

extension PlannedPhrase {
  /// Whether the phrase is exact and in one field, with one word a place.
  fileprivate var isPlain: Bool {
    isExact && fields.count == 1 && fields[0].field == field
  }

  /// Whether the phrase is exact, with one word a place.
  fileprivate var isExact: Bool {
    slop == 0 && fields.allSatisfy { $0.places.allSatisfy { $0.terms.count == 1 } }
  }
}
