// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Rows in columns that line up, also where characters are wide.

/// A table of text.
package struct Table: Sendable {
  /// How a column is set.
  package enum Alignment: Sendable { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]] = []

  package init(_ alignments: Alignment...) { self.alignments = alignments }

  package mutating func add(_ cells: String...) { rows.append(cells) }

  /// Adds the rows of another table with as many columns.
  package mutating func add(rowsOf other: Table) { rows += other.rows }

  package var isEmpty: Bool { rows.isEmpty }

  /// The rows, each beginning with `indent`, two spaces between columns, none at line ends.
  package func rendered(indent: String = "") -> String {
    let widths = alignments.indices.map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        if column > 0 { line += "  " }
        switch alignments[column] {
        case .right: line += space + cell
        case .left: line += column == row.count - 1 ? cell : cell + space
        }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
