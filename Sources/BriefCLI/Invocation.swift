// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A command line from words to exit status: parse, run, and say what went wrong.

import ArgumentParser
import Brief

/// A subcommand of `brief`.
protocol Subcommand: ParsableCommand {
  /// Does what was asked. Results go to `console.out`, talk to `console.err`.
  func run(on console: Console) throws -> ExitStatus
}

/// Runs the command as if typed.
package enum Invocation {
  /// Runs `brief` with `arguments` (without the command's own name).
  package static func run(_ arguments: [String], on console: Console) -> ExitStatus {
    let status = parsed(arguments, on: console)
    console.out.flush()
    console.err.flush()
    guard let number = console.out.failure else { return status }
    // Somebody who counts on the output must learn that it is not all there.
    let error = SystemError(operation: "write to", path: "the output", number: number)
    console.err.write(Failure(error).text)
    return .inputOutput
  }

  private static func parsed(_ arguments: [String], on console: Console) -> ExitStatus {
    do {
      var command = try Self.command(arguments)
      guard let subcommand = command as? any Subcommand else {
        // `brief` alone and `brief help` end in a request for help, which is thrown.
        try command.run()
        return .success
      }
      return try subcommand.run(on: console)
    } catch let failure as Failure {
      return report(failure, arguments, on: console)
    } catch  where BriefCommand.exitCode(for: error) == .success {
      // Help and version are answers.
      let text = BriefCommand.fullMessage(for: error, columns: columns(of: console))
      console.out.write(text + "\n")
      return .success
    } catch  where BriefCommand.exitCode(for: error) == .validationFailure {
      return report(misuse(error, arguments), arguments, on: console)
    } catch {
      return report(Failure(error), arguments, on: console)
    }
  }

  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let parsed = Result { try BriefCommand.parseAsRoot(arguments) }
    if let command = try? parsed.get(), command is any Subcommand { return command }
    // Not understood, or taken for a request for help.
    guard let apart = try DashedText.setApart(arguments) else { return try parsed.get() }
    return try BriefCommand.parseAsRoot(apart)
  }

  private static func report(
    _ failure: Failure, _ arguments: [String], on console: Console
  ) -> ExitStatus {
    if asksForJSON(arguments) {
      console.write(failure.json)
    } else {
      console.err.write(failure.text)
    }
    return failure.status
  }

  /// Asked of the words themselves, since the command line may be what is wrong.
  private static func asksForJSON(_ arguments: [String]) -> Bool {
    let words = arguments.prefix { $0 != "--" }
    return words.contains { $0 == "--json" || $0 == "--format=json" }
      || zip(words, words.dropFirst()).contains { $0 == ("--format", "json") }
  }

  /// What is wrong with a command line, and what was probably meant.
  private static func misuse(_ error: any Error, _ arguments: [String]) -> Failure {
    let message = BriefCommand.message(for: error)
    let word = arguments.first { !$0.hasPrefix("-") }
    let names = BriefCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    if let word, word == arguments.first, !names.contains(word), word != "help" {
      let near = Spelling.nearest(to: word, in: names)
      let remedy =
        near.map { "brief \(([$0] + arguments.dropFirst()).joined(separator: " "))" }
        ?? "brief search \(arguments.joined(separator: " "))"
      return .usage(
        "There is no command “\(word)”.", why: "The commands are \(names.joined(separator: ", ")).",
        remedy: remedy)
    }
    let command = word.flatMap { names.contains($0) ? " \($0)" : nil } ?? ""
    return .usage(message, remedy: "“brief help\(command)” lists what can be given.")
  }

  private static func columns(of console: Console) -> Int {
    min(console.outSize?.columns ?? 80, 100)
  }
}
