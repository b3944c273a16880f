// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief index`: brings an index up to its sources.
struct IndexCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Index briefs: what is new or changed is added, what is gone removed.",
    discussion: """
      Reads pages, HTML, Markdown, JSON, JSON Lines, CSV, RSS and Atom, in folders and in zip, tar, \
      gz and zst archives. Without sources, those the index knows are read again. Ctrl-C keeps what \
      is done; the next run goes on from there.
      """)

  @Argument(
    help: ArgumentHelp("Files and folders to read.", valueName: "source"),
    completion: .file())
  var sources: [String] = []

  @OptionGroup var index: IndexOptions
  @OptionGroup var build: BuildOptions
  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = try IndexLocator(console).locateForWriting(
      index.index, hasSources: !sources.isEmpty)
    try Self.checkSources(sources, on: console)
    if !build.dryRun { try FolderExchange(at: located.path).putBack(wait: build.wait) }
    try Self.requireBriefs(located)
    let plan = try BuildPlan(located, sources: sources, options: build, on: console)
    for note in plan.notes { output.say("brief: \(note)", on: console) }
    var builder = IndexBuilder(plan: plan, options: build, output: output, console: console)
    if build.dryRun {
      return Self.tell(try builder.rehearse(at: located.standing), plan, output, on: console)
    }
    Signals.catchInterruptions()
    if let reason = try Self.reasonToRebuild(plan) {
      output.say("brief: rebuilding, since \(reason); searching goes on meanwhile", on: console)
      builder = IndexBuilder(
        plan: plan.forRebuild, options: build, output: output, console: console)
      builder.ending = .merge
      return try RebuildCommand.rebuild(builder, on: console)
    }
    try Files.makeFolder(located.path)
    return Self.tell(try builder.run(at: located.path), plan, output, on: console)
  }

  /// An index that a program made, with fields of its own, is not replaced by one of briefs.
  private static func requireBriefs(_ located: LocatedIndex) throws(Failure) {
    guard let index = try? SearchIndex.open(at: located.standing), !index.schema.isOfBriefs else {
      return
    }
    throw Failure.usage(
      "The index “\(located.name)” holds something else than briefs.",
      why: "It was made by another program, and its fields are others.",
      remedy: "Put the briefs into an index of their own: --index ./NAME")
  }

  /// Why the index cannot take what the plan asks for, if it cannot.
  private static func reasonToRebuild(_ plan: BuildPlan) throws(BriefError) -> String? {
    guard SearchIndex.exists(at: plan.index.path) else { return nil }
    let index: SearchIndex
    do throws(BriefError) {
      index = try SearchIndex.open(at: plan.index.path)
    } catch {
      guard error.code == .formatTooOld else { throw error }
      return "the index has an older format"
    }
    if let difference = index.schema.difference(to: plan.schema) {
      return "the definition changed: \(difference)"
    }
    return try index.isCurrent() ? nil : "it was built with another analyzer or ICU version"
  }

  /// A source that is not there is a slip of the keyboard more often than not.
  static func checkSources(_ sources: [String], on console: Console) throws(Failure) {
    for source in sources where !Files.exists(Path.absolute(source, from: console.folder)) {
      let folder = Path.absolute(Path.parent(of: source), from: console.folder)
      let near = Spelling.nearest(to: Path.name(of: source), in: Files.names(in: folder))
      throw Failure(
        .inputOutput, code: "ioFailure", "There is no file or folder “\(source)”.",
        why: "Nothing was indexed.", remedy: near.map { "brief index \($0)" }, location: source)
    }
  }

  /// Tells what was done.
  ///
  /// - Parameter aside: where a rebuild builds; until it is complete, the index is as it was.
  static func tell(
    _ report: BuildReport, _ plan: BuildPlan, _ output: OutputOptions, aside: String? = nil,
    on console: Console
  ) -> ExitStatus {
    if output.json {
      console.write(report.json)
    } else {
      let path = report.end == .complete ? plan.index.path : aside ?? plan.index.path
      let shown = Path.shown(path, from: console.folder)
      if !output.quiet { console.out.write(report.text(index: shown)) }
      switch report.end {
      case .complete: break
      case .interrupted: console.err.writeLine("brief: interrupted; what was read so far is kept")
      case .stopped(let what): console.err.writeLine("brief: stopped at \(what)")
      }
      if report.end != .complete, aside != nil {
        console.err.writeLine("The index is as it was; brief rebuild goes on from here.")
      }
    }
    switch report.end {
    case .complete: return .success
    case .interrupted: return .interrupted
    case .stopped: return .inputOutput
    }
  }
}
