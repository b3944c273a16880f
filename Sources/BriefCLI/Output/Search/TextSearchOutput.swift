// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Hits for people:
//
//      1  Regulators widen antitrust case
//         2025-03-04 · en · 12.31 · 5d1f0c93ab427e68 · archive/2025-03/a1.txt
//         … the commission opened an antitrust inquiry into …

import Brief

struct TextSearchOutput: SearchOutput {
  let console: Console
  let output: OutputOptions
  let snippets: Int
  let highlight: HighlightStyle
  /// The width of the histogram's bars, if there is one.
  let interval: HistogramRequest.Interval?
  var needsDocuments: Bool { true }

  func write(_ answer: SearchAnswer) {
    let page = TextPage(
      terminal: output.terminal(of: console),
      width: output.lineWidth(on: output.terminal(of: console)),
      snippets: snippets, highlight: highlight, root: root(of: answer.index))
    var text = ""
    if let queryID = answer.queryID { text += "\(queryID)  \(MarkedText.plain(answer.text))\n" }
    for (index, hit) in answer.results.enumerated() {
      if index > 0 { text += "\n" }
      text += page.hit(hit)
      if index < answer.explanations.count { text += page.explanation(answer.explanations[index]) }
    }
    for facet in answer.results.facets { text += "\n" + page.facet(facet) }
    if let interval, !answer.results.histogram.isEmpty {
      text += "\n" + page.histogram(answer.results.histogram, by: interval)
    }
    if answer.queryID != nil { text += "\n" }
    output.show(text, on: console)
    tellBeside(answer, page)
  }

  /// The folder that sources are named from.
  private func root(of index: LocatedIndex) -> String {
    Path.parent(of: index.definition ?? index.path)
  }

  /// What belongs beside the hits: how the query was read, what was relaxed, how much there is.
  private func tellBeside(_ answer: SearchAnswer, _ page: TextPage) {
    guard !output.quiet else { return }
    console.out.flush()
    let terminal = Terminal(
      size: console.errSize, colour: output.color, environment: console.environment)
    for diagnostic in answer.diagnostics {
      console.err.write(
        Caret.rendered(diagnostic, in: answer.text, width: page.width, on: terminal))
    }
    console.err.write(Self.footer(answer, folder: console.folder))
  }

  /// The lines after the hits.
  static func footer(_ answer: SearchAnswer, folder: String) -> String {
    var text = ""
    if let relaxed = answer.relaxed { text += "  \(relaxed)\n" }
    for missing in answer.missing {
      let nearest = missing.nearest.map { "“\(MarkedText.plain($0))”" }.joined(separator: ", ")
      text += "  no brief has “\(MarkedText.plain(missing.word))”"
      text += nearest.isEmpty ? "\n" : "; near it: \(nearest)\n"
    }
    let results = answer.results
    let atLeast = results.totalRelation == .atLeast ? "at least " : ""
    text += results.total == 0 ? "Nothing found" : atLeast + Quantity.count(results.total, "brief")
    if results.total > results.count && !results.isEmpty {
      // How many, not which: a page does not know how many came before it.
      text += ", \(Quantity.count(results.count)) shown"
    }
    text += " in \(Quantity.seconds(answer.took.inSeconds))"
    text += " · index \(answer.index.name) (\(Path.shown(answer.index.path, from: folder))"
    text += ", \(answer.index.origin.rawValue))\n"
    if results.isPartial { text += "  a limit was reached: this is not everything\n" }
    if let next = results.next, results.total > results.count {
      text += "  more: --after '\(next)'\n"
    }
    return text
  }
}
