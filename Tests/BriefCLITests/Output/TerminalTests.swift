// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct TerminalTests {
  private static let size = TerminalSize(columns: 90, rows: 30)

  @Test(arguments: [
    (Terminal.Colour.auto, true, [:], true),
    (.auto, false, [:], false),
    (.auto, true, ["NO_COLOR": "1"], false),
    (.auto, true, ["NO_COLOR": ""], true),
    (.auto, true, ["TERM": "dumb"], false),
    (.always, false, ["NO_COLOR": "1"], true),
    (.never, true, [:], false),
  ])
  func `the flag wins over the environment and that over the terminal`(
    colour: Terminal.Colour, isTerminal: Bool, environment: [String: String], hasColour: Bool
  ) {
    let terminal = Terminal(
      size: isTerminal ? Self.size : nil, colour: colour, environment: { environment[$0] })
    #expect(terminal.hasColour == hasColour)
  }

  @Test func `a link's address cannot end the link`() {
    let terminal = Terminal(size: Self.size, hasColour: true, hasLinks: true)
    let text = terminal.linked("x", to: "https://example.org/a b\u{1B}\\é")
    #expect(text == "\u{1B}]8;;https://example.org/a%20b%1B\\%C3%A9\u{1B}\\x\u{1B}]8;;\u{1B}\\")
    #expect(Terminal.plain.linked("x", to: "https://example.org") == "x")
  }

  @Test func `a pager is what the environment says`() {
    #expect(Pager { ["PAGER": "more"][$0] }?.command == "more")
    #expect(Pager { ["PAGER": "more", "BRIEF_PAGER": "cat"][$0] } == nil)
    #expect(Pager { ["PAGER": "less"][$0] }?.command == "less -FRX")
    #expect(Pager { _ in nil }?.command == "less -FRX")
  }
}
