// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which segments are merged, decided from sizes alone. Neighbouring segments of like size become one,
// so that every document is rewritten a logarithmic number of times and a search visits few segments.

/// Decides which neighbouring segments become one.
public struct MergePolicy: Sendable {
  /// How many neighbours of one size class are merged into one.
  public var factor: Int

  /// A policy that merges `factor` neighbours of like size.
  public init(factor: Int = 8) { self.factor = max(2, factor) }

  /// The first run of segments to merge, given their live documents; `nil` if all is well.
  ///
  /// A segment's class is the logarithm of its size to the base `factor`; a run is `factor`
  /// neighbours of which none is of a higher class than the last.
  package func run(in sizes: [Int]) -> Range<Int>? {
    guard sizes.count >= factor else { return nil }
    let classes = sizes.map { size in
      var (level, bound) = (0, factor * 1_000)
      while size >= bound, level < 20 {
        level += 1
        bound *= factor
      }
      return level
    }
    for start in stride(from: sizes.count - factor, through: 0, by: -1) {
      let run = classes[start..<(start + factor)]
      guard let highest = run.max(), let lowest = run.min() else { continue }
      if highest == lowest { return start..<(start + factor) }
    }
    // Too many segments of mixed sizes: merge the last ones whatever their size.
    return sizes.count >= factor * 4 ? (sizes.count - factor)..<sizes.count : nil
  }
}
