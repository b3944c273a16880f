// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Every invariant of one segment, as code. The first that does not hold ends the check of the segment:
// what follows could only repeat it. Only the comparison with the stored texts (`TextCheck.swift`),
// which everything read here is entered for, goes on and names each document that differs.

import BriefCodec

/// Reads all of a segment and compares what must agree.
struct SegmentCheck: ~Copyable {
  let segment: SegmentReader
  let layout: IndexLayout
  let comparesTexts: Bool
  let knowsDeletions: Bool
  /// What the lists and columns hold is subtracted here, what they should hold added.
  var ledger = PostingLedger(documentCount: 0)
  var postingCount = 0

  /// - Parameter comparesTexts: whether the analyzers at hand are those of the index, so that they
  ///   must find in the stored texts what the postings hold.
  /// - Parameter knowsDeletions: whether the segment says which documents are deleted; if not, several
  ///   may have one identifier.
  init(_ segment: SegmentReader, comparesTexts: Bool, knowsDeletions: Bool = true) {
    self.segment = segment
    self.knowsDeletions = knowsDeletions
    self.comparesTexts = comparesTexts
    layout = segment.layout
  }

  consuming func run(_ report: inout IndexChecker.Report) throws(BriefError) {
    var texts = TextCheck(segment)
    do throws(CorruptionError) {
      // A document has a byte in each of these; so there are not more of them than the file has bytes.
      for field in layout.normFields { try checkLengths(field) }
      ledger = PostingLedger(documentCount: segment.documentCount)
      for space in layout.spaces.indices { try checkTerms(space) }
      for space in layout.spaces.indices { try checkPairs(space) }
      try checkColumns()
      if !comparesTexts { try checkDocuments() }
    } catch {
      throw BriefError(error)
    }
    report.postingCount += postingCount
    if comparesTexts {
      try texts.compare(&ledger)
      report.comparedDocumentCount += segment.documentCount
    }
    report.problems += try texts.findings(
      differing: ledger.differing, comparesTexts: comparesTexts)
  }

  func damaged(_ reason: String, expected: Int? = nil, found: Int? = nil) -> CorruptionError {
    CorruptionError(
      file: SegmentPart.segment.fileName(segment.id), offset: 0, reason: reason,
      expected: expected.map { UInt64(clamping: $0) }, found: found.map { UInt64(clamping: $0) })
  }

