// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The one writer of an index. Documents gather in batches, which threads invert and a builder puts
// together in their order; when the memory budget is used up they become a segment that nobody sees
// yet; a commit makes all of them visible at once. What was not committed is removed when the writer
// is given up, or by the next writer.
//
// Where batches and segments end depends on the documents and the budget alone, never on which thread
// was faster: the same documents make the same bytes, on one thread or on many.

import BriefCodec
import BriefText

/// Writes to an index inside ``SearchIndex/write(options:_:)``.
public struct IndexWriter: ~Copyable {
  private let directory: any Directory
  private let layout: IndexLayout
  /// The layout's. Asked for from there, it would be copied for each document.
  private let schema: Schema
  private let options: WriteOptions
  private let lock: FileLock
  private var commit_: Commit
  private var segments: [Open] = []
  private let workers: WorkerThreads
  private let inverters: InverterPool
  private var batch: [Document] = []
  private var batchBytes = 0
  /// Batches on their way to the builder.
  private var inverting: [Work<Result<InvertedBatch, BriefError>>] = []
  private var builder: SegmentBuilder
  private var buffered = BufferedDocs()
  /// The number of documents ever added, and of those written.
  private var addedCount = 0
  private var writtenCount = 0
  private var isChanged = false
  private var seed: UInt64
  /// What kept something from being written. The documents in memory are then gone, so that a commit
  /// would lose them unawares: from here on the writer only says this again.
  private var failure: BriefError?

  /// A segment with the deletions not yet committed.
  private struct Open {
    var reader: SegmentReader
    var live: LiveDocs
    var isChanged = false
  }

  init(
    _ directory: any Directory, commit: Commit, options: WriteOptions, lock: consuming FileLock
  ) throws(BriefError) {
    self.directory = directory
    self.options = options
    self.lock = lock
    commit_ = commit
    schema = commit.schema
    layout = IndexLayout(schema)
    workers = WorkerThreads(count: options.threads - 1)
    inverters = InverterPool(layout: layout)
    builder = SegmentBuilder(
      layout: layout, workers: workers, inverters: inverters, ahead: options.threads * 2 - 1)
    seed = commit.generation
    do {
      for entry in commit.segments { segments.append(try Self.open(directory, entry, layout)) }
      // Whoever wrote the commit may have died before its name was durable. A power cut would bring
      // back the commit before it, so nothing of that may go yet.
      try directory.sync()
      commit.refreshCopy(in: directory)
      try IndexFolder.removeUnused(directory, keeping: commit)
    } catch {
      throw BriefError(any: error)
    }
  }

  private static func open(
    _ directory: any Directory, _ entry: Commit.Segment, _ layout: IndexLayout
  ) throws(StorageError) -> Open {
    let reader = try SegmentReader(directory, entry: entry, layout: layout)
    return Open(
      reader: reader, live: reader.live ?? LiveDocs(documentCount: reader.documentCount))
  }

  /// Documents added and not yet committed, plus those committed.
  public var documentCount: Int {
    segments.reduce(addedCount - writtenCount - buffered.deletedCount) { $0 + $1.live.liveCount }
  }

  /// Adds a document; one with the same identifier is replaced.
  ///
  /// - Throws: `invalidDocument` if it does not fit the schema: then nothing of it is kept. After any
  ///   other error the writer can only be given up: it throws the same again, and commits nothing.
  public mutating func add(_ document: Document) throws(BriefError) {
    if let failure { throw failure }
    let identifier = Array(try document.validate(schema).utf8)
    do {
      if !buffered.insert(identifier, addedCount) { try deleteWritten(identifier) }
      addedCount += 1
      isChanged = true
      let size = Self.size(of: document)
      // Inverting takes many times a text's size: the budget is then for one huge document alone.
      let isHuge = size > 2 * batchSize
      if isHuge { try flush() }
      batch.append(document)
      batchBytes += size
      if batchBytes >= batchSize { try endBatch() }
      if isHuge { while !inverting.isEmpty { try takeBatch() } }
    } catch {
      throw failed(error)
    }
  }

  /// Deletes the document with an identifier; says whether there was one.
  ///
  /// - Throws: `corrupted` if identifiers of the index cannot be read. The writer can only be given up then,
  ///   as after an error of ``add(_:)``.
  @discardableResult
  public mutating func delete(identifier: String) throws(BriefError) -> Bool {
    if let failure { throw failure }
    let bytes = Array(identifier.utf8)
    guard bytes.count <= Document.longestKeyword else { return false }
    do {
      let found = if buffered.delete(bytes) { true } else { try deleteWritten(bytes) }
      isChanged = isChanged || found
      return found
    } catch {
      throw failed(error)
    }
  }

