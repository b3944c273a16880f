// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is done with decoded blocks.

package enum BlockKernels {
  /// The index of the first document at or after `target` among `documents[from..<count]`, ascending.
  ///
  /// - Precondition: there is one.
  @inline(__always)
  package static func firstAtOrAfter(
    _ target: UInt32, in documents: [UInt32], from: Int, count: Int
  ) -> Int {
    var low = from
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
