// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Reads the sources of an index and brings the index up to them: new and changed briefs are added,
// unchanged ones left alone, those that are gone removed. What is done is kept: a commit
// every `--checkpoint` bytes, Ctrl-C and `--on-error stop` keep what has been read, and the next run
// goes on from there since it finds everything before that unchanged.

import Brief
import BriefArchive

/// Brings an index up to its sources.
struct IndexBuilder {
  let plan: BuildPlan
  let options: BuildOptions
  let output: OutputOptions
  let console: Console
  /// What is done at the end, when all is read.
  var ending = Ending.none

  enum Ending {
    case none
    /// Everything becomes one segment.
    case merge
    /// The same, in an order of documents that makes searches faster.
    case seal
  }

  /// Ends the reading; not an error to anybody.
  private struct EndOfReading: Error {
    var end: BuildReport.End
  }

  /// What is known while reading.
  private struct State {
    var report = BuildReport()
    /// Content hashes of the briefs in the index that have not been met.
    var known: [String: Int64]
    /// Sources that could not be read this time; what was indexed from them stays.
    var rejectedSources: Set<String> = []
    /// The index before the reading; `nil` if there was none.
    let before: Searcher?

    init(_ before: Searcher?) throws {
      var known: [String: Int64] = [:]
      try before?.identifiers(withNumbers: "contentHash") { id, hash in known[id] = hash ?? 0 }
      self.known = known
      self.before = before
    }
  }

  /// What of the memory reading may take, which holds some files whole (`ImportLimits`): three eighths. Of 64 MiB
  /// and less a writer leaves as much free itself.
  private var readingMemory: Int { max(0, options.memory.bytes - 64 << 20) / 8 * 3 }

  /// Brings the index at `path` up to the sources.
  func run(at path: String) throws -> BuildReport {
    let start = ContinuousClock.now
    let isNew = !SearchIndex.exists(at: path)
    let index =
      try isNew
      ? SearchIndex.create(at: path, schema: plan.schema) : SearchIndex.open(at: path)
    var writing = WriteOptions()
    writing.memoryBudget = options.memory.bytes - readingMemory
    writing.lockTimeout = .seconds(options.wait)
    writing.threads = options.threadCount
    let log = try RejectLog(options.rejects, output: output, on: console)
    var state = try index.write(options: writing) { writer in
      // Whoever goes on after an interruption has to know what with.
      for (key, value) in plan.origin { writer.setMetadata(key, value) }
      if isNew { try writer.commit() }
      var state = try State(index.searcher())
      // Counted in bytes, not in time, so that the same sources give the same index.
      var lastCheckpoint = 0
      try read(&state, log: log) { document, bytesRead in
        try writer.add(document)
        guard bytesRead - lastCheckpoint >= options.checkpoint.bytes else { return }
        lastCheckpoint = bytesRead
        try writer.commit()
      }
      if state.report.end == .complete {
        for id in try gone(state) where try writer.delete(identifier: id) {
          state.report.removed += 1
        }
        switch ending {
        case .none: break
        case .merge: try writer.merge()
        case .seal: try writer.seal()
        }
        for (key, value) in plan.metadata { writer.setMetadata(key, value) }
      }
      return state
    }
    try log.close()
    state.report.documents = try index.searcher().documentCount
    state.report.indexBytes = Files.bytes(in: path)
    finish(&state.report, since: start)
    return state.report
  }

  /// Says what `run` would do; writes nothing.
  func rehearse(at path: String) throws -> BuildReport {
    let start = ContinuousClock.now
    let index = SearchIndex.exists(at: path) ? try SearchIndex.open(at: path) : nil
    let log = try RejectLog(options.rejects, output: output, on: console)
    var state = try State(index?.searcher())
    let before = state.known.count
    try read(&state, log: log) { _, _ in }
    try log.close()
    if state.report.end == .complete {
      state.report.removed = try gone(state).count
    }
    state.report.isDryRun = true
    state.report.documents = before
    state.report.indexBytes = Files.bytes(in: path)
    finish(&state.report, since: start)
    return state.report
  }

  private func finish(_ report: inout BuildReport, since start: ContinuousClock.Instant) {
    report.seconds = start.duration(to: .now).inSeconds
    report.peakMemory = Process.peakMemory()
  }

  // MARK: - Reading

  private func read(
    _ state: inout State, log: RejectLog, add: (Document, Int) throws -> Void
  ) throws {
    var importing = plan.importOptions
    importing.limits = ImportLimits(memory: options.memory.bytes)
    let reader = ArchiveReader(sources: plan.sources, options: importing)
    let meter =
      output.quiet || output.json || console.errSize == nil
      ? nil
      : ProgressMeter(on: console, totalBytes: try reader.fileBytes())
    defer { meter?.clear() }
    do {
      try reader.forEach { item, progress in
        state.report.read += 1
        state.report.bytesRead = progress.bytesRead
        switch item {
        case .document(let brief): try take(brief, &state, log, meter, add)
        case .rejected(let rejection): try reject(rejection, &state, log, meter)
        }
        meter?.update(
          read: state.report.read, rejected: state.report.rejected, bytes: progress.fileBytesRead)
        if Signals.isInterrupted { throw EndOfReading(end: .interrupted) }
      }
    } catch let reason as EndOfReading {
      state.report.end = reason.end
    }
  }

  private func take(
    _ brief: BriefDocument, _ state: inout State, _ log: RejectLog, _ meter: ProgressMeter?,
    _ add: (Document, Int) throws -> Void
  ) throws {
    let hash = Int64(bitPattern: brief.contentHash)
    let known = state.known[brief.id]
    guard known != hash else {
      state.known[brief.id] = nil
      state.report.unchanged += 1
      return
    }
    if known != nil, let owner = try owner(of: brief.id, state), owner != brief.source,
      !plan.covers(owner)
    {
      // Replacing it would lose a brief that is not being read now.
      return try reject(Rejection(duplicate: brief, first: owner), &state, log, meter)
    }
    state.known[brief.id] = nil
    do {
      try add(Document(brief), state.report.bytesRead)
      state.report.indexed += 1
    } catch let error as BriefError where error.code == .invalidDocument {
      try reject(Rejection(source: brief.source, reason: error.message), &state, log, meter)
    }
  }

  private func reject(
    _ rejection: Rejection, _ state: inout State, _ log: RejectLog, _ meter: ProgressMeter?
  ) throws {
    state.report.rejected += 1
    state.rejectedSources.insert(rejection.source)
    log.add(rejection, progress: meter)
    if options.onError == .stop { throw EndOfReading(end: .stopped(RejectLog.text(rejection))) }
  }

  // MARK: - What was there before

  /// Where the brief of that id came from.
  private func owner(of id: String, _ state: State) throws -> String? {
    try state.before?.document(identifier: id).flatMap { StoredBrief($0).source }
  }

  /// The briefs that were not met again although everything they could lie in was read.
  private func gone(_ state: State) throws -> [String] {
    try state.known.keys.sorted().filter { id in
      let source = try owner(of: id, state) ?? ""
      return plan.covers(source)
        && !BuildPlan.containers(of: source).contains { state.rejectedSources.contains($0) }
    }
  }
}
