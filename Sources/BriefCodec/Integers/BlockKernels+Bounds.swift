// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernels in C that choose documents by what their scores so far and a bound of the rest come
// to.

import CKernels

extension BlockKernels {
  /// Moves the documents of a window that begins with document `base` into a batch for which
  /// window[slot] + bounds[slot] · unit is at least `floor`; returns how many. Looks at the first
  /// `length` slots.
  package static func collect(
    _ window: [Float], bounds: [UInt8], length: Int, unit: Float, base: UInt32, floor: Float,
    into documents: inout [UInt32], _ scores: inout [Float], path: Path = .best
  ) -> Int {
    precondition(length >= 0 && length <= window.count && length <= bounds.count)
    precondition(length <= documents.count && length <= scores.count)
    // SAFETY: `length` of each are touched at most.
    return unsafe window.withUnsafeBufferPointer { window in
      unsafe bounds.withUnsafeBufferPointer { bounds in
        unsafe documents.withUnsafeMutableBufferPointer { documents in
          unsafe scores.withUnsafeMutableBufferPointer { scores in
            unsafe brief_collect_bounded(
              window.baseAddress, bounds.baseAddress, length, base, unit, floor,
              documents.baseAddress, scores.baseAddress, path.isWide)
          }
        }
      }
    }
  }

  /// Leaves the first `count` documents for which scores[i] + rests[i] is at least `floor`; returns how
  /// many.
  package static func select(
    _ documents: inout [UInt32], _ scores: inout [Float], rests: inout [Float], count: Int,
    floor: Float
  ) -> Int {
    precondition(count >= 0 && count <= documents.count && count <= scores.count)
    precondition(count <= rests.count)
    // SAFETY: `count` of each are touched.
    return unsafe documents.withUnsafeMutableBufferPointer { documents in
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        unsafe rests.withUnsafeMutableBufferPointer { rests in
          unsafe brief_select_resting(
            documents.baseAddress, scores.baseAddress, rests.baseAddress, count, floor)
        }
      }
    }
  }
}
