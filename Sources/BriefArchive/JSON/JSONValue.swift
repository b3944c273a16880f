// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Any JSON value. Objects keep the order of their members, and the first of two members
// with one name; numbers stay as written, since an id of twenty digits fits no Double.

indirect enum JSONValue: Hashable {
  struct Member: Hashable {
    var key: String
    var value: JSONValue
  }

  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// The value of the member `key`, or `nil`.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What it is, in a message.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The value as one text: what is written for scalars, the parts joined for arrays and
  /// objects; `nil` if there is nothing to show.
  var plainText: String? {
    switch self {
    case .null: return nil
    case .bool(let value): return value ? "true" : "false"
    case .number(let text), .string(let text): return text.isEmpty ? nil : text
    case .array(let values):
      let parts = values.compactMap(\.plainText)
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    case .object(let members):
      let parts = members.compactMap { member in
        member.value.plainText.map { "\(member.key): \($0)" }
      }
      return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
  }

  /// The value as one line, or `nil`.
  var line: String? {
    let text = Paragraphs.line(plainText ?? "")
    return text.isEmpty ? nil : text
  }

  /// The names that a list of strings or of objects with a `name` has, or one of these.
  var names: [String] {
    let values: [JSONValue] = if case .array(let values) = self { values } else { [self] }
    return values.compactMap { ($0["name"] ?? $0).line }
  }

  /// The texts of an array, or of anything else the one it has.
  var texts: [String] {
    guard case .array(let values) = self else { return plainText.map { [$0] } ?? [] }
    return values.compactMap(\.plainText)
  }
}
