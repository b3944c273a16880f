// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Outputs that are a promise, kept as files under Tests/Snapshots/CLI. To record them anew after a
// change that is meant: BRIEF_RECORD_SNAPSHOTS=1 swift test --filter BriefCLITests, and read the diff.

import BriefCLI
import Testing

/// Compares a text with the snapshot of that name, or records it.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = Snapshots.folder + "/" + name
  if Process.environment("BRIEF_RECORD_SNAPSHOTS") == "1" {
    try Files.makeFolder(Path.parent(of: path))
    let output = try Files.create(path)
    output.write(text)
    output.flush()
    return
  }
  guard Files.exists(path) else {
    Issue.record(
      "there is no snapshot \(name); BRIEF_RECORD_SNAPSHOTS=1 records it",
      sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: try Files.read(path), as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let difference = zip(lines, wanted).enumerated().first { $0.element.0 != $0.element.1 }
  #expect(
    text == expected,
    "first difference in line \((difference?.offset ?? min(lines.count, wanted.count)) + 1)",
    sourceLocation: sourceLocation)
}

enum Snapshots {
  /// Beside the folder of these tests.
  static let folder = Path.normalized("\(#filePath)/../../../Snapshots/CLI")
}
