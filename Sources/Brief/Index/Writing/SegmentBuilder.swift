// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Documents in memory → one segment. A builder takes inverted batches until its memory is used up and
// then writes everything at once; what it writes depends on the documents and their order alone.

package import BriefCodec

/// A segment being built from documents.
package final class SegmentBuilder {
  private let layout: IndexLayout
  private let identifier: Int?
  private let workers: WorkerThreads
  /// Pieces of work that may wait for their turn: two for each thread, so that none runs dry.
  private let ahead: Int
  private var spaces: [PostingsBuilder]
  private var norms: [[UInt8]]
  private var lengths: [SegmentRoot.FieldLength]
  private var numbers: [Int: NumberColumnBuilder]
  private var documents = DocStoreDraft()

  /// The number of documents added.
  package private(set) var documentCount = 0

  init(layout: IndexLayout, workers: WorkerThreads, ahead: Int) {
    self.layout = layout
    self.workers = workers
    self.ahead = ahead
    identifier = layout.field(named: layout.schema.identifier)
    let empty = InvertedBatch(layout)
    spaces = layout.spaces.map { PostingsBuilder(space: $0) }
    norms = empty.norms
    lengths = empty.lengths
    numbers = empty.numbers
  }

  /// A builder for a segment of its own.
  package convenience init(layout: IndexLayout) {
    self.init(layout: layout, workers: WorkerThreads(count: 0), ahead: 1)
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
    return numbers.values.reduce(sum) { $0 + $1.memoryUse }
  }

  /// Adds documents that were checked against the schema (``DocumentValidation``).
  package func add(_ documents: [Document]) throws(BriefError) {
    append(try BatchInverter(layout: layout).invert(documents))
  }

  /// Adds the next batch.
  func append(_ batch: consuming InvertedBatch) {
    for (index, runs) in batch.spaces.enumerated() {
      spaces[index].append(runs, firstDocument: documentCount)
    }
    for place in norms.indices {
      norms[place].append(contentsOf: batch.norms[place])
      lengths[place].documentCount += batch.lengths[place].documentCount
      lengths[place].sum += batch.lengths[place].sum
    }
    for (field, column) in batch.numbers { numbers[field]?.append(column) }
    documents.append(batch.records, ends: batch.recordEnds, workers: workers)
    documentCount += batch.documentCount
  }

  /// Writes the segment and syncs its files. Nothing can be added afterwards.
  package func write(
    to directory: any Directory, id: FileID
  ) throws(StorageError) -> SegmentSummary {
    let files = try SegmentFiles(directory, id: id)
    do throws(StorageError) {
      var root = SegmentRoot()
      root.documentCount = UInt32(documentCount)
      root.lengths = lengths
      let ordinals = try writePostings(files, &root)
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
      root.documents = try documents.write(to: files.documents, workers: workers)
      return try SegmentSummary(completing: files, root: root)
    } catch {
      files.abandon()
      throw error
    }
  }

  /// Begins to put a space in order, which another thread does while the one before is written.
  private func arrange(_ index: Int) -> Work<PostingsBuilder.Arrangement> {
    workers.start { [builder = spaces[index]] in builder.arranged() }
  }

  /// Writes the term spaces; returns the columns of those that have one.
  private func writePostings(
    _ files: SegmentFiles, _ root: inout SegmentRoot
  ) throws(StorageError) -> [Int: OrdinalColumnBuilder] {
    var columns: [Int: OrdinalColumnBuilder] = [:]
    var unarranged = spaces.indices
    var arrangements: [Work<PostingsBuilder.Arrangement>] = []
    for index in spaces.indices {
      let builder = spaces[index]
      while arrangements.count < 2, let next = unarranged.popFirst() {
        arrangements.append(arrange(next))
      }
      let arrangement = arrangements.removeFirst().result()
      spaces[index] = PostingsBuilder(space: builder.space)  // frees each when it is written
      let place = layout.normFields.firstIndex(of: builder.space.field)
      let (members, ends) = (builder.members, builder.memberEnds)
      let written = try builder.write(
        arrangement, to: files, norms: place.map { norms[$0] } ?? [], workers: workers, ahead: ahead
      )
      root.dictionaries.append(written.root)
      root.statistics.append(written.statistics)
      if let words = written.frequentWords { root.frequentWords.append(words) }
      guard builder.space.kind == .values else { continue }
      // Ordinals are ranks among the field's distinct values in the order of their bytes.
      var column = OrdinalColumnBuilder()
      var start = 0
      for end in ends {
        column.append(members[start..<Int(end)].map { written.ranks[Int($0)] }.sorted())
        start = Int(end)
      }
      columns[builder.space.field] = column
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
