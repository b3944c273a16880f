// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Carries out a plan. The order is that of every commit: new files are written and synced, then the
// folder, then the commit is replaced. Only when that is durable are damaged files given other names.

import BriefCodec

/// Makes the commit that a plan asks for.
struct Repair {
  private let plan: RepairPlan
  private let directory: any Directory
  private let options: WriteOptions
  private var names: Set<String>
  /// Names of files that were made for the new commit.
  private var created: [String] = []
  private var builder: SegmentBuilder
  private var entries: [Commit.Segment] = []
  private var number: UInt64

  /// Bytes of documents that are inverted at once.
  private static let batchSize = 1 << 20

  init(_ plan: RepairPlan, _ options: WriteOptions) throws(StorageError) {
    self.plan = plan
    self.options = options
    directory = plan.directory
    builder = SegmentBuilder(layout: plan.layout)
    number = plan.commit.generation
    names = Set(try directory.list())
  }

  consuming func run() throws {
    var repair = self
    do {
      try repair.work()
    } catch {
      repair.rollBack()
      throw error
    }
  }

  private mutating func work() throws {
    for segment in plan.segments {
      switch segment {
      case .kept(let kept): try keep(kept)
      case .salvaged: break
      }
    }
    try indexAgain()
    try plan.requireWhole()
    if plan.report.isFromCopy { try copyCommitAside() }
    try directory.sync()
    try nextCommit().write(to: directory)
    try setAside()
    // What is sound and not needed any more. The next writer would remove it as well.
    try? IndexFolder.removeUnused(directory, keeping: nextCommit())
  }

  private func nextCommit() -> Commit {
    var next = plan.commit
    // A copy may be one commit behind, and no generation is used twice.
    next.generation += plan.report.isFromCopy ? 2 : 1
    if plan.isReanalyzed { next.analysis = next.schema.analysisFingerprint }
    next.segments = entries
    return next
  }

  // MARK: - Segments

  /// Takes a segment over, with new live documents if they changed.
  private mutating func keep(_ kept: RepairPlan.Kept) throws(StorageError) {
    guard kept.live.liveCount > 0 else { return }
    var entry = kept.reader.entry
    if kept.isChanged {
      entry.deletedCount = UInt32(kept.live.documentCount - kept.live.liveCount)
      entry.files[SegmentPart.allCases.count] = FileSummary(length: 0, checksum: 0)
      if entry.deletedCount > 0 {
        entry.liveGeneration = max(entry.liveGeneration, plan.commit.generation)
        repeat { entry.liveGeneration += 1 } while names.contains(entry.liveFileName)
        created.append(entry.liveFileName)
        entry.files[SegmentPart.allCases.count] = try kept.live.write(
          to: directory, name: entry.liveFileName, id: entry.id)
      }
    }
    entries.append(entry)
  }

  /// Indexes the wanted documents of damaged segments.
  private mutating func indexAgain() throws {
    var batch: [Document] = []
    var bytes = 0
    for case .salvaged(let salvaged) in plan.segments {
      try salvaged.segment.forEachDocument { index, document in
        guard let document, index < salvaged.isWanted.count, salvaged.isWanted[index] else {
          return
        }
        batch.append(document)
        bytes += IndexWriter.size(of: document)
        guard bytes >= Self.batchSize else { return }
        try add(batch)
        batch = []
        bytes = 0
      }
    }
    try add(batch)
    try writeSegment()
  }

  private mutating func add(_ batch: [Document]) throws {
    try builder.add(batch)
    if builder.memoryUse >= options.memoryBudget / 8 * 5 { try writeSegment() }
  }

  private mutating func writeSegment() throws {
    guard builder.documentCount > 0 else { return }
    var id = FileID(high: plan.commit.generation, low: number)
    repeat {
      number &+= 1
      id.low = number
    } while SegmentPart.allCases.contains { names.contains($0.fileName(id)) }
    created += SegmentPart.allCases.map { $0.fileName(id) }
    let entry = Commit.Segment(try builder.write(to: directory, id: id))
    builder = SegmentBuilder(layout: plan.layout)
    // What a bad disk does to it shall be known before it is relied on.
    let reader = try SegmentReader(directory, entry: entry, layout: plan.layout)
    try reader.verifyAll()
    var report = IndexChecker.Report()
    try SegmentCheck(reader, comparesTexts: true).run(&report)
    if let problem = report.problems.first { throw problem }
    entries.append(entry)
  }

  // MARK: - Damaged files

  /// Keeps what is left of the commit file, whose name the new one takes.
  private mutating func copyCommitAside() throws(StorageError) {
    guard names.contains(Commit.fileName) else { return }
    let aside = RepairPlan.asideName(Commit.fileName)
    let contents = try directory.contents(of: Commit.fileName)
    try directory.remove(aside)
    let sink = try directory.create(aside)
    do throws(FileError) {
      try sink.write([UInt8](copying: contents.bytes).span)
      try sink.sync()
      try sink.close()
    } catch {
      throw .file(error)
    }
  }

  /// Gives damaged files other names.
  private func setAside() throws(StorageError) {
    for aside in plan.report.setAside where RepairPlan.ownName(aside) != Commit.fileName {
      try directory.rename(RepairPlan.ownName(aside), to: aside)
    }
    try directory.sync()
  }

  /// Removes what was written for a commit that was not made.
  private func rollBack() {
    // One that failed at its last step stands there nevertheless, as a writer's does; and so may one that
    // cannot be read just now.
    do throws(StorageError) {
      let standing = try Commit.read(from: directory)
      guard standing.generation != nextCommit().generation else { return }
    } catch {
      guard case .corruption = error else { return }
    }
    for name in created { try? directory.remove(name) }
  }
}
