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
    while next < matches.count {
      let first = matches[next].range
      var range = sentence(around: first.lowerBound, bounds)
      if range.count > width { range = window(in: range, around: first, width, utf8) }
      // Whole sentences that still fit, then the matches that came with them.
      while let following = bounds.first(where: { $0 > range.upperBound }),
        following - range.lowerBound <= width
      {
        range = range.lowerBound..<following
      }
      range = range.lowerBound..<max(range.upperBound, first.upperBound)
      range = onGraphemes(range, in: value)
      var inside: [MatchFinder.Match] = []
      while next < matches.count, matches[next].range.lowerBound < range.upperBound {
        if matches[next].range.upperBound <= range.upperBound { inside.append(matches[next]) }
        next += 1
      }
      passages.append(passage(range, of: utf8, value, field: field, matches: inside))
    }
    return passages
  }

  private static func passage(
    _ range: Range<Int>, of utf8: [UInt8], _ value: String, field: String,
    matches: [MatchFinder.Match]
  ) -> Passage {
    var trimmed = range
    while let byte = trimmed.first.map({ utf8[$0] }), byte == 0x20 || (0x09...0x0D).contains(byte) {
      trimmed.removeFirst()
    }
    while let byte = trimmed.last.map({ utf8[$0] }), byte == 0x20 || (0x09...0x0D).contains(byte) {
      trimmed.removeLast()
    }
    let marks = merged(matches.map(\.range), in: value).compactMap { mark -> Range<Int>? in
      let clamped = mark.clamped(to: trimmed)
      guard !clamped.isEmpty else { return nil }
      return (clamped.lowerBound - trimmed.lowerBound)..<(clamped.upperBound - trimmed.lowerBound)
    }
    // Each different word counts with its weight, further occurrences a tenth.
    var weights: [Int: Float] = [:]
    for match in matches { weights[match.leaf] = max(weights[match.leaf] ?? 0, match.weight) }
    let score =
      weights.values.reduce(0, +) + Float(matches.count - weights.count) * 0.1
      + (marks.isEmpty ? 0 : 0.01)
    return Passage(
      snippet: Snippet(
        field: field, text: String(decoding: utf8[trimmed], as: UTF8.self), marks: marks,
        leadsIn: trimmed.lowerBound > 0 && range.lowerBound > 0,
        leadsOut: range.upperBound < utf8.count),
      score: score)
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
    let end = bounds.firstIndex { $0 > offset } ?? bounds.count - 1
    return bounds[max(0, end - 1)]..<bounds[end]
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

  /// A range widened to whole grapheme clusters.
  private static func onGraphemes(_ range: Range<Int>, in value: String) -> Range<Int> {
    let utf8 = value.utf8
    func boundary(_ offset: Int, after: Bool) -> Int {
      let index = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
      // `index(before:)` of the next character's end finds the start of the cluster holding `index`.
      let rounded = value.rangeOfCluster(containing: index)
      if rounded.lowerBound == index { return offset }
      return utf8.distance(
        from: utf8.startIndex, to: after ? rounded.upperBound : rounded.lowerBound)
    }
    return boundary(range.lowerBound, after: false)..<boundary(range.upperBound, after: true)
  }
}

extension String {
  /// The grapheme cluster that holds a position; empty at the end.
  fileprivate func rangeOfCluster(containing position: Index) -> Range<Index> {
    guard position < endIndex else { return endIndex..<endIndex }
    // Walking a window of characters is enough: clusters are found from a boundary before them.
    let start = self.index(roundedDown: position)
    return start..<self.index(after: start)
  }

  private func index(roundedDown position: Index) -> Index {
    // `Substring` keeps the base's indices, and `index(after: index(before:))` lands on boundaries.
    let scalarAligned = unicodeScalars.index(position, offsetBy: 0)
    guard scalarAligned > startIndex else { return startIndex }
    let before = index(before: scalarAligned)
    let after = index(after: before)
    return after <= position ? after : before
  }
}
