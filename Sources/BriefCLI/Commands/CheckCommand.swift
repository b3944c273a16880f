// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief check`: whether an index is sound.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that an index is sound.",
    discussion: """
      Reads all of it and writes nothing. Exit status 0 if it is sound, 4 if damaged.
      """)

  @Flag(
    help: """
      Read every posting list, column and stored brief, not only the checksums, and compare the index \
      with the texts of the briefs, analysed again.
      """)
  var deep = false

  @OptionGroup var index: IndexOptions
  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let start = ContinuousClock.now
    let report = try IndexChecker(path: located.standing).check(deep: deep)
    let seconds = start.duration(to: .now).inSeconds
    for problem in report.problems {
      if output.json {
        console.write(Self.json(of: problem))
      } else {
        console.out.writeLine(MarkedText.plain(problem.message))
      }
    }
    if output.json {
      console.write(summary(report, located, seconds: seconds))
    } else {
      tell(report, located, seconds: seconds, on: console)
    }
    return report.isSound ? .success : .damaged
  }

  /// A problem, for programs.
  static func json(of problem: BriefError) -> JSON {
    let place = problem.location.map { "\($0.file):\($0.offset)" }
    return [
      "type": "problem", "version": 1, "code": .string("\(problem.code)"),
      "message": .string(problem.message), "location": .optional(place),
    ]
  }

  private func summary(
    _ report: IndexChecker.Report, _ index: LocatedIndex, seconds: Double
  ) -> JSON {
    [
      "type": "summary", "version": 1, "index": .string(index.name), "sound": .bool(report.isSound),
      "problems": .integer(report.problems.count), "segments": .integer(report.segmentCount),
      "documents": .integer(report.documentCount), "terms": .integer(report.termCount),
      "postings": .integer(report.postingCount), "bytes": .integer(report.byteCount),
      "deep": .bool(deep), "compared": .integer(report.comparedDocumentCount),
      "unstored_fields": .array(report.unstoredFields.map { .string($0) }),
      "current": .bool(report.isCurrent), "seconds": .number((seconds * 1000).rounded() / 1000),
    ]
  }

  private func tell(
    _ report: IndexChecker.Report, _ index: LocatedIndex, seconds: Double, on console: Console
  ) {
    let verdict =
      report.isSound
      ? "sound"
      : Quantity.count(report.problems.count, "problem")
        + "; brief repair saves what is sound, brief rebuild makes it anew"
    console.out.writeLine("\(index.name): \(verdict)")
    guard !output.quiet else { return }
    var checked = [
      Quantity.bytes(report.byteCount), Quantity.count(report.segmentCount, "segment"),
      Quantity.count(report.documentCount, "brief"), Quantity.count(report.termCount, "term"),
    ]
    if deep { checked.append(Quantity.count(report.postingCount, "posting")) }
    var line = "checked \(checked.joined(separator: ", ")) in \(Quantity.seconds(seconds))"
    if !deep {
      line += "; --deep looks into every posting list and compares it with the texts"
    } else if report.isCurrent {
      line +=
        "; compared with the texts of \(Quantity.count(report.comparedDocumentCount, "brief"))"
      if !report.unstoredFields.isEmpty {
        line += ", but not with \(report.unstoredFields.joined(separator: ", ")): not stored"
      }
    } else {
      line += "; not compared with the texts, which another analyzer or ICU version has analysed"
    }
    output.say(line, on: console)
  }
}
