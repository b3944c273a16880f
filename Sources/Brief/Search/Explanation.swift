// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Why a document has its score, or none: a tree of sentences with numbers.

/// A score as a tree of sentences.
public struct Explanation: Sendable, Hashable {
  /// The score of this part.
  public let value: Float
  /// Whether the document matches this part.
  public let matches: Bool
  /// What this part is.
  public let description: String
  /// What it is made of.
  public let details: [Explanation]

  package init(
    _ value: Float, matches: Bool, _ description: String, details: [Explanation] = []
  ) {
    self.value = value
    self.matches = matches
    self.description = description
    self.details = details
  }

  /// The tree as indented lines.
  public var rendered: String { lines(indent: 0).joined(separator: "\n") }

  private func lines(indent: Int) -> [String] {
    let mark = matches ? "\(value)" : "no match"
    let line = String(repeating: "  ", count: indent) + "\(mark)  \(description)"
    return [line] + details.flatMap { $0.lines(indent: indent + 1) }
  }
}
