// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A folder of the disk for one test, and programs run in it.

import BriefTestSupport

/// A new folder, removed with all in it when this ends.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() {
    path = String(Shell.run("mktemp -d", in: "/").split(separator: "\n").first ?? "/nowhere")
  }

  deinit { _ = Shell.run("chmod -R u+w '\(path)'; rm -rf '\(path)'", in: "/") }

  /// The lines a script writes to standard output; `$BRIEF` is the command.
  borrowing func lines(_ script: String) -> [String] {
    Shell.run(script, in: path).split(separator: "\n").map(String.init)
  }

  /// The word that all briefs of an edition hold: twelve letters, so that none is like another's.
  static func word(ofEdition number: Int) -> String {
    var random = SeededGenerator(seed: UInt64(number))
    let letters = Array("bcdfghjklmnpqrtvwxz")
    return String((0..<12).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
  }

  /// Writes `news/all.jsonl`: `count` briefs that all hold the word of an edition.
  borrowing func publish(edition: Int, count: Int) {
    _ = lines(
      """
      mkdir -p news && awk -v e=\(Self.word(ofEdition: edition)) -v n=\(count) 'BEGIN { for (i = 0; i < n; i++)
        printf "{\\"id\\":\\"b%d\\",\\"title\\":\\"Brief %d\\",\\"text\\":\\"rain %s word%d word%d\\"}\\n",
          i, i, e, i % 97, i * 7 % 401 }' > news/new && mv news/new news/all.jsonl
      """)
  }

  /// Whether the command was built, for tests that need it.
  static let hasCommand = Shell.program("brief") != nil
  /// Whether system calls can be watched.
  static let canTrace =
    Shell.run("strace -qq -e trace=none true 2>&1 && echo yes", in: "/") == "yes\n"
}
