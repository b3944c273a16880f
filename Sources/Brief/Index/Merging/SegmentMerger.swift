// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Several segments → one without the deleted documents, in the order of these or, to seal, in an order that makes
// searches faster. Terms, frequencies and pairs are the same either way. In the old order everything is streamed:
// term by term through the dictionaries, document by document through the stores. What has to be held is
// one integer for each document of the sources, a bit for each thread and document, the norms, the columns, and some
// lists. In another order that is five more integers for each document, another one for each list in hand, the norms
// once more, and some of the stored documents.

package import BriefCodec

/// Merges segments, and seals them.
package struct SegmentMerger {
  let sources: [SegmentReader]
  let layout: IndexLayout
  /// The new numbers.
  let numbers: Renumbering
  /// The numbers in the order of the sources: that of positions read, since lists ascend.
  private let inOrder: Renumbering
  let memoryBudget: Int
  /// Who merges lists and looks for pairs of frequent words, and how many pieces of it may be under way.
  let workers: WorkerThreads
  private let ahead: Int

  /// Merges in the order of the documents.
  ///
  /// - Parameters:
  ///   - memoryBudget: bytes that may be held beside some twenty for each document, and what each
  ///     thread takes (``WriteOptions/threads``).
  ///   - ahead: how many pieces of work may be under way at once, one at least.
  package init(
    _ sources: [SegmentReader], layout: IndexLayout, memoryBudget: Int = 256 << 20,
    workers: WorkerThreads = WorkerThreads(count: 0), ahead: Int = 1
  ) {
    let numbers = Renumbering(inOrder: sources)
    self.init(
      sources, numbers, inOrder: numbers, layout: layout, memoryBudget: memoryBudget,
      workers: workers, ahead: ahead)
  }

  /// Merges in an order that makes searches faster.
  ///
  /// - Parameter memoryBudget: bytes that may be held beside some fifty for each document, and what each thread
  ///   takes.
  package init(
    sealing sources: [SegmentReader], layout: IndexLayout, memoryBudget: Int,
    workers: WorkerThreads, ahead: Int
  ) throws(CorruptionError) {
    let numbers = Renumbering(inOrder: sources)
    let order = try DocumentOrder(of: sources, numbers, layout: layout, memory: memoryBudget / 2)
      .documents(workers: workers)
    self.init(
      sources, Renumbering(numbers, order: order), inOrder: numbers, layout: layout,
      memoryBudget: memoryBudget, workers: workers, ahead: ahead)
  }

  /// Merges in any order.
  ///
  /// - Parameter order: the place of every document among all that are not deleted, once.
  package init(
    _ sources: [SegmentReader], order: [UInt32], layout: IndexLayout, memoryBudget: Int,
    workers: WorkerThreads, ahead: Int
  ) {
    let numbers = Renumbering(inOrder: sources)
    self.init(
      sources, Renumbering(numbers, order: order), inOrder: numbers, layout: layout,
      memoryBudget: memoryBudget, workers: workers, ahead: ahead)
  }

  private init(
    _ sources: [SegmentReader], _ numbers: Renumbering, inOrder: Renumbering, layout: IndexLayout,
    memoryBudget: Int, workers: WorkerThreads, ahead: Int
  ) {
    self.sources = sources
    self.layout = layout
    self.numbers = numbers
    self.inOrder = inOrder
    self.memoryBudget = memoryBudget
    self.workers = workers
    // In another order every piece of work under way has a place for each document: a quarter of the memory for all.
    let most = memoryBudget / 4 / max(1, EntryOrder.byteCount(documentCount: numbers.count))
    self.ahead = numbers.isReordered ? max(1, min(ahead, most)) : ahead
  }

  /// Writes the merged segment and syncs its files.
  ///
  /// - Throws: `CorruptionError` or `StorageError`.
  package func write(to directory: any Directory, id: FileID) throws -> SegmentSummary {
    let files = try SegmentFiles(directory, id: id, syncsBeside: !workers.isEmpty)
    do {
      var root = SegmentRoot()
      root.documentCount = UInt32(numbers.count)
      root.lengths = try mergedLengths()
      let norms = try layout.normFields.map { try mergedNorms(ofField: $0, numbers) }
      var records = numbers.isReordered ? startRecords() : nil
      let columns = ColumnMerger(sources: sources, layout: layout, numbers: numbers).start(workers)
      for (index, space) in layout.spaces.enumerated() {
        let place = layout.normFields.firstIndex(of: space.field)
        let norms = place.map { norms[$0] } ?? []
        let merged = try mergeTerms(index, files, norms: norms)
        root.dictionaries.append(merged.root)
        root.statistics.append(merged.statistics)
        guard space.detail == .positions else { continue }
        if index == layout.lastSpaceWithPositions { try files.complete(.positions) }
        root.frequentWords.append(try writePairs(index, merged, files, norms: norms))
      }
      for values in norms {
        root.norms.append(files.segment.position)
        try files.segment.append(values)
      }
      for column in columns {
        root.columns.append(try column.result().get().write(to: files.segment))
      }
      root.documents =
        numbers.isReordered ? try writeRecords(&records, files) : try mergeDocuments(files)
      for source in sources { try source.requireWhole() }
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  // MARK: - Norms

  /// The norms of a field with norms, by number.
  private func mergedNorms(
    ofField field: Int, _ numbers: Renumbering
  ) throws(CorruptionError) -> [UInt8] {
    var norms = [UInt8](repeating: 0, count: numbers.count)
    for (source, numbers) in zip(sources, numbers.numbers) {
      guard let values = try source.norms(ofField: field) else { continue }
      for (index, number) in numbers.enumerated() where number != Renumbering.leftOut {
        norms[Int(number)] = values[DocID(UInt32(index))]
      }
    }
    return norms
  }

  /// The lengths of each field with norms.
  private func mergedLengths() throws(CorruptionError) -> [SegmentRoot.FieldLength] {
    var all: [SegmentRoot.FieldLength] = []
    for field in layout.normFields {
      var length = SegmentRoot.FieldLength()
      for (source, numbers) in zip(sources, numbers.numbers) {
        guard let values = try source.norms(ofField: field),
          let whole = source.lengths(ofField: field)
        else { continue }
        guard numbers.contains(Renumbering.leftOut) else {
          length.add(whole)
          continue
        }
        var (kept, gone) = (NormSum(), NormSum())
        for (index, number) in numbers.enumerated() {
          let norm = values[DocID(UInt32(index))]
          if number == Renumbering.leftOut { gone.add(norm) } else { kept.add(norm) }
        }
        length.add(whole.without(gone, leaving: kept))
      }
      all.append(length)
    }
    return all
  }

  // MARK: - Terms

  private struct MergedTerms {
    let root: TermDictionaryRoot
    let statistics: SpaceStatistics
    let candidates: [FrequentWordChoice.Candidate]
  }

  private func mergeTerms(
    _ space: Int, _ files: SegmentFiles, norms: [UInt8]
  ) throws -> MergedTerms {
    let detail = layout.spaces[space].detail
    var statistics = SpaceStatistics()
    var candidates: [FrequentWordChoice.Candidate] = []
    let written = try writeLists(
      TermUnion(sources.map { $0.dictionary(space) }), detail: detail, norms: norms, files
    ) { term, payload in
      statistics.totalTermFrequency += payload.totalTermFrequency
      if detail == .positions, FrequentWordChoice.mayChoose(payload) {
        let bytes = term.indices.map { term[$0] }
        candidates.append(FrequentWordChoice.Candidate(term: bytes, payload: payload))
      }
    }
    statistics.documentCount = UInt32(written.documentCount)
    return MergedTerms(root: written.root, statistics: statistics, candidates: candidates)
  }

  /// Writes lists and their dictionary, and hands what becomes of each term to `body`; returns where the dictionary is,
  /// and how many documents have a term.
  private func writeLists(
    _ terms: TermUnion, detail: TermSpace.Detail, norms: [UInt8], _ files: SegmentFiles,
    _ body: (Span<UInt8>, TermPayload) -> Void
  ) throws -> (root: TermDictionaryRoot, documentCount: Int) {
    if numbers.isReordered {
      try writeMade(terms, detail: detail, norms: norms, files, body) { [sources, numbers] in
        ListReorderer(sources, detail: detail, numbers: numbers)
      }
    } else {
      try writeMade(terms, detail: detail, norms: norms, files, body) { [sources, numbers] in
        ListMerger(sources, detail: detail, numbers: numbers)
      }
    }
  }

  private func writeMade<Maker: ListMaker>(
    _ terms: TermUnion, detail: TermSpace.Detail, norms: [UInt8], _ files: SegmentFiles,
    _ body: (Span<UInt8>, TermPayload) -> Void, makeMaker: @escaping @Sendable () -> Maker
  ) throws -> (root: TermDictionaryRoot, documentCount: Int) {
    let lists = ListStretches(
      to: files, detail: detail, norms: norms, memory: memoryBudget / 4, workers: workers,
      ahead: ahead, makeMaker: makeMaker)
    var dictionary = TermDictionaryWriter(detail.entries)
    var release = SourceRelease(sources)
    try lists.write(terms, &release) { term, payload in
      try dictionary.add(term, payload, to: files.terms)
      body(term, payload)
    }
    return (
      try dictionary.finish(files.terms), DocumentMarks.count(anyOf: lists.makers.map(\.withTerm))
    )
  }

  // MARK: - Pairs

  private func writePairs(
    _ space: Int, _ merged: MergedTerms, _ files: SegmentFiles, norms: [UInt8]
  ) throws -> FrequentWords {
    // Of a single segment, pairs are what they were; of several, other words may be frequent.
    if sources.count == 1, sources[0].live == nil, let pairs = sources[0].pairs(space) {
      var words = pairs.words
      words.dictionary = try writeLists(
        TermUnion([pairs.dictionary]), detail: .frequencies, norms: norms, files
      ) { _, _ in }.root
      return words
    }
    let choice = FrequentWordChoice(
      among: merged.candidates, occurrences: merged.statistics.totalTermFrequency)
    let field = layout.spaces[space].field
    // Positions are read in the order of the sources.
    let pairs = PairBuilder(
      choice: choice, field: field,
      norms: numbers.isReordered ? try mergedNorms(ofField: field, inOrder) : norms,
      memory: memoryBudget / 4, workers: workers, ahead: ahead,
      pause: { [sources] in for source in sources { source.releaseMemory() } },
      target: numbers.isReordered
        ? PairBuilder.Target(numbers: numbers.permutation(of: inOrder), norms: norms) : nil)
    return try pairs.write(to: files) { (words, document) throws(StorageError) in
      do throws(CorruptionError) {
        return try positions(of: words, space, from: UInt32(document))
      } catch {
        throw .corruption(error)
      }
    }
  }

  /// Where words stand, from the document on that has a number in the order of the sources.
  private func positions(
    of words: [[UInt8]], _ space: Int, from first: UInt32
  ) throws(CorruptionError) -> [MergedPositions] {
    let numbers = inOrder.numbers
    let starts = numbers.map { $0.firstIndex { $0 >= first && $0 != Renumbering.leftOut } }
    let skipped = starts.prefix { $0 == nil }.count
    let start = DocID(UInt32(starts.dropFirst(skipped).first.flatMap { $0 } ?? 0))
    var streams: [MergedPositions] = []
    for word in words {
      var lists: [MergedPositions.Source] = []
      for (source, numbers) in zip(sources, numbers).dropFirst(skipped) {
        lists.append(
          MergedPositions.Source(
            segment: source, payload: try source.dictionary(space).find(word)?.payload,
            numbers: numbers))
      }
      streams.append(try MergedPositions(lists, from: start))
    }
    return streams
  }
}