  /// Terms ascend and are found; each list has as many documents, occurrences and positions as its
  /// entry says, its documents ascend and exist, its positions ascend, its bounds are those of its
  /// documents; of one identifier at most one document lives.
  private mutating func checkTerms(_ space: Int) throws(CorruptionError) {
    let (field, detail) = (layout.spaces[space].field, layout.spaces[space].detail)
    let isCompared = comparesTexts && layout.isStored(field: field)
    let isIdentifier = layout.schema.fields[field].kind == .identifier
    let dictionary = segment.dictionary(space)
    let norms = try segment.norms(ofField: field)
    var cursor = dictionary.cursor()
    var (last, count, total) = ([UInt8](), 0, UInt64(0))
    var hasTerm = [Bool](repeating: false, count: segment.documentCount)
    while try cursor.next() {
      guard count == 0 || last.lexicographicallyPrecedes(cursor.term) else {
        throw damaged("order of terms", found: count)
      }
      guard try dictionary.find(cursor.term)?.ordinal == count else {
        throw damaged("term that is not found where it stands", found: count)
      }
      last = cursor.term
      total += cursor.payload.totalTermFrequency
      var list = ListCheck(self, detail, cursor.payload, norms)
      list.key = isCompared ? ledger.key(.postings, space, cursor.term) : nil
      if layout.spaces[space].kind == .values {
        list.columnKey = ledger.key(.column, space, ordinal: count)
      }
      let live = try list.run(&ledger, &hasTerm)
      postingCount += Int(cursor.payload.documentFrequency)
      guard live <= 1 || !isIdentifier || !knowsDeletions else {
        throw damaged("documents with one identifier", expected: 1, found: live)
      }
      count += 1
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
    let documents = hasTerm.count { $0 }
    guard documents == Int(statistics.documentCount) else {
      throw damaged(
        "documents with a term", expected: Int(statistics.documentCount), found: documents)
    }
  }

  /// The terms of pairs and triples ascend and name frequent words, which the space has; their lists are
  /// sound and hold what the words' positions say.
  private mutating func checkPairs(_ space: Int) throws(CorruptionError) {
    guard let pairs = segment.pairs(space) else { return }
    let words = pairs.words.words
    let numbers = (0..<UInt32(segment.documentCount)).map { $0 }
    var streams: [MergedPositions] = []
    for word in words {
      guard let payload = try segment.dictionary(space).find(word)?.payload else {
        throw damaged("frequent word that no document has", found: word.count)
      }
      streams.append(
        try MergedPositions([.init(segment: segment, payload: payload, numbers: numbers)]))
    }
    let norms = try segment.norms(ofField: layout.spaces[space].field)
    var cursor = pairs.dictionary.cursor()
    var (last, count) = ([UInt8](), 0)
    var hasTerm = [Bool](repeating: false, count: segment.documentCount)
    while try cursor.next() {
      let term = cursor.term
      guard pairs.mayHave(term) else {
        throw damaged("pair or triple of frequent words", expected: words.count, found: count)
      }
      guard count == 0 || last.lexicographicallyPrecedes(term) else {
        throw damaged("order of pairs and triples", found: count)
      }
      guard try pairs.dictionary.find(term)?.ordinal == count else {
        throw damaged("pair or triple that is not found where it stands", found: count)
      }
      last = term
      count += 1
      var list = ListCheck(self, .frequencies, cursor.payload, norms)
      list.key = ledger.key(.pairs, space, term)
      _ = try list.run(&ledger, &hasTerm)
      postingCount += Int(cursor.payload.documentFrequency)
    }
    guard count == pairs.dictionary.count else {
      throw damaged("number of pairs and triples", expected: pairs.dictionary.count, found: count)
    }
    var inverter = PairInverter(pairs.words.pairs)
    let stretches = PairInverter.stretches(of: 0..<segment.documentCount) { document in
      norms?[DocID(UInt32(document))] ?? 0
    }
    for stretch in stretches {
      do {
        try inverter.invert(&streams, stretch)
        ledger.add(
          inverter.finish(), .frequencies, .pairs, space, firstDocument: stretch.lowerBound)
      } catch .corruption(let error) {
        throw error
      } catch {
        preconditionFailure("positions in memory were read from a disk")
      }
    }
  }

  /// Every document has a value or none in every column, ordinals exist and ascend, numbers are where
  /// their order and zones say.
  private mutating func checkColumns() throws(CorruptionError) {
    for field in layout.columnFields {
      switch layout.schema.fields[field].kind {
      case .date, .number:
        guard let column = try segment.numbers(ofField: field) else { continue }
        try checkNumbers(column)
      default:
        guard let column = try segment.ordinals(ofField: field),
          let space = layout.space(.values, ofField: field)
        else { continue }
        let count = segment.dictionary(space).count
        for doc in 0..<segment.documentCount {
          var last = -1
          try column.forEachOrdinal(of: DocID(UInt32(doc))) { ordinal throws(CorruptionError) in
            guard last < ordinal, ordinal < count else {
              throw damaged("ordinal in a column", expected: count, found: ordinal)
            }
            last = ordinal
            ledger.subtract(ledger.key(.column, space, ordinal: ordinal), from: doc)
          }
        }
        try checkZones(column)
      }
    }
  }

  /// Each zone's least ordinal is that of its documents: a search passes over those where it is too high.
  private func checkZones(_ column: OrdinalColumn) throws(CorruptionError) {
    guard let zones = try column.zones() else { return }
    for zone in 0..<zones.count {
      let start = zone * OrdinalColumn.zoneLength
      var least = Int.max
      for doc in start..<min(start + OrdinalColumn.zoneLength, segment.documentCount) {
        least = min(least, try column.first(of: DocID(UInt32(doc))) ?? .max)
      }
      let found = Int(clamping: try zones.get(zone))
      guard found == least else {
        throw damaged("least ordinal of a zone", expected: least, found: found)
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
