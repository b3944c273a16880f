// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents in memory → one segment. A builder takes documents until its memory is used up and then
// writes everything at once; what it writes depends on the documents and their order alone.

package import BriefCodec
package import BriefText

/// A segment being built from documents.
package final class SegmentBuilder {
  /// Positions left free between two values of one field, so that no phrase matches across them.
  package static let valueGap = 100

  private let layout: IndexLayout
  private var analyzers: [Analyzer: TextAnalyzer] = [:]
  private var tokens = TokenBuffer()
  private var spaces: [PostingsBuilder]
  private var norms: [[UInt8]]
  private var lengths: [SegmentRoot.FieldLength]
  private var numbers: [Int: NumberColumnBuilder] = [:]
  /// Byte strings, not `String`s: those are equal when they look the same, identifiers are not.
  private var keywords: [Int: [[[UInt8]]]] = [:]
  private var records: [[UInt8]] = []
  private var recordBytes = 0
  private var combinedLengths: [Int: UInt32] = [:]

  package init(layout: IndexLayout) {
    self.layout = layout
    spaces = layout.spaces.map { PostingsBuilder(space: $0) }
    norms = layout.normFields.map { _ in [] }
    lengths = layout.normFields.map { _ in SegmentRoot.FieldLength() }
    for field in layout.columnFields {
      switch layout.schema.fields[field].kind {
      case .date, .number: numbers[field] = NumberColumnBuilder()
      default: keywords[field] = []
      }
    }
  }

  /// The number of documents added.
  package var documentCount: Int { records.count }

  /// An estimate of the bytes of memory that this builder takes until it is written.
  package var memoryUse: Int {
    spaces.reduce(recordBytes + records.count * 64) { $0 + $1.memoryUse }
  }

  /// Adds a document that was checked against the schema (``DocumentValidation``).
  package func add(_ document: Document) throws(ICUError) {
    let schema = layout.schema
    let language = schema.languageField.flatMap { document[$0]?.strings.first }
    combinedLengths.removeAll(keepingCapacity: true)
    for (index, field) in schema.fields.enumerated() {
      let value = document[field.name]
      switch field.kind {
      case .identifier, .keyword:
        addKeywords(value?.strings ?? [], field: index)
      case .text(let analyzer):
        try addText(value?.strings ?? [], field: index, analyzer: analyzer, language: language)
      case .date, .number:
        switch value {
        case .date(let moment): numbers[index]?.append(moment.seconds)
        case .number(let number): numbers[index]?.append(number)
        default: numbers[index]?.append(nil)
        }
      case .combined, .stored:
        break
      }
    }
    for (place, field) in layout.normFields.enumerated() {
      guard case .combined = schema.fields[field].kind else { continue }
      appendNorm(combinedLengths[field] ?? 0, place: place)
    }
    for index in spaces.indices { spaces[index].endDocument() }
    let record = StoredRecord.encode(document, layout: layout)
    recordBytes += record.count
    records.append(record)
  }

  private func addKeywords(_ values: [String], field: Int) {
    let values = Set(values.map { Array($0.utf8) })
    keywords[field]?.append(Array(values))
    guard let space = layout.space(.values, ofField: field) else { return }
    for bytes in values { spaces[space].add(bytes, 0..<bytes.count, value: 1) }
  }

  private func addText(
    _ values: [String], field: Int, analyzer: Analyzer, language: String?
  ) throws(ICUError) {
    let session: TextAnalyzer
    if let known = analyzers[analyzer] {
      session = known
    } else {
      session = try TextAnalyzer(analyzer, defaultLanguage: layout.schema.defaultLanguage)
      analyzers[analyzer] = session
    }
    tokens.removeAll()
    var position = 0
    var length = 0
    for (index, value) in values.enumerated() {
      if index > 0 { position += Self.valueGap }
      let end = try session.analyze(
        value, language: language, firstPosition: position, into: &tokens)
      length += end - position
      position = end
    }
    let combinations = layout.combinations[field] ?? []
    let words = layout.space(.words, ofField: field)
    let stems = layout.space(.stems, ofField: field)
    var start = 0
    for i in 0..<tokens.count {
      let range = start..<Int(tokens.termEnds[i])
      start = range.upperBound
      let isStem = tokens.forms[i] == .stem
      if let space = isStem ? stems : words {
        spaces[space].add(
          tokens.bytes, range, value: isStem ? 1 : UInt32(tokens.positions[i]))
      }
      for combination in combinations {
        if let space = layout.space(isStem ? .stems : .words, ofField: combination.field) {
          spaces[space].add(tokens.bytes, range, value: combination.weight)
        }
      }
    }
    for combination in combinations {
      combinedLengths[combination.field, default: 0] += UInt32(length) * combination.weight
    }
    if let place = layout.normFields.firstIndex(of: field) {
      appendNorm(UInt32(length), place: place)
    }
  }

  private func appendNorm(_ length: UInt32, place: Int) {
    norms[place].append(Norm.encode(length))
    guard length > 0 else { return }
    lengths[place].documentCount += 1
    lengths[place].sum += UInt64(length)
  }

  /// Writes the segment and syncs its files.
  package func write(
    to directory: any Directory, id: FileID
  ) throws(StorageError) -> SegmentSummary {
    let files = try SegmentFiles(directory, id: id)
    do throws(StorageError) {
      var root = SegmentRoot()
      root.documentCount = UInt32(records.count)
      root.lengths = lengths
      try writePostings(files, &root)
      for values in norms {
        root.norms.append(files.segment.position)
        try files.segment.append(values)
      }
      for field in layout.columnFields {
        root.columns.append(try writeColumn(field, files))
      }
      var documents = DocStoreBuilder(file: files.documents)
      for record in records { try documents.append(record) }
      root.documents = try documents.finish()
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  private func writePostings(_ files: SegmentFiles, _ root: inout SegmentRoot) throws(StorageError)
  {
    let builders = spaces
    spaces = []
    for builder in builders {
      let place = layout.normFields.firstIndex(of: builder.space.field)
      let written = try builder.write(to: files, norms: place.map { norms[$0] } ?? [])
      root.dictionaries.append(written.root)
      root.statistics.append(written.statistics)
    }
  }

  private func writeColumn(
    _ field: Int, _ files: SegmentFiles
  ) throws(StorageError) -> ColumnRoot {
    if let column = numbers[field] { return try column.write(to: files.segment) }
    let values = keywords[field] ?? []
    // Ordinals are ranks among the field's distinct values in the order of their bytes.
    let terms = Set(values.joined()).sorted { $0.lexicographicallyPrecedes($1) }
    let ordinals = Dictionary(
      uniqueKeysWithValues: terms.enumerated().map { ($1, UInt32($0)) })
    var column = OrdinalColumnBuilder()
    for list in values { column.append(list.compactMap { ordinals[$0] }.sorted()) }
    return try column.write(to: files.segment)
  }
}

/// What a commit must know of a written segment.
package struct SegmentSummary: Sendable {
  package let id: FileID
  package let documentCount: UInt32
  package let files: [SegmentPart: FileSummary]

  /// Writes the root at the end of the `.segment` file and completes all files.
  init(completing files: SegmentFiles, root: SegmentRoot) throws(StorageError) {
    let offset = UInt64(files.segment.position)
    var bytes = ByteWriter()
    root.encode(into: &bytes)
    bytes.append(offset)
    try files.segment.append(bytes)
    id = files.id
    documentCount = root.documentCount
    self.files = try files.finish()
  }
}
