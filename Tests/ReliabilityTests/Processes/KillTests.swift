// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The command, killed again and again while it indexes or rebuilds: what it leaves is one edition of
// the archive, whole, and the next run goes on with it.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite(.serialized, .enabled(if: TemporaryFolder.hasCommand, "the command is not built here"))
struct KillTests {
  private static let count = 300

  /// The edition an index holds; `nil` if that is none, or not one alone and whole.
  private static func edition(in path: String, _ editions: ClosedRange<Int>) throws -> Int? {
    let searcher = try SearchIndex.open(at: path).searcher()
    let held = try editions.filter {
      try !searcher.search(
        .text(TemporaryFolder.word(ofEdition: $0)), options: SearchOptions(limit: 1)
      ).isEmpty
    }
    guard held.count == 1, searcher.documentCount == size(held[0]) else { return nil }
    let hits = try searcher.search(
      .text(TemporaryFolder.word(ofEdition: held[0])), options: SearchOptions(limit: count))
    return hits.count == size(held[0]) ? held[0] : nil
  }

  /// Editions are of different sizes, so that briefs come and go.
  private static func size(_ edition: Int) -> Int { count - edition % 7 * 20 }

  @Test(arguments: ["index news", "rebuild"])
  func `whenever the command is killed, the index is one edition, whole`(command: String) throws {
    let folder = TemporaryFolder()
    let seed = Seed(of: "kills of brief \(command)")
    var random = seed.generator(round: 0)
    let path = folder.path + "/idx"
    let run = "\"$BRIEF\" \(command.split(separator: " ")[0])"
    let words =
      command == "rebuild" ? "\(run) ./idx" : "\(run) news --index ./idx"
    folder.publish(edition: 0, count: Self.size(0))
    let start = ContinuousClock.now
    #expect(folder.lines("\"$BRIEF\" index news --index ./idx >/dev/null 2>&1; echo $?") == ["0"])
    // How long a run may take, in milliseconds; how long it does changes with what else the machine does.
    var length = start.duration(to: .now) / .milliseconds(1)
    let target = Effort.rounds(12, soak: 260)
    var (kills, edition, held) = (0, 0, 0)
    while kills < target, edition < target * 3 {
      edition += 1
      folder.publish(edition: edition, count: Self.size(edition))
      let delay = Double.random(in: 0...length, using: &random) / 1_000
      let ended = folder.lines(
        "(\(words) >/dev/null 2>&1 & p=$!; sleep \(delay); kill -9 $p; wait $p; echo $?) 2>/dev/null"
      )
      kills += ended == ["137"] ? 1 : 0
      // Tends to where four of five are killed, as early as late.
      length *= ended == ["137"] ? 1.05 : 0.8
      let note = Comment(rawValue: "edition \(edition), killed after \(delay) s, \(seed)")
      let found = try Self.edition(in: path, 0...edition)
      let mayHold = ended == ["137"] ? [held, edition] : [edition]
      #expect(found.map { mayHold.contains($0) } == true, note)
      held = found ?? held
      #expect(try IndexChecker(path: path).check(deep: true).isSound, note)
    }
    #expect(kills >= target)
    // The last run is not killed, and makes what a build without kills makes.
    #expect(folder.lines("\(words) >/dev/null 2>&1; echo $?") == ["0"])
    #expect(try Self.edition(in: path, 0...edition) == edition)
    try Inspection.requireTidy(DiskDirectory(path: path, create: false))
    #expect(folder.lines("ls -a | grep rebuild").isEmpty)
    let ids = "--format tsv --limit 1000 2>/dev/null | cut -f 1 | sort"
    let word = TemporaryFolder.word(ofEdition: edition)
    let lines = folder.lines(
      """
      "$BRIEF" index news --index ./other >/dev/null 2>&1
      "$BRIEF" search \(word) --index ./idx \(ids) > killed
      "$BRIEF" search \(word) --index ./other \(ids) > calm
      cmp killed calm && wc -l < calm
      """)
    #expect(lines == ["\(Self.size(edition))"])
    print("kills: \(kills) of \(edition) runs of brief \(command)")
  }

  /// A rebuild was killed while it removed the old index, whose commit then named files that were gone.
  /// The next rebuild took that for its own work, tried to go on with it, and failed every time.
  @Test func `a rebuild clears away what another did not remove to the end`() throws {
    let folder = TemporaryFolder()
    folder.publish(edition: 1, count: 20)
    let ended = folder.lines(
      """
      "$BRIEF" index news --index ./idx >/dev/null 2>&1
      cp -r idx idx.rebuild && rm idx.rebuild/*.documents
      "$BRIEF" rebuild ./idx >/dev/null 2>&1; echo $?; ls -d idx*
      """)
    #expect(ended == ["0", "idx"])
  }

  @Test func `a build that was killed goes on from its last checkpoint`() throws {
    let folder = TemporaryFolder()
    let count = 6_000
    folder.publish(edition: 1, count: count)
    let run = "\"$BRIEF\" index news --index ./idx --checkpoint 64K"
    _ = folder.lines(
      """
      (\(run) >/dev/null 2>&1 & p=$!
      while kill -0 $p && [ "$(ls idx/*.segment | wc -l)" -lt 3 ]; do sleep 0.01; done
      kill -9 $p; wait $p) 2>/dev/null
      """)
    let kept = try SearchIndex.open(at: folder.path + "/idx").searcher().documentCount
    #expect((1..<count).contains(kept))
    let summary = folder.lines("\(run) --json 2>/dev/null").last ?? ""
    #expect(summary.contains("\"unchanged\":\(kept),"), "\(kept): \(summary)")
    #expect(summary.contains("\"indexed\":\(count - kept),"), "\(kept): \(summary)")
    #expect(try IndexChecker(path: folder.path + "/idx").check(deep: true).isSound)
    print("resumed: \(kept) of \(count) briefs were kept")
  }
}
