// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Several segments → one, in the order of their documents, without the deleted ones. Everything is
// streamed: term by term through the dictionaries, document by document through the stores. What has
// to be held is one integer for each document of the sources, a bit for each thread and document, the norms,
// the columns, and some lists.

package import BriefCodec

/// Merges segments.
package struct SegmentMerger {
  private let sources: [SegmentReader]
  private let layout: IndexLayout
  /// For each source, the new number of each document; ``deleted`` for those left out.
  private let numbers: [[UInt32]]
  private let documentCount: Int
  private let memoryBudget: Int
  /// Who merges lists and looks for pairs of frequent words, and how many pieces of it may be under way.
  private let workers: WorkerThreads
  private let ahead: Int

  /// The number of a document that is left out.
  static let deleted = PostingsBlock.leftOut

  /// - Parameter memoryBudget: bytes that may be held beside some twenty for each document, and what each
  ///   thread takes (``WriteOptions/threads``).
  package init(
    _ sources: [SegmentReader], layout: IndexLayout, memoryBudget: Int = 256 << 20,
    workers: WorkerThreads = WorkerThreads(count: 0), ahead: Int = 1
  ) {
    self.sources = sources
    self.layout = layout
    self.memoryBudget = memoryBudget
    self.workers = workers
    self.ahead = ahead
    var next: UInt32 = 0
    numbers = sources.map { source in
      (0..<source.documentCount).map { index in
        guard source.live?[DocID(UInt32(index))] ?? true else { return Self.deleted }
        next += 1
        return next - 1
      }
    }
    documentCount = Int(next)
  }

  /// Writes the merged segment and syncs its files.
  ///
  /// - Throws: `CorruptionError` or `StorageError`.
  package func write(to directory: any Directory, id: FileID) throws -> SegmentSummary {
    let files = try SegmentFiles(directory, id: id)
    do {
      var root = SegmentRoot()
      root.documentCount = UInt32(documentCount)
      let norms = try mergedNorms(&root)
      for (index, space) in layout.spaces.enumerated() {
        let place = layout.normFields.firstIndex(of: space.field)
        let merged = try mergeTerms(index, files, norms: place.map { norms[$0] } ?? [])
        root.dictionaries.append(merged.root)
        root.statistics.append(merged.statistics)
        if space.detail == .positions {
          let words = FrequentWords(
            choosing: merged.candidates, occurrences: merged.statistics.totalTermFrequency)
          root.frequentWords.append(
            try writePairs(of: words, index, files, norms: place.map { norms[$0] } ?? []))
        }
      }
      for values in norms {
        root.norms.append(files.segment.position)
        try files.segment.append(values)
      }
      for field in layout.columnFields {
        root.columns.append(try mergeColumn(field, files))
      }
      root.documents = try mergeDocuments(files)
      for source in sources { try source.requireWhole() }
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  // MARK: - Norms

  private func mergedNorms(_ root: inout SegmentRoot) throws(CorruptionError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for field in layout.normFields {
      var norms: [UInt8] = []
      norms.reserveCapacity(documentCount)
      var length = SegmentRoot.FieldLength()
      for (source, numbers) in zip(sources, numbers) {
        guard let values = try source.norms(ofField: field) else { continue }
        for (index, number) in numbers.enumerated() where number != Self.deleted {
          norms.append(values[DocID(UInt32(index))])
        }
        // Without deletions the sums are exact; with them the lengths of the deleted documents are
        // known only as their norms keep them.
        if let whole = source.lengths(ofField: field), source.live == nil {
          length.documentCount += whole.documentCount
          length.sum += whole.sum
        }
      }
      for (source, numbers) in zip(sources, numbers) where source.live != nil {
        guard let values = try source.norms(ofField: field),
          let whole = source.lengths(ofField: field)
        else { continue }
        var (count, sum) = (whole.documentCount, whole.sum)
        for (index, number) in numbers.enumerated() where number == Self.deleted {
          let norm = values[DocID(UInt32(index))]
          guard norm > 0, count > 0 else { continue }
          count -= 1
          sum -= min(sum, UInt64(Norm.lengths[Int(norm)]))
        }
        length.documentCount += count
        length.sum += count == 0 ? 0 : sum
      }
      root.lengths.append(length)
      all.append(norms)
    }
    return all
  }

  // MARK: - Terms

  private struct MergedTerms {
    let root: TermDictionaryRoot
    let statistics: SpaceStatistics
    let candidates: [FrequentWords.Candidate]
  }

  private func mergeTerms(
    _ space: Int, _ files: SegmentFiles, norms: [UInt8]
  ) throws -> MergedTerms {
    let detail = layout.spaces[space].detail
    let lists = ListStretches(
      to: files, detail: detail, memory: memoryBudget / 4, workers: workers, ahead: ahead
    ) { [sources, numbers, documentCount] in
      ListMerger(sources, detail: detail, numbers: numbers, norms: norms, documentCount)
    }
    var terms = TermUnion(sources.map { $0.dictionary(space) })
    var dictionary = TermDictionaryWriter()
    var statistics = SpaceStatistics()
    var candidates: [FrequentWords.Candidate] = []
    try lists.write {
      guard try terms.next() else { return nil }
      let lists = terms.places.map { (place: $0, payload: terms.cursors[$0].payload) }
      return (terms.term, lists, lists.reduce(0) { $0 + $1.payload.byteCount(detail) })
    } _: { term, payload in
      statistics.totalTermFrequency += payload.totalTermFrequency
      try dictionary.add(term, payload, to: files.terms)
      if detail == .positions, FrequentWords.mayChoose(payload) {
        candidates.append(FrequentWords.Candidate(term: term, payload: payload))
      }
    }
    statistics.documentCount = UInt32(ListMerger.documentsWithTerm(lists.makers))
    return MergedTerms(
      root: try dictionary.finish(files.terms), statistics: statistics, candidates: candidates)
  }

  private func writePairs(
    of words: FrequentWords, _ space: Int, _ files: SegmentFiles, norms: [UInt8]
  ) throws -> FrequentWords {
    let pairs = PairBuilder(
      words: words, field: layout.spaces[space].field, norms: norms, memory: memoryBudget / 4,
      workers: workers, ahead: ahead,
      pause: { [sources] in for source in sources { source.releaseMemory() } })
    return try pairs.write(to: files) { (document) throws(StorageError) in
      do throws(CorruptionError) {
        return try positions(of: words, space, from: UInt32(document))
      } catch {
        throw .corruption(error)
      }
    }
  }

  /// Where words stand, from the document on that has a number.
  private func positions(
    of words: FrequentWords, _ space: Int, from first: UInt32
  ) throws(CorruptionError) -> [MergedPositions] {
    let starts = numbers.map { $0.firstIndex { $0 >= first && $0 != Self.deleted } }
    let skipped = starts.prefix { $0 == nil }.count
    let start = DocID(UInt32(starts.dropFirst(skipped).first.flatMap { $0 } ?? 0))
    var streams: [MergedPositions] = []
    for word in words.words {
      var lists: [(list: PostingsCursor?, numbers: [UInt32])] = []
      for (source, numbers) in zip(sources, numbers).dropFirst(skipped) {
        var list: PostingsCursor?
        if let payload = try source.dictionary(space).find(word)?.payload {
          list = try PostingsCursor(source, detail: .positions, payload: payload)
        }
        lists.append((list, numbers))
      }
      streams.append(try MergedPositions(lists, from: start))
    }
    return streams
  }

  // MARK: - Columns

  private func mergeColumn(_ field: Int, _ files: SegmentFiles) throws -> ColumnRoot {
    switch layout.schema.fields[field].kind {
    case .date, .number:
      var column = NumberColumnBuilder()
      for (source, numbers) in zip(sources, numbers) {
        guard let values = try source.numbers(ofField: field) else { continue }
        for (index, number) in numbers.enumerated() where number != Self.deleted {
          column.append(try values.value(of: DocID(UInt32(index))))
        }
      }
      return try column.write(to: files.segment)
    default:
      return try mergeOrdinals(field, files)
    }
  }

  private func mergeOrdinals(_ field: Int, _ files: SegmentFiles) throws -> ColumnRoot {
    guard let space = layout.space(.values, ofField: field) else { return ColumnRoot() }
    // Only values that a live document has keep a place in the merged dictionary.
    var used: [[Bool]] = []
    for (source, numbers) in zip(sources, numbers) {
      var isUsed = [Bool](repeating: false, count: source.dictionary(space).count)
      let column = try source.ordinals(ofField: field)
      for (index, number) in numbers.enumerated() where number != Self.deleted {
        try column?.forEachOrdinal(of: DocID(UInt32(index))) { ordinal in
          if isUsed.indices.contains(ordinal) { isUsed[ordinal] = true }
        }
      }
      used.append(isUsed)
    }
    let renumbered = try renumber(space, used)
    var column = OrdinalColumnBuilder()
    for (i, source) in sources.enumerated() {
      let ordinals = try source.ordinals(ofField: field)
      for (index, number) in numbers[i].enumerated() where number != Self.deleted {
        var list: [UInt32] = []
        try ordinals?.forEachOrdinal(of: DocID(UInt32(index))) { ordinal in
          if renumbered[i].indices.contains(ordinal) { list.append(renumbered[i][ordinal]) }
        }
        column.append(list)
      }
    }
    return try column.write(to: files.segment)
  }

  /// For each source, the merged ordinal of each of its terms.
  private func renumber(_ space: Int, _ used: [[Bool]]) throws(CorruptionError) -> [[UInt32]] {
    var terms = TermUnion(sources.map { $0.dictionary(space) })
    var renumbered = used.map { [UInt32](repeating: 0, count: $0.count) }
    var next: UInt32 = 0
    while try terms.next() {
      var isUsed = false
      for i in terms.places {
        let ordinal = terms.cursors[i].ordinal
        renumbered[i][ordinal] = next
        isUsed = isUsed || used[i][ordinal]
      }
      if isUsed { next += 1 }
    }
    return renumbered
  }

  // MARK: - Documents

  private func mergeDocuments(_ files: SegmentFiles) throws -> DocStoreRoot {
    var builder = DocStoreBuilder(file: files.documents)
    var release = SourceRelease(sources)
    for (source, numbers) in zip(sources, numbers) {
      let reader = DocStore.Reader(source.store)
      for (index, number) in numbers.enumerated() where number != Self.deleted {
        let position = files.documents.position
        try builder.append(try reader.record(of: DocID(UInt32(index)))[...])
        release.note(files.documents.position - position)
      }
    }
    return try builder.finish()
  }
}
