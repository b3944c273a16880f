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

/// The documents of any of many terms, added up once: 4 bytes a document of the segment.
package final class UnionPostings: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let frequencies: [UInt32]
  private let scorer: WordScorer

  package init(
    _ lists: [PostingsCursor], of segment: SegmentReader, scorer: WordScorer
  ) throws(CorruptionError) {
    var frequencies = [UInt32](zeros: segment.documentCount)
    var cost = 0
    for list in lists {
      var doc = try list.advance(to: DocID(0))
      while doc != .exhausted {
        guard doc.index < segment.documentCount else { throw segment.beyondEnd(doc.rawValue) }
        if frequencies[doc.index] == 0 { cost += 1 }
        frequencies[doc.index] &+= try list.frequency()
        doc = try list.advance()
      }
    }
    self.frequencies = frequencies
    self.cost = cost
    self.scorer = scorer
  }

  package func advance(to target: DocID) throws(CorruptionError) -> DocID {
    var index = target.index
    while index < frequencies.count, frequencies[index] == 0 { index += 1 }
    doc = index < frequencies.count ? DocID(UInt32(index)) : .exhausted
    return doc
  }

  package func score() throws(CorruptionError) -> Float {
    scorer.score(doc, frequency: Float(frequencies[doc.index]))
  }
}
