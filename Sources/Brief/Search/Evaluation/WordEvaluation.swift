// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs a `WordPlan` over one segment, a window of documents at a time: block-max MAXSCORE (Turtle and
// Flood, "Query evaluation: strategies and optimizations", 1995; Chakrabarti, Chaudhuri and Ganti,
// "Interval-based pruning for top-k processing over compressed lists", 2011).
//
// In every window each list says how much a document there can score at most. Then
//
// - if all of them together stay below the floor, the window is passed over;
// - a list without which the others stay below it is *mandatory* there, as required words always are.
//   The shortest mandatory list leads: its documents come a block at a time, scored, are filtered by
//   what the others could add, and only the rest is looked up in those (score before membership);
// - if none is mandatory, the lists that together stay below the floor only add to what the others, the
//   *essential* ones, find: those are added up in a window of sums, and the sums filtered.
//
// The roles change with the window, never with the document. A document whose score reaches the floor
// always arrives with its whole score; of the others any may arrive or none.

import BriefCodec

/// A plan of words being evaluated.
struct WordEvaluation {
  let segment: SegmentReader
  var lists: [WordList] = []
  var isRequired: [Bool] = []
  /// Lists without a score that a document must be in, or must not.
  var filters: [WordList] = []
  var excluded: [WordList] = []
  /// How many of them were taken out of the stretch of documents already.
  var markedExclusions = 0
  var phrases: [PhraseCheck] = []
  /// Phrases of several fields that a document must have, and are not worth a list.
  var phraseProbes: [PhraseProbe] = []
  /// Ranges that leave out some document, and the stretches of documents they leave.
  var ranges: [RangeFilter] = []
  var stretches: Stretches
  /// The documents that lead, if that is not left to a list.
  var leaders: Leaders?
  /// The field that they were chosen by, all of whose range they are.
  var leadingField: Int?
  /// Whether a document must be in some list.
  var hasLists = false
  /// Whether alternatives are asked about, not made lists of.
  var asksForAlternatives = false
  private var conditions: [Probe] = []
  private var exclusions: [Probe] = []
  private(set) var excludedDocuments: [ExcludedDocuments] = []
  private var phraseBonuses: [PhraseProbe] = []
  private var bonuses: [Probe] = []
  let isScored: Bool
  /// Hands out the matches below the floor as well, with a score that need not be whole.
  var keepsAll = false
  /// The floor that is then left to what only adds to the score.
  private var bonusFloor: Float = 0
  var ties = Ties()
  /// Where a window ended early, since ties were met first.
  var cut: UInt32?
  /// No document of this segment can match.
  var isEmpty = false
  /// The deadline passed while lists were made: some matches are missing.
  var isPartial = false

  /// What conditions and bonuses can add.
  var extra: Float = 0
  /// Of each list its greatest score and its length, and the sum of all that can be added.
  private(set) var maxima: [Float] = []
  var lengths: [Int] = []
  private(set) var maximum: Float = 0
  /// Indices of the lists by their greatest score, ascending; and by their bound in the window.
  private(set) var byMaximum: [Int] = []
  var byBound: [Int] = []
  var bounds: [Float] = []
  var isMandatory: [Bool] = []
  var followers: [Int] = []
  let scratch: ScratchPool
  let clock: StepClock?
  var batch = Batch(capacity: 0)
  var window = Window(length: 0)
  var sums = SparseSums()
  var columns = ColumnBounds()

  init(_ plan: WordPlan, _ context: CursorContext, isScored: Bool) throws(CorruptionError) {
    self.init(context, isScored: isScored)
    try prepare(plan, context)
  }

  /// An evaluation without lists, which cannot fail: what is made here after something may have failed is copied
  /// in the end, a reference at a time.
  private init(_ context: CursorContext, isScored: Bool) {
    segment = context.segment
    scratch = context.scratch
    clock = context.clock
    self.isScored = isScored
    stretches = Stretches(documentCount: context.segment.documentCount)
  }

  private mutating func prepare(
    _ plan: WordPlan, _ context: CursorContext
  ) throws(CorruptionError) {
    for (range, field) in plan.ranges { try restrict(to: range, ofField: field, comesAgain: true) }
    guard !isEmpty, try addLists(plan, context) else { return }
    if lists.count == 1, hasLists { isRequired[0] = true }  // nothing to add it up with
    for word in plan.excludedWords {
      guard let list = try context.list(word.terms, space: word.space) else { continue }
      if list.isPartial {
        // What else must not match is not known.
        (isPartial, isEmpty) = (true, true)
      }
      excluded.append(list)
    }
    try makeProbes(plan, context)
    if isScored {
      for phrase in plan.phraseBonuses {
        if let bonus = try PhraseProbe(phrase, context) { phraseBonuses.append(bonus) }
      }
    }
    for probe in conditions + bonuses { extra += probe.maximum }
    for probe in phraseProbes + phraseBonuses { extra += probe.maximum }
    bounds = [Float](zeros: lists.count)
    isMandatory = isRequired
    maxima = lists.map(\.maximum)
    lengths = lists.map(\.documentFrequency)
    maximum = maxima.reduce(extra, +)
    byMaximum = lists.indices.sorted { maxima[$0] < maxima[$1] }
    byBound = byMaximum
    if lists.count > 1 { followers.reserveCapacity(lists.count) }
    try chooseLeaders()
    try openColumns(context)
  }

