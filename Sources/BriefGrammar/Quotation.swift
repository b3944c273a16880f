// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Quotation marks: which open, which close them, and which may stand inside a word.
//
// Marks with a direction of their own open a phrase wherever they stand, since Chinese puts no
// space before them. The others open one only where a word could begin, so that `12"` and
// `5'10"` keep their inches.

/// The quotation marks of the query language.
enum Quotation {
  static func opensAnywhere(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "“", "„", "‟", "«", "「", "『", "〝": true
    default: false
    }
  }

  static func opensWord(_ scalar: Unicode.Scalar) -> Bool {
    opensAnywhere(scalar) || scalar.sign == "\"" || scalar == "”" || scalar == "»"
  }

  /// Whether `scalar` ends a phrase that `opening` began. Marks of the English and German kind
  /// close one another, because keyboards mix them.
  static func closes(_ scalar: Unicode.Scalar, _ opening: Unicode.Scalar) -> Bool {
    switch opening {
    case "«": scalar == "»"
    case "»": scalar == "«" || scalar == "»"
    case "「": scalar == "」"
    case "『": scalar == "』"
    case "〝": scalar == "〞" || scalar == "〟"
    default: isOfTheMixedKind(scalar)
    }
  }

  /// The mark to add where one is missing.
  static func closing(_ opening: Unicode.Scalar) -> Unicode.Scalar {
    switch opening {
    case "«": "»"
    case "»": "«"
    case "「": "」"
    case "『": "』"
    case "〝": "〞"
    case "“", "‟", "”": "”"
    case "„": "“"
    default: "\""
    }
  }

  /// Whether it is a double quotation mark of the kind that `"` closes.
  static func isOfTheMixedKind(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "\u{FF02}", "“", "”", "„", "‟": true
    default: false
    }
  }
}
