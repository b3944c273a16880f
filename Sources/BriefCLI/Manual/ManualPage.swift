// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The manual, brief(1): commands and options from the command line's own definition, then what no
// definition knows: the query language, where indexes are looked for, the environment, exit statuses.

import ArgumentParser

/// The manual of the command.
enum ManualPage {
  /// The page in roff.
  static func text() throws -> String {
    let dump = try HelpDump.of(BriefCommand.self)
    var page = Roff(
      title: "BRIEF", section: 1, source: "brief \(Version.current)", manual: "Brief Manual")
    page.section("NAME")
    page.paragraph("brief - \(lowercased(dump.command.abstract ?? ""))")
    page.section("SYNOPSIS")
    let commands = (dump.command.subcommands ?? []).filter { $0.commandName != "help" }
    page.verbatim(commands.map(synopsis).joined(separator: "\n"))
    page.section("DESCRIPTION")
    page.paragraph(
      """
      Brief indexes archives of news briefs and answers queries over them, ranked, with the matches \
      marked. It needs no settings for any language. Results go to standard output, everything else \
      to standard error. On a terminal the output is for people; in a pipe it is one hit a line, \
      tab-separated, and with --json it is JSON Lines.
      """)
    page.section("COMMANDS")
    for command in commands { add(command, to: &page) }
    addQueryLanguage(to: &page)
    page.section("INDEXES")
    page.paragraph(indexes)
    page.section("ENVIRONMENT")
    for (name, meaning) in environment { page.item(name, meaning) }
    page.section("EXIT STATUS")
    for status in ExitStatus.allCases { page.item("\(status.rawValue)", status.meaning) }
    return page.text
  }

  // MARK: - Commands

  private static func synopsis(_ command: HelpDump.Command) -> String {
    let positional = arguments(command).filter { $0.kind == "positional" }.map { argument in
      let name = "<\(argument.valueName ?? "")>" + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    return (["brief", command.commandName] + positional + ["[options]"]).joined(separator: " ")
  }

  private static func add(_ command: HelpDump.Command, to page: inout Roff) {
    page.subsection("brief \(command.commandName)")
    page.paragraph(
      [command.abstract, command.discussion].compactMap(\.self).joined(separator: "\n"))
    for argument in arguments(command) {
      page.item(heading(argument), meaning(argument))
    }
    for subcommand in command.subcommands ?? [] where subcommand.commandName != "help" {
      page.item(
        synopsis(subcommand).replacing(
          "brief", with: "brief \(command.commandName)", maxReplacements: 1),
        subcommand.abstract ?? "")
    }
  }

  /// All that is shown, but for --help and --version, which every command has.
  private static func arguments(_ command: HelpDump.Command) -> [HelpDump.Argument] {
    (command.arguments ?? []).filter { argument in
      argument.shouldDisplay
        && !(argument.names ?? []).contains { $0.name == "help" || $0.name == "version" }
    }
  }

  private static func heading(_ argument: HelpDump.Argument) -> String {
    let value = argument.valueName.map { "<\($0)>" } ?? ""
    switch argument.kind {
    case "positional": return value
    case "option":
      return (argument.names ?? []).map(\.spelled).joined(separator: ", ") + " " + value
    default: return (argument.names ?? []).map(\.spelled).joined(separator: ", ")
    }
  }

  private static func meaning(_ argument: HelpDump.Argument) -> String {
    var text = [argument.abstract, argument.discussion].compactMap(\.self).joined(separator: "\n")
    if let value = argument.defaultValue, argument.kind != "flag", !value.isEmpty {
      text += " Default: \(value)."
    }
    return text
  }

  private static func lowercased(_ text: String) -> String {
    var text = text
    if text.hasSuffix(".") { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  // MARK: - What no definition knows

  private static func addQueryLanguage(to page: inout Roff) {
    page.section("QUERY LANGUAGE")
    page.paragraph(QueryLanguage.introduction)
    for (form, meaning) in QueryLanguage.forms { page.item(form, meaning) }
    page.subsection("How many words")
    page.paragraph(QueryLanguage.matching)
    page.subsection("Fields")
    page.paragraph(QueryLanguage.fields)
  }

  private static let indexes = """
    An index is a folder. The one to use is named by --index, as a path or as a name declared under \
    Indexes/, or by BRIEF_INDEX; else the current folder and those above it are searched for a \
    folder that is an index, .brief, index.yaml with build beside it, or Indexes with one index. \
    Searching needs no right to write. brief index makes .brief in the current folder if there is \
    no index.
    """

  private static let environment: KeyValuePairs<String, String> = [
    "BRIEF_INDEX": "The index to use when --index is not given.",
    "NO_COLOR": "If set, no colour is used unless --color always is given.",
    "NO_HYPERLINKS": "If set, titles are not links.",
    "TERM": "If it is dumb, there are neither colours nor links.",
    "BRIEF_PAGER, PAGER": "The pager for what is longer than the screen (less -FRX).",
  ]
}
