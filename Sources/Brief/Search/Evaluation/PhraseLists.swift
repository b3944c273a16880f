// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// An exact phrase of one field → the lists that a document must be in to have it. Two neighbours that are
// frequent words have a list of their own, and three may have one (`PairBuilder.swift`), which says at once
// where they stand together. If the phrase is no more than that, that list is the phrase.

import BriefCodec

/// What evaluates an exact phrase in one segment.
enum PhraseLists {
  /// The rarest part of a phrase, which claims its score, and is list `place` of an evaluation: all documents are in
  /// it. `nil` if the segment does not have the phrase. The comparison of positions is added to others, unless the
  /// lists say all; handed over together, both would be copied, a reference at a time.
  static func claim(
    of phrase: PlannedPhrase, _ context: CursorContext, isScored: Bool, at place: Int,
    checks: inout [PhraseCheck]
  ) throws(CorruptionError) -> WordList? {
    guard let field = phrase.fields.first, let parts = try Self.parts(of: field, context) else {
      return nil
    }
    let segment = context.segment
    let isScored = isScored && phrase.weight > 0
    let scorer = try context.scorer(field: phrase.field, weight: isScored ? phrase.weight : 0)
    let claim = try WordList.list(
      parts.all[0].list, of: segment, scorer: scorer, isScored: isScored, isRequired: true,
      context.scratch)
    if !parts.areOneList {
      checks.append(
        PhraseCheck(
          PhraseMatcher(parts.all, of: segment, hasAll: true, context.scratch), scorer: scorer,
          isScored: isScored, claim: place))
    }
    return claim
  }

  /// What a phrase of one field is looked for by.
  struct Parts {
    /// Lists of neighbours and words in none of them, the rarest first, then the words that are in one; or the one list
    /// that is the phrase.
    var all: [PhraseMatcher.Part]
    /// Whether it is one list, whose positions nobody needs.
    var areOneList: Bool { all.count == 1 }
  }

  /// `nil` if the segment does not have the phrase in that field.
  static func parts(
    of field: PlannedPhrase.FieldPlaces, _ context: CursorContext
  ) throws(CorruptionError) -> Parts? {
    let segment = context.segment
    guard let space = segment.layout.space(.words, ofField: field.field) else { return nil }
    for place in field.places where place.terms.first?.payloads[context.ordinal] == nil {
      return nil
    }
    guard let neighbours = try Neighbours(field.places, space, segment) else { return nil }
    var parts = neighbours.parts
    if parts.count == 1, parts[0].length == field.places.count { return Parts(all: parts) }
    // Words that stand in one of those are looked up last: whoever has it has them.
    var covered: [PhraseMatcher.Part] = []
    for (i, place) in field.places.enumerated() {
      guard let payload = place.terms.first?.payloads[context.ordinal] else { return nil }
      let list = try BlockList(
        segment, detail: segment.layout.spaces[space].detail, payload: payload)
      let part = PhraseMatcher.Part(list: list, offsets: [place.offset], length: 1)
      if neighbours.cover(i) { covered.append(part) } else { parts.append(part) }
    }
    sortRarestFirst(&parts)
    sortRarestFirst(&covered)
    return Parts(all: parts + covered)
  }

  private static func sortRarestFirst(_ parts: inout [PhraseMatcher.Part]) {
    parts.sort {
      ($0.list.documentFrequency, $0.offsets[0]) < ($1.list.documentFrequency, $1.offsets[0])
    }
  }

  /// Whether a phrase is a single list in a segment, or in no document there: no positions are read.
  static func isList(
    _ phrase: PlannedPhrase, in context: CursorContext
  ) throws(CorruptionError) -> Bool {
    guard let field = phrase.fields.first, (2...3).contains(field.places.count),
      let space = context.segment.layout.space(.words, ofField: field.field)
    else { return false }
    let found = try Neighbours(field.places, space, context.segment)
    return found?.parts.contains { $0.length == field.places.count } ?? true
  }
}

/// The lists of a phrase's triples, and of its pairs that are in none of them. Looks up each once, of a phrase that may
/// be as long as a query can be.
private struct Neighbours {
  private(set) var parts: [PhraseMatcher.Part] = []
  /// By place, whether it is in a list, and whether it and the next are in one of a triple.
  private var isCovered: [Bool] = []
  private var isInTriple: [Bool] = []
  /// The terms of the parts, three bytes behind their length. Seldom more than a few, and compared faster than hashed.
  private var terms: [UInt32] = []

  /// Whether a place is in one of the lists.
  func cover(_ place: Int) -> Bool { !parts.isEmpty && isCovered[place] }

  /// `nil` if one of the pairs or triples stands nowhere.
  init?(
    _ places: [PlannedPhrase.Place], _ space: Int, _ segment: SegmentReader
  ) throws(CorruptionError) {
    guard let reader = segment.pairs(space) else { return }
    let words = places.map { place in place.terms.first.flatMap { reader.words.index(of: $0.bytes) }
    }
    for length in stride(from: 3, through: 2, by: -1) where length <= places.count {
      for first in 0...(places.count - length) {
        let range = first..<(first + length)
        let offset = places[first].offset
        guard places[range.upperBound - 1].offset == offset + length - 1,
          words[range].allSatisfy({ $0 != nil }), length == 3 || !isInTriple(first)
        else { continue }
        let term = words[range].compactMap { $0 }
        switch try reader.find(term) {
        case .unknown: continue
        case .absent: return nil
        case .list(let payload):
          let number = term.reduce(UInt32(length)) { $0 << 8 | UInt32($1) }
          if let part = terms.firstIndex(of: number) {
            parts[part].offsets.append(offset)
          } else {
            let list = try BlockList(segment, detail: .frequencies, payload: payload)
            terms.append(number)
            parts.append(PhraseMatcher.Part(list: list, offsets: [offset], length: length))
          }
          note(range, of: places.count)
        }
      }
    }
  }

  private func isInTriple(_ place: Int) -> Bool { !parts.isEmpty && isInTriple[place] }

  private mutating func note(_ range: Range<Int>, of count: Int) {
    if isCovered.isEmpty {
      isCovered = Array(repeating: false, count: count)
      isInTriple = isCovered
    }
    for place in range {
      isCovered[place] = true
      if range.count == 3, place < range.upperBound - 1 { isInTriple[place] = true }
    }
  }
}
