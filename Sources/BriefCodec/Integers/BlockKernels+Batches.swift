// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The door to the kernels in C that filter and combine batches of scored documents.

import CKernels

extension BlockKernels {
  /// Moves the documents whose score is at least `floor` from `source` of a batch to `target` and after,
  /// in order; returns how many.
  ///
  /// - Precondition: `target` is not above the lower bound of `source`.
  package static func selectReaching(
    _ floor: Float, _ documents: inout [UInt32], _ scores: inout [Float], _ source: Range<Int>,
    to target: Int, path: Path = .best
  ) -> Int {
    precondition(source.upperBound <= documents.count && source.upperBound <= scores.count)
    precondition(target >= 0 && target <= source.lowerBound && source.lowerBound >= 0)
    // SAFETY: the source lies inside both; as many are written, from `target` on, which is not after it.
    return unsafe documents.withUnsafeMutableBufferPointer { documents in
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        guard let documents = documents.baseAddress, let scores = scores.baseAddress else {
          return 0
        }
        return unsafe brief_select_reaching(
          documents + source.lowerBound, scores + source.lowerBound, source.count, floor,
          documents + target, scores + target, path.isWide)
      }
    }
  }

  /// Appends the documents of a block whose score is at least `floor` to a batch at `target`; returns how
  /// many.
  package static func selectReaching(
    _ floor: Float, of documents: [UInt32], _ scores: [Float], _ source: Range<Int>,
    into kept: inout [UInt32], _ keptScores: inout [Float], at target: Int, path: Path = .best
  ) -> Int {
    precondition(source.lowerBound >= 0 && target >= 0)
    precondition(source.upperBound <= documents.count && source.upperBound <= scores.count)
    precondition(target + source.count <= kept.count && target + source.count <= keptScores.count)
    // SAFETY: the source lies inside, and there is room for all of it at `target`.
    return unsafe documents.withUnsafeBufferPointer { documents in
      unsafe scores.withUnsafeBufferPointer { scores in
        unsafe kept.withUnsafeMutableBufferPointer { kept in
          unsafe keptScores.withUnsafeMutableBufferPointer { keptScores in
            guard let documents = documents.baseAddress, let scores = scores.baseAddress,
              let kept = kept.baseAddress, let keptScores = keptScores.baseAddress
            else { return 0 }
            return unsafe brief_select_reaching(
              documents + source.lowerBound, scores + source.lowerBound, source.count, floor,
              kept + target, keptScores + target, path.isWide)
          }
        }
      }
    }
  }

  /// Moves those of the first `count` documents that are in a set, bit d % 64 of word d / 64, to the front, with their
  /// scores; returns how many. Those beyond the set are not in it.
  ///
  /// Counting all words with scattered dates took 1.11 times as long as without them when this was a loop in Swift,
  /// and takes 1.10 (`speed-en`, half or a hundredth left of 580 documents, 2026-11-29).
  package static func selectMembers(
    of words: [UInt64], _ documents: inout [UInt32], _ scores: inout [Float], count: Int,
    path: Path = .best
  ) -> Int {
    precondition(count >= 0 && count <= documents.count && count <= scores.count)
    precondition(words.count <= 1 << 26)
    // SAFETY: `count` documents are read, as many are written in their place, and no word beyond the last is read.
    return unsafe words.withUnsafeBufferPointer { words in
      unsafe documents.withUnsafeMutableBufferPointer { documents in
        unsafe scores.withUnsafeMutableBufferPointer { scores in
          guard let documents = documents.baseAddress, let scores = scores.baseAddress,
            let first = words.baseAddress
          else { return 0 }
          return unsafe brief_select_members(
            documents, scores, count, first, words.count, documents, scores, path.isWide)
        }
      }
    }
  }

  /// Which of `candidates[range]` are among the first `count` documents, both ascending: for each its
  /// index in the range and in the documents; returns how many.
  package static func match(
    _ candidates: [UInt32], _ range: Range<Int>, with documents: [UInt32], count: Int,
    matched: inout [UInt32], places: inout [UInt32], path: Path = .best
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= candidates.count)
    precondition(count >= 0 && count <= documents.count)
    precondition(range.count <= matched.count && range.count <= places.count)
    // SAFETY: the range and `count` documents are read; a match for each candidate at most is written.
    return unsafe candidates.withUnsafeBufferPointer { candidates in
      unsafe documents.withUnsafeBufferPointer { documents in
        unsafe matched.withUnsafeMutableBufferPointer { matched in
          unsafe places.withUnsafeMutableBufferPointer { places in
            guard let candidates = candidates.baseAddress else { return 0 }
            return unsafe brief_match(
              candidates + range.lowerBound, range.count, documents.baseAddress, count,
              matched.baseAddress, places.baseAddress, path.isWide)
          }
        }
      }
    }
  }

  /// The same for a block held as bits, bit i of the words in `bytes` standing for document `base` + i.
  package static func match(
    _ candidates: [UInt32], _ range: Range<Int>, withBits bytes: RawSpan, base: UInt32,
    matched: inout [UInt32], places: inout [UInt32], path: Path = .best
  ) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= candidates.count)
    precondition(range.count <= matched.count && range.count <= places.count)
    precondition(bytes.byteCount <= 8 * DeltaBlock.wordLimit)
    // SAFETY: the range and whole words of the bytes are read; a match for each candidate at most is
    // written.
    return unsafe candidates.withUnsafeBufferPointer { candidates in
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe matched.withUnsafeMutableBufferPointer { matched in
          unsafe places.withUnsafeMutableBufferPointer { places in
            guard let candidates = candidates.baseAddress else { return 0 }
            return unsafe brief_match_bits(
              candidates + range.lowerBound, range.count, bytePointer(bytes, 0), bytes.count / 8,
              base, matched.baseAddress, places.baseAddress, path.isWide)
          }
        }
      }
    }
  }

  /// Adds the scores of matches, as ``match(_:_:with:count:matched:places:path:)`` found them in
  /// `candidates[range]`; `false`, and some not added, if a candidate lies beyond the norms.
  ///
  /// - Precondition: the first `count` of `matched` are indices in the range, those of `places` in
  ///   `frequencies`; `inverseNorms` has 256 entries.
  package static func addMatches(
    _ candidates: [UInt32], _ range: Range<Int>, matched: [UInt32], places: [UInt32], count: Int,
    frequencies: [UInt32], norms: RawSpan, inverseNorms: [Float], weight: Float, rounding: Float,
    to scores: inout [Float]
  ) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= candidates.count)
    precondition(range.upperBound <= scores.count && inverseNorms.count >= 256)
    precondition(count >= 0 && count <= matched.count && count <= places.count)
    for i in 0..<count {
      precondition(Int(matched[i]) < range.count && Int(places[i]) < frequencies.count)
    }
    // SAFETY: matches index the range and the frequencies, by the loop above; norms are checked.
    return unsafe candidates.withUnsafeBufferPointer { candidates in
      unsafe matched.withUnsafeBufferPointer { matched in
        unsafe places.withUnsafeBufferPointer { places in
          unsafe frequencies.withUnsafeBufferPointer { frequencies in
            unsafe norms.withUnsafeBytes { norms in
              unsafe inverseNorms.withUnsafeBufferPointer { inverseNorms in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                  guard let candidates = candidates.baseAddress, let scores = scores.baseAddress
                  else { return count == 0 }
                  return unsafe brief_add_matches(
                    candidates + range.lowerBound, matched.baseAddress, places.baseAddress, count,
                    frequencies.baseAddress, bytePointer(norms, 0), norms.count,
                    inverseNorms.baseAddress, weight, rounding, scores + range.lowerBound)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Moves the marked documents of a window that begins with document `base` into a batch, those whose
  /// score is at least `floor`, and clears the window; returns how many.
  ///
  /// - Precondition: the window has a slot for each bit of `marks`, the batch room for as many.
  package static func collect(
    _ window: inout [Float], marks: inout [UInt64], base: UInt32, floor: Float,
    into documents: inout [UInt32], _ scores: inout [Float], path: Path = .best
  ) -> Int {
    precondition(marks.count * 64 <= window.count)
    precondition(window.count <= documents.count && window.count <= scores.count)
    // SAFETY: slots and output are as many as there are bits, by the lines above.
    return unsafe window.withUnsafeMutableBufferPointer { window in
      unsafe marks.withUnsafeMutableBufferPointer { marks in
        unsafe documents.withUnsafeMutableBufferPointer { documents in
          unsafe scores.withUnsafeMutableBufferPointer { scores in
            unsafe brief_collect(
              window.baseAddress, marks.baseAddress, marks.count, base, floor,
              documents.baseAddress, scores.baseAddress, path.isWide)
          }
        }
      }
    }
  }

  /// Sets the bits of `documents[range]`, counted from `base`; `false`, and some not set, if one lies
  /// outside.
  package static func mark(
    _ documents: [UInt32], _ range: Range<Int>, base: UInt32, in marks: inout [UInt64]
  ) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= documents.count)
    // SAFETY: the range is read; bits are checked against the length.
    return unsafe documents.withUnsafeBufferPointer { documents in
      unsafe marks.withUnsafeMutableBufferPointer { marks in
        guard let documents = documents.baseAddress else { return true }
        return unsafe brief_mark(
          documents + range.lowerBound, range.count, base, marks.baseAddress, marks.count * 64)
      }
    }
  }

  /// Sets bit `start` + i for each bit i set in the first `count` words; `false`, and some not set, if
  /// one lies outside.
  package static func mark(
    words: [UInt64], count: Int, at start: Int, in marks: inout [UInt64]
  ) -> Bool {
    precondition(count >= 0 && count <= words.count && start >= 0)
    // SAFETY: `count` words are read; bits are checked against the length.
    return unsafe words.withUnsafeBufferPointer { words in
      unsafe marks.withUnsafeMutableBufferPointer { marks in
        unsafe brief_mark_words(words.baseAddress, count, start, marks.baseAddress, marks.count)
      }
    }
  }
}
