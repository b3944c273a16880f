// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ArgumentParser's own description of the command line: the one definition that help, completions and
// the manual are made from.

import ArgumentParser
import FoundationEssentials

/// What ArgumentParser says of a command line (`--experimental-dump-help`), as far as the manual
/// needs it.
struct HelpDump: Decodable {
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String

      /// With its dashes.
      var spelled: String { (kind == "long" ? "--" : "-") + name }
    }

    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
    var discussion: String?
  }

  var command: Command

  /// The description of a command line.
  static func of(_ command: (some ParsableCommand).Type) throws -> HelpDump {
    try JSONDecoder().decode(HelpDump.self, from: Data(command._dumpHelp().utf8))
  }
}
