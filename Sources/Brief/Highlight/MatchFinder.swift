// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The places of a text that a plan matches: the text is analysed as it was when it was indexed, and
// the plan's words and phrases are looked up among its tokens. What is marked is therefore what the
// engine matched: stems, expansions and pairs alike, and of a phrase only where it stands whole.

import BriefText

/// Looks for a plan's words and phrases in analysed text.
struct MatchFinder: Sendable {
  /// A match: a range of source bytes and which leaf of the plan it belongs to.
  struct Match: Hashable {
    var range: Range<Int>
    let leaf: Int
    let weight: Float
  }

  private struct Leaf {
    let number: Int
    let weight: Float
    /// The run of an unspaced script that the word or pair is a part of.
    var run: Int?
    /// Only the first character was typed, what follows was found.
    var isPrefix = false
  }

  private struct Phrase {
    let leaf: Leaf
    let offsets: [Int]
    let slop: Int
  }

  /// What is looked for in one field.
  private struct Leaves {
    var words: [[UInt8]: [Leaf]] = [:]
    var stems: [[UInt8]: [Leaf]] = [:]
    var phrases: [Phrase] = []
    /// The places of phrases where a term may stand.
    var places: [[UInt8]: [(phrase: Int, place: Int)]] = [:]
  }

  private var fields: [Int: Leaves] = [:]
  /// The length of each run, in characters.
  private var runs: [Int] = []

  init(_ plan: Plan, layout: IndexLayout) {
    var number = 0
    var runNumbers: [String: Int] = [:]
    plan.forEachLeaf { part in
      switch part {
      case .word(let word):
        var leaf = Leaf(number: number, weight: word.weight)
        if let length = UnspacedRun.length(of: word) {
          leaf.isPrefix = length == 1
          if length > 2 {
            let known = runNumbers[word.typed]
            leaf.run = known ?? runs.count
            if known == nil {
              runNumbers[word.typed] = runs.count
              runs.append(length)
            }
          }
        }
        let isStem = layout.spaces[word.space].kind == .stems
        for (field, _) in layout.textFields(of: word.field) {
          for term in word.terms {
            if isStem {
              fields[field, default: Leaves()].stems[term.bytes, default: []].append(leaf)
            } else {
              fields[field, default: Leaves()].words[term.bytes, default: []].append(leaf)
            }
          }
        }
      case .phrase(let phrase):
        let leaf = Leaf(number: number, weight: phrase.weight)
        for field in phrase.fields {
          var leaves = fields[field.field] ?? Leaves()
          for (place, words) in field.places.enumerated() {
            for term in words.terms {
              leaves.places[term.bytes, default: []].append((leaves.phrases.count, place))
            }
          }
          leaves.phrases.append(
            Phrase(leaf: leaf, offsets: field.places.map(\.offset), slop: phrase.slop))
          fields[field.field] = leaves
        }
      default: break
      }
      number += 1
    }
  }

  /// All matches in the tokens of one value of a field, in the order of the text.
  func matches(in tokens: TokenBuffer, of value: String, field: Int) -> [Match] {
    guard let leaves = fields[field] else { return [] }
    var found: [Match] = []
    var inRuns = runs.map { UnspacedRun(length: $0) }
    let text = value.utf8.span
    var occurrences = leaves.phrases.map { phrase in
      phrase.offsets.map { _ in [PhraseMatches.Occurrence]() }
    }
    var start = 0
    for i in 0..<tokens.count {
      let term = Array(tokens.bytes[start..<Int(tokens.termEnds[i])])
      start = Int(tokens.termEnds[i])
      let range = Int(tokens.sourceStarts[i])..<Int(tokens.sourceEnds[i])
      let isStem = tokens.forms[i] == .stem
      if tokens.forms[i] == .word {
        for run in inRuns.indices { inRuns[run].beginWord(at: tokens.positions[i]) }
      }
      for leaf in (isStem ? leaves.stems : leaves.words)[term] ?? [] {
        var match = Match(range: range, leaf: leaf.number, weight: leaf.weight)
        if leaf.isPrefix {
          match.range = range.lowerBound..<text.endOfScalar(at: range.lowerBound)
        }
        if let run = leaf.run {
          inRuns[run].add(match, position: tokens.positions[i], length: tokens.positionLengths[i])
        } else {
          found.append(match)
        }
      }
      guard !isStem, !leaves.places.isEmpty else { continue }
      for (phrase, place) in leaves.places[term] ?? [] {
        let position = Int(tokens.positions[i]) - leaves.phrases[phrase].offsets[place]
        occurrences[phrase][place].append(.init(place: position, range: range))
      }
    }
    for (phrase, lists) in zip(leaves.phrases, occurrences) {
      let matches = PhraseMatches(lists, offsets: phrase.offsets, slop: phrase.slop)
      for range in matches.ranges {
        found.append(Match(range: range, leaf: phrase.leaf.number, weight: phrase.leaf.weight))
      }
    }
    for run in inRuns { found += run.matches }
    found.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.leaf)
        < ($1.range.lowerBound, $1.range.upperBound, $1.leaf)
    }
    // A word and its variants may stand for the same bytes.
    var last: Match?
    return found.filter { match in
      defer { last = match }
      return match != last
    }
  }
}
