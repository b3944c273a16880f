// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The command `brief`: the list of its subcommands, and the one place where a command line becomes an
// exit status.

import ArgumentParser

@main
struct BriefCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brief",
    abstract: "Searches archives of news briefs, in any language.",
    discussion: """
      EXAMPLES:
        brief index news/                     index a folder of briefs
        brief search antitrust                search the index found from here
        brief search '"central bank" -rates' --since 2025-01
        brief show 2f7ce11a90b4d3e8           read a brief
        brief generate man | man -l -         the manual, with the query language
      """,
    version: Version.current,
    subcommands: [
      IndexCommand.self, RebuildCommand.self, SearchCommand.self, ShowCommand.self,
      ExplainCommand.self, AnalyzeCommand.self, TermsCommand.self, StatsCommand.self,
      CheckCommand.self, RepairCommand.self, IndexesCommand.self, EvalCommand.self,
      GenerateCommand.self,
    ])

  static func main() {
    Signals.letWritesFail()
    let console = Console.standard()
    let status = Invocation.run(Array(CommandLine.arguments.dropFirst()), on: console)
    Process.exit(status.rawValue)
  }
}
