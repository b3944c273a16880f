// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The one writer of an index. Documents gather in a builder; when the memory budget is used up they
// become a segment that nobody sees yet; a commit makes all of them visible at once. What was not
// committed is removed when the writer is given up, or by the next writer.

import BriefCodec
import BriefText

/// How an index is written.
public struct WriteOptions: Sendable {
  /// Memory for documents not yet written, in bytes, at least 16 MiB.
  public var memoryBudget: Int
  /// How long to wait for another writer.
  public var lockTimeout: Duration
  /// When segments are merged.
  public var mergePolicy: MergePolicy

  /// Options: 256 MiB, ten seconds, merging eight neighbours of like size.
  public init(
    memoryBudget: Int = 256 << 20, lockTimeout: Duration = .seconds(10),
    mergePolicy: MergePolicy = MergePolicy()
  ) {
    self.memoryBudget = max(16 << 20, memoryBudget)
    self.lockTimeout = lockTimeout
    self.mergePolicy = mergePolicy
  }
}

/// Writes to an index inside ``SearchIndex/write(options:_:)``.
public struct IndexWriter: ~Copyable {
  private let directory: any Directory
  private let layout: IndexLayout
  private let options: WriteOptions
  private let lock: FileLock
  private var commit_: Commit
  private var segments: [Open] = []
  private var builder: SegmentBuilder
  /// The documents in the builder that a later one with the same identifier replaced or deleted.
  private var bufferedDocs: [[UInt8]: DocID] = [:]
  private var bufferedDeletions: [DocID] = []
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
    layout = IndexLayout(commit.schema)
    builder = SegmentBuilder(layout: layout)
    seed = commit.generation
    do {
      for entry in commit.segments { segments.append(try Self.open(directory, entry, layout)) }
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
    segments.reduce(builder.documentCount - bufferedDeletions.count) { $0 + $1.live.liveCount }
  }

  /// Adds a document; one with the same identifier is replaced.
  ///
  /// - Throws: `invalidDocument` if it does not fit the schema: then nothing of it is kept. After any
  ///   other error the writer can only be given up: it throws the same again, and commits nothing.
  public mutating func add(_ document: Document) throws(BriefError) {
    if let failure { throw failure }
    let identifier = Array(try document.validate(layout.schema).utf8)
    do {
      try deleteBytes(identifier)
      try builder.add(document)
      bufferedDocs[identifier] = DocID(UInt32(builder.documentCount - 1))
      isChanged = true
      if builder.memoryUse >= options.memoryBudget / 2 { try flush() }
    } catch {
      throw failed(error)
    }
  }

  /// Deletes the document with an identifier; says whether there was one.
  @discardableResult
  public mutating func delete(identifier: String) throws(BriefError) -> Bool {
    if let failure { throw failure }
    let bytes = Array(identifier.utf8)
    guard bytes.count <= Document.longestKeyword else { return false }
    do {
      let found = try deleteBytes(bytes)
      isChanged = isChanged || found
      return found
    } catch {
      throw failed(error)
    }
  }

  /// Keeps a value beside the index, such as the fingerprint of what it was built from.
  public mutating func setMetadata(_ key: String, _ value: String?) {
    guard commit_.metadata[key] != value else { return }
    commit_.metadata[key] = value
    isChanged = true
  }

  /// Makes everything added and deleted so far visible and durable. Costs nothing if there is nothing.
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

  // MARK: - Inside

  private mutating func failed(_ error: any Error) -> BriefError {
    let error = BriefError(any: error)
    failure = error
    return error
  }

  @discardableResult
  private mutating func deleteBytes(_ identifier: [UInt8]) throws(CorruptionError) -> Bool {
    if let doc = bufferedDocs.removeValue(forKey: identifier) {
      bufferedDeletions.append(doc)
      return true
    }
    guard let field = layout.field(named: layout.schema.identifier),
      let space = layout.space(.values, ofField: field)
    else { return false }
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

  /// Writes the documents in memory as a segment.
  private mutating func flush() throws(StorageError) {
    guard builder.documentCount > 0 else { return }
    let summary = try builder.write(to: directory, id: nextID())
    builder = SegmentBuilder(layout: layout)
    var open = try Self.open(directory, Self.entry(summary), layout)
    for doc in bufferedDeletions { open.live.delete(doc) }
    open.isChanged = !bufferedDeletions.isEmpty
    bufferedDocs.removeAll()
    bufferedDeletions.removeAll()
    segments.append(open)
  }

  private mutating func merge(_ run: Range<Int>) throws(StorageError) {
    // Deletions not yet committed have to be known to the readers that are merged.
    var readers: [SegmentReader] = []
    for i in run {
      try writeLive(i)
      if segments[i].live.liveCount > 0 { readers.append(segments[i].reader) }
    }
    var merged: [Open] = []
    if !readers.isEmpty {
      let summary = try SegmentMerger(readers, layout: layout).write(to: directory, id: nextID())
      merged = [try Self.open(directory, Self.entry(summary), layout)]
    }
    segments.replaceSubrange(run, with: merged)
    isChanged = true
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
    guard isChanged || commit_.generation == 0 else { return }
    segments.removeAll { $0.live.liveCount == 0 }
    for i in segments.indices { try writeLive(i) }
    var next = commit_
    next.generation += 1
    next.segments = segments.map(\.reader.entry)
    try directory.sync()
    try next.write(to: directory)
    commit_ = next
    isChanged = false
    try IndexFolder.removeUnused(directory, keeping: next)
  }

  private static func entry(_ summary: SegmentSummary) -> Commit.Segment {
    let none = FileSummary(length: 0, checksum: 0)
    return Commit.Segment(
      id: summary.id, documentCount: summary.documentCount, deletedCount: 0, liveGeneration: 0,
      files: SegmentPart.allCases.map { summary.files[$0] ?? none } + [none])
  }

  /// Segments are numbered by the generation they were begun in and a count within it, so that two
  /// builds of the same documents have the same names.
  private mutating func nextID() -> FileID {
    seed &+= 1
    return FileID(high: commit_.generation, low: seed)
  }

  /// Removes what was written and not committed.
  consuming func rollBack() {
    try? IndexFolder.removeUnused(directory, keeping: commit_)
  }
}
