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

  /// The smallest spans that hold a word of every place within the slop, no word used twice.
  private mutating func findSpans(slop: Int) {
    var indices = [Int](repeating: 0, count: lists.count)
    while true {
      var (first, least, most) = (0, Int.max, Int.min)
      for (i, list) in lists.enumerated() {
        let place = list[indices[i]].place
        if place < least { (first, least) = (i, place) }
        most = max(most, place)
      }
      let next = indices[first] + 1
      let hasNext = next < lists[first].count
      let isSmallest = !hasNext || lists[first][next].place > most
      if isSmallest, most - least <= slop, usesWordsOnce(indices) {
        for (list, index) in zip(lists, indices) { ranges.append(list[index].range) }
      }
      guard hasNext else { return }
      indices[first] = next
    }
  }

  private func usesWordsOnce(_ indices: [Int]) -> Bool {
    let positions = lists.indices.map { lists[$0][indices[$0]].place + offsets[$0] }
    return Set(positions).count == positions.count
  }
}
