// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The postings of a common word by document instead of one after the other: whether a document has the word,
// how well it can score for it and how often it has it is found without looking for it. Of each document
// there are two numbers of four bits: the level is a bound of its score, and adding levels up for 64
// documents takes as long as a list takes to yield one or two; the frequency gives the score itself.
// 64 documents have 32 bytes of each: byte j is document j in its low bits, and document j + 32 in its high
// ones, so that one shift parts the two for all.

import CKernels

/// The levels and frequencies of one word in all documents of a segment: a byte a document.
package struct WordColumn: Sendable {
  /// Levels are 0 for documents without the word, else 1...15, in fifteenths of the best score, rounded up.
  package static let highestLevel = 15
  /// Frequencies from here on are not told apart.
  package static let unknownFrequency = 15
  package static let chunkLength = 64

  private(set) var levels: [UInt8]
  private(set) var frequencies: [UInt8]

  /// No document has the word.
  package init(documentCount: Int) {
    levels = [UInt8](repeating: 0, count: Self.byteCount(documentCount: documentCount) / 2)
    frequencies = levels
  }

  /// The size of a column.
  package static func byteCount(documentCount: Int) -> Int {
    (documentCount + chunkLength - 1) / chunkLength * chunkLength
  }

  /// Notes the first `count` of some postings, in documents that were not noted yet. `best` is the greatest
  /// of all scores. `false`, and some not noted, if a document lies beyond the end.
  package mutating func note(
    _ documents: [UInt32], frequencies: [UInt32], scores: [Float], count: Int, best: Float
  ) -> Bool {
    Self.note(
      documents, frequencies, scores, count, best, &levels, &self.frequencies)
  }

  private static func note(
    _ documents: [UInt32], _ frequencies: [UInt32], _ scores: [Float], _ count: Int, _ best: Float,
    _ levels: inout [UInt8], _ nibbles: inout [UInt8]
  ) -> Bool {
    var levels = levels.mutableSpan
    var nibbles = nibbles.mutableSpan
    let (documents, frequencies, scores) = (documents.span, frequencies.span, scores.span)
    let scale = best > 0 ? Float(highestLevel) / best : 0
    for i in 0..<count {
      let document = Int(documents[i])
      let place = document / 64 * 32 + document % 32
      let shift = UInt8(document / 32 % 2 * 4)
      guard place < levels.count else { return false }
      let level = min(max((scores[i] * scale).rounded(.up), 1), Float(highestLevel))
      levels[place] |= UInt8(level) << shift
      nibbles[place] |= UInt8(min(frequencies[i], UInt32(unknownFrequency))) << shift
    }
    return true
  }

  // MARK: - What levels are worth

  /// What each level is worth to a word's score, at most.
  package struct Worth: Sendable {
    fileprivate(set) var steps = InlineArray<16, Float>(repeating: 0)
    fileprivate(set) var units = InlineArray<16, UInt8>(repeating: 0)

    /// Level l is worth l fifteenths of `best`, and `allowance` for what rounding adds.
    package init(best: Float, allowance: Float) {
      for level in 1...highestLevel {
        steps[level] = best * (Float(level) / Float(highestLevel)) + allowance
      }
    }

    /// The unit of whole numbers.
    package mutating func setUnit(_ unit: Float) {
      for level in 1...highestLevel {
        units[level] = UInt8(min((steps[level] / unit).rounded(.up), 255))
      }
    }
  }

  /// Adds what their levels are worth, in units, to the bounds of `count` documents from `first` on, a multiple
  /// of 64: to all of a chunk of 64, and of those that there are. Bounds end at 255.
  package func addLevels(
    from first: Int, _ count: Int, worth: Worth, to bounds: inout [UInt8],
    path: BlockKernels.Path = .best
  ) {
    precondition(first >= 0 && first % Self.chunkLength == 0 && count >= 0)
    let start = min(first / 2, levels.count)
    let wanted = (count + Self.chunkLength - 1) / Self.chunkLength
    precondition(wanted * Self.chunkLength <= bounds.count)
    let chunks = min((levels.count - start) / 32, wanted)
    // SAFETY: so many chunks are there from `start` on, and room for as many bounds.
    unsafe levels.withUnsafeBufferPointer { levels in
      unsafe bounds.withUnsafeMutableBufferPointer { bounds in
        unsafe worth.units.span.withUnsafeBufferPointer { units in
          guard let levels = levels.baseAddress else { return }
          unsafe brief_add_levels(
            levels + start, chunks, units.baseAddress, bounds.baseAddress, path.isWide)
        }
      }
    }
  }

  /// Marks those of `count` documents from `first` on, a multiple of 64, that have the word, bit i for document
  /// `first` + i: of all of a chunk of 64, and of those that there are.
  package func mark(
    from first: Int, _ count: Int, in words: inout [UInt64], path: BlockKernels.Path = .best
  ) {
    precondition(first >= 0 && first % Self.chunkLength == 0 && count >= 0)
    let start = min(first / 2, levels.count)
    let wanted = (count + Self.chunkLength - 1) / Self.chunkLength
    precondition(wanted <= words.count)
    let chunks = min((levels.count - start) / 32, wanted)
    // SAFETY: so many chunks are there from `start` on, and as many words.
    unsafe levels.withUnsafeBufferPointer { levels in
      unsafe words.withUnsafeMutableBufferPointer { words in
        guard let levels = levels.baseAddress else { return }
        unsafe brief_mark_members(levels + start, chunks, words.baseAddress, path.isWide)
      }
    }
  }

  /// Leaves those of the first `count` documents that have the word, with their scores; returns how many.
  package func keep(
    _ documents: inout [UInt32], _ scores: inout [Float], count: Int
  ) -> Int {
    precondition(count >= 0 && count <= documents.count && count <= scores.count)
    // SAFETY: `count` of each are touched; documents are checked against the length.
    let kept = unsafe levels.withUnsafeBufferPointer { levels in
      unsafe documents.withUnsafeMutableBufferPointer { documents in
        unsafe scores.withUnsafeMutableBufferPointer { scores in
          unsafe brief_keep_members(
            levels.baseAddress, levels.count * 2, documents.baseAddress, scores.baseAddress, count)
        }
      }
    }
    precondition(kept >= 0, "a document beyond the column")
    return kept
  }

  /// Adds what their levels are worth to numbers for the first `count` of some documents.
  package func addLevels(
    of documents: [UInt32], _ count: Int, worth: Worth, to rests: inout [Float]
  ) {
    precondition(count >= 0 && count <= documents.count && count <= rests.count)
    // SAFETY: `count` documents and numbers are touched; documents are checked against the length.
    let isInside = unsafe levels.withUnsafeBufferPointer { levels in
      unsafe documents.withUnsafeBufferPointer { documents in
        unsafe rests.withUnsafeMutableBufferPointer { rests in
          unsafe worth.steps.span.withUnsafeBufferPointer { steps in
            unsafe brief_add_steps(
              levels.baseAddress, levels.count * 2, documents.baseAddress, count,
              steps.baseAddress, rests.baseAddress)
          }
        }
      }
    }
    precondition(isInside, "a document beyond the column")
  }

  /// Adds the scores of the first `count` of some documents, by BM25 as
  /// ``BlockKernels/scoreBM25(frequencies:norms:count:inverseNorms:weight:rounding:into:path:)`` has it, and
  /// takes what their levels are worth from `rests`. Those of unknown frequency are not scored, but their places
  /// written to `unknown`; returns how many.
  ///
  /// - Precondition: there is a norm for each document of the column, and `inverseNorms` has 256 entries.
  package func addScores(
    of documents: [UInt32], _ count: Int, norms: RawSpan, inverseNorms: [Float], weight: Float,
    rounding: Float, worth: Worth, rests: inout [Float], to scores: inout [Float],
    unknown: inout [UInt32]
  ) -> Int {
    precondition(count >= 0 && count <= documents.count && count <= rests.count)
    precondition(count <= scores.count && count <= unknown.count && inverseNorms.count >= 256)
    let length = min(levels.count * 2, norms.byteCount)
    // SAFETY: `count` of each are touched; documents are checked against the length, within which there are
    // levels, frequencies and norms, and a norm is an index below 256.
    let n = unsafe levels.withUnsafeBufferPointer { levels in
      unsafe frequencies.withUnsafeBufferPointer { frequencies in
        unsafe norms.withUnsafeBytes { norms in
          unsafe documents.withUnsafeBufferPointer { documents in
            unsafe worth.steps.span.withUnsafeBufferPointer { steps in
              unsafe inverseNorms.withUnsafeBufferPointer { inverseNorms in
                unsafe rests.withUnsafeMutableBufferPointer { rests in
                  unsafe scores.withUnsafeMutableBufferPointer { scores in
                    unsafe unknown.withUnsafeMutableBufferPointer { unknown in
                      unsafe brief_score_column(
                        levels.baseAddress, frequencies.baseAddress,
                        BlockKernels.bytePointer(norms, 0), length, documents.baseAddress, count,
                        steps.baseAddress, inverseNorms.baseAddress, weight, rounding,
                        rests.baseAddress, scores.baseAddress, unknown.baseAddress)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    precondition(n >= 0, "a document beyond the column")
    return n
  }
}
