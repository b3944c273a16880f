// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The places of a text that a plan matches: the text is analysed as it was when it was indexed, and
// the plan's words and phrases are looked up among its tokens. What is marked is therefore what the
// engine matched: stems, expansions and pairs alike, and of a phrase only where it stands whole.

import BriefText

/// Looks for a plan's words and phrases in analysed text.
struct MatchFinder: Sendable {
  /// A match: a range of source bytes and which leaf of the plan it belongs to.
  struct Match: Hashable {
    let range: Range<Int>
    let leaf: Int
    let weight: Float
  }

  private struct Word {
    let field: Int
    let kind: TermSpace.Kind
    let terms: Set<[UInt8]>
    let weight: Float
  }

  private struct Phrase {
    let field: Int
    let places: [(offset: Int, terms: Set<[UInt8]>)]
    let slop: Int
    let weight: Float
  }

  private var words: [(leaf: Int, word: Word)] = []
  private var phrases: [(leaf: Int, phrase: Phrase)] = []

  init(_ plan: Plan, layout: IndexLayout) {
    var leaf = 0
    plan.forEachLeaf { part in
      switch part {
      case .word(let word):
        let terms = Set(word.terms.map(\.bytes))
        for (field, _) in layout.textFields(of: word.field) {
          words.append(
            (
              leaf,
              Word(
                field: field, kind: layout.spaces[word.space].kind, terms: terms,
                weight: word.weight)
            ))
        }
      case .phrase(let phrase):
        for field in phrase.fields {
          phrases.append(
            (
              leaf,
              Phrase(
                field: field.field,
                places: field.places.map { ($0.offset, Set($0.terms.map(\.bytes))) },
                slop: phrase.slop, weight: phrase.weight)
            ))
        }
      default: break
      }
      leaf += 1
    }
  }

  /// All matches in the tokens of one value of a field, in the order of the text.
  func matches(in tokens: TokenBuffer, field: Int) -> [Match] {
    var found: Set<Match> = []
    var start = 0
    var byPosition: [Int: [(term: [UInt8], range: Range<Int>)]] = [:]
    for i in 0..<tokens.count {
      let term = Array(tokens.bytes[start..<Int(tokens.termEnds[i])])
      start = Int(tokens.termEnds[i])
      let range = Int(tokens.sourceStarts[i])..<Int(tokens.sourceEnds[i])
      let isStem = tokens.forms[i] == .stem
      for (leaf, word) in words
      where word.field == field && (word.kind == .stems) == isStem && word.terms.contains(term) {
        found.insert(Match(range: range, leaf: leaf, weight: word.weight))
      }
      if !isStem, !phrases.isEmpty {
        byPosition[Int(tokens.positions[i]), default: []].append((term, range))
      }
    }
    for (leaf, phrase) in phrases where phrase.field == field {
      for range in Self.places(of: phrase, in: byPosition) {
        found.insert(Match(range: range, leaf: leaf, weight: phrase.weight))
      }
    }
    return found.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.leaf)
        < ($1.range.lowerBound, $1.range.upperBound, $1.leaf)
    }
  }

  /// The source ranges of a phrase's occurrences: one range from first to last word where they follow
  /// each other, a range a word where there is slop between them.
  private static func places(
    of phrase: Phrase, in byPosition: [Int: [(term: [UInt8], range: Range<Int>)]]
  ) -> [Range<Int>] {
    // Positions of each place's words, less the place's offset.
    let lists = phrase.places.map { place in
      byPosition.flatMap { position, tokens in
        tokens.filter { place.terms.contains($0.term) }
          .map { (adjusted: position - place.offset, range: $0.range) }
      }.sorted { $0.adjusted < $1.adjusted }
    }
    guard let first = lists.first, lists.allSatisfy({ !$0.isEmpty }) else { return [] }
    var ranges: [Range<Int>] = []
    if phrase.slop == 0 {
      for candidate in first {
        let words = lists.compactMap { list in
          list.first { $0.adjusted == candidate.adjusted }?.range
        }
        guard words.count == lists.count else { continue }
        let start = words.map(\.lowerBound).min() ?? 0
        ranges.append(start..<(words.map(\.upperBound).max() ?? start))
      }
      return ranges
    }
    // Every span whose words lie within the slop: the same spans that the search counts.
    var indices = [Int](repeating: 0, count: lists.count)
    while true {
      let places = indices.indices.map { lists[$0][indices[$0]].adjusted }
      guard let least = places.min(), let most = places.max(),
        let earliest = places.firstIndex(of: least)
      else { return ranges }
      if most - least <= phrase.slop {
        for (list, index) in zip(lists, indices) { ranges.append(list[index].range) }
      }
      indices[earliest] += 1
      guard indices[earliest] < lists[earliest].count else { return ranges }
    }
  }
}
