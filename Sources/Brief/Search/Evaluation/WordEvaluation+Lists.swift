// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a plan asks for becomes lists of one segment: words, and phrases. A phrase of one field is the list of
// its rarest part with a check of positions behind it; one of several fields becomes a list of its own, or
// documents are asked about it.

import BriefCodec

extension WordEvaluation {
  /// Makes the lists of a plan; says whether the segment may have a match.
  mutating func addLists(
    _ plan: WordPlan, _ context: CursorContext
  ) throws(CorruptionError) -> Bool {
    let room = plan.required.count + plan.phrases.count + plan.keywords.count + plan.optional.count
    lists.reserveCapacity(room)
    isRequired.reserveCapacity(room)
    for word in plan.required {
      guard try addList(word, context, isRequired: true) else { return false }
    }
    for phrase in plan.phrases {
      guard try addPhrase(phrase, context) else { return false }
    }
    for (terms, space) in plan.keywords {
      guard let list = try context.list(terms, space: space) else {
        isEmpty = true
        return false
      }
      isPartial = isPartial || list.isPartial
      filters.append(list)
    }
    var phrases: [(phrase: PlannedPhrase, fields: [PhraseProbe.Field])] = []
    for phrase in plan.optionalPhrases {
      phrases.append((phrase, try PhraseProbe.fields(of: phrase, context)))
    }
    asksForAlternatives =
      plan.needsOptional && isBetterAsked(phrases.map { PhraseProbe.reach($0.fields) })
    let listsAlternatives = plan.needsOptional && !asksForAlternatives
    if !listsAlternatives {
      for list in filters {
        lists.append(list)
        isRequired.append(true)
      }
      filters = []
    }
    guard try addPhrases(plan.combinedPhrases, context) else { return false }
    if listsAlternatives || isScored && !plan.needsOptional {
      for word in plan.optional { _ = try addList(word, context, isRequired: false) }
      for (phrase, fields) in phrases {
        _ = try addList(phrase, fields, context, isRequired: false)
      }
    }
    // A list that may only add to the score leaves nothing out.
    hasLists = listsAlternatives || isRequired.contains(true)
    if hasLists, lists.isEmpty { isEmpty = true }
    return !isEmpty
  }

  /// Whether so few documents are left by a range or a keyword that alternatives are asked about them: lists
  /// would have to be made of the phrases among those, each of which as many documents may have as is said.
  private func isBetterAsked(_ reaches: [Int]) -> Bool {
    guard !reaches.isEmpty,
      let left = (ranges.map(\.count) + filters.map(\.documentFrequency)).min()
    else { return false }
    return left * Self.leadShare <= reaches.reduce(0, +)
  }

  /// Says whether the segment has the word.
  mutating func addList(
    _ word: PlannedWord, _ context: CursorContext, isRequired: Bool
  ) throws(CorruptionError) -> Bool {
    guard let list = try context.list(word, isScored: isScored, isRequired: isRequired)
    else {
      if isRequired { isEmpty = true }
      return false
    }
    isPartial = isPartial || list.isPartial
    lists.append(consume list)
    self.isRequired.append(isRequired)
    return true
  }

  /// Says whether the segment has all words of a phrase.
  mutating func addPhrase(
    _ phrase: PlannedPhrase, _ context: CursorContext
  ) throws(CorruptionError) -> Bool {
    guard
      let claim = try PhraseLists.claim(
        of: phrase, context, isScored: isScored, at: lists.count, checks: &phrases)
    else {
      isEmpty = true
      return false
    }
    lists.append(consume claim)
    isRequired.append(true)
    return true
  }

  /// Phrases of several fields: one that is rarer than all lists so far, and than a range leaves documents,
  /// becomes a list itself; what is left by those is asked for the others. Says whether the segment may have
  /// all.
  mutating func addPhrases(
    _ phrases: [PlannedPhrase], _ context: CursorContext
  ) throws(CorruptionError) -> Bool {
    var probes: [(probe: PhraseProbe, phrase: PlannedPhrase)] = []
    for phrase in phrases {
      guard let probe = try PhraseProbe(phrase, context) else {
        isEmpty = true
        return false
      }
      probes.append((probe, phrase))
    }
    probes.sort { $0.probe.reach < $1.probe.reach }
    for (probe, phrase) in probes {
      let rivals =
        lists.indices.filter { isRequired[$0] }.map { lists[$0].documentFrequency }
        + ranges.map { $0.count * Self.leadShare }
      if let least = rivals.min(), least <= probe.reach {
        phraseProbes.append(probe)
        continue
      }
      guard try addList(phrase, probe.fields, context, isRequired: true) else { return false }
    }
    return true
  }

  /// Says whether a document of the segment has the phrase, of which a list is made.
  mutating func addList(
    _ phrase: PlannedPhrase, _ fields: [PhraseProbe.Field], _ context: CursorContext,
    isRequired: Bool
  ) throws(CorruptionError) -> Bool {
    let found = try PhrasePostings(fields, context)
    isPartial = isPartial || found.isPartial
    guard let list = found.list, !found.postings.isEmpty else {
      if isRequired { isEmpty = true }
      return false
    }
    lists.append(
      try WordList(
        found.postings, of: list, segment,
        scorer: try context.scorer(field: phrase.field, weight: phrase.weight),
        isScored: isScored && phrase.weight > 0, context.scratch))
    self.isRequired.append(isRequired)
    return true
  }
}
