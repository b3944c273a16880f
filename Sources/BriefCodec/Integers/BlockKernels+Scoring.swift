// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernels in C that score a block.

import CKernels

extension BlockKernels {
  /// Scores `count` postings by BM25 and rounds to the grid that makes sums exact in any order:
  ///
  ///     s = weight − weight / (1 + frequency · inverseNorms[norm])
  ///     score = (s + rounding) − rounding
  ///
  /// - Precondition: `inverseNorms` has 256 entries, the others `count` at least.
  package static func scoreBM25(
    frequencies: [UInt32], norms: [UInt8], count: Int, inverseNorms: [Float], weight: Float,
    rounding: Float, into scores: inout [Float], path: Path = .best
  ) {
    precondition(count >= 0 && count <= frequencies.count && count <= norms.count)
    precondition(count <= scores.count && inverseNorms.count >= 256)
    // SAFETY: `count` of each are touched; a norm, one byte, is an index below 256.
    unsafe frequencies.withUnsafeBufferPointer { frequencies in
      unsafe norms.withUnsafeBufferPointer { norms in
        unsafe inverseNorms.withUnsafeBufferPointer { inverseNorms in
          unsafe scores.withUnsafeMutableBufferPointer { scores in
            unsafe brief_score_bm25(
              frequencies.baseAddress, norms.baseAddress, count, inverseNorms.baseAddress, weight,
              rounding, scores.baseAddress, path.isWide)
          }
        }
      }
    }
  }

  /// The greatest frequency · inverseNorms[norm] among impacts, each a frequency as a varint and a norm;
  /// `nil` if the bytes are something else.
  ///
  /// - Precondition: `inverseNorms` has 256 entries.
  package static func bestImpact(_ bytes: RawSpan, inverseNorms: [Float]) -> Float? {
    precondition(inverseNorms.count >= 256)
    var best: Float = 0
    // SAFETY: all bytes of the span are read and none beyond; a norm is an index below 256.
    let isWhole = unsafe bytes.withUnsafeBytes { bytes in
      unsafe inverseNorms.withUnsafeBufferPointer { inverseNorms in
        unsafe brief_best_impact(
          bytePointer(bytes, 0), bytes.count, inverseNorms.baseAddress, &best)
      }
    }
    return isWhole ? best : nil
  }

  /// Adds the scores of `documents[range]` into a window that begins with document `base` and marks
  /// them.
  ///
  /// - Precondition: the documents lie in the window, and `marks` has a bit for each slot of it.
  package static func accumulate(
    _ documents: [UInt32], _ scores: [Float], _ range: Range<Int>, base: UInt32,
    into window: inout [Float], marks: inout [UInt64]
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= documents.count)
    precondition(range.upperBound <= scores.count && window.count <= marks.count * 64)
    // SAFETY: the range of both is read; slots are checked against the window's length.
    let isInside = unsafe documents.withUnsafeBufferPointer { documents in
      unsafe scores.withUnsafeBufferPointer { scores in
        unsafe window.withUnsafeMutableBufferPointer { window in
          unsafe marks.withUnsafeMutableBufferPointer { marks in
            guard let documents = documents.baseAddress, let scores = scores.baseAddress else {
              return true
            }
            return unsafe brief_accumulate(
              documents + range.lowerBound, scores + range.lowerBound, range.count, base,
              window.baseAddress, marks.baseAddress, window.count)
          }
        }
      }
    }
    precondition(isInside, "a document outside the window")
  }

  /// Looks up the norms of documents, one byte each; `false`, and some not looked up, if a document
  /// lies beyond the norms, which damaged postings may say.
  package static func gatherNorms(
    _ documents: [UInt32], count: Int, norms all: RawSpan, into norms: inout [UInt8]
  ) -> Bool {
    precondition(count >= 0 && count <= documents.count && count <= norms.count)
    // SAFETY: `count` documents are read and norms written; documents are checked against the
    // length.
    return unsafe documents.withUnsafeBufferPointer { documents in
      unsafe all.withUnsafeBytes { all in
        unsafe norms.withUnsafeMutableBufferPointer { norms in
          unsafe brief_gather_norms(
            documents.baseAddress, count, bytePointer(all, 0), all.count, norms.baseAddress)
        }
      }
    }
  }
}
