// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief rebuild`: builds an index anew and swaps it in.
struct RebuildCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract:
      "Build an index anew from its sources; the old one serves until the new one is whole.",
    discussion: """
      Builds in a folder aside, merges everything into one segment and exchanges the two in one \
      step. Searches that are running keep what they have open. Ctrl-C leaves the old index as it \
      is; the next rebuild goes on where this one stopped.
      """)

  @Argument(help: ArgumentHelp("A declared index, or a path.", valueName: "name|path"))
  var name: String?

  @Flag(
    help:
      "Put briefs with the same words together: smaller, faster to search, and twice as long to build."
  )
  var seal = false

  @OptionGroup var index: IndexOptions
  @OptionGroup var build: BuildOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if name != nil && index.index != nil {
      throw ValidationError("Name the index once: as an argument or with --index.")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let located = try IndexLocator(console).locateForWriting(
      name ?? index.index, hasSources: false)
    if !build.dryRun { try FolderExchange(at: located.path).putBack(wait: build.wait) }
    let plan = try BuildPlan(located, sources: [], options: build, on: console)
    var builder = IndexBuilder(plan: plan, options: build, output: output, console: console)
    builder.ending = seal ? .seal : .merge
    if build.dryRun {
      // A rebuild knows nothing of the old index.
      let report = try builder.rehearse(at: FolderExchange(at: located.path).aside)
      return IndexCommand.tell(report, plan, output, on: console)
    }
    Signals.catchInterruptions()
    return try Self.rebuild(builder, on: console)
  }

  static func rebuild(_ builder: IndexBuilder, on console: Console) throws -> ExitStatus {
    let rebuilder = Rebuilder(builder: builder)
    let report = try rebuilder.run()
    return IndexCommand.tell(
      report, builder.plan, builder.output, aside: rebuilder.aside, on: console)
  }
}
