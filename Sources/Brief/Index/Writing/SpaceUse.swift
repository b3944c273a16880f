// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Term spaces are written in the layout's order, and some are made of others. So each is needed from the first space
// that is made of it to the last; what is derived is begun one space earlier (`SegmentLists.lookAhead`).

/// Which spaces need which others while a segment is written.
struct SpaceUse: Sendable {
  /// By space, the first and the last that is made of it, itself among them.
  let first: [Int]
  let last: [Int]
  /// Whether each follows from others.
  let isDerived: [Bool]
  /// Whether others follow from each that does not.
  let isGathered: [Bool]

  init(_ layout: IndexLayout) {
    let parts = layout.spaces.indices.map { layout.parts(ofSpace: $0) }
    var (first, last) = (Array(parts.indices), Array(parts.indices))
    var isGathered = [Bool](repeating: false, count: parts.count)
    // Combined fields may be made of stems, which are made of words.
    for _ in 0..<2 {
      for space in parts.indices {
        for part in parts[space] ?? [] {
          first[part.space] = min(first[part.space], first[space])
          last[part.space] = max(last[part.space], last[space])
          if parts[part.space] == nil { isGathered[part.space] = true }
        }
      }
    }
    self.first = first
    self.last = last
    self.isGathered = isGathered
    isDerived = parts.map { $0 != nil }
  }
}