  /// Keeps a value beside the index, such as how it was made.
  public mutating func setMetadata(_ key: String, _ value: String?) {
    guard commit_.metadata[key] != value else { return }
    commit_.metadata[key] = value
    isChanged = true
  }

  /// Makes everything added and deleted so far visible and durable. Costs nothing if there is nothing.
  ///
  /// - Throws: `outOfSpace`, `readOnly`, `ioFailure`, `corrupted` if a segment to be merged is damaged,
  ///   `analysisFailed`. The last commit stands then; or this one does, if only its last sync failed. The
  ///   writer can only be given up, as after an error of ``add(_:)``.
  public mutating func commit() throws(BriefError) {
    if let failure { throw failure }
    do {
      try flush()
      while let run = options.mergePolicy.run(
        live: segments.map(\.live.liveCount),
        deleted: segments.map { $0.live.documentCount - $0.live.liveCount })
      {
        try merge(run)
      }
      try publish()
    } catch {
      throw failed(error)
    }
  }

  /// Merges everything into one segment, at the next commit visible.
  ///
  /// Without deletions the result depends on the documents and their order alone. The lengths of deleted
  /// documents are known only as their norms keep them, so that after deletions the average length, and
  /// with it every score, may differ by a little from a new build's.
  ///
  /// - Throws: as ``commit()``.
  public mutating func merge() throws(BriefError) {
    if let failure { throw failure }
    do {
      try flush()
      let isWhole = segments.allSatisfy { $0.live.liveCount == $0.live.documentCount }
      if segments.count > 1 || !isWhole { try merge(0..<segments.count) }
    } catch {
      throw failed(error)
    }
  }

  /// Merges everything into one segment, its documents in an order that makes searches faster, at the
  /// next commit visible.
  ///
  /// Documents with the same words stand together then: for indexes that are searched much and written
  /// seldom. Answers stay the same, byte for byte. Takes about as long as adding the documents did;
  /// whatever is added later stands in segments of its own until they are merged.
  ///
  /// - Throws: as ``commit()``.
  public mutating func seal() throws(BriefError) {
    if let failure { throw failure }
    do {
      try flush()
      try merge(0..<segments.count, sealing: true)
    } catch {
      throw failed(error)
    }
  }

  // MARK: - Inside

  private mutating func failed(_ error: any Error) -> BriefError {
    let error = BriefError(any: error)
    failure = error
    return error
  }

  /// Deletes the document with an identifier from the segments; says whether there was one.
  @discardableResult
  private mutating func deleteWritten(_ identifier: [UInt8]) throws(CorruptionError) -> Bool {
    let space = layout.identifierSpace
    for i in segments.indices {
      let reader = segments[i].reader
      guard let payload = try reader.dictionary(space).find(identifier)?.payload else { continue }
      let list = try PostingsCursor(reader, detail: .documents, payload: payload)
      var doc = try list.advance()
      while doc != .exhausted {
        if doc.index < reader.documentCount, segments[i].live.delete(doc) {
          segments[i].isChanged = true
          return true
        }
        doc = try list.advance()
      }
    }
    return false
  }

  /// Bytes of documents after which a batch ends: small enough for what is made of it to stay in a
  /// core's cache, and for the batches under way to be a small part of the budget.
  private var batchSize: Int { max(1 << 16, min(1 << 20, options.memoryBudget >> 6)) }

  /// The bytes a document counts with.
  static func size(of document: Document) -> Int {
    var size = 64
    for (_, value) in document.fields {
      switch value {
      case .text(let string): size += 32 + string.utf8.count
      case .texts(let strings): size += strings.reduce(32) { $0 + 32 + $1.utf8.count }
      case .date, .number: size += 32
      }
    }
    return size
  }

  /// Hands the batch over to be inverted.
  private mutating func endBatch() throws {
    let (documents, pool) = (batch, inverters)
    batch = []
    batchBytes = 0
    inverting.append(
      workers.start {
        Result { () throws(BriefError) in try pool.invert(documents) }
      })
    // So many that other threads go on while this one puts a batch in its place and fills the next.
    while inverting.count >= options.threads * 3 - 2 { try takeBatch() }
  }

