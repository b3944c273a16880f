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

  /// Builds, builds anew with a merge of all there is at the end, and the same in another order.
  private static let commands = [
    "index all.jsonl --index ./idx", "rebuild ./idx", "rebuild ./idx --seal",
  ]

  /// What each thread beyond the first takes, and may take to seal.
  private static let (threadMemory, sealingMemory) = (60 * mebibyte, 120 * mebibyte)

  @Test(arguments: [("index all.jsonl --index", threadMemory), ("rebuild --seal", sealingMemory)])
  func `threads stay in their memory and change no byte`(command: String, share: Int) throws {
    let folder = TemporaryFolder()
    let count = 4_000
    let limited = Shell.run("uname", in: "/") == "Linux\n"
    for (name, threads) in [("one", 1), ("three", 3)] {
      Self.write(1, in: folder)
      _ = folder.lines("\"$BRIEF\" index all.jsonl --index ./\(name) >/dev/null 2>&1")
      Self.write(count, in: folder)
      let allowed =
        Self.budget + Self.constant + count * Self.bytesPerBrief + (threads - 1) * share
      let lines = folder.lines(
        """
        \(limited ? "ulimit -d \(allowed / 1_024)" : ":")
        "$BRIEF" \(command) ./\(name) --memory 16M --checkpoint 1M --threads \(threads) --json 2>&1
        """)
      #expect(lines.last?.contains("\"documents\":\(count),") == true, "\(lines.suffix(3))")
    }
    // A lock knows its process, and a commit how it was made.
    let segments =
      "find . -type f -name '*.*' ! -name '*.lock' ! -name 'commit*' | sort | xargs cksum"
    #expect(folder.lines("cd one; \(segments)").count >= 5)
    #expect(folder.lines("cd one; \(segments)") == folder.lines("cd three; \(segments)"))
  }

  @Test(arguments: commands)
  func `building and merging stay in their memory, however much there is`(command: String) throws {
    // Only Linux counts all of a process's own memory as its data.
    let limited = Shell.run("uname", in: "/") == "Linux\n"
    for times in Effort.soakSeconds == nil ? [1, 10] : [1, 10, 100] {
      let folder = TemporaryFolder()
      let count = 400 * times
      // What is built anew is an index of a single brief, which knows where the others are to be found.
      Self.write(1, in: folder)
      _ = folder.lines("\"$BRIEF\" index all.jsonl --index ./idx >/dev/null 2>&1")
      Self.write(count, in: folder)
      let allowed = Self.budget + Self.constant + count * Self.bytesPerBrief
      // Small checkpoints make many segments, and so merges of merges.
      let lines = folder.lines(
        """
        \(limited ? "ulimit -d \(allowed / 1_024)" : ":")
        "$BRIEF" \(command) --memory 16M --checkpoint 1M --json 2>&1
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
        "memory: \(command.prefix { $0 != " " })\(command.hasSuffix("seal") ? " --seal" : ""):",
        "\(count) briefs of \(number("bytes_read") ?? 0) bytes with --memory 16M: at most",
        "\(peak / Self.mebibyte) MiB, \(limited ? "\(allowed / Self.mebibyte) allowed" : "not limited")"
      )
    }
  }

  /// Input of somebody who means harm, as a script that writes it; how many briefs and how many rejections
  /// are in it. Sizes are for a memory of 16 MiB, where a brief may have 128 KiB.
  private static let hostile: [(name: String, script: String, briefs: Int, rejections: Int)] = [
    // Ten gigabytes of a line, which take no room on the disk, and a brief behind it.
    (
      "a.jsonl",
      "head -c 300000 /dev/zero | tr '\\0' x >a.jsonl; truncate -s \(Effort.soakSeconds == nil ? 1 : 10)G a.jsonl; "
        + #"printf '\n{"id":"b","title":"b"}\n' >>a.jsonl"#, 1, 1
    ),
    (
      "a.json",
      #"{ printf '[{"id":"a","text":"'; yes x | tr '\n' ' ' | head -c 4M; printf '"},{"id":"b","title":"b"}]'; } >a.json"#,
      1, 1
    ),
    ("a.json", #"{ printf '[{"title":"'; yes '["\\""' | tr -d '\n' | head -c 4M; } >a.json"#, 0, 2),
    (
      "a.json",
      #"yes '{"title":"b"},' | head -n 40000 | { printf '['; cat; echo '{"title":"b"}]'; } >a.json"#,
      40_001, 0
    ),
    (
      "a.csv",
      "{ echo id,title,text; yes , | tr -d '\\n' | head -c 4M; printf '\\nb,b,b\\n'; } >a.csv", 1, 1
    ),
    ("a.html", "yes '<div>a' | head -c 130000 >a.html", 0, 1),
    ("a.html", "yes '<p>a' | head -c 130000 >a.html", 1, 0),
    ("a.txt", "head -c 131000 /dev/zero | tr '\\0' x >a.txt", 1, 0),
    ("a.txt", "{ printf 'b\\n\\n'; yes a | tr '\\n' ' ' | head -c 131000; } >a.txt", 1, 0),
    (
      "a.txt",
      "LC_ALL=C awk 'BEGIN { srand(1); print \"b\\n\"; for (i = 0; i < 43000; i++) printf \"%c%c%c\", 229 + int(rand() * 4), 128 + int(rand() * 64), 128 + int(rand() * 64) }' >a.txt",
      1, 0
    ),
    (
      "a.jsonl",
      #"{ printf '{"title":"b","text":['; yes 1, | tr -d '\n' | head -c 130000; printf '1]}'; } >a.jsonl"#,
      1, 0
    ),
    (
      "a.xml",
      "{ printf '<rss><channel><item><title>'; yes '<a>' | tr -d '\\n' | head -c 1M; } >a.xml", 0, 1
    ),
    ("a.jsonl.gz", "head -c 200M /dev/zero | tr '\\0' x | gzip -1 >a.jsonl.gz", 0, 1),
    (
      "a.jsonl.gz",
      #"{ head -c 40M /dev/zero | tr '\0' x; printf '\n{"id":"b","title":"b"}\n'; } | gzip -1 >a.jsonl.gz"#,
      1, 1
    ),
  ]

  // A line of 10 MB took 426 MB, whatever the budget: analysing a text took 90 times its size, and what that
  // had taken was kept. A record may have a 128th of the budget now, and is within it whatever it holds.
  @Test(arguments: hostile.indices)
  func `hostile input takes no more memory than any other`(index: Int) throws {
    let (name, script, briefs, rejections) = Self.hostile[index]
    let limited = Shell.run("uname", in: "/") == "Linux\n"
    let folder = TemporaryFolder()
    let allowed = Self.budget + Self.constant + briefs * Self.bytesPerBrief
    let lines = folder.lines(
      """
      {
      \(script)
      } 2>/dev/null
      \(limited ? "ulimit -d \(allowed / 1_024)" : ":")
      "$BRIEF" index \(name) --index ./idx --memory 16M --json 2>&1
      """)
    let summary = lines.last ?? ""
    #expect(summary.contains("\"documents\":\(briefs),"), "\(script): \(lines.suffix(3))")
    #expect(summary.contains("\"rejected\":\(rejections),"), "\(script): \(lines.suffix(3))")
    let peak = summary.split(separator: "\"peak_memory_bytes\":").last
      .flatMap { Int($0.prefix { $0.isNumber }) }
    #expect(try #require(peak) <= allowed, "\(script)")
  }
}
