// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One posting list with its score.

package import BriefCodec

/// Visits the documents of one term.
package final class TermCursor: DocCursor {
  private let postings: PostingsCursor
  private let scorer: WordScorer

  package init(_ postings: PostingsCursor, scorer: WordScorer) {
    self.postings = postings
    self.scorer = scorer
  }

  package var doc: DocID { postings.doc }
  package var cost: Int { postings.documentFrequency }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    try postings.advance(to: target)
  }

  package func score() throws(CorruptionError) -> Float {
    scorer.score(postings.doc, frequency: Float(try postings.frequency()))
  }
}
