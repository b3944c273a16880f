// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Does a segment hold what its stored documents say? They are read, analysed and inverted once more, in
// batches and by the very code that writes (`BatchInverter`); what comes out is entered in a ledger
// from which the posting lists and columns were subtracted. Norms and numbers are compared at once.
// Documents whose sides differ are looked into afterwards (`Difference.swift`). Fields whose texts are not
// stored are left out.

import BriefCodec

/// Compares a segment with the analysis of its stored documents.
struct TextCheck {
  /// Bytes of records that are inverted at once.
  private static let batchSize = 1 << 20
  /// Differences that are told of one segment; there is no end to them where a file is another's.
  static let limit = 20

  let segment: SegmentReader
  let layout: IndexLayout
  var inverter: BatchInverter
  private(set) var findings: [BriefError] = []
  private(set) var omitted = 0
  private var lengths: [SegmentRoot.FieldLength]

  init(_ segment: SegmentReader) {
    self.segment = segment
    layout = segment.layout
    inverter = BatchInverter(layout: layout)
    lengths = layout.normFields.map { _ in SegmentRoot.FieldLength() }
  }

  /// Enters what every stored document should have left.
  mutating func compare(_ ledger: inout PostingLedger) throws(BriefError) {
    let reader = DocStore.Reader(segment.store)
    var documents: [Document] = []
    var bytes = 0
    for index in 0..<segment.documentCount {
      do throws(CorruptionError) {
        let record = try reader.record(of: DocID(UInt32(index)))
        bytes += record.count + 64
        var content = ByteReader(record, file: segment.store.fileName)
        documents.append(try StoredRecord.decode(&content, layout: layout))
      } catch {
        throw BriefError(error)
      }
      try validate(documents[documents.count - 1], index)
      guard bytes >= Self.batchSize || index + 1 == segment.documentCount else { continue }
      try compare(try inverter.invert(documents), from: index + 1 - documents.count, &ledger)
      documents.removeAll(keepingCapacity: true)
      bytes = 0
    }
    compareLengths()
  }

  private func validate(_ document: Document, _ index: Int) throws(BriefError) {
    do {
      _ = try document.validate(layout.schema)
    } catch {
      throw BriefError(
        .corrupted,
        "Segment \(segment.id), document \(index): the stored document does not fit the schema: "
          + error.message, location: location(.documents), cause: error)
    }
  }

  private mutating func compare(
    _ batch: InvertedBatch, from first: Int, _ ledger: inout PostingLedger
  ) throws(BriefError) {
    for (space, runs) in batch.spaces.enumerated()
    where layout.isStored(field: layout.spaces[space].field) {
      ledger.add(runs, layout.spaces[space].detail, .postings, space, firstDocument: first)
    }
    do throws(CorruptionError) {
      for (place, field) in layout.normFields.enumerated() where layout.isStored(field: field) {
        lengths[place].add(batch.lengths[place])
        guard let norms = try segment.norms(ofField: field) else { continue }
        for (index, norm) in batch.norms[place].enumerated() {
          let found = norms[DocID(UInt32(first + index))]
          if found != norm { report(norm: found, expected: norm, field, first + index) }
        }
      }
      for (field, expected) in batch.numbers.sorted(by: { $0.key < $1.key }) {
        guard let column = try segment.numbers(ofField: field) else { continue }
        for (index, value) in expected.values.enumerated() {
          let found = try column.value(of: DocID(UInt32(first + index)))
          if found != value { report(number: found, expected: value, field, first + index) }
        }
      }
    } catch {
      throw BriefError(error)
    }
  }

  /// The average length of a field is made of these. What is but estimated has to agree with norms (`checkLengths`).
  private mutating func compareLengths() {
    for (place, field) in layout.normFields.enumerated() where layout.isStored(field: field) {
      guard let found = segment.lengths(ofField: field) else { continue }
      let expected = lengths[place]
      if found.documentCount != expected.documentCount {
        report(
          "field “\(layout.schema.fields[field].name)”: \(expected.documentCount) stored documents "
            + "have words, the segment says \(found.documentCount)")
      } else if found.isExact, found.sum != expected.sum {
        report(
          "field “\(layout.schema.fields[field].name)”: the stored texts have \(expected.sum) words, "
            + "the segment says \(found.sum)")
      }
    }
  }

  // MARK: - Findings

  /// Notes a difference, unless there are many already.
  mutating func report(_ difference: String, _ part: SegmentPart = .segment, offset: Int = 0) {
    guard findings.count < Self.limit else { return omit(1) }
    findings.append(
      BriefError(
        .corrupted, "Segment \(segment.id), \(difference).",
        location: location(part, offset: offset)))
  }

  /// Counts differences that are not told.
  mutating func omit(_ count: Int) { omitted += count }

  func location(_ part: SegmentPart, offset: Int = 0) -> BriefError.FileLocation {
    BriefError.FileLocation(file: part.fileName(segment.id), offset: offset)
  }

  /// A document, for messages.
  func place(_ document: Int) -> String {
    let identifier = (try? segment.identifier(of: DocID(UInt32(document)))) ?? ""
    return "document \(document) (“\(identifier)”)"
  }

  /// A document of a field, for messages.
  func place(_ field: Int, _ document: Int) -> String {
    "\(place(document)), field “\(layout.schema.fields[field].name)”"
  }

  private mutating func report(norm: UInt8, expected: UInt8, _ field: Int, _ document: Int) {
    report(
      place(field, document)
        + ": the stored text's length has the norm \(expected), the segment says \(norm)")
  }

  private mutating func report(
    number: Int64?, expected: Int64?, _ field: Int, _ document: Int
  ) {
    func shown(_ value: Int64?) -> String { value.map { "\($0)" } ?? "none" }
    report(
      place(field, document)
        + ": the stored value is \(shown(expected)), the column says \(shown(number))")
  }
}
