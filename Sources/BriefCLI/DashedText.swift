// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Text that begins with a dash: `brief search bank -rates` leaves out a word, and no query is an error.
// The parser of command lines takes such a word for options, and -the for -t, -h and -e, of which -h
// asks for help. When a command line was not understood, the words of it that name no option are set
// apart behind `--`, where they are text. A single letter (`-n`) and two dashes (`--limt`) are taken
// for a slip in an option, unless they stand behind `--` already.

import ArgumentParser
import Brief

/// Tells text that begins with a dash from options.
enum DashedText {
  /// The commands whose arguments are text.
  private static let commands = ["search", "explain", "analyze"]

  /// The command line with its text behind `--`; `nil` if no text of it begins with a dash.
  static func setApart(_ arguments: [String]) throws -> [String]? {
    guard let name = arguments.first, commands.contains(name) else { return nil }
    let options = try Self.options(of: name)
    var known = [name]
    var text: [String] = []
    var isDashed = false
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      if word == "--" {
        text += rest
        break
      }
      guard word.hasPrefix("-") else {
        text.append(word)
        continue
      }
      let spelled = String(word.prefix { $0 != "=" })
      if let takesValue = options[spelled] {
        known.append(word)
        if takesValue, spelled == word, let value = rest.popFirst() { known.append(value) }
      } else if isSlip(spelled) {
        throw unknown(spelled, of: options.keys.sorted())
      } else {
        text.append(word)
        isDashed = true
      }
    }
    return isDashed ? known + ["--"] + text : nil
  }

  /// Whether a word that names no option looks like one all the same: `-n`, `--limt`. What leaves a
  /// word out of a query is longer, or not in ASCII.
  private static func isSlip(_ word: String) -> Bool {
    if word.hasPrefix("--") { return word.utf8.count > 2 }
    return word.utf8.count == 2 && word.last?.isASCII == true && word.last?.isLetter == true
  }

  private static func unknown(_ word: String, of options: [String]) -> Failure {
    // Nobody's slip: how other commands are told the number of results.
    let near =
      ["-n", "-k"].contains(word)
      ? "-l"
      : word.hasPrefix("--")
        ? Spelling.nearest(to: word, in: options) : options.first { $0.hasPrefix("-" + word) }
    return .usage(
      "There is no option “\(word)”." + (near.map { " Did you mean '\($0)'?" } ?? ""),
      why: "Words after -- are the query, whatever they begin with.",
      remedy: near ?? "-- \(word)")
  }

  /// The options of a command as they are typed, and whether a value follows them.
  private static func options(of command: String) throws -> [String: Bool] {
    let root = try HelpDump.of(BriefCommand.self).command
    let own = root.subcommands?.first { $0.commandName == command }?.arguments ?? []
    var options = ["-h": false, "--help": false, "--version": false]
    for argument in own + (root.arguments ?? []) {
      for name in argument.names ?? [] { options[name.spelled] = argument.kind == "option" }
    }
    return options
  }
}
