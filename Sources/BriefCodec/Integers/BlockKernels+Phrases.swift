// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernels in C that compare positions, with their plain twins.

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

  /// Moves those of `places[source]` p for which p + offset is among the first `positionCount` positions
  /// to `target` and after, in order; returns how many. Both ascend.
  ///
  /// - Precondition: `target` is not above the lower bound of `source`.
  package static func keepPlaces(
    _ places: inout [UInt32], _ source: Range<Int>, to target: Int, positions: [UInt32],
    positionCount: Int, offset: UInt32
  ) -> Int {
    precondition(source.upperBound <= places.count)
    precondition(target >= 0 && target <= source.lowerBound)
    precondition(positionCount >= 0 && positionCount <= positions.count)
    // SAFETY: the source and as many positions as there are are read; no more places are written than
    // were read, from `target` on, which is not after them.
    return unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe positions.withUnsafeBufferPointer { positions in
        guard let places = places.baseAddress else { return 0 }
        return unsafe brief_keep_places(
          places + source.lowerBound, source.count, positions.baseAddress, positionCount, offset,
          places + target)
      }
    }
  }

  package static func keepPlacesPlain(
    _ places: [UInt32], positions: [UInt32], offset: UInt32
  ) -> [UInt32] {
    let begins = Set(positions.filter { $0 >= offset }.map { $0 - offset })
    return places.filter { begins.contains($0) }
  }
}
