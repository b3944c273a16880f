// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a document that differs from its postings differs in. The document is inverted alone and each of
// its terms looked up; what it has too much is found by a walk over all lists, once for all documents
// that have not been explained by then. Where the analyzers are others than the index was built with,
// that would tell of words that nobody damaged: the documents are named, no more.

import BriefCodec

extension TextCheck {
  /// All that was found wrong, the documents that differ in the ledger included.
  ///
  /// - Parameter comparesTexts: whether those may be analysed again to see in what they differ.
  mutating func findings(
    differing documents: [Int], comparesTexts: Bool
  ) throws(BriefError) -> [BriefError] {
    do {
      if comparesTexts { try explain(documents) } else { name(documents) }
    } catch let error as BriefError {
      throw error
    } catch {
      throw BriefError(any: error)
    }
    guard omitted > 0 else { return findings }
    let rest = BriefError(
      .corrupted, "Segment \(segment.id): \(omitted) more differences.",
      location: location(.segment))
    return findings + [rest]
  }

  /// Without texts the ledger has columns against postings, and pairs against positions.
  private mutating func name(_ documents: [Int]) {
    let named = documents.prefix(Self.limit)
    for index in named {
      report(
        "\(place(index)): its columns, or its pairs or triples of frequent words, "
          + "are not those of its postings")
    }
    omit(documents.count - named.count)
  }

  private mutating func explain(_ documents: [Int]) throws {
    let reader = DocStore.Reader(segment.store)
    var unexplained: [Int: [Set<[UInt8]>]] = [:]
    for (number, index) in documents.enumerated() {
      guard findings.count < Self.limit else {
        omit(documents.count - number)
        return
      }
      let doc = DocID(UInt32(index))
      let batch = try inverter.invert([segment.document(doc, reader)])
      var isExplained = false
      for space in layout.spaces.indices
      where layout.isStored(field: layout.spaces[space].field) {
        let missing = try reportMissing(batch.spaces[space], space, index)
        let misplaced = try reportColumn(batch.spaces[space], space, index)
        isExplained = isExplained || missing || misplaced
      }
      guard !isExplained else { continue }
      unexplained[index] = batch.spaces.map { runs in
        Set((0..<UInt32(runs.terms.count)).map { runs.bytes(of: $0) })
      }
    }
    try reportSurplus(&unexplained)
    for index in unexplained.keys.sorted() {
      report(
        "document \(index): its pairs or triples of frequent words are not those of its positions")
    }
  }

  /// Terms of a document that its postings do not have, or not as often, or elsewhere. Says whether
  /// there are any.
  private mutating func reportMissing(
    _ runs: SpaceRuns, _ space: Int, _ index: Int
  ) throws -> Bool {
    let (kind, detail) = (layout.spaces[space].kind, layout.spaces[space].detail)
    var found = false
    for number in 0..<UInt32(runs.terms.count) {
      let term = runs.bytes(of: number)
      var expected: (frequency: UInt32, positions: [UInt32]) = (0, [])
      runs.forEachEntry(of: number, detail) { expected = ($1, $2) }
      let name =
        "\(place(layout.spaces[space].field, index)): the stored text has "
        + "\(Self.name(kind)) “\(Self.shown(term))”"
      guard let payload = try segment.dictionary(space).find(term)?.payload else {
        report("\(name), the dictionary has not", .terms)
        found = true
        continue
      }
      let offset = payload.documentFrequency == 1 ? 0 : Int(clamping: payload.postings)
      let list = try PostingsCursor(segment, detail: detail, payload: payload)
      guard try list.advance(to: DocID(UInt32(index))).index == index else {
        report("\(name), its postings have not this document", .postings, offset: offset)
        found = true
        continue
      }
      let frequency = try list.frequency()
      guard frequency == expected.frequency else {
        report(
          "\(name) \(Self.times(expected.frequency)), the postings \(Self.times(frequency))",
          .postings, offset: offset)
        found = true
        continue
      }
      guard detail == .positions else { continue }
      var positions: [UInt32] = []
      try list.readPositions(into: &positions)
      if let (wanted, had) = zip(expected.positions, positions).first(where: { $0 != $1 }) {
        report(
          "\(name) at position \(wanted), the postings at \(had)", .positions,
          offset: Int(clamping: payload.positions))
        found = true
      }
    }
    return found
  }

  /// Values of a document that its column does not have, or others. Says whether there are any.
  private mutating func reportColumn(
    _ runs: SpaceRuns, _ space: Int, _ index: Int
  ) throws -> Bool {
    let field = layout.spaces[space].field
    guard layout.spaces[space].kind == .values, let column = try segment.ordinals(ofField: field)
    else { return false }
    let dictionary = segment.dictionary(space)
    var values: [[UInt8]] = []
    try column.forEachOrdinal(of: DocID(UInt32(index))) { ordinal throws(CorruptionError) in
      if let value = try dictionary.term(at: ordinal) { values.append(value) }
    }
    let expected = (0..<UInt32(runs.terms.count)).map { runs.bytes(of: $0) }
    guard Set(values) != Set(expected) else { return false }
    func list(_ values: [[UInt8]]) -> String {
      values.isEmpty
        ? "none" : values.map { "“\(Self.shown($0))”" }.sorted().joined(separator: ", ")
    }
    report(
      "\(place(field, index)): the stored values are \(list(expected)), the column's \(list(values))"
    )
    return true
  }

  /// Terms whose postings name documents that have not got them; those documents are explained then.
  private mutating func reportSurplus(_ documents: inout [Int: [Set<[UInt8]>]]) throws {
    guard !documents.isEmpty else { return }
    let wanted = documents.keys.sorted()
    for space in layout.spaces.indices where layout.isStored(field: layout.spaces[space].field) {
      let (kind, detail) = (layout.spaces[space].kind, layout.spaces[space].detail)
      var cursor = segment.dictionary(space).cursor()
      while try cursor.next() {
        let list = try PostingsCursor(segment, detail: detail, payload: cursor.payload)
        for index in wanted where try list.advance(to: DocID(UInt32(index))).index == index {
          guard let terms = documents[index] ?? nil, !terms[space].contains(cursor.term) else {
            continue
          }
          report(
            "\(place(layout.spaces[space].field, index)): the postings have \(Self.name(kind)) "
              + "“\(Self.shown(cursor.term))”, the stored text has not", .postings,
            offset: cursor.payload.documentFrequency == 1
              ? 0 : Int(clamping: cursor.payload.postings))
          documents[index] = nil
        }
      }
    }
  }

  private static func name(_ kind: TermSpace.Kind) -> String {
    switch kind {
    case .words: "the word"
    case .stems: "the stem"
    case .values: "the value"
    case .pairs: "the pair"
    }
  }

  private static func shown(_ term: [UInt8]) -> String { String(decoding: term, as: UTF8.self) }

  private static func times(_ count: UInt32) -> String {
    count == 1 ? "once" : count == 2 ? "twice" : "\(count) times"
  }
}