  /// A copy of what was made of a plan, to be run: cursors only go forward, so it has its own, and lists their own
  /// room.
  func fromTheStart(
    _ plan: WordPlan, _ context: CursorContext
  ) throws(CorruptionError) -> WordEvaluation {
    var copy = self
    for i in copy.lists.indices { copy.lists[i].takeRoom(from: scratch) }
    for i in copy.filters.indices { copy.filters[i].takeRoom(from: scratch) }
    for i in copy.excluded.indices { copy.excluded[i].takeRoom(from: scratch) }
    if !conditions.isEmpty || !exclusions.isEmpty || !bonuses.isEmpty {
      try copy.makeProbes(plan, context)
    }
    return copy
  }

  /// Makes what is asked about a document by cursors.
  private mutating func makeProbes(_ plan: WordPlan, _ context: CursorContext)
    throws(CorruptionError)
  {
    (conditions, exclusions, excludedDocuments, bonuses) = ([], [], [], [])
    for plan in plan.conditions { conditions.append(try Probe(plan, context)) }
    if asksForAlternatives, let alternatives = plan.alternatives {
      conditions.append(try Probe(alternatives, context))
    }
    for plan in plan.exclusions { exclusions.append(try Probe(plan, context)) }
    for plan in plan.excludedTogether {
      if let excluded = try ExcludedDocuments(plan, context) {
        excludedDocuments.append(excluded)
      } else {
        exclusions.append(try Probe(plan, context))
      }
    }
    guard isScored else { return }
    for plan in plan.bonuses { bonuses.append(try Probe(plan, context)) }
  }

  /// Whether the matches are those of the lists, but for the excluded ones.
  var isUnconditional: Bool {
    ranges.isEmpty && hasNoOtherConditions
  }

  /// Whether the matches are those of the lists in the ranges, but for the excluded ones.
  var hasNoOtherConditions: Bool {
    excludedDocuments.isEmpty && isSettledByMarks
  }

  /// Whether lists, ranges and documents found beforehand say all about a match.
  var isSettledByMarks: Bool {
    phrases.isEmpty && phraseProbes.isEmpty && filters.isEmpty && conditions.isEmpty
      && exclusions.isEmpty
  }

  /// A score that so many matches reach, as far as one list alone can tell; else 0.
  ///
  /// Mutating only lest the list be copied to be asked, eleven references.
  mutating func score(reachedBy count: Int) throws(CorruptionError) -> Float {
    guard !isEmpty, hasLists, isUnconditional, excluded.isEmpty, segment.live == nil else {
      return 0
    }
    if let required = isRequired.firstIndex(of: true) {
      return isRequired.lastIndex(of: true) == required
        ? try lists[required].score(reachedBy: count) : 0
    }
    var best: Float = 0
    for i in lists.indices { best = max(best, try lists[i].score(reachedBy: count)) }
    return best
  }

  /// The length of all lists together.
  var entryCount: Int { lengths.reduce(0, +) }

  /// The length of the shortest list that a document must be in.
  var shortestRequired: Int? {
    var shortest: Int?
    for i in lengths.indices where isRequired[i] { shortest = min(shortest ?? .max, lengths[i]) }
    return shortest
  }

