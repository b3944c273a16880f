// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Files of many queries: one a line, or an id, a tab and the query. A query without an id has the
// number of its line. Empty lines are passed over.

/// A query of a file of queries.
package struct BatchQuery: Sendable, Hashable {
  package var id: String
  package var text: String

  package init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}

/// Reads files of queries.
package enum BatchQueries {
  package static func read(_ path: String) throws(SystemError) -> [BatchQuery] {
    parse(String(decoding: try Files.read(path), as: UTF8.self))
  }

  package static func parse(_ text: String) -> [BatchQuery] {
    var queries: [BatchQuery] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      let query = parts.last.map(Self.trimmed) ?? ""
      guard !query.isEmpty else { continue }
      let id = parts.count == 2 ? Self.trimmed(parts[0]) : ""
      queries.append(BatchQuery(id: id.isEmpty ? "\(index + 1)" : id, text: query))
    }
    return queries
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
