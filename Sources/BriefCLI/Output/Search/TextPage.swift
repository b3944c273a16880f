// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The parts of a page of hits as text of a certain width, on a terminal or not.

import Brief

/// Sets hits, facets and histograms.
struct TextPage {
  let terminal: Terminal
  let width: Int
  let snippets: Int
  let highlight: HighlightStyle
  /// The folder that sources are named from.
  let root: String

  private static let indent = "    "

  // MARK: - Hits

  func hit(_ hit: Hit) -> String {
    let brief = StoredBrief(hit.document)
    let number = String(hit.rank)
    let space = String(repeating: " ", count: max(0, 2 - number.count))
    var text = ""
    for (index, line) in title(hit, brief).lines(width: width - 4).enumerated() {
      let lead = index == 0 ? "\(space)\(terminal.styled(number, .quiet))  " : Self.indent
      text += lead + terminal.linked(rendered(line, base: .title), to: address(brief)) + "\n"
    }
    text += Self.indent + terminal.styled(details(hit, brief), .quiet) + "\n"
    for passage in passages(hit, brief) {
      for line in passage.lines(width: width - 4) {
        text += Self.indent + rendered(line, base: nil) + "\n"
      }
    }
    return text
  }

  private func title(_ hit: Hit, _ brief: StoredBrief) -> MarkedText {
    guard !brief.title.isEmpty else { return MarkedText(hit.identifier) }
    guard let marked = hit.highlighted("title").first else { return MarkedText(brief.title) }
    return MarkedText(marked.text, marks: marked.marks)
  }

  private func details(_ hit: Hit, _ brief: StoredBrief) -> String {
    // The day is enough here, and what may be cut stands last.
    var parts = [brief.date.map { String($0.prefix(10)) }, brief.lang].compactMap(\.self)
    if hit.score > 0 { parts.append(Quantity.fixed(Double(hit.score), digits: 2)) }
    parts.append(MarkedText.plain(hit.identifier))
    if let source = brief.source { parts.append(MarkedText.plain(source)) }
    return MarkedText.truncated(parts.joined(separator: " · "), width: width - 4)
  }

  /// The passages that match outside the title; if there are none, how the brief begins.
  private func passages(_ hit: Hit, _ brief: StoredBrief) -> [MarkedText] {
    guard snippets > 0 else { return [] }
    // One more, as the title may be among them; but there is no number behind the largest.
    let limit = max(snippets, snippets &+ 1)
    let found = hit.snippets(limit: limit, width: 240).filter { $0.field != "title" }
    guard found.isEmpty else { return found.prefix(snippets).map(Self.marked) }
    guard let beginning = brief["deck"] ?? brief.list("body").first, !beginning.isEmpty else {
      return []
    }
    // As much of it as fills about two lines.
    let lines = MarkedText(beginning).lines(width: width - 4)
    let shown = lines.prefix(2).map { String($0.map(\.character)) }.joined(separator: " ")
    return [MarkedText(lines.count > 2 ? shown + " …" : shown)]
  }

  private static func marked(_ snippet: Snippet) -> MarkedText {
    let lead = snippet.leadsIn ? "… " : ""
    let shift = lead.utf8.count
    return MarkedText(
      lead + snippet.text + (snippet.leadsOut ? " …" : ""),
      marks: snippet.marks.map { $0.lowerBound + shift..<$0.upperBound + shift })
  }

  /// A line with its marks.
  private func rendered(_ line: [MarkedText.Piece], base: Terminal.Style?) -> String {
    var text = ""
    var run = ""
    var isMarked = false
    func finish() {
      guard !run.isEmpty else { return }
      text += isMarked ? mark(run) : base.map { terminal.styled(run, $0) } ?? escaped(run)
      run = ""
    }
    for piece in line {
      if piece.isMarked != isMarked {
        finish()
        isMarked = piece.isMarked
      }
      run.append(piece.character)
    }
    finish()
    return text
  }

  private func mark(_ text: String) -> String {
    switch highlight {
    case .auto: terminal.styled(text, .mark)
    case .brackets: "[\(text)]"
    case .html: "<mark>\(escaped(text))</mark>"
    case .none: text
    }
  }

  private func escaped(_ text: String) -> String {
    guard highlight == .html else { return text }
    return text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
  }

  /// Where a title leads: the brief's own address, else its file.
  private func address(_ brief: StoredBrief) -> String? {
    guard terminal.hasLinks else { return nil }
    if let url = brief.url, url.hasPrefix("https://") || url.hasPrefix("http://") { return url }
    guard let source = brief.source else { return nil }
    let path = Path.absolute(source, from: root)
    guard Files.kind(of: path) == .file else { return nil }
    // What means something else in an address; the rest is encoded when the link is written.
    let encoded = path.replacing("%", with: "%25").replacing("?", with: "%3F")
      .replacing("#", with: "%23")
    return "file://\(Process.hostName())\(encoded)"
  }

  func explanation(_ explanation: Explanation) -> String {
    explanation.rendered.split(separator: "\n").map { Self.indent + $0 + "\n" }.joined()
  }

  // MARK: - Counts

  func facet(_ facet: Facet) -> String {
    var table = Table(.left, .right)
    for value in facet.values {
      let shown = MarkedText.truncated(MarkedText.plain(value.value), width: max(width - 16, 8))
      table.add(shown.isEmpty ? "–" : shown, Quantity.count(value.count))
    }
    return terminal.styled(facet.field, .strong) + "\n" + table.rendered(indent: "  ")
  }

  func histogram(_ bars: [HistogramBar], by interval: HistogramRequest.Interval) -> String {
    let filled = HistogramCalendar.filled(bars, by: interval, limit: 120)
    let chart = BarChart(
      filled.map {
        BarChart.Bar(label: HistogramCalendar.label($0.start, interval), count: $0.count)
      })
    return chart.rendered(width: width, on: terminal, indent: "  ")
  }
}