  /// Hands all matches to `body`, as ``run(floor:_:)`` does; those that stay below the floor it
  /// returns have scores that stay below it too, but need not be whole.
  @discardableResult
  mutating func runAll(
    _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Bool {
    keepsAll = true
    return try run(floor: 0, body)
  }

  /// Hands the matches that score `floor` or more to `body`, in increasing order, in batches; `body`
  /// returns what is asked for from there on. With a floor of 0, and without scores, all matches.
  ///
  /// Stops when time is over, and says whether it went to the end.
  @discardableResult
  mutating func run(
    floor: Float, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Bool {
    if !isEmpty { try runBest(floor: floor, body) }
    giveBackRoom()
    return !isOver
  }

  /// Whether time is over, as far as is known.
  var isOver: Bool { clock?.isOver ?? false }

  /// Counts a block or a window; says whether time is over.
  func isOverNow() -> Bool { clock?.step(of: 16) ?? false }

  /// Gives back what lists and phrases worked in.
  mutating func giveBackRoom() {
    // A batch of its own has room for more, and that of the windows was given back.
    if batch.capacity == blockLength {
      scratch.batches.giveBack(exchange(&batch, with: Batch(capacity: 0)))
    }
    for i in lists.indices { lists[i].giveBackRoom(to: scratch) }
    for i in filters.indices { filters[i].giveBackRoom(to: scratch) }
    for i in excluded.indices { excluded[i].giveBackRoom(to: scratch) }
    for i in phrases.indices { phrases[i].giveBackRoom() }
    for i in phraseProbes.indices { phraseProbes[i].giveBackRoom() }
    for i in phraseBonuses.indices { phraseBonuses[i].giveBackRoom() }
  }

  /// By whichever way suits the plan best.
  private mutating func runBest(
    floor: Float, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) {
    if let leaders { return try runLed(by: leaders, floor: floor, body) }
    if isMarkable { return try runMarked(body) }
    let hasLead = isRequired.contains(true)
    if hasLead || isSparse(byBound[...]) {
      // A lead hands out a block at a time, rare words as many documents as they have.
      let most = hasLead ? blockLength : min(Window.length, entryCount)
      batch = most <= blockLength ? scratch.batches.take() : Batch(capacity: most)
      return try runWindows(floor: floor, body)
    }
    var borrowed = scratch.windows.take()
    exchangeScratch(&borrowed)
    try runWindows(floor: floor, body)
    exchangeScratch(&borrowed)
    scratch.windows.giveBack(borrowed)
  }

  private mutating func exchangeScratch(_ other: inout ScratchPool.Scratch) {
    swap(&window, &other.window)
    swap(&batch, &other.batch)
    swap(&columns.sums, &other.sums)
  }

  // MARK: - Conditions

  /// Leaves those documents of the batch that lie in the ranges which are wanted.
  mutating func refineByRanges(
    where isWanted: (RangeFilter) -> Bool
  ) throws(CorruptionError) {
    for i in ranges.indices where ranges[i].field != leadingField && isWanted(ranges[i]) {
      try ranges[i].refine(&batch)
    }
  }

  /// What must hold beside the words, cheapest first, then what may add to the score.
  ///
  /// - Parameter setsWereAsked: whether the batch lies in those ranges whose documents are known as a set.
  mutating func finish(
    floor: Float, setsWereAsked: Bool = false, _ body: (Batch) throws(CorruptionError) -> Threshold
  ) throws(CorruptionError) -> Float {
    guard batch.count > 0 else { return floor }
    if let live = segment.live { try batch.filter { doc in live[doc] } }
    try refineByRanges(where: { !(setsWereAsked && $0.hasSet) })
    for i in excluded.indices.dropFirst(markedExclusions) where batch.count > 0 {
      try excluded[i].refine(&batch, floor: 0, as: .excluded)
    }
    for excluded in excludedDocuments { excluded.refine(&batch) }
    for i in filters.indices where batch.count > 0 {
      try filters[i].refine(&batch, floor: 0, as: .required)
    }
    for i in exclusions.indices where batch.count > 0 {
      try batch.filter { doc throws(CorruptionError) in try !exclusions[i].matches(doc) }
    }
    for i in phrases.indices where batch.count > 0 {
      // What later phrases claim is in the scores already: a bound, as the floor needs it.
      try phrases[i].refine(&batch, floor: floor - extra)
    }
    var rest = extra
    for i in phraseProbes.indices where batch.count > 0 {
      rest -= phraseProbes[i].maximum
      try phraseProbes[i].keepMatches(of: &batch, floor: floor - rest, isScored: isScored)
      if floor > 0 { batch.drop(below: floor - rest) }
    }
    for i in conditions.indices where batch.count > 0 {
      rest -= conditions[i].maximum
      try conditions[i].refine(&batch, isRequired: true, isScored: isScored)
      if floor > 0 { batch.drop(below: floor - rest) }
    }
    for i in phraseBonuses.indices where batch.count > 0 {
      rest -= phraseBonuses[i].maximum
      try phraseBonuses[i].addScores(to: &batch, floor: max(floor, bonusFloor) - rest)
      if floor > 0 { batch.drop(below: floor - rest) }
    }
    for i in bonuses.indices where batch.count > 0 {
      rest -= bonuses[i].maximum
      try bonuses[i].refine(&batch, isRequired: false, isScored: true)
      if floor > 0 { batch.drop(below: floor - rest) }
    }
    guard batch.count > 0 else { return floor }
    // What cursors said when time was over means nothing.
    if isOver { return .infinity }
    let next = try body(batch)
    guard keepsAll, next.score < .infinity else { return ties.take(next) }
    bonusFloor = next.score
    return 0
  }
}
