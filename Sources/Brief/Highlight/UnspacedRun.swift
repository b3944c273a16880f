// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which pairs of a run of Han, Kana or Hangul are worth a mark. The engine finds a run by its pairs of
// characters; marked one by one they would light up the middle of other words: `ュー` of マグニチュード
// in ニュース. Pairs that overlap in the text make a chain. A chain is marked if it is the whole run, or
// begins where a word of the text begins: then it is what is there of the run.

import BriefText

/// The matches in one value that belong to a run as it was typed.
struct UnspacedRun {
  /// The run's length in characters.
  let length: Int
  private var wordStarts: Set<Int32> = []
  private var found: [(match: MatchFinder.Match, start: Int32, end: Int32)] = []

  init(length: Int) { self.length = length }

  /// The number of characters of the run that a planned word is a part of; `nil` for words of spaced
  /// scripts.
  static func length(of word: PlannedWord) -> Int? {
    guard let scalar = word.typed.unicodeScalars.first, scalar.isOfUnspacedScript,
      let term = word.terms.first,
      String(decoding: term.bytes, as: UTF8.self).unicodeScalars.first?.isOfUnspacedScript ?? false
    else { return nil }
    return word.typed.count
  }

  /// A word of the text begins at a position.
  mutating func beginWord(at position: Int32) { wordStarts.insert(position) }

  /// Adds a match. Positions count characters.
  mutating func add(_ match: MatchFinder.Match, position: Int32, length: Int32) {
    found.append((match, position, position + length))
  }

  /// Those that are marked.
  var matches: [MatchFinder.Match] {
    let sorted = found.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    var kept: [MatchFinder.Match] = []
    var first = 0
    while first < sorted.count {
      var end = sorted[first].end
      var next = first + 1
      while next < sorted.count, sorted[next].start < end {
        end = max(end, sorted[next].end)
        next += 1
      }
      let start = sorted[first].start
      if Int(end - start) >= length || wordStarts.contains(start) {
        kept += sorted[first..<next].map(\.match)
      }
      first = next
    }
    return kept
  }
}

extension Span<UInt8> {
  /// Where the scalar that begins at an offset of UTF-8 ends.
  func endOfScalar(at offset: Int) -> Int {
    var end = offset + 1
    while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
