// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every invariant of one segment, as code. The first that does not hold ends the check of the segment:
// what follows could only repeat it.

import BriefCodec

/// Reads all of a segment and compares what must agree.
struct SegmentCheck: ~Copyable {
  private let segment: SegmentReader
  private let layout: IndexLayout
  private var postingCount = 0

  init(_ segment: SegmentReader) {
    self.segment = segment
    layout = segment.layout
  }

  consuming func run(_ report: inout IndexChecker.Report) throws(CorruptionError) {
    for space in layout.spaces.indices { try checkTerms(space) }
    for space in layout.spaces.indices { try checkPairs(space) }
    try checkColumns()
    try checkDocuments()
    report.postingCount += postingCount
  }

  private func damaged(
    _ reason: String, expected: Int? = nil, found: Int? = nil
  ) -> CorruptionError {
    CorruptionError(
      file: SegmentPart.segment.fileName(segment.id), offset: 0, reason: reason,
      expected: expected.map { UInt64(clamping: $0) }, found: found.map { UInt64(clamping: $0) })
  }

  /// Terms ascend; each list has as many documents, occurrences and positions as its entry says, its
  /// documents ascend and exist, its positions ascend; of one identifier at most one document lives.
  private mutating func checkTerms(_ space: Int) throws(CorruptionError) {
    let detail = layout.spaces[space].detail
    let isIdentifier = layout.schema.fields[layout.spaces[space].field].kind == .identifier
    let dictionary = segment.dictionary(space)
    var cursor = dictionary.cursor()
    var (last, count, total) = ([UInt8](), 0, UInt64(0))
    while try cursor.next() {
      guard count == 0 || last.lexicographicallyPrecedes(cursor.term) else {
        throw damaged("order of terms", found: count)
      }
      last = cursor.term
      count += 1
      total += cursor.payload.totalTermFrequency
      let live = try checkList(cursor.payload, detail)
      guard live <= 1 || !isIdentifier else {
        throw damaged("documents with one identifier", expected: 1, found: live)
      }
    }
    guard count == dictionary.count else {
      throw damaged("number of terms", expected: dictionary.count, found: count)
    }
    let statistics = segment.root.statistics[space]
    guard total == statistics.totalTermFrequency else {
      throw damaged(
        "occurrences of all terms", expected: Int(clamping: statistics.totalTermFrequency),
        found: Int(clamping: total))
    }
  }

  /// The terms of pairs ascend and name frequent words, which the space has; their lists are sound.
  private mutating func checkPairs(_ space: Int) throws(CorruptionError) {
    guard let pairs = segment.pairs(space) else { return }
    let words = pairs.words.words
    for word in words where try segment.dictionary(space).find(word) == nil {
      throw damaged("frequent word that no document has", found: word.count)
    }
    var cursor = pairs.dictionary.cursor()
    var (last, count) = ([UInt8](), 0)
    while try cursor.next() {
      let term = cursor.term
      guard term.count == 2, term.allSatisfy({ $0 < words.count }) else {
        throw damaged("pair of frequent words", expected: words.count, found: count)
      }
      guard count == 0 || last.lexicographicallyPrecedes(term) else {
        throw damaged("order of pairs", found: count)
      }
      last = term
      count += 1
      _ = try checkList(cursor.payload, .frequencies)
    }
    guard count == pairs.dictionary.count else {
      throw damaged("number of pairs", expected: pairs.dictionary.count, found: count)
    }
  }

  /// Returns how many documents of the list are not deleted.
  private mutating func checkList(
    _ payload: TermPayload, _ detail: TermSpace.Detail
  ) throws(CorruptionError) -> Int {
    let list = try PostingsCursor(segment, detail: detail, payload: payload)
    var (documents, live, occurrences) = (0, 0, UInt64(0))
    var positions: [UInt32] = []
    var last: DocID?
    var doc = try list.advance()
    while doc != .exhausted {
      guard doc.index < segment.documentCount, last.map({ $0 < doc }) ?? true else {
        throw damaged("order of documents in a list", found: doc.index)
      }
      last = doc
      documents += 1
      if segment.live?[doc] ?? true { live += 1 }
      let frequency = try list.frequency()
      occurrences += UInt64(frequency)
      if detail == .positions {
        try list.readPositions(into: &positions)
        guard positions.count == Int(frequency),
          zip(positions, positions.dropFirst()).allSatisfy({ $0 <= $1 })
        else {
          throw damaged(
            "positions in a document", expected: Int(frequency), found: positions.count)
        }
      }
      doc = try list.advance()
    }
    postingCount += documents
    guard documents == Int(payload.documentFrequency) else {
      throw damaged(
        "documents in a list", expected: Int(payload.documentFrequency), found: documents)
    }
    guard occurrences == payload.totalTermFrequency else {
      throw damaged(
        "occurrences in a list", expected: Int(clamping: payload.totalTermFrequency),
        found: Int(clamping: occurrences))
    }
    return live
  }

  /// Every document has a value or none in every column, ordinals exist.
  private func checkColumns() throws(CorruptionError) {
    for field in layout.columnFields {
      switch layout.schema.fields[field].kind {
      case .date, .number:
        guard let column = try segment.numbers(ofField: field) else { continue }
        for doc in 0..<segment.documentCount { _ = try column.value(of: DocID(UInt32(doc))) }
      default:
        guard let column = try segment.ordinals(ofField: field),
          let space = layout.space(.values, ofField: field)
        else { continue }
        let count = segment.dictionary(space).count
        for doc in 0..<segment.documentCount {
          try column.forEachOrdinal(of: DocID(UInt32(doc))) { ordinal throws(CorruptionError) in
            guard ordinal < count else {
              throw damaged("ordinal in a column", expected: count, found: ordinal)
            }
          }
        }
      }
    }
  }

  /// Every stored document can be read and names itself as its column does.
  private func checkDocuments() throws(CorruptionError) {
    let reader = DocStore.Reader(segment.store)
    let name = layout.schema.identifier
    for index in 0..<segment.documentCount {
      let doc = DocID(UInt32(index))
      let document = try segment.document(doc, reader)
      guard document[name] == .text(try segment.identifier(of: doc)) else {
        throw damaged("identifier of a stored document", found: index)
      }
    }
  }
}
