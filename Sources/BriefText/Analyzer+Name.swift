// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Analyzers by name, for definitions and for the index itself:
//
//     brief  standard  keyword        the built-in ones
//     brief -stems -pairs             brief without some of what it does

extension Analyzer {
  /// What can be turned off, by the word for it.
  private static let options: [(name: String, isOn: any KeyPath<Analyzer, Bool> & Sendable)] = [
    ("diacritics", \.foldsDiacritics), ("variants", \.emitsVariants), ("stems", \.stems),
    ("pairs", \.pairsCharacters),
  ]

  /// The name from which ``init(named:)`` makes an equal analyzer.
  public var name: String {
    switch self {
    case .keyword: "keyword"
    case .standard: "standard"
    default:
      Self.options.filter { !self[keyPath: $0.isOn] }.reduce("brief") { "\($0) -\($1.name)" }
    }
  }

  /// The analyzer called `name`: `brief`, `standard`, `keyword`, or `brief` followed by what
  /// to leave out, any of `-diacritics -variants -stems -pairs`. `nil` for other names.
  public init?(named name: String) {
    let words = name.split(separator: " ")
    switch words.first {
    case "brief":
      let off = words.dropFirst()
      let known = Self.options.map { "-\($0.name)" }
      guard off.allSatisfy({ known.contains(String($0)) }) else { return nil }
      self.init(
        foldsDiacritics: !off.contains("-diacritics"), emitsVariants: !off.contains("-variants"),
        stems: !off.contains("-stems"), pairsCharacters: !off.contains("-pairs"))
    case "standard" where words.count == 1: self = .standard
    case "keyword" where words.count == 1: self = .keyword
    default: return nil
    }
  }
}
