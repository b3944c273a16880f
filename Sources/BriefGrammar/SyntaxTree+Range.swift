// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a tree was written, and the same tree as if written nowhere.

extension SyntaxTree {
  /// The stretch of the query that this tree was made from, in UTF-8 bytes: from the first of its
  /// words to the last. `nil` for a tree without any, such as `*`. Linear in the tree.
  package var range: Range<Int>? {
    switch self {
    case .nothing, .all: nil
    case .word(let source), .phrase(let source, _), .prefix(let source),
      .wildcard(_, let source), .fuzzy(let source, _), .regex(_, let source),
      .range(_, let source):
      source.range
    case .field(let name, let tree): hull([name.range, tree.range])
    case .boost(let tree, _), .not(let tree): tree.range
    case .clauses(let clauses): hull(clauses.map(\.tree.range))
    case .and(let trees), .or(let trees): hull(trees.map(\.range))
    }
  }

  /// The same tree with every range empty, so that trees can be compared for what they say.
  package var withoutRanges: SyntaxTree {
    switch self {
    case .nothing, .all: self
    case .word(let source): .word(source.withoutRange)
    case .phrase(let source, let slop): .phrase(source.withoutRange, slop: slop)
    case .prefix(let source): .prefix(source.withoutRange)
    case .wildcard(let pattern, let source): .wildcard(pattern: pattern, source.withoutRange)
    case .fuzzy(let source, let edits): .fuzzy(source.withoutRange, edits: edits)
    case .regex(let pattern, let source): .regex(pattern: pattern, source.withoutRange)
    case .range(let bounds, let source): .range(bounds.withoutRanges, source.withoutRange)
    case .field(let name, let tree): .field(name: name.withoutRange, tree.withoutRanges)
    case .boost(let tree, let factor): .boost(tree.withoutRanges, factor)
    case .clauses(let clauses): .clauses(clauses.map { Clause($0.occur, $0.tree.withoutRanges) })
    case .and(let trees): .and(trees.map(\.withoutRanges))
    case .or(let trees): .or(trees.map(\.withoutRanges))
    case .not(let tree): .not(tree.withoutRanges)
    }
  }
}

extension SourceText {
  fileprivate var withoutRange: SourceText { SourceText(text, at: 0..<0) }
}

extension RangeBounds {
  fileprivate var withoutRanges: RangeBounds {
    RangeBounds(
      lower: lower.map { Bound($0.text, at: 0..<0, inclusive: $0.inclusive) },
      upper: upper.map { Bound($0.text, at: 0..<0, inclusive: $0.inclusive) })
  }
}

/// The smallest range around all of them.
private func hull(_ ranges: [Range<Int>?]) -> Range<Int>? {
  ranges.compactMap { $0 }.reduce(nil) { sum, range in
    guard let sum else { return range }
    return min(sum.lowerBound, range.lowerBound)..<max(sum.upperBound, range.upperBound)
  }
}
