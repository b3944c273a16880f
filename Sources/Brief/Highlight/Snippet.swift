// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A passage with its marks, and how it is shown.

/// A passage of a document with the matches marked.
public struct Snippet: Sendable, Hashable {
  /// The field it was taken from.
  public let field: String
  /// The passage.
  public let text: String
  /// The matches, as ranges of UTF-8 bytes in ``text``: ascending, disjoint, on the boundaries of
  /// grapheme clusters.
  public let marks: [Range<Int>]
  /// Whether the field has more text before the passage.
  public let leadsIn: Bool
  /// Whether the field has more text after it.
  public let leadsOut: Bool

  /// How a snippet is written.
  public enum Style: Sendable {
    /// The text as it is.
    case plain
    /// Marks in bold for a terminal.
    case ansi
    /// Marks in `<mark>`, the rest escaped.
    case html
  }

  /// The passage with its marks in a style; an ellipsis where the field goes on.
  public func rendered(as style: Style) -> String {
    let utf8 = Array(text.utf8)
    var result = leadsIn ? "… " : ""
    var end = 0
    for mark in marks {
      result += Self.escaped(utf8[end..<mark.lowerBound], style)
      let marked = Self.escaped(utf8[mark], style)
      switch style {
      case .plain: result += marked
      case .ansi: result += "\u{1B}[1m\(marked)\u{1B}[22m"
      case .html: result += "<mark>\(marked)</mark>"
      }
      end = mark.upperBound
    }
    return result + Self.escaped(utf8[end...], style) + (leadsOut ? " …" : "")
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>, _ style: Style) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard case .html = style else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
