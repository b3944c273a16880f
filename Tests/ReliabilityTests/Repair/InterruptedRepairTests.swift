// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A repair that a power cut or a failing disk interrupts, at every point there is: the next one saves
// the same, and what was damaged is still there to be looked at.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct InterruptedRepairTests {
  enum Damage: String, CaseIterable, Sendable {
    /// Postings of one segment; all its documents are indexed again.
    case postings
    /// The documents of one segment, which is dropped, and which documents of another are deleted.
    case documentsAndDeletions
    /// The commit, whose copy is taken.
    case commit

    func names(in directory: MemoryDirectory) throws -> [String] {
      let segments = try Commit.read(from: directory).segments
      switch self {
      case .postings: return [SegmentPart.postings.fileName(segments[0].id)]
      case .documentsAndDeletions:
        return [SegmentPart.documents.fileName(segments[1].id), segments[0].liveFileName]
      case .commit: return [Commit.fileName]
      }
    }
  }

  private typealias Files = [String: [UInt8]]

  /// A damaged index, the damaged files, and what a repair saves that nothing interrupts.
  private static func index(
    _ damage: Damage
  ) throws -> (files: Files, damaged: [String], saved: Life.Contents) {
    let directory = MemoryDirectory()
    let index = try SearchIndex.create(in: directory, schema: Life.schema())
    let apart = WriteOptions(mergePolicy: MergePolicy(factor: 100))
    for documents in [
      ["a": "rain over the harbour", "b": "rain in spring", "c": "a dry harbour"],
      ["d": "harbour strike ends", "b": "sun in spring"], ["e": "strike in the sun"],
    ] {
      try index.write(options: apart) { writer in
        for (id, text) in documents.sorted(by: { $0.key < $1.key }) {
          try writer.add(["id": .text(id), "text": .text(text)])
        }
      }
    }
    try index.write(options: apart) { try $0.delete(identifier: "a") }
    let damaged = try damage.names(in: directory)
    for name in damaged {
      guard var bytes = directory.contents(name) else { continue }
      bytes[40] ^= 1
      directory.replace(name, by: bytes)
    }
    let files = files(directory)
    try IndexRepairer(directory).repair()
    let saved = try #require(try Inspection.contents(of: directory))
    #expect(saved["e"] != nil && saved["c"] != nil)
    return (files, damaged, saved)
  }

  private static func files(_ directory: MemoryDirectory) -> Files {
    Dictionary(
      uniqueKeysWithValues: directory.list().map { ($0, directory.contents($0) ?? []) })
  }

  private static func directory(_ files: Files) -> MemoryDirectory {
    let directory = MemoryDirectory()
    for (name, bytes) in files { directory.replace(name, by: bytes) }
    return directory
  }

  /// That a second repair of what the first has left ends as the first would have.
  private static func expectRepaired(
    _ directory: MemoryDirectory, _ files: Files, _ damaged: [String], _ saved: Life.Contents,
    _ sentence: String
  ) {
    do {
      try IndexRepairer(directory).repair()
      let contents = try Inspection.contents(of: directory)
      #expect(contents == saved, "\(sentence)")
      for name in damaged {
        #expect(
          [name, name + ".damaged"].contains { directory.contents($0) == files[name] },
          "\(sentence): \(name) is gone")
      }
      try Inspection.goOn(in: directory, from: contents)
    } catch {
      Issue.record("\(sentence): \(error)")
    }
  }

  @Test(arguments: Damage.allCases) func `a power cut during a repair loses nothing`(
    damage: Damage
  ) throws {
    let (files, damaged, saved) = try Self.index(damage)
    let record = RecordingDirectory(files)
    try IndexRepairer(record).repair()
    let seed = Seed(of: "power cuts during a repair, \(damage)")
    var random = seed.generator(round: 0)
    var disk = RecordedDisk(record.initial)
    var cuts: [(place: Int, files: Files)] = []
    var seen: Set<[RecordedDisk.Remains.Part]> = []
    for place in 0...record.events.count {
      if place > 0 { disk.apply(record.events[place - 1]) }
      for remains in disk.powerCuts(samples: Effort.rounds(1, soak: 20), &random)
      where seen.insert(remains.key).inserted {
        cuts.append((place, remains.files))
      }
    }
    let chosen = cuts.shuffled(using: &random).prefix(Effort.rounds(25, soak: .max))
    for cut in chosen {
      Self.expectRepaired(
        Self.directory(cut.files), files, damaged, saved,
        "\(damage), cut at change \(cut.place), \(seed)")
    }
    print(
      "repair, \(damage): \(record.events.count) changes, "
        + "\(chosen.count) of \(cuts.count) power cuts")
  }

  @Test(arguments: Damage.allCases) func `a repair whose disk fails can be repeated`(
    damage: Damage
  ) throws {
    let (files, damaged, saved) = try Self.index(damage)
    let calm = FaultyDirectory(Self.directory(files))
    try IndexRepairer(calm).repair()
    var failures = 0
    let step = Effort.rounds(3, soak: 1)
    for number in stride(from: Int.random(in: 0..<step), to: calm.operations.count, by: step) {
      for failing in [FaultyDirectory.Failing.once(number), .forGood(number), .afterwards(number)] {
        let inner = Self.directory(files)
        let disk = FaultyDirectory(inner, failing: failing)
        do { try IndexRepairer(disk).repair() } catch {
          failures += 1
          #expect(BriefError(any: error).code == .ioFailure, "\(failing): \(error)")
        }
        Self.expectRepaired(inner, files, damaged, saved, "\(damage), \(failing)")
      }
    }
    #expect(failures > 0)
    print("repair, \(damage): \(calm.operations.count) operations, \(failures) failures")
  }

  /// What cannot be opened just now was taken for lost.
  @Test(arguments: Damage.allCases)
  func `what a repair cannot open for the moment is not lost`(damage: Damage) throws {
    let (files, damaged, saved) = try Self.index(damage)
    let counted: Set<FaultyDirectory.Operation> = [.open, .list, .lock]
    let calm = FaultyDirectory(Self.directory(files), among: counted)
    try IndexRepairer(calm).repair()
    var failures = 0
    for number in calm.operations.indices {
      let inner = Self.directory(files)
      let disk = FaultyDirectory(inner, failing: .once(number), among: counted)
      do {
        let report = try IndexRepairer(disk).repair()
        let contents = try Inspection.contents(of: inner)
        #expect(
          contents == saved, "\(damage), \(calm.operations[number]): \(report.lostIdentifiers)")
      } catch {
        failures += 1
        // Of a damaged commit it is not told why its copy cannot be read.
        let codes: [BriefError.Code] = damage == .commit ? [.ioFailure, .corrupted] : [.ioFailure]
        #expect(codes.contains(BriefError(any: error).code), "\(number): \(error)")
      }
      Self.expectRepaired(
        inner, files, damaged, saved, "\(damage), \(calm.operations[number]) fails")
    }
    #expect(failures > 0)
  }

  /// The commit of a repair stood, was not known to, and could not be read: its files were removed.
  @Test(arguments: Damage.allCases)
  func `a commit that cannot be read after a failure keeps its files`(damage: Damage) throws {
    let (files, damaged, saved) = try Self.index(damage)
    func repair(
      failing: Int, open: FaultyDirectory.Failing
    ) throws -> (inner: MemoryDirectory, opened: Int) {
      let inner = Self.directory(files)
      let reading = FaultyDirectory(inner, failing: open, among: [.open])
      let disk = FaultyDirectory(reading, failing: .once(failing))
      #expect(throws: (any Error).self) { try IndexRepairer(disk).repair() }
      return (inner, reading.operations.count)
    }
    let calm = FaultyDirectory(Self.directory(files))
    try IndexRepairer(calm).repair()
    // Behind the folder's second sync the commit stands.
    let syncs = calm.operations.indices.filter {
      calm.operations[$0].kind == .sync && calm.operations[$0].name.isEmpty
    }
    for number in syncs.prefix(2) {
      let opened = try repair(failing: number, open: .never).opened
      let inner = try repair(failing: number, open: .once(opened - 1)).inner
      Self.expectRepaired(
        inner, files, damaged, saved, "\(damage), change \(number) and the reading after it")
    }
  }
}
