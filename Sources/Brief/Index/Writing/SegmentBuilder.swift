// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents in memory → one segment. A builder takes inverted batches until its memory is used up and
// then writes everything at once; what it writes depends on the documents and their order alone.

package import BriefCodec
import BriefText

/// A segment being built from documents.
package final class SegmentBuilder {
  private let layout: IndexLayout
  private let identifier: Int?
  private let use: SpaceUse
  private let workers: WorkerThreads
  private let inverters: InverterPool
  /// Pieces of work that may wait for their turn: two for each thread, so that none runs dry.
  private let ahead: Int
  /// For each term space what was gathered of it: of stems those that stand for themselves, of combined fields nothing.
  private var spaces: [PostingsBuilder]
  /// For each field with stems: words whose stems stand for themselves, and the documents' languages.
  private var withheld: [Int: PostingsBuilder] = [:]
  private var languages: [Int: DocumentLanguages] = [:]
  private var norms: [[UInt8]]
  private var lengths: [SegmentRoot.FieldLength]
  private var numbers: [Int: NumberColumnBuilder]
  private var documents = DocStoreDraft()

  /// The number of documents added.
  package private(set) var documentCount = 0

  init(layout: IndexLayout, workers: WorkerThreads, inverters: InverterPool, ahead: Int) {
    self.layout = layout
    self.workers = workers
    self.inverters = inverters
    self.ahead = ahead
    use = SpaceUse(layout)
    identifier = layout.field(named: layout.schema.identifier)
    let empty = InvertedBatch(layout)
    spaces = layout.spaces.map { PostingsBuilder(space: $0) }
    norms = empty.norms
    lengths = empty.lengths
    numbers = empty.numbers
  }

  /// A builder for a segment of its own.
  package convenience init(layout: IndexLayout) {
    self.init(
      layout: layout, workers: WorkerThreads(count: 0), inverters: InverterPool(layout: layout),
      ahead: 1)
  }

  /// The bytes of memory that the documents take until they are written: a function of the documents,
  /// not of what the system happens to have given, since it decides where a segment ends.
  package var memoryUse: Int {
    var sum = documents.memoryUse + documentCount * norms.count
    for space in spaces {
      sum += space.memoryUse
      // The writer keeps identifiers once more.
      if space.space.field == identifier { sum += space.termMemoryUse + documentCount * 8 }
    }
    for builder in withheld.values { sum += builder.memoryUse }
    for languages in languages.values { sum += languages.memoryUse }
    for column in numbers.values { sum += column.memoryUse }
    return sum + writingMemoryUse
  }

  /// What is there on top while postings are written, where it is most: pairs of frequent words, those of one space at
  /// a time; what is derived; and the lists of words that others follow from, whose runs are gone by then.
  private var writingMemoryUse: Int {
    let needed = spaces.indices.map { index in
      if use.isDerived[index] { return derivedMemoryUse(index) }
      return use.isGathered[index] ? spaces[index].runMemoryUse / 3 : 0
    }
    var (most, gone) = (0, 0)
    for space in spaces.indices {
      var sum = layout.spaces[space].detail == .positions ? spaces[space].pairMemoryUse : 0
      for index in spaces.indices where use.first[index] <= space + 1 && use.last[index] >= space {
        sum += needed[index]
      }
      most = max(most, sum - gone)
      if use.isGathered[space] { gone += spaces[space].runMemoryUse }
    }
    return most
  }

  /// What it takes to derive a space: for each part a table of terms as large as that of the words they are made of, at
  /// most, and for each word, or each of its stems, a place in a sum.
  private func derivedMemoryUse(_ index: Int) -> Int {
    let areStems = layout.spaces[index].kind == .stems
    var sum = 0
    for part in layout.parts(ofSpace: index) ?? [] {
      let words = layout.parts(ofSpace: part.space)?.first?.space ?? part.space
      let stems = areStems ? languages[layout.spaces[words].field]?.stemLimit : nil
      sum += spaces[words].termMemoryUse / 4 * 3 + (stems ?? spaces[words].termCount) * 64
    }
    return sum
  }

  /// Adds documents that were checked against the schema (``DocumentValidation``).
  package func add(_ documents: [Document]) throws(BriefError) {
    append(try inverters.invert(documents))
  }

  /// Adds the next batch, which leaves out what is derived.
  func append(_ batch: consuming InvertedBatch) {
    for (index, runs) in batch.spaces.enumerated() {
      spaces[index].append(runs, firstDocument: documentCount)
    }
    for (field, notes) in batch.stems { append(notes, field: field) }
    for place in norms.indices {
      norms[place].append(contentsOf: batch.norms[place])
      lengths[place].add(batch.lengths[place])
    }
    for (field, column) in batch.numbers { numbers[field]?.append(column) }
    documents.append(batch.records, ends: batch.recordEnds, workers: workers)
    documentCount += batch.documentCount
  }

  private func append(_ notes: StemNotes, field: Int) {
    guard let words = layout.space(.words, ofField: field) else { return }
    languages[field, default: DocumentLanguages()].append(
      notes, words: spaces[words].newestTerms, count: spaces[words].termCount)
    guard notes.withheld.terms.count > 0 else { return }
    withheld[field, default: PostingsBuilder(space: .withheld(ofField: field))]
      .append(notes.withheld, firstDocument: documentCount)
  }

  /// Writes the segment and syncs its files. Nothing can be added afterwards.
  package func write(
    to directory: any Directory, id: FileID
  ) throws(BriefError) -> SegmentSummary {
    do {
      return try write(to: SegmentFiles(directory, id: id, syncsBeside: !workers.isEmpty))
    } catch let error as ICUError {
      throw BriefError(.analysisFailed, "The text analysis failed: \(error).", cause: error)
    } catch {
      throw BriefError(any: error)
    }
  }

  private func write(to files: SegmentFiles) throws -> SegmentSummary {
    do {
      var root = SegmentRoot()
      root.documentCount = UInt32(documentCount)
      root.lengths = lengths
      var lists = takeLists()
      lists.lookAhead(from: 0)
      root.documents = try documents.write(to: files.documents, workers: workers)
      try files.complete(.documents)
      documents = DocStoreDraft()
      let ordinals = try write(&lists, files, &root)
      for values in norms {
        root.norms.append(files.segment.position)
        try files.segment.append(values)
      }
      for field in layout.columnFields {
        if let column = numbers[field] {
          root.columns.append(try column.write(to: files.segment))
        } else {
          let column = ordinals[field] ?? OrdinalColumnBuilder()
          root.columns.append(try column.write(to: files.segment))
        }
      }
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  /// Everything that was gathered of terms.
  private func takeLists() -> SegmentLists {
    defer { (spaces, withheld, languages) = ([], [:], [:]) }
    return SegmentLists(
      layout: layout, use: use, workers: workers, ahead: ahead, inverters: inverters,
      spaces: spaces, withheld: withheld, languages: languages)
  }

  /// Writes the term spaces; returns the columns of those that have one.
  private func write(
    _ lists: inout SegmentLists, _ files: SegmentFiles, _ root: inout SegmentRoot
  ) throws -> [Int: OrdinalColumnBuilder] {
    var columns: [Int: OrdinalColumnBuilder] = [:]
    let writer = SpaceWriter(files: files, workers: workers, ahead: ahead)
    for (index, space) in layout.spaces.enumerated() {
      lists.lookAhead(from: index)
      let place = layout.normFields.firstIndex(of: space.field)
      let norms = place.map { self.norms[$0] } ?? []
      let written: SpaceWriter.Written
      if layout.parts(ofSpace: index) != nil {
        written = try writer.write(try lists.derived(index), norms: norms)
      } else {
        let own = lists.lists(index)
        written = try writer.write(own, norms: norms, hasDerived: lists.hasDerived(index))
        if space.detail == .positions {
          if index == layout.lastSpaceWithPositions { try files.complete(.positions) }
          root.frequentWords.append(
            try writer.writePairs(
              own, written, field: space.field, norms: norms, memory: lists.pairMemoryUse[index]))
        }
        if let kept = written.kept { lists.keep(kept, of: index) }
        if space.kind == .values { columns[space.field] = lists.members[index].column(own.ranks) }
      }
      lists.release(after: index)
      root.dictionaries.append(written.root)
      root.statistics.append(written.statistics)
    }
    return columns
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
