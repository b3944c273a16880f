// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a build takes of memory, under a limit that the system enforces: however much is indexed and
// merged, the budget, a constant, and something for each brief.

import BriefTestSupport
import Testing

@Suite(.enabled(if: TemporaryFolder.hasCommand, "the command is not built here"))
struct MemoryTests {
  private static let mebibyte = 1 << 20
  /// The least that a writer takes for its work.
  private static let budget = 16 * mebibyte
  /// What the command, its libraries and their tables take beside.
  private static let constant = 70 * mebibyte
  /// Its identifier, its place among others, what is known of it.
  private static let bytesPerBrief = 100

  /// Writes `all.jsonl`: briefs of 120 words, the common ones common.
  private static func write(_ count: Int, in folder: borrowing TemporaryFolder) {
    _ = folder.lines(
      """
      awk -v n=\(count) 'BEGIN { srand(5); for (i = 0; i < n; i++) {
        printf "{\\"id\\":\\"b%d\\",\\"title\\":\\"Brief %d\\",\\"date\\":\\"20%02d-%02d-07\\",\\"text\\":\\"", i, i,
          10 + i % 15, 1 + i % 12
        for (w = 0; w < 120; w++) printf "w%d ", int(exp(rand() * 11))
        print "\\"}" } }' > all.jsonl
      """)
  }

  @Test func `a build stays in its memory, however much it reads`() throws {
    // Only Linux counts all of a process's own memory as its data.
    let limited = Shell.run("uname", in: "/") == "Linux\n"
    for times in Effort.soakSeconds == nil ? [1, 10] : [1, 10, 100] {
      let folder = TemporaryFolder()
      let count = 400 * times
      Self.write(count, in: folder)
      let allowed = Self.budget + Self.constant + count * Self.bytesPerBrief
      // Small checkpoints make many segments, and so merges of merges.
      let lines = folder.lines(
        """
        \(limited ? "ulimit -d \(allowed / 1_024)" : ":")
        "$BRIEF" index all.jsonl --index ./idx --memory 16M --checkpoint 1M --json 2>&1
        """)
      let summary = lines.last ?? ""
      func number(_ key: String) -> Int? {
        let prefix = "\"\(key)\":"
        return summary.split(separator: ",").first { $0.hasPrefix(prefix) }
          .flatMap { Int($0.dropFirst(prefix.utf8.count).prefix { $0.isNumber }) }
      }
      #expect(number("documents") == count, "\(lines.suffix(3))")
      let peak = try #require(number("peak_memory_bytes"))
      #expect(peak <= allowed, "\(count) briefs")
      let kept = folder.lines("\"$BRIEF\" check --index ./idx >/dev/null 2>&1; echo $?")
      #expect(kept == ["0"])
      print(
        "memory: \(count) briefs of \(number("bytes_read") ?? 0) bytes with --memory 16M: at most",
        "\(peak / Self.mebibyte) MiB, \(limited ? "\(allowed / Self.mebibyte) allowed" : "not limited")"
      )
    }
  }
}
