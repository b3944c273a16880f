// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser

/// `brief generate`: the manual and completions, from the command line's own definition.
struct GenerateCommand: Subcommand {
  /// What can be generated.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case man, completions
  }

  /// The shells that completions are written for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var completions: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the manual, or completions for bash, zsh or fish.",
    discussion: """
      EXAMPLES:
        brief generate man > brief.1
        brief generate completions zsh > _brief
      """)

  @Argument(help: ArgumentHelp("man or completions.", valueName: "what"))
  var kind: Kind

  @Argument(help: ArgumentHelp("bash, zsh or fish, for completions.", valueName: "shell"))
  var shell: Shell?

  func validate() throws {
    if kind == .completions && shell == nil {
      throw ValidationError("Completions for which shell? bash, zsh or fish.")
    }
    if kind == .man && shell != nil { throw ValidationError("The manual needs no shell.") }
  }

  func run(on console: Console) throws -> ExitStatus {
    if let shell, kind == .completions {
      console.out.writeLine(BriefCommand.completionScript(for: shell.completions))
    } else {
      console.out.write(try ManualPage.text())
    }
    return .success
  }
}
