// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Metadata above a text: YAML between a line of three hyphens and another, or one of three
// dots. Where it is not quite YAML, mostly for a colon in a title, lines of `key: value`
// are read as such; where it is not that either, the lines are text.

struct FrontMatter {
  var members: [JSONValue.Member] = []
  /// The text below it.
  var rest: String

  /// Front matter is no longer than this many lines.
  private static let maximumLines = 400

  init(_ text: String) {
    rest = text
    let scalars = text.utf8
    guard scalars.starts(with: "---".utf8) else { return }
    var lines: [Substring] = []
    var remaining = Substring(text)
    while lines.count < Self.maximumLines, !remaining.isEmpty {
      let end = remaining.firstIndex(where: \.isNewline) ?? remaining.endIndex
      let line = remaining[..<end]
      remaining = end < remaining.endIndex ? remaining[remaining.index(after: end)...] : ""
      let mark = Paragraphs.trimmed(line)
      if lines.isEmpty {
        guard mark == "---" else { return }
      } else if mark == "---" || mark == "..." {
        guard let members = Self.members(lines.dropFirst()) else { return }
        self.members = members
        rest = String(remaining)
        return
      }
      lines.append(line)
    }
  }

  private static func members(_ lines: ArraySlice<Substring>) -> [JSONValue.Member]? {
    let yaml = lines.joined(separator: "\n")
    if let node = try? YAMLReader.read(Array(yaml.utf8)) {
      guard case .object(let members) = JSONValue(node) else { return nil }
      return members
    }
    var members: [JSONValue.Member] = []
    for line in lines where !Paragraphs.trimmed(line).isEmpty {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        !line[..<colon].contains(" ")
      else { return nil }
      let value = Paragraphs.trimmed(line[line.index(after: colon)...])
      members.append(JSONValue.Member(key: String(line[..<colon]), value: .string(value)))
    }
    return members
  }
}
