// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Inverts the tokens of one term space. While documents come in, every token is two integers in two
// flat arrays: its term's number and its value (a position, or a weight where the space keeps
// frequencies only). At the end one counting sort by term turns "document → tokens" into
// "term → documents": tokens arrive in document order and the sort is stable, so each term's run
// comes out as its posting list. No per-term allocation, no per-term growth.

import BriefCodec

/// The tokens of one term space of a segment being built.
struct PostingsBuilder {
  let space: TermSpace
  private var table = TermTable()
  private var terms: [UInt32] = []
  private var values: [UInt32] = []
  private var documentEnds: [UInt32] = []

  init(space: TermSpace) { self.space = space }

  /// The number of documents ended so far.
  var documentCount: Int { documentEnds.count }

  /// An estimate of the bytes that building and writing this space takes: the sort needs the two
  /// arrays once more.
  var memoryUse: Int { table.memoryUse + (terms.count + values.count) * 8 + documentEnds.count * 4 }

  /// Adds an occurrence of the term `bytes[range]` in the current document: a position in a space with
  /// positions, a weight in one with frequencies, anything in one with documents only.
  mutating func add(_ bytes: borrowing [UInt8], _ range: Range<Int>, value: UInt32) {
    terms.append(table.number(of: bytes, range))
    values.append(value)
  }

  /// Ends the current document.
  mutating func endDocument() { documentEnds.append(UInt32(terms.count)) }

  /// Writes all posting lists and the term dictionary.
  ///
  /// `norms` holds the norm of each document (empty in a space of values). Returns the dictionary's
  /// root, and for a space of values the ordinals of each document's terms, ascending.
  consuming func write(
    to files: SegmentFiles, norms: [UInt8]
  ) throws(StorageError) -> (root: TermDictionaryRoot, statistics: SpaceStatistics) {
    let order = table.sorted()
    let (starts, documents, sortedValues) = invert(order)
    var dictionary = TermDictionaryWriter()
    var writer = PostingsWriter(files: files, detail: space.detail)
    var statistics = SpaceStatistics()
    var touched = UInt32.max
    var documentsWithTerms = [Bool](repeating: false, count: documentEnds.count)
    for (rank, number) in order.enumerated() {
      var i = Int(starts[rank])
      let end = Int(starts[rank + 1])
      while i < end {
        let document = documents[i]
        var frequency: UInt32 = 0
        let first = i
        while i < end, documents[i] == document {
          frequency &+= space.detail == .frequencies ? sortedValues[i] : 1
          i += 1
        }
        touched = document
        documentsWithTerms[Int(touched)] = true
        try writer.add(
          document: document, frequency: frequency, norm: norms.isEmpty ? 0 : norms[Int(document)])
        guard space.detail == .positions else { continue }
        for j in first..<i { writer.addPosition(sortedValues[j]) }
      }
      let payload = try writer.endTerm()
      statistics.totalTermFrequency += payload.totalTermFrequency
      try dictionary.add(Array(table.term(number)), payload, to: files.terms)
    }
    statistics.documentCount = UInt32(documentsWithTerms.count { $0 })
    return (try dictionary.finish(files.terms), statistics)
  }

  /// The tokens sorted by the rank of their term: where each rank's run starts, and the runs.
  private func invert(
    _ order: [UInt32]
  ) -> (starts: [UInt32], documents: [UInt32], values: [UInt32]) {
    var rank = [UInt32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { rank[Int(number)] = UInt32(place) }
    var starts = [UInt32](repeating: 0, count: order.count + 1)
    for term in terms { starts[Int(rank[Int(term)]) + 1] += 1 }
    for i in 0..<order.count { starts[i + 1] += starts[i] }
    var next = starts
    var documents = [UInt32](repeating: 0, count: terms.count)
    var sortedValues = [UInt32](repeating: 0, count: terms.count)
    var token = 0
    for (document, end) in documentEnds.enumerated() {
      while token < Int(end) {
        let place = Int(rank[Int(terms[token])])
        let slot = Int(next[place])
        next[place] += 1
        documents[slot] = UInt32(document)
        sortedValues[slot] = values[token]
        token += 1
      }
    }
    return (starts, documents, sortedValues)
  }
}
