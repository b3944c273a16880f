// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The choice of passages: sentences around matches, scored by what they show.

/// A passage of a value and how much it shows.
struct Passage {
  let snippet: Snippet
  let score: Float

  /// Passages of about `width` bytes that hold all matches of a value, in the order of the text.
  static func choose(
    from value: String, field: String, matches: [MatchFinder.Match], sentences: [Int], width: Int
  ) -> [Passage] {
    let utf8 = Array(value.utf8)
    let bounds = Set([0, utf8.count] + sentences).filter { (0...utf8.count).contains($0) }.sorted()
    var passages: [Passage] = []
    var next = 0
    var end = 0  // of the last passage: the next one begins there at the earliest
    while next < matches.count {
      let first = matches[next].range
      var range = sentence(around: first.lowerBound, bounds).clamped(to: end..<utf8.count)
      if range.count > width { range = window(in: range, around: first, width, utf8) }
      // Whole sentences that still fit, then the matches that came with them.
      while let following = bound(after: range.upperBound, bounds),
        following - range.lowerBound <= width
      {
        range = range.lowerBound..<following
      }
      range = onGraphemes(range, around: first, in: value)
      var inside: [MatchFinder.Match] = []
      while next < matches.count, matches[next].range.lowerBound < range.upperBound {
        inside.append(matches[next])
        // No match is cut in two.
        let end = onGraphemes(matches[next].range, in: value).upperBound
        range = range.lowerBound..<max(range.upperBound, end)
        next += 1
      }
      end = range.upperBound
      passages.append(passage(range, of: utf8, value, field: field, matches: inside))
    }
    return passages
  }

  private static func passage(
    _ range: Range<Int>, of utf8: [UInt8], _ value: String, field: String,
    matches: [MatchFinder.Match]
  ) -> Passage {
    var trimmed = range
    // Whole characters: a mark may stand on a blank.
    while !trimmed.isEmpty {
      let first = cluster(at: trimmed.lowerBound, in: value)
      guard utf8[first].allSatisfy(isBlank) else { break }
      trimmed = min(first.upperBound, trimmed.upperBound)..<trimmed.upperBound
    }
    while let byte = trimmed.last.map({ utf8[$0] }), isBlank(byte) { trimmed.removeLast() }
    let marks = merged(matches.map(\.range), in: value).compactMap { mark -> Range<Int>? in
      let clamped = mark.clamped(to: trimmed)
      guard !clamped.isEmpty else { return nil }
      return (clamped.lowerBound - trimmed.lowerBound)..<(clamped.upperBound - trimmed.lowerBound)
    }
    // Each different word counts with its weight, further occurrences a tenth; added up in the order
    // of the words, so that the sum is always the same.
    var weights: [Int: Float] = [:]
    for match in matches { weights[match.leaf] = max(weights[match.leaf] ?? 0, match.weight) }
    let score =
      weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } + Float(
        matches.count - weights.count) * 0.1
      + (marks.isEmpty ? 0 : 0.01)
    return Passage(
      snippet: Snippet(
        field: field, text: String(decoding: utf8[trimmed], as: UTF8.self), marks: marks,
        leadsIn: trimmed.lowerBound > 0 && range.lowerBound > 0,
        leadsOut: range.upperBound < utf8.count),
      score: score)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Overlapping and touching ranges as one, widened to whole grapheme clusters.
  static func merged(_ ranges: [Range<Int>], in value: String) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let range = onGraphemes(range, in: value)
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private static func sentence(around offset: Int, _ bounds: [Int]) -> Range<Int> {
    let end = bound(after: offset, bounds) ?? bounds[bounds.count - 1]
    let before = bounds[..<index(after: offset, bounds)].last ?? 0
    return min(before, end)..<end
  }

  /// The first bound after an offset.
  private static func bound(after offset: Int, _ bounds: [Int]) -> Int? {
    let index = index(after: offset, bounds)
    return index < bounds.count ? bounds[index] : nil
  }

  private static func index(after offset: Int, _ bounds: [Int]) -> Int {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A stretch of a long sentence, a third of it before the match, cut at spaces where there are any.
  private static func window(
    in sentence: Range<Int>, around match: Range<Int>, _ width: Int, _ utf8: [UInt8]
  ) -> Range<Int> {
    var start = max(sentence.lowerBound, match.lowerBound - width / 3)
    var end = min(sentence.upperBound, max(start + width, match.upperBound))
    if start > sentence.lowerBound,
      let space = (start..<match.lowerBound).first(where: { utf8[$0] == 0x20 }),
      space - start < width / 6
    {
      start = space + 1
    }
    if end < sentence.upperBound,
      let space = (match.upperBound..<max(end, match.upperBound)).last(where: { utf8[$0] == 0x20 }),
      end - space < width / 6
    {
      end = space
    }
    return start..<end
  }

  /// A range narrowed to whole grapheme clusters, but not to less than a match and its own clusters.
  private static func onGraphemes(
    _ range: Range<Int>, around match: Range<Int>, in value: String
  ) -> Range<Int> {
    let match = onGraphemes(match, in: value)
    let start = cluster(at: range.lowerBound, in: value)
    let end = cluster(at: range.upperBound, in: value)
    let lower = start.lowerBound == range.lowerBound ? start.lowerBound : start.upperBound
    return min(lower, match.lowerBound)..<max(end.lowerBound, match.upperBound)
  }

  /// A range widened to whole grapheme clusters.
  private static func onGraphemes(_ range: Range<Int>, in value: String) -> Range<Int> {
    let end = cluster(at: range.upperBound, in: value)
    let upper = end.lowerBound == range.upperBound ? end.lowerBound : end.upperBound
    return min(cluster(at: range.lowerBound, in: value).lowerBound, upper)..<upper
  }

  /// The grapheme cluster that holds the byte at an offset; empty at the end of the text.
  private static func cluster(at offset: Int, in value: String) -> Range<Int> {
    let utf8 = value.utf8
    let position = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
    guard position < utf8.endIndex else { return utf8.count..<utf8.count }
    // Whatever lies inside a cluster, the index after it is the cluster's end.
    let end = value.index(after: position)
    let start = value.index(before: end)
    return utf8.distance(
      from: utf8.startIndex, to: start)..<utf8.distance(
        from: utf8.startIndex, to: end)
  }
}
