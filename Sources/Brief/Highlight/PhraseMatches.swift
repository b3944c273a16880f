// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a phrase stands in a text: the places that `FieldPhrase` counts, found in the same way, with
// their source ranges. Every list is walked once.

/// The source ranges of a phrase's occurrences.
struct PhraseMatches {
  /// A word of the phrase in the text.
  struct Occurrence {
    /// The word's position, less its place in the phrase: equal in an exact phrase.
    let place: Int
    let range: Range<Int>
  }

  /// One range from first to last word of an exact phrase; with slop, a range a word.
  private(set) var ranges: [Range<Int>] = []
  private let lists: [[Occurrence]]
  private let offsets: [Int]

  /// For each place of the phrase, its words in the text, in the order of their positions.
  init(_ lists: [[Occurrence]], offsets: [Int], slop: Int) {
    self.lists = lists
    self.offsets = offsets
    guard !lists.isEmpty, lists.allSatisfy({ !$0.isEmpty }) else { return }
    if slop == 0 { findExact() } else { findSpans(slop: slop) }
  }

  private mutating func findExact() {
    var indices = [Int](repeating: 0, count: lists.count)
    places: for first in lists[0] {
      var range = first.range
      for i in 1..<max(1, lists.count) {
        let list = lists[i]
        while indices[i] < list.count, list[indices[i]].place < first.place { indices[i] += 1 }
        guard indices[i] < list.count else { return }
        guard list[indices[i]].place == first.place else { continue places }
        let word = list[indices[i]].range
        range =
          min(range.lowerBound, word.lowerBound)..<max(range.upperBound, word.upperBound)
      }
      ranges.append(range)
    }
  }

  private mutating func findSpans(slop: Int) {
    var spans = PhraseSpans(
      lists.map { $0.map { Int32($0.place) } }, offsets: offsets.map { Int32($0) })
    while spans.next(within: Int32(clamping: slop), keepsChoices: true) != nil {
      for (list, index) in zip(lists, spans.chosen) { ranges.append(list[index].range) }
    }
  }
}
