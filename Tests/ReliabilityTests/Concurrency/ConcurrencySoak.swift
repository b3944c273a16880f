// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Readers on threads of their own beside a writer that changes everything in each commit, deletes,
// merges, rolls back, and now and then builds the index anew and exchanges the folders. Two seconds, or
// as long as the soak.

import Brief
import BriefCLI
import BriefCodec
import BriefTestSupport
import FoundationEssentials
import Synchronization
import Testing

@Suite struct ConcurrencySoak {
  /// What the threads share.
  private final class Shared: Sendable {
    let path: String
    let folder: String
    let deadline: ContinuousClock.Instant
    /// The last generation that a writer was told is committed.
    let committed = Atomic(0)
    let views = Atomic(0)
    let failure = Guarded<String?>(nil)

    init(_ folder: String, seconds: Double) {
      self.folder = folder
      path = folder + "/index"
      deadline = .now + .milliseconds(Int(seconds * 1_000))
    }

    var isOver: Bool { ContinuousClock.now >= deadline || failure.withLock { $0 != nil } }

    /// Runs a thread's work; the first failure ends all threads.
    func run(_ name: String, _ body: () throws -> Void) {
      do { try body() } catch { failure.withLock { $0 = $0 ?? "\(name): \(error)" } }
    }
  }

  /// Opens views, new ones and kept ones, and looks at them from all sides.
  private static func read(_ shared: Shared, _ number: Int) throws {
    var index = try SearchIndex.open(at: shared.path)
    var kept = try index.searcher()
    var keptGeneration = try GenerationArchive.inspect(kept)
    var round = number
    while !shared.isOver {
      round += 1
      if round % 5 == 0 { index = try SearchIndex.open(at: shared.path) }
      let acknowledged = shared.committed.load(ordering: .acquiring)
      let searcher = try index.searcher()
      let generation = try GenerationArchive.inspect(searcher)
      guard generation >= acknowledged else {
        throw GenerationArchive.MixedView(
          description: "generation \(generation) after \(acknowledged) was acknowledged")
      }
      if round % 3 == 0 {
        let again = try GenerationArchive.inspect(kept)
        guard again == keptGeneration else {
          throw GenerationArchive.MixedView(
            description: "a view of \(keptGeneration) became one of \(again)")
        }
        (kept, keptGeneration) = (searcher, generation)
      }
      shared.views.add(1, ordering: .relaxed)
    }
  }

  private struct GivenUp: Error {}

  /// What was written, for the figures.
  private struct Written: Sendable {
    var commits = 0
    var rebuilds = 0
    var checks = 0
  }

  private static func write(_ shared: Shared, _ written: inout Written) throws {
    var generation = 1
    while !shared.isOver {
      generation += 1
      if generation % 9 == 0 {
        try rebuild(shared, generation)
        written.rebuilds += 1
      } else {
        let index = try SearchIndex.open(at: shared.path)
        let options = WriteOptions(
          mergePolicy: MergePolicy(factor: 2 + generation % 4), threads: 1 + generation % 2)
        if generation % 7 == 0 {
          // What is rolled back is never seen: its generation would be mixed with the next one's.
          do {
            try index.write(options: options) { writer in
              try GenerationArchive.write(generation + 1_000_000, to: &writer)
              throw GivenUp()
            }
          } catch is GivenUp {}
        }
        try index.write(options: options) { writer in
          try GenerationArchive.write(generation, to: &writer)
          if generation % 11 == 0 { try writer.merge() }
        }
      }
      shared.committed.store(generation, ordering: .releasing)
      written.commits += 1
      guard generation % 20 == 0 else { continue }
      let directory = try DiskDirectory(path: shared.path, create: false)
      let problems = try IndexChecker(directory).check(deep: true).problems
      guard problems.isEmpty else {
        throw GenerationArchive.MixedView(description: "check: \(problems)")
      }
      written.checks += 1
    }
  }

  /// Builds an index aside and puts it in the other's place, as `brief rebuild` does.
  private static func rebuild(_ shared: Shared, _ generation: Int) throws {
    let aside = shared.folder + "/aside"
    let index = try SearchIndex.create(at: aside, schema: GenerationArchive.schema())
    try index.write { writer in
      try GenerationArchive.write(generation, to: &writer)
      if generation % 2 == 0 { try writer.seal() } else { try writer.merge() }
    }
    guard try Files.exchange(shared.path, aside) else {
      throw GenerationArchive.MixedView(description: "folders cannot be exchanged here")
    }
    try FileManager.default.removeItem(atPath: aside)
  }

  @Test func `every view is one commit, and nothing is held when it is gone`() throws {
    let temporary = TemporaryFolder()
    let shared = Shared(temporary.path, seconds: Effort.soakSeconds ?? 2)
    try SearchIndex.create(at: shared.path, schema: GenerationArchive.schema())
      .write { try GenerationArchive.write(1, to: &$0) }
    shared.committed.store(1, ordering: .releasing)
    let written = Guarded(Written())
    var resident: [Int] = []
    var mostFiles = 0
    do {
      let threads = WorkerThreads(count: 4)
      var works = (0..<3).map { number in
        threads.start { shared.run("reader \(number)") { try Self.read(shared, number) } }
      }
      works.append(
        threads.start {
          var done = Written()
          shared.run("writer") { try Self.write(shared, &done) }
          written.withLock { $0 = done }
        })
      while !shared.isOver {
        _ = Shell.run("sleep 0.2", in: "/")
        mostFiles = max(mostFiles, ProcessResources.files(in: shared.folder))
        if let bytes = ProcessResources.residentBytes { resident.append(bytes) }
      }
      for work in works { work.result() }
    }
    #expect(shared.failure.withLock { $0 } == nil)
    let done = written.withLock { $0 }
    let views = shared.views.load(ordering: .acquiring)
    #expect(done.commits > 0 && views > 0)
    #expect(ProcessResources.files(in: shared.folder) == 0)
    // Three views and as many kept ones of a few segments of five files, and a writer's.
    #expect(mostFiles < 400)
    print(
      "concurrency: \(views) views by 3 readers beside \(done.commits) commits, \(done.rebuilds) of",
      "them rebuilds, \(done.checks) checked; at most \(mostFiles) files open or mapped, none after;",
      Self.growth(resident))
  }

  /// Resident memory in the second quarter of the time and in the last, the median of each. Said rather
  /// than required: other tests may run in this process.
  private static func growth(_ resident: [Int]) -> String {
    guard resident.count >= 8 else { return "resident memory not told" }
    func median(_ part: Range<Int>) -> Int { resident[part].sorted()[part.count / 2] >> 20 }
    let quarter = resident.count / 4
    return "resident memory \(median(quarter..<(2 * quarter))) MB, then "
      + "\(median((3 * quarter)..<(4 * quarter))) MB"
  }
}
