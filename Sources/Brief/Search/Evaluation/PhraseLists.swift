// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field → the lists that a document must be in to have it. Neighbours that are
// both frequent words have a list of their own, which says at once where they stand together. If the
// phrase is no more than two such words, that list is the phrase.

import BriefCodec

/// What evaluates an exact phrase in one segment.
struct PhraseLists {
  /// The rarest of its words and pairs, which claims the phrase's score: all documents are in it.
  let claim: WordList
  /// The comparison of positions; `nil` if the lists say all.
  private(set) var check: PhraseCheck?

  /// `nil` if the segment does not have the phrase.
  init?(
    _ phrase: PlannedPhrase, _ context: CursorContext, isScored: Bool
  ) throws(CorruptionError) {
    guard let field = phrase.fields.first, let parts = try Self.parts(of: field, context) else {
      return nil
    }
    let segment = context.segment
    let isScored = isScored && phrase.weight > 0
    let scorer = try context.scorer(field: phrase.field, weight: isScored ? phrase.weight : 0)
    claim = try WordList(parts.all[0].list, of: segment, scorer: scorer, isScored: isScored)
    guard !parts.areOnePair else { return }
    check = PhraseCheck(
      PhraseMatcher(parts.all, of: segment), scorer: scorer, isScored: isScored)
  }

  /// What a phrase of one field is looked for by.
  struct Parts {
    /// Pairs and words without one, the rarest first, then the words that stand in a pair.
    var all: [PhraseMatcher.Part]
    /// Whether a pair's list is the phrase.
    var areOnePair: Bool
    /// Those that decide where the phrase stands.
    var deciding: [PhraseMatcher.Part] { areOnePair ? [all[0]] : all }
  }

  /// `nil` if the segment does not have the phrase in that field.
  static func parts(
    of field: PlannedPhrase.FieldPlaces, _ context: CursorContext
  ) throws(CorruptionError) -> Parts? {
    let segment = context.segment
    guard let space = segment.layout.space(.words, ofField: field.field) else { return nil }
    var words: [BlockList] = []
    for place in field.places {
      guard let payload = place.terms.first?.payloads[context.ordinal] else { return nil }
      words.append(
        try BlockList(segment, detail: segment.layout.spaces[space].detail, payload: payload))
    }
    guard let pairs = try Self.pairs(field.places, space, segment) else { return nil }
    // Words that stand in a pair are looked up last: whoever has the pair has them.
    var parts = pairs.lists.map {
      PhraseMatcher.Part(list: $0.list, offsets: $0.offsets, isPair: true)
    }
    var covered: [PhraseMatcher.Part] = []
    for (i, word) in words.enumerated() {
      let part = PhraseMatcher.Part(list: word, offsets: [field.places[i].offset], isPair: false)
      if pairs.covered.contains(i) { covered.append(part) } else { parts.append(part) }
    }
    return Parts(
      all: rarestFirst(parts) + rarestFirst(covered),
      areOnePair: words.count == 2 && !pairs.lists.isEmpty)
  }

  private static func rarestFirst(_ parts: [PhraseMatcher.Part]) -> [PhraseMatcher.Part] {
    parts.indices.sorted {
      (parts[$0].list.documentFrequency, $0) < (parts[$1].list.documentFrequency, $1)
    }.map { parts[$0] }
  }

  /// Whether a phrase is a single list in a segment, or in no document there: no positions are read.
  static func isList(
    _ phrase: PlannedPhrase, in context: CursorContext
  ) throws(CorruptionError) -> Bool {
    guard let field = phrase.fields.first, field.places.count == 2,
      let space = context.segment.layout.space(.words, ofField: field.field)
    else { return false }
    return try pairs(field.places, space, context.segment)?.lists.isEmpty != true
  }

  /// The lists of the phrase's pairs and where in the phrase they begin, and which of its places they
  /// stand for; `nil` if there is no document with one of them.
  private static func pairs(
    _ places: [PlannedPhrase.Place], _ space: Int, _ segment: SegmentReader
  ) throws(CorruptionError) -> (lists: [(list: BlockList, offsets: [Int])], covered: Set<Int>)? {
    var lists: [(list: BlockList, offsets: [Int])] = []
    var covered: Set<Int> = []
    guard let pairs = segment.pairs(space) else { return (lists, covered) }
    for (i, (first, second)) in zip(places, places.dropFirst()).enumerated() {
      guard second.offset == first.offset + 1, let a = first.terms.first, let b = second.terms.first
      else { continue }
      switch try pairs.find(a.bytes, b.bytes) {
      case .unknown: continue
      case .absent: return nil
      case .list(let payload):
        covered.formUnion([i, i + 1])
        if let known = lists.firstIndex(where: { $0.list.payload == payload }) {
          lists[known].offsets.append(first.offset)
        } else {
          let list = try BlockList(segment, detail: .frequencies, payload: payload)
          lists.append((list, [first.offset]))
        }
      }
    }
    return (lists, covered)
  }
}
