// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief repair`: saves what is sound of a damaged index.
struct RepairCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Save what is sound of a damaged index, and list what was lost.",
    discussion: """
      Checks the index as check --deep does. Segments that are sound stay; of damaged ones the stored \
      briefs that can be read are indexed again; the rest is listed. Until the new commit is safe \
      nothing of the old one is touched, and damaged files are kept under names that end in .damaged. \
      What was lost comes back with brief index or brief rebuild, where its source is still there.

      Exit status 0 if the index is sound, now or as it was; with --dry-run 4 if it is damaged.
      """)

  @Flag(help: "Only say what would be done; write nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Memory for briefs that are indexed again, such as 256M.", valueName: "bytes"))
  var memory = ByteSize(bytes: 256 << 20)

  @Option(
    help: ArgumentHelp("How long to wait for another writer (0).", valueName: "seconds"))
  var wait = 0.0

  @OptionGroup var index: IndexOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try BuildOptions.validate(memory: memory, wait: wait)
  }

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let start = ContinuousClock.now
    if !dryRun { try FolderExchange(at: located.path).putBack(wait: wait) }
    let report = try IndexRepairer(path: located.standing).repair(
      dryRun: dryRun,
      options: WriteOptions(memoryBudget: memory.bytes, lockTimeout: .seconds(wait)))
    let seconds = start.duration(to: .now).inSeconds
    if output.json {
      for problem in report.problems { console.write(CheckCommand.json(of: problem)) }
      for segment in report.segments { console.write(json(of: segment)) }
      for id in report.lostIdentifiers {
        console.write(["type": "lost", "version": 1, "id": .string(id)])
      }
      console.write(summary(report, located, seconds: seconds))
    } else {
      tell(report, located, seconds: seconds, on: console)
    }
    return dryRun && !report.isSound ? .damaged : .success
  }

  // MARK: - For programs

  private func json(of segment: IndexRepairer.Segment) -> JSON {
    [
      "type": "segment", "version": 1, "name": .string(segment.name),
      "fate": .string(segment.fate.rawValue), "documents": .integer(segment.documentCount),
      "lost": .integer(segment.lostDocumentCount),
    ]
  }

  private func summary(
    _ report: IndexRepairer.Report, _ index: LocatedIndex, seconds: Double
  ) -> JSON {
    [
      "type": "summary", "version": 1, "index": .string(index.name), "sound": .bool(report.isSound),
      "problems": .integer(report.problems.count), "kept": .integer(report.keptDocumentCount),
      "indexed": .integer(report.indexedDocumentCount), "lost": .integer(report.lostDocumentCount),
      "returned": .integer(report.returnedDocumentCount), "from_copy": .bool(report.isFromCopy),
      "set_aside": .array(report.setAside.map { .string($0) }), "dry_run": .bool(dryRun),
      "seconds": .number((seconds * 1000).rounded() / 1000),
    ]
  }

  // MARK: - For people

  private func tell(
    _ report: IndexRepairer.Report, _ index: LocatedIndex, seconds: Double, on console: Console
  ) {
    func write(_ line: String) { console.out.writeLine(MarkedText.plain(line)) }
    for problem in report.problems { write(problem.message) }
    for id in report.lostIdentifiers { write("lost: \(id)") }
    let unnamed = report.lostDocumentCount - report.lostIdentifiers.count
    if unnamed > 0 { write("lost: \(Quantity.count(unnamed, "brief")) whose ids cannot be read") }
    guard !report.isSound else {
      write("\(index.name): sound, nothing to repair")
      return
    }
    write("\(index.name): \(verdict(report))")
    if report.isFromCopy {
      output.say(
        "the commit could not be read: its copy was taken, which may be one commit behind",
        on: console)
    }
    if report.returnedDocumentCount > 0 {
      output.say(
        "nothing says any more which briefs were deleted: up to "
          + "\(Quantity.count(report.returnedDocumentCount)) are back",
        on: console)
    }
    if !report.setAside.isEmpty {
      output.say(
        "\(dryRun ? "would keep" : "kept") \(Quantity.count(report.setAside.count, "file")) "
          + "of what is damaged in \(index.path), named *.damaged",
        on: console)
    }
    output.say("took \(Quantity.seconds(seconds))", on: console)
  }

  private func verdict(_ report: IndexRepairer.Report) -> String {
    var facts = ["\(Quantity.count(report.keptDocumentCount, "brief")) untouched"]
    if report.indexedDocumentCount > 0 {
      facts.append("\(Quantity.count(report.indexedDocumentCount)) indexed again")
    }
    facts.append("\(Quantity.count(report.lostDocumentCount)) lost")
    return (dryRun ? "would be repaired: " : "repaired: ") + facts.joined(separator: ", ")
  }
}
