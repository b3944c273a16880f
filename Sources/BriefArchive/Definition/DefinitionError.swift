// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What can be wrong with a definition, and the sentences about it.

/// A definition that cannot be used: where it is wrong, and what would be right.
public struct DefinitionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Sendable, Hashable {
    case unreadable(String)
    case notYAML(String)
    /// The value of `key` is `found` where `expected` is needed.
    case badValue(key: String, expected: String, found: String)
    case unknownKey(String, suggestion: String?)
    case repeatedKey(String)
    case missingKey(String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The file, as it was named.
  public var file: String
  /// The first line is 1.
  public var line: Int
  /// The first column is 1; counted in characters.
  public var column: Int

  /// `file:line:column: what is wrong`, with what to do.
  public var description: String {
    "\(file):\(line):\(column): \(message)"
  }

  /// What is wrong, without the place.
  public var message: String {
    switch problem {
    case .unreadable(let cause): "the definition \(cause)"
    case .notYAML(let fault): "not YAML: \(fault)"
    case .badValue(let key, let expected, let found): "\(key) must be \(expected), not \(found)"
    case .unknownKey(let key, let suggestion?): "unknown key \(key); did you mean \(suggestion)?"
    case .unknownKey(let key, nil): "unknown key \(key)"
    case .repeatedKey(let key): "\(key) is given twice"
    case .missingKey(let key): "\(key) is missing"
    }
  }
}
