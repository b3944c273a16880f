// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which segments are merged, decided from sizes alone. Neighbouring segments of like size become one,
// so that every document is rewritten a logarithmic number of times and a search visits few segments.

/// Decides which neighbouring segments become one.
public struct MergePolicy: Sendable {
  /// How many neighbours of one size class are merged into one.
  public var factor: Int

  /// A policy that merges `factor` neighbours of like size.
  public init(factor: Int = 8) { self.factor = max(2, factor) }

  /// The next run of segments to merge, given their live and their deleted documents; `nil` if all is
  /// well.
  ///
  /// A segment of which a third is deleted is rewritten by itself: dead documents take room and time, and
  /// words are weighed as if they were still there.
  package func run(live: [Int], deleted: [Int]) -> Range<Int>? {
    if let run = run(in: live) { return run }
    return zip(live, deleted).enumerated().first { _, counts in counts.1 > counts.0 / 2 }
      .map { place, _ in place..<(place + 1) }
  }

  /// The next run of segments to merge, given their live documents.
  ///
  /// A segment's class is the logarithm of its size to the base `factor`; below a thousand times that
  /// all are of one class, since syncing their files costs more than rewriting them. The segments up to the last
  /// of the highest class are one group, small ones between them included, lest they stay for ever;
  /// the rest is divided likewise. A group of `factor` segments is ripe; the last ripe group, whose
  /// segments are the smallest, goes first. So a group has fewer than `factor` segments in the end.
  package func run(in sizes: [Int]) -> Range<Int>? {
    let classes = sizes.map { size in
      var (level, rest) = (0, size / 1_000)
      while rest >= factor {
        level += 1
        rest /= factor
      }
      return level
    }
    var ripe: Range<Int>?
    var start = 0
    while let highest = classes[start...].max(), let last = classes.lastIndex(of: highest) {
      if last + 1 - start >= factor { ripe = start..<(start + factor) }
      start = last + 1
    }
    return ripe
  }
}
