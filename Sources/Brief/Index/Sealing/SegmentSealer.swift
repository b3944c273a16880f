// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// One segment → the same documents in another order. Terms, frequencies, statistics and pairs stay what
// they are; lists, norms, columns and stored documents are written anew. What has to be held is
// some thirty bytes for each document, half of the memory for lists with what puts them in order, and a quarter for
// stored documents, which are read while lists are written.

package import BriefCodec

/// Writes a segment without deletions again, in an order of documents that makes searches faster.
package struct SegmentSealer {
  private let source: SegmentReader
  private let layout: IndexLayout
  private let memoryBudget: Int
  private let workers: WorkerThreads
  private let ahead: Int
  /// The documents in their new order.
  private let order: [UInt32]
  /// The new number of each document.
  private let numbers: [UInt32]

  /// - Parameter ahead: how many pieces of work may be under way at once, one at least.
  /// - Precondition: no document of `source` is deleted.
  package init(
    _ source: SegmentReader, layout: IndexLayout, memoryBudget: Int, workers: WorkerThreads,
    ahead: Int
  ) throws(CorruptionError) {
    precondition(source.live == nil, "a segment with deleted documents is merged first")
    let order = try DocumentOrder(of: source, memory: memoryBudget / 2).documents(workers: workers)
    self.init(
      source, layout: layout, memoryBudget: memoryBudget, order: order,
      workers: workers, ahead: ahead)
  }

  /// - Parameter order: every document once.
  package init(
    _ source: SegmentReader, layout: IndexLayout, memoryBudget: Int, order: [UInt32],
    workers: WorkerThreads, ahead: Int
  ) {
    self.source = source
    self.layout = layout
    self.memoryBudget = memoryBudget
    self.workers = workers
    self.ahead = ahead
    self.order = order
    var numbers = [UInt32](repeating: 0, count: order.count)
    for (number, document) in order.enumerated() { numbers[Int(document)] = UInt32(number) }
    self.numbers = numbers
  }

  /// Writes the segment and syncs its files.
  ///
  /// - Throws: `CorruptionError` or `StorageError`.
  package func write(to directory: any Directory, id: FileID) throws -> SegmentSummary {
    let files = try SegmentFiles(directory, id: id)
    do {
      var root = source.root
      let norms = try reorderedNorms()
      var records = Optional(startRecords())
      for (index, space) in layout.spaces.enumerated() {
        let place = layout.normFields.firstIndex(of: space.field)
        let norms = place.map { norms[$0] } ?? []
        root.dictionaries[index] = try writeLists(
          source.dictionary(index), detail: space.detail, norms: norms, files)
        guard let pairs = source.pairs(index) else { continue }
        let positional = layout.spaces[..<index].count { $0.detail == .positions }
        root.frequentWords[positional].dictionary = try writeLists(
          pairs.dictionary, detail: .frequencies, norms: norms, files)
      }
      for (place, values) in norms.enumerated() {
        root.norms[place] = files.segment.position
        try files.segment.append(values)
      }
      for (place, field) in layout.columnFields.enumerated() {
        root.columns[place] = try writeColumn(field, files)
      }
      root.documents = try writeDocuments(try Self.take(&records), files)
      try source.requireWhole()
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  // MARK: - Lists

  private func writeLists(
    _ dictionary: TermDictionaryReader, detail: TermSpace.Detail, norms: [UInt8],
    _ files: SegmentFiles
  ) throws -> TermDictionaryRoot {
    // Every piece of work has a place for each document, and all together a quarter of the memory.
    let most = memoryBudget / 4 / max(1, ListReorderer.byteCount(documentCount: numbers.count))
    let lists = ListStretches(
      to: files, detail: detail, memory: memoryBudget / 4, workers: workers,
      ahead: max(1, min(ahead, most))
    ) { [source, numbers] in
      ListReorderer(source, detail: detail, numbers: numbers, norms: norms)
    }
    var terms = TermDictionaryWriter()
    var cursor = dictionary.cursor()
    try lists.write {
      guard try cursor.next() else { return nil }
      return (cursor.term, cursor.payload, cursor.payload.byteCount(detail))
    } _: { term, payload in
      try terms.add(term, payload, to: files.terms)
    }
    return try terms.finish(files.terms)
  }

  // MARK: - Norms and columns

  /// The norms of each field with norms, in the new order.
  private func reorderedNorms() throws(CorruptionError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for field in layout.normFields {
      guard let values = try source.norms(ofField: field) else { continue }
      all.append(order.map { values[DocID($0)] })
    }
    return all
  }

  private func writeColumn(_ field: Int, _ files: SegmentFiles) throws -> ColumnRoot {
    switch layout.schema.fields[field].kind {
    case .date, .number:
      var column = NumberColumnBuilder()
      let values = try source.numbers(ofField: field)
      for document in order { column.append(try values?.value(of: DocID(document))) }
      return try column.write(to: files.segment)
    default:
      return try writeOrdinals(field, files)
    }
  }

  private func writeOrdinals(_ field: Int, _ files: SegmentFiles) throws -> ColumnRoot {
    let ordinals = try source.ordinals(ofField: field)
    var column = OrdinalColumnBuilder()
    var list: [UInt32] = []
    for document in order {
      list.removeAll(keepingCapacity: true)
      try ordinals?.forEachOrdinal(of: DocID(document)) {
        list.append(UInt32(truncatingIfNeeded: $0))
      }
      column.append(list)
    }
    return try column.write(to: files.segment)
  }

  // MARK: - Documents

  /// Stored documents, of which the first are read while lists are written, if there is a thread for it.
  private struct Records: Sendable {
    let reorderer: RecordReorderer
    var first: RecordReorderer.Part?
  }

  private func startRecords() -> Work<Result<Records, CorruptionError>> {
    workers.start { [source, order, numbers, memoryBudget] in
      Result { () throws(CorruptionError) in
        let reorderer = try RecordReorderer(
          source, order: order, numbers: numbers, memory: memoryBudget / 4)
        return Records(reorderer: reorderer, first: try reorderer.part(from: 0))
      }
    }
  }

  /// What was read ahead, which nobody else holds from here on.
  private static func take(
    _ reading: inout Work<Result<Records, CorruptionError>>?
  ) throws(CorruptionError) -> Records {
    guard let taken = reading.take() else { preconditionFailure("what was read is taken once") }
    return try taken.result().get()
  }

  /// Writes stored documents, of which one part at a time is held.
  private func writeDocuments(
    _ records: consuming Records, _ files: SegmentFiles
  ) throws -> DocStoreRoot {
    var builder = DocStoreBuilder(file: files.documents)
    var part = records.first.take()
    while part != nil {
      let end = try Self.write(&part, records.reorderer, to: &builder)
      part = try records.reorderer.part(from: end)
    }
    return try builder.finish()
  }

  /// Writes a part, and forgets it; returns the number of the document behind it.
  private static func write(
    _ part: inout RecordReorderer.Part?, _ reorderer: RecordReorderer,
    to builder: inout DocStoreBuilder
  ) throws -> Int {
    guard let part = part.take() else { return 0 }
    var start = 0
    for number in part.documents {
      let end = start + reorderer.length(number)
      try builder.append(part.bytes[start..<end])
      start = end
    }
    return part.documents.upperBound
  }
}
