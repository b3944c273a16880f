// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief
import BriefArchive

/// How to build an index.
struct BuildOptions: ParsableArguments {
  /// What to do with an input that cannot be read.
  enum ErrorPolicy: String, CaseIterable, ExpressibleByArgument {
    case skip, stop
  }

  @Option(
    help: ArgumentHelp(
      "An index definition (index.yaml); remembered by the index.", valueName: "file"))
  var definition: String?

  @Option(
    help: ArgumentHelp(
      "The language of Latin script that does not say its own (en).", valueName: "code"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "What to do with input that cannot be read: skip or stop.", valueName: "policy"))
  var onError = ErrorPolicy.skip

  @Option(
    help: ArgumentHelp("List what could not be read in a file, as JSON Lines.", valueName: "file"))
  var rejects: String?

  @Flag(help: "Only say what would be done.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Memory for briefs not written yet, such as 256M; the command takes some 70M more, and 100 bytes "
        + "a brief. A brief may have a 128th of it, a feed a 16th, an archive in an archive a quarter.",
      valueName: "bytes"))
  var memory = ByteSize(bytes: 256 << 20)

  @Option(
    help: ArgumentHelp(
      "Threads that work, each beyond the first with some 60M of its own, twice as much to seal; if not "
        + "said, as many as there are processors, but at most one for each 128M of memory. The index is the "
        + "same, byte for byte.",
      valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Text read between two commits, such as 64M; a build that was killed goes on from the last.",
      valueName: "bytes"))
  var checkpoint = ByteSize(bytes: 256 << 20)

  @Option(
    help: ArgumentHelp("How long to wait for another writer (0).", valueName: "seconds"))
  var wait = 0.0

  /// Seconds anybody may be asked to wait: 31 years, which no clock overflows from.
  static let longestWait = 1e9

  /// How many threads work.
  var threadCount: Int {
    threads
      ?? max(1, min(Process.processorCount(), memory.bytes / (128 << 20), WriteOptions.mostThreads))
  }

  /// Refuses what no command that writes can work with.
  static func validate(memory: ByteSize, wait: Double) throws {
    guard memory.bytes >= 16 << 20 else {
      throw ValidationError("--memory must be at least 16M, not \(memory.bytes) bytes.")
    }
    guard wait >= 0, wait <= longestWait else {
      throw ValidationError("--wait must be 0 to 1000000000 seconds, not \(wait).")
    }
  }

  func validate() throws {
    if let language, WrittenLanguage.code(language) == nil {
      throw ValidationError("--language must be a language such as en, not “\(language)”.")
    }
    try Self.validate(memory: memory, wait: wait)
    if let threads, !(1...WriteOptions.mostThreads).contains(threads) {
      throw ValidationError("--threads must be 1 to \(WriteOptions.mostThreads), not \(threads).")
    }
    guard checkpoint.bytes >= 64 << 10 else {
      throw ValidationError("--checkpoint must be at least 64K, not \(checkpoint.bytes) bytes.")
    }
  }
}
