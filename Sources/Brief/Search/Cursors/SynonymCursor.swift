// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Several terms that count as one word: the stems of several languages, the words a prefix stands
// for. Their frequencies are added, as if they had been written alike (Lucene's synonym query).
// A few lists are merged as they go; many are added up into an array once (`UnionPostings`).

package import BriefCodec

/// Visits the documents of any of a few terms; scores the sum of their frequencies.
package final class SynonymCursor: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let lists: [PostingsCursor]
  private let scorer: WordScorer

  package init(_ lists: [PostingsCursor], scorer: WordScorer) {
    self.lists = lists
    self.scorer = scorer
    cost = lists.reduce(0) { $0 + $1.documentFrequency }
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var least = DocID.exhausted
    for list in lists { least = min(least, try list.advance(to: target)) }
    doc = least
    return least
  }

  package func score() throws(CorruptionError) -> Float {
    var frequency: UInt32 = 0
    for list in lists where list.doc == doc { frequency &+= try list.frequency() }
    return scorer.score(doc, frequency: Float(frequency))
  }
}
