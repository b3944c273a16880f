// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the output may use: colour, links, a width. Decided once, from the flags and the environment:
// `--color` wins over `NO_COLOR`, which wins over what the terminal can do.

/// What the stream that results go to is able to show.
package struct Terminal: Sendable, Hashable {
  /// Whether to use colour.
  package enum Colour: String, Sendable, Hashable, CaseIterable {
    case auto, always, never
  }

  /// The terminal's size; `nil` for a file or pipe.
  package var size: TerminalSize?
  /// Whether bold and colour may be used.
  package var hasColour: Bool
  /// Whether titles may be links (OSC 8).
  package var hasLinks: Bool

  /// The cells to fill: the terminal's, at most 100 for text that is read; 80 where there is none.
  package var width: Int { min(size?.columns ?? 80, 100) }

  package init(size: TerminalSize?, hasColour: Bool, hasLinks: Bool) {
    self.size = size
    self.hasColour = hasColour
    self.hasLinks = hasLinks
  }

  /// A stream of that size under the conventions of the environment: `NO_COLOR`, `TERM=dumb`,
  /// `NO_HYPERLINKS`.
  package init(size: TerminalSize?, colour: Colour, environment: (String) -> String?) {
    let isDumb = environment("TERM").map { $0 == "dumb" || $0.isEmpty } ?? false
    let refusesColour = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    let refusesLinks = environment("NO_HYPERLINKS").map { !$0.isEmpty } ?? false
    self.size = size
    hasColour =
      switch colour {
      case .always: true
      case .never: false
      case .auto: size != nil && !isDumb && !refusesColour
      }
    hasLinks = size != nil && !isDumb && !refusesLinks && colour != .never
  }

  /// Plain text: no terminal.
  package static let plain = Terminal(size: nil, hasColour: false, hasLinks: false)

  /// `text` in a style.
  package func styled(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// `text` as a link, if there is an address and the terminal shows links.
  package func linked(_ text: String, to address: String?) -> String {
    guard hasLinks, let address else { return text }
    return "\u{1B}]8;;\(Self.escaped(address))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// An address with everything encoded that would end the sequence or is not ASCII.
  private static func escaped(_ address: String) -> String {
    var escaped = ""
    for byte in address.utf8 {
      if byte > 0x20 && byte < 0x7F {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }

  /// How a part of the output stands out.
  package enum Style: String, Sendable, Hashable {
    case title = "1;36"
    case mark = "1;33"
    case quiet = "2"
    case strong = "1"
    case bar = "36"
    case trouble = "31"
  }
}
