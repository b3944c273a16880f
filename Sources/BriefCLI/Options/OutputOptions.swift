// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser

/// How to write results.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write JSON Lines, one object a line (see JSON.md).")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Use colour: auto, always or never. NO_COLOR is honoured.", valueName: "when"))
  var color = Terminal.Colour.auto

  @Flag(help: "Do not page what is longer than the screen.")
  var noPager = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Wrap lines at this many cells.", valueName: "cells"))
  var width: Int?

  @Flag(name: [.short, .long], help: "Say nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    if let width, !(20...1_000).contains(width) {
      throw ValidationError("--width must be 20 to 1000, not \(width).")
    }
  }

  /// What standard output is able to show.
  func terminal(of console: Console) -> Terminal {
    Terminal(size: console.outSize, colour: color, environment: console.environment)
  }

  /// The cells to fill.
  func lineWidth(on terminal: Terminal) -> Int { width ?? terminal.width }

  /// Writes text for people: through a pager if it is longer than the screen.
  func show(_ text: String, on console: Console) {
    if let size = console.outSize, !noPager, text.utf8.count(where: { $0 == 0x0A }) >= size.rows,
      let pager = Pager(environment: console.environment), pager.show(text)
    {
      return
    }
    console.out.write(text)
  }

  /// Writes a line beside the results.
  func say(_ line: String, on console: Console) {
    guard !quiet, !json else { return }
    console.out.flush()
    console.err.writeLine(line)
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
