// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Tells of what could not be read: on standard error for people (the first few), as objects with
// --json, and all of it in the file of --rejects.

import BriefArchive

/// Where rejections are told.
final class RejectLog {
  private let console: Console
  private let output: OutputOptions
  private let file: Output?
  private var count = 0
  private static let shownAtMost = 20

  init(_ file: String?, output: OutputOptions, on console: Console) throws(SystemError) {
    self.console = console
    self.output = output
    self.file = try file.map { path throws(SystemError) in
      try Files.create(Path.absolute(path, from: console.folder))
    }
  }

  func add(_ rejection: Rejection, progress: ProgressMeter?) {
    count += 1
    file?.writeLine(Self.json(rejection).line)
    if output.json { return console.write(Self.json(rejection)) }
    guard !output.quiet else { return }
    progress?.clear()
    if count <= Self.shownAtMost {
      console.err.writeLine("rejected \(Self.text(rejection))")
    } else if count == Self.shownAtMost + 1 {
      console.err.writeLine("more was rejected; --rejects FILE lists everything")
    }
  }

  /// Makes the file whole.
  func close() throws(Failure) {
    file?.flush()
    guard let number = file?.failure else { return }
    throw Failure(SystemError(operation: "write", path: "the list of rejects", number: number))
  }

  static func json(_ rejection: Rejection) -> JSON {
    [
      "type": "reject", "version": 1, "source": .string(rejection.source),
      "line": .optional(rejection.line), "offset": .optional(rejection.offset),
      "reason": .string(rejection.reason),
    ]
  }

  static func text(_ rejection: Rejection) -> String {
    var place = MarkedText.plain(rejection.source)
    if let line = rejection.line { place += ", line \(line)" }
    if let offset = rejection.offset { place += ", byte \(offset)" }
    return "\(place): \(MarkedText.plain(rejection.reason))"
  }
}
