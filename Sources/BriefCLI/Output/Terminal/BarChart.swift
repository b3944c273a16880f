// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A small chart of counts over time: a line a bar, eighths of a cell by block characters.

/// Bars with labels and counts.
package struct BarChart: Sendable {
  /// A bar.
  package struct Bar: Sendable, Hashable {
    package var label: String
    package var count: Int

    package init(label: String, count: Int) {
      self.label = label
      self.count = count
    }
  }

  package var bars: [Bar]
  /// Longer bars tell no more.
  private static let longestBar = 50

  package init(_ bars: [Bar]) { self.bars = bars }

  /// The chart in lines of at most `width` cells, the longest bar filling them or 50.
  package func rendered(width: Int, on terminal: Terminal, indent: String = "") -> String {
    let largest = bars.map(\.count).max() ?? 0
    let labelWidth = bars.map { DisplayWidth.of($0.label) }.max() ?? 0
    let countWidth = bars.map { String($0.count).count }.max() ?? 0
    let room = min(max(width - indent.count - labelWidth - countWidth - 3, 8), Self.longestBar)
    return bars.map { bar in
      let label = bar.label + String(repeating: " ", count: labelWidth - DisplayWidth.of(bar.label))
      let count =
        String(repeating: " ", count: countWidth - String(bar.count).count) + "\(bar.count)"
      let eighths = largest > 0 ? Self.eighths(of: bar.count, largest: largest, room: room) : 0
      return "\(indent)\(label)  \(count) "
        + terminal.styled(Self.drawn(eighths: eighths), .bar) + "\n"
    }.joined()
  }

  /// A bar that counts something is never quite empty.
  private static func eighths(of count: Int, largest: Int, room: Int) -> Int {
    let exact = Double(count) / Double(largest) * Double(room * 8)
    return count > 0 ? max(1, Int(exact.rounded())) : 0
  }

  private static func drawn(eighths: Int) -> String {
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
