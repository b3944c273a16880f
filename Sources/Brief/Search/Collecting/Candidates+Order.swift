// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Candidates in the order of their keys alone: selecting and sorting them without calling anything for
// a comparison.

extension [Candidate] {
  /// Moves the `count` smallest keys to the front, in any order: Hoare's selection, with the median of
  /// three as pivot.
  mutating func select(_ count: Int) {
    guard count > 0, count < self.count else { return }
    var candidates = mutableSpan
    var (low, high) = (0, candidates.count - 1)
    while low < high {
      let middle = (low + high) / 2
      let (a, b, c) = (candidates[low].key, candidates[middle].key, candidates[high].key)
      let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while candidates[i].key < pivot { i &+= 1 }
        while pivot < candidates[j].key { j &-= 1 }
        guard i <= j else { break }
        candidates.swapAt(i, j)
        i &+= 1
        j &-= 1
      }
      if count - 1 <= j { high = j } else if count - 1 >= i { low = i } else { return }
    }
  }

  /// Sorts by key. Many are distributed by eight bits of the key at a time, the lowest first: nobody can
  /// foresee how comparisons of scores come out, a processor neither.
  mutating func sortByKey() {
    guard count > 64 else { return sort { $0.key < $1.key } }
    let varying = reduce(into: 0 as UInt64) { bits, candidate in bits |= candidate.key ^ self[0].key
    }
    var source = self
    var shift: UInt64 = 0
    while shift < 64, varying >> shift != 0 {
      if varying >> shift & 255 != 0 {
        Self.distribute(source, by: shift, to: &self)
        swap(&source, &self)
      }
      shift += 8
    }
    self = source
  }

  private static func distribute(_ source: Self, by shift: UInt64, to target: inout Self) {
    var starts = InlineArray<256, Int>(repeating: 0)
    let source = source.span
    for i in source.indices { starts[Int(source[i].key >> shift & 255)] &+= 1 }
    var sum = 0
    for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
    var target = target.mutableSpan
    for i in source.indices {
      let digit = Int(source[i].key >> shift & 255)
      target[starts[digit]] = source[i]
      starts[digit] &+= 1
    }
  }
}
