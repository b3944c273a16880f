// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Searching forward from where one is: steps that double, then halving. What is looked for lies close
// more often than not, so that this takes a step or two where a binary search always takes all.

/// The first index from `first` on for which `isBefore` does not hold, or `count`.
///
/// `isBefore` holds for all indices below some and for none from there on.
@inline(__always)
func gallop(from first: Int, count: Int, _ isBefore: (Int) -> Bool) -> Int {
  guard first < count, isBefore(first) else { return min(first, count) }
  var low = first + 1
  var step = 1
  while low + step < count, isBefore(low + step - 1) {
    low += step
    step *= 2
  }
  var high = min(low + step, count)
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
