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

  /// Keeps those of the first `count` places p for which p + offset is among the first `positionCount`
  /// positions, in order; returns how many. Both ascend.
  package static func keepPlaces(
    _ places: inout [UInt32], count: Int, positions: [UInt32], positionCount: Int, offset: UInt32
  ) -> Int {
    precondition(count >= 0 && count <= places.count)
    precondition(positionCount >= 0 && positionCount <= positions.count)
    // SAFETY: as many places and positions are read as there are, and no more places written.
    return unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe positions.withUnsafeBufferPointer { positions in
        unsafe brief_keep_places(
          places.baseAddress, count, positions.baseAddress, positionCount, offset)
      }
    }
  }

  package static func keepPlacesPlain(
    _ places: [UInt32], count: Int, positions: [UInt32], positionCount: Int, offset: UInt32
  ) -> [UInt32] {
    let positions = Set(positions[..<positionCount].filter { $0 >= offset }.map { $0 - offset })
    return places[..<count].filter { positions.contains($0) }
  }
}
