// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A YAML document as a tree that remembers where each value was written.

struct YAMLNode: Hashable {
  indirect enum Content: Hashable {
    /// `isPlain` is false for quoted scalars, which are strings whatever they look like.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  struct Entry: Hashable {
    var key: YAMLNode
    var value: YAMLNode
  }

  var content: Content
  /// The first line is 1.
  var line: Int
  /// The first column is 1; counted in characters.
  var column: Int

  /// What a mapping's key or a value is, in a message: `a list`, `"red"` …
  var kind: String {
    switch content {
    case .scalar(let text, _): "“\(text)”"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The scalar's text, or `nil`.
  var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }
}

/// What is wrong with a YAML document, and where.
struct YAMLFault: Error, Hashable {
  var problem: String
  var line: Int
  var column: Int
}

extension JSONValue {
  /// The node's value by YAML's core rules: quoted is a string, plain may be null, a
  /// boolean or a number.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let isPlain):
      self = isPlain ? JSONValue(plain: text) : .string(text)
    case .sequence(let nodes):
      self = .array(nodes.map { JSONValue($0) })
    case .mapping(let entries):
      self = .object(
        entries.map { JSONValue.Member(key: $0.key.text ?? "", value: JSONValue($0.value)) })
    }
  }

  private init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default:
      let looksNumeric = text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0)
      }
      self = looksNumeric && Double(text) != nil ? .number(text) : .string(text)
    }
  }
}
