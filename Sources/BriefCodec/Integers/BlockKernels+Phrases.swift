// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernel in C that adds positions up, with its plain twin.

import CKernels

extension BlockKernels {
  /// Writes start + the sum of distances up to each of `range` to `positions`, from `target` on.
  package static func sumPositions(
    _ distances: [UInt32], _ range: Range<Int>, start: UInt32, into positions: inout [UInt32],
    at target: Int
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= distances.count)
    precondition(target >= 0 && target + range.count <= positions.count)
    // SAFETY: the range is read, and there is room for as many at `target`.
    unsafe distances.withUnsafeBufferPointer { distances in
      unsafe positions.withUnsafeMutableBufferPointer { positions in
        guard let distances = distances.baseAddress, let positions = positions.baseAddress else {
          return
        }
        unsafe brief_sum_positions(
          distances + range.lowerBound, range.count, start, positions + target)
      }
    }
  }

  package static func sumPositionsPlain(
    _ distances: [UInt32], _ range: Range<Int>, start: UInt32, into positions: inout [UInt32],
    at target: Int
  ) {
    var position = start
    for (i, distance) in distances[range].enumerated() {
      position &+= distance
      positions[target + i] = position
    }
  }
}
