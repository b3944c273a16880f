// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The checks that every part of a definition shares.

import BriefText

struct DefinitionReader {
  let file: String

  /// The entries of a mapping, whose keys must be `allowed`, each once at most.
  func entries(
    of node: YAMLNode, called name: String, among allowed: [String]
  ) throws(DefinitionError) -> [(key: String, value: YAMLNode)] {
    guard case .mapping(let entries) = node.content else {
      throw badValue(name, "keys with values", node)
    }
    var seen: Set<String> = []
    var result: [(key: String, value: YAMLNode)] = []
    for entry in entries {
      let key = entry.key.text ?? ""
      guard allowed.contains(key) else {
        let suggestion = Spelling.nearest(to: key, in: allowed)
        throw error(.unknownKey(key, suggestion: suggestion), entry.key)
      }
      guard seen.insert(key).inserted else { throw error(.repeatedKey(key), entry.key) }
      result.append((key, entry.value))
    }
    return result
  }

  func text(_ key: String, _ node: YAMLNode) throws(DefinitionError) -> String {
    guard let text = node.text, !text.isEmpty else { throw badValue(key, "a text", node) }
    return text
  }

  /// A list of texts, or one.
  func texts(_ key: String, _ node: YAMLNode) throws(DefinitionError) -> [String] {
    guard case .sequence(let nodes) = node.content else { return [try text(key, node)] }
    var texts: [String] = []
    for node in nodes { texts.append(try text(key, node)) }
    return texts
  }

  func number(
    _ key: String, _ node: YAMLNode, in range: ClosedRange<Double>
  ) throws(DefinitionError) -> Double {
    guard let number = node.text.flatMap({ Double($0) }), range.contains(number) else {
      let bounds = "\(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
      throw badValue(key, "a number from \(bounds)", node)
    }
    return number
  }

  func badValue(_ key: String, _ expected: String, _ node: YAMLNode) -> DefinitionError {
    error(.badValue(key: key, expected: expected, found: node.kind), node)
  }

  func error(_ problem: DefinitionError.Problem, _ node: YAMLNode) -> DefinitionError {
    error(problem, line: node.line, column: node.column)
  }

  func error(_ problem: DefinitionError.Problem, line: Int, column: Int) -> DefinitionError {
    DefinitionError(problem: problem, file: file, line: line, column: column)
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }
}