  /// What of the budget the builder may use: all but what batches under way take, five eighths at least. Its own
  /// estimate has room for writing: of English news of 0.3 to 3 GB it is 6 to 16 % above what is resident at the
  /// highest (2026-11-29).
  private var builderBudget: Int {
    max(options.memoryBudget / 8 * 5, options.memoryBudget - 24 * batchSize)
  }

  /// Takes the next batch into the builder, and writes the segment when it is full.
  private mutating func takeBatch() throws {
    builder.append(try inverting.removeFirst().result().get())
    if builder.memoryUse >= builderBudget { try writeSegment() }
  }

  /// Writes the documents in memory as a segment.
  private mutating func flush() throws {
    if !batch.isEmpty { try endBatch() }
    while !inverting.isEmpty { try takeBatch() }
    try writeSegment()
  }

  private mutating func writeSegment() throws {
    guard builder.documentCount > 0 else { return }
    let count = builder.documentCount
    let summary = try builder.write(to: directory, id: nextID())
    builder = SegmentBuilder(
      layout: layout, workers: workers, inverters: inverters, ahead: options.threads * 2 - 1)
    var open = try Self.open(directory, Commit.Segment(summary), layout)
    let deleted = buffered.remove(before: writtenCount + count)
    for doc in deleted { open.live.delete(DocID(UInt32(doc - writtenCount))) }
    open.isChanged = !deleted.isEmpty
    writtenCount += count
    segments.append(open)
    // Identifiers were looked for all over the dictionaries.
    for segment in segments { segment.reader.releaseMemory() }
  }

  private mutating func merge(_ run: Range<Int>, sealing: Bool = false) throws {
    guard !run.isEmpty else { return }
    // Deletions not yet committed have to be known to the readers that are merged.
    var readers: [SegmentReader] = []
    for i in run {
      try writeLive(i)
      if segments[i].live.liveCount > 0 { readers.append(segments[i].reader) }
    }
    var merged: [Open] = []
    if !readers.isEmpty {
      let summary = try merger(readers, sealing: sealing).write(to: directory, id: nextID())
      merged = [try Self.open(directory, Commit.Segment(summary), layout)]
    }
    segments.replaceSubrange(run, with: merged)
    isChanged = true
  }

  private func merger(
    _ readers: [SegmentReader], sealing: Bool
  ) throws(CorruptionError) -> SegmentMerger {
    let ahead = options.threads * 2 - 1
    return sealing
      ? try SegmentMerger(
        sealing: readers, layout: layout, memoryBudget: options.memoryBudget, workers: workers,
        ahead: ahead)
      : SegmentMerger(
        readers, layout: layout, memoryBudget: options.memoryBudget, workers: workers, ahead: ahead)
  }

  /// Writes a segment's live documents if they changed, and opens it anew with them.
  private mutating func writeLive(_ i: Int) throws(StorageError) {
    guard segments[i].isChanged else { return }
    var entry = segments[i].reader.entry
    let live = segments[i].live
    entry.liveGeneration = max(entry.liveGeneration, commit_.generation) + 1
    entry.deletedCount = UInt32(live.documentCount - live.liveCount)
    let summary = try live.write(to: directory, name: entry.liveFileName, id: entry.id)
    entry.files[SegmentPart.allCases.count] = summary
    segments[i] = try Self.open(directory, entry, layout)
  }

  private mutating func publish() throws(StorageError) {
    guard isChanged else { return }
    // What was deleted was looked for in them.
    do throws(CorruptionError) {
      for segment in segments { try segment.reader.requireWhole() }
    } catch {
      throw .corruption(error)
    }
    segments.removeAll { $0.live.liveCount == 0 }
    for i in segments.indices { try writeLive(i) }
    var next = commit_
    next.generation += 1
    next.segments = segments.map(\.reader.entry)
    try directory.sync()
    try next.write(to: directory)
    commit_ = next
    isChanged = false
    // The commit is made, whatever becomes of this: the next writer removes what stays.
    try? IndexFolder.removeUnused(directory, keeping: next)
  }

  /// Segments are numbered by the generation they were begun in and a count within it, so that two
  /// builds of the same documents have the same names.
  private mutating func nextID() -> FileID {
    seed &+= 1
    return FileID(high: commit_.generation, low: seed)
  }

  /// Removes what was written and not committed.
  consuming func rollBack() {
    // A commit that failed at its last step, syncing the folder, stands there nevertheless, and may or
    // may not outlast a power cut. The files of both stay then; the next writer knows more.
    guard let standing = try? Commit.read(from: directory) else { return }
    try? IndexFolder.removeUnused(directory, keeping: commit_, standing)
  }
}
