// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Relevance judgments in TREC's format, `query 0 document grade` separated by white space, or without
// the second column. A first line without a number for a grade is a heading.

/// Which documents are relevant to which queries, and how much.
package struct Judgments: Sendable {
  /// Grades by query and document; 0 and below is not relevant.
  package private(set) var grades: [String: [String: Int]] = [:]

  /// What is wrong with a file of judgments.
  package struct Fault: Error, Hashable {
    package var line: Int
    package var text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  package init(parsing text: String) throws(Fault) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let columns = line.split(whereSeparator: \.isWhitespace)
      guard !columns.isEmpty else { continue }
      guard columns.count == 3 || columns.count == 4, let grade = Int(columns[columns.count - 1])
      else {
        if index == 0 { continue }
        throw Fault(line: index + 1, text: String(line.prefix(80)))
      }
      grades[String(columns[0]), default: [:]][String(columns[columns.count - 2])] = grade
    }
  }

  /// The grades of a query's documents, if any of them is relevant.
  package func relevant(to query: String) -> [String: Int]? {
    grades[query].flatMap { $0.values.contains { $0 > 0 } ? $0 : nil }
  }
}
