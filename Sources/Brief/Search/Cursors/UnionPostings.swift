// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Many terms that count as one word, added up into an array: merging as they go would ask each list about each document.

package import BriefCodec

/// The documents of any of many terms, added up once: 4 bytes a document of the segment. Terms that there is no time for
/// are left out, and the clock says so.
package final class UnionPostings: DocCursor {
  package private(set) var doc = DocID.exhausted
  package let cost: Int
  private let frequencies: [UInt32]
  private let scorer: WordScorer

  package init(
    _ lists: [PostingsCursor], of segment: SegmentReader, scorer: WordScorer,
    _ clock: StepClock? = nil
  ) throws(CorruptionError) {
    var frequencies = [UInt32](zeros: segment.documentCount)
    var cost = 0
    for list in lists {
      if let clock, clock.step(of: 16) { break }
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
