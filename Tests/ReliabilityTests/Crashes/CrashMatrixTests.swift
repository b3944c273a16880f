// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A power cut after every single change of a life, with every kind of loss of what was not synced; a
// second one while a writer recovers from the first; and one while a writer recovers from a kill.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct CrashMatrixTests {
  private static let seed: UInt64 = 20_260_301

  /// A power cut, what it may leave and where it was.
  private struct Cut {
    var remains: RecordedDisk.Remains
    var expected: [Life.Contents?]
    var place: Int
  }

  private struct Key: Hashable {
    var parts: [RecordedDisk.Remains.Part]
    var expected: [Life.Contents?]
  }

  /// Every power cut there can be from an event of a record on, each once.
  private static func cuts(
    _ record: RecordingDirectory, from start: Int = 0, samples: Int,
    _ random: inout SeededGenerator
  ) -> [Cut] {
    var disk = RecordedDisk(record.initial)
    var seen: Set<Key> = []
    var cuts: [Cut] = []
    let events = record.events
    for place in 0...events.count {
      if place > 0 { disk.apply(events[place - 1]) }
      guard place >= start else { continue }
      let expected = record.expected(after: place)
      for remains in disk.powerCuts(samples: samples, &random)
      where seen.insert(Key(parts: remains.key, expected: expected)).inserted {
        cuts.append(Cut(remains: remains, expected: expected, place: place))
      }
    }
    return cuts
  }

  /// That a cut left what it may, and that a writer can go on; returns the record of that.
  @discardableResult
  private static func recover(_ cut: Cut, _ sentence: String) throws -> RecordingDirectory? {
    let directory = RecordingDirectory(cut.remains.files)
    do {
      let contents = try Inspection.contents(of: directory)
      guard cut.expected.contains(contents) else {
        throw Inspection.Finding("holds \(contents as Any), not one of \(cut.expected)")
      }
      directory.expect([contents])
      let after = try Inspection.goOn(in: directory, from: contents) { directory.expect($0) }
      guard try Inspection.contents(of: directory) == after else {
        throw Inspection.Finding("does not hold what was added after the crash")
      }
      try Inspection.requireTidy(directory)
      return directory
    } catch {
      Issue.record("\(sentence), cut at change \(cut.place), seed \(seed): \(error)")
      return nil
    }
  }

  /// With several threads files are synced beside what else is done, in any order.
  @Test(arguments: [1, 3])
  func `a power cut at any moment leaves the last commit or the next`(threads: Int) throws {
    let record = RecordingDirectory()
    try Life.run(in: record, threads: threads) { record.expect($0) }
    var random = SeededGenerator(seed: Self.seed)
    let all = Self.cuts(record, samples: Effort.rounds(1, soak: 30), &random)
    let cuts = all.shuffled(using: &random).prefix(Effort.rounds(300, soak: .max))
    for cut in cuts { try Self.recover(cut, "a life on \(threads) threads") }
    print(
      "crash matrix, \(threads) threads: \(record.events.count) changes, \(cuts.count) of \(all.count) power cuts"
    )
  }

  @Test func `a second power cut while a writer recovers loses nothing either`() throws {
    let record = RecordingDirectory()
    try Life.run(in: record) { record.expect($0) }
    var random = SeededGenerator(seed: Self.seed)
    let first = Self.cuts(record, samples: 0, &random).shuffled(using: &random)
    var count = 0
    for cut in first.prefix(Effort.rounds(10, soak: 200)) {
      guard let recovery = try Self.recover(cut, "the first cut") else { continue }
      let second = Self.cuts(recovery, samples: 1, &random).shuffled(using: &random)
      for again in second.prefix(Effort.rounds(5, soak: 60)) {
        try Self.recover(again, "the second cut, after one at \(cut.place)")
        count += 1
      }
    }
    print("crash matrix: \(count) second power cuts")
  }

  /// A writer that is killed leaves names that no sync has made durable. The next one used to remove
  /// the files of the commit before at once, which a power cut could then bring back without them.
  @Test func `a power cut after a kill loses nothing either`() throws {
    let whole = FaultyDirectory(RecordingDirectory())
    try Life.run(in: whole)
    let operations = whole.operations
    var random = SeededGenerator(seed: Self.seed)
    var count = 0
    for number in operations.indices {
      // Between a rename and the sync of the folder is where it matters most.
      let isDelicate = operations[number].kind == .sync && operations[number].name.isEmpty
      guard isDelicate || number.isMultiple(of: Effort.rounds(16, soak: 1)) else { continue }
      let record = RecordingDirectory()
      let dying = FaultyDirectory(record, failing: .forGood(number))
      // Nobody hears of a death in the tidying after the last commit.
      do { try Life.run(in: dying) { record.expect($0) } } catch {}
      #expect(!dying.errors.isEmpty)
      let start = record.events.count
      let before = record.expected
      let contents = try Inspection.contents(of: record)
      #expect(before.contains(contents), "killed at \(number)")
      try Inspection.goOn(in: record, from: contents) { now in
        // Until the next commit is made, a power cut may undo what was not synced.
        record.expect(now.count == 1 ? now : now + before)
      }
      try Inspection.requireTidy(record)
      let cuts = Self.cuts(record, from: start, samples: 1, &random).shuffled(using: &random)
      for cut in cuts.prefix(Effort.rounds(isDelicate ? 16 : 4, soak: 60)) {
        try Self.recover(cut, "killed at operation \(number)")
        count += 1
      }
    }
    print("crash matrix: \(count) power cuts after a kill")
  }
}
