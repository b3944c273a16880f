// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How often does a word stand here, and what is that worth?

import BriefCodec

/// What turns frequencies into scores for one word of a query, in one segment.
package struct WordScorer {
  package let similarity: BM25
  package let norms: Norms?
  package let weight: Float
  package let grid: ScoreGrid

  package init(similarity: BM25, norms: Norms?, weight: Float, grid: ScoreGrid) {
    self.similarity = similarity
    self.norms = norms
    self.weight = weight
    self.grid = grid
  }

  @inline(__always)
  package func score(_ doc: DocID, frequency: Float) -> Float {
    let norm = norms.map { $0[doc] } ?? 1
    return grid.round(similarity.score(frequency: frequency, norm: norm, weight: weight))
  }
}

extension WordScorer {
  /// The most a document can score of which frequency · inverse norm is at most `impact`.
  @inline(__always)
  func score(impact: Float) -> Float {
    grid.round(similarity.score(impact: impact, weight: weight))
  }
}
