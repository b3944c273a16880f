// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A table for people (Markdown, aligned) and for programs (JSON).

/// Named rows of numbers.
public struct Table: Sendable {
  /// A column: its name, and how many decimals its numbers have.
  public struct Column: Sendable {
    let name: String
    let decimals: Int

    public init(_ name: String, decimals: Int = 1) {
      self.name = name
      self.decimals = decimals
    }
  }

  public let title: String
  private let columns: [Column]
  private var rows: [(name: String, values: [Double?])] = []

  public init(_ title: String, _ columns: [Column]) {
    self.title = title
    self.columns = columns
  }

  /// Appends a row with a value a column, `nil` where there is none.
  public mutating func append(_ name: String, _ values: [Double?]) {
    precondition(values.count == columns.count, "a row has a value for each column")
    rows.append((name, values))
  }

  /// Markdown with aligned columns.
  public var rendered: String {
    let head = [title] + columns.map(\.name)
    let body = rows.map { row in
      [row.name]
        + zip(row.values, columns).map { value, column in
          value.map { Self.format($0, decimals: column.decimals) } ?? "–"
        }
    }
    let widths = head.indices.map { i in ([head] + body).map { $0[i].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).enumerated().map { i, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return i == 0 ? cell.0 + blanks : blanks + cell.0
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { i, width in
      i == 0 ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    return ([line(head), "| " + rule.joined(separator: " | ") + " |"] + body.map(line))
      .joined(separator: "\n")
  }

  /// One JSON object.
  public var json: String {
    let rows = rows.map { row in
      let cells = zip(columns, row.values).map { column, value in
        "\(Self.quoted(column.name)): \(value.map { $0.isFinite ? "\($0)" : "null" } ?? "null")"
      }
      return "{\"row\": \(Self.quoted(row.name)), \(cells.joined(separator: ", "))}"
    }
    return "{\"table\": \(Self.quoted(title)), \"rows\": [\(rows.joined(separator: ", "))]}"
  }

  /// A text as a JSON string.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<" ": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A number with a fixed number of decimals and commas between thousands.
  public static func format(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    let factor = (0..<decimals).reduce(1) { factor, _ in factor * 10 }
    let scaled = Int((abs(value) * Double(factor)).rounded())
    var digits = String(scaled / factor)
    var grouped = ""
    while digits.count > 3 {
      grouped = "," + digits.suffix(3) + grouped
      digits.removeLast(3)
    }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits + grouped }
    let rest = String(scaled % factor)
    let zeros = String(repeating: "0", count: decimals - rest.count)
    return sign + digits + grouped + "." + zeros + rest
  }
}
