// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief explain`: why a brief has its score, or why it was not found.
struct ExplainCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain why a brief has its score under a query, or why it does not match.",
    discussion: "Exit status 0 if it matches, 1 if not.")

  @Argument(help: ArgumentHelp("The query, as one argument.", valueName: "query"))
  var text: String

  @Argument(help: ArgumentHelp("The brief's id.", valueName: "id"))
  var id: String

  @OptionGroup var index: IndexOptions
  @OptionGroup var query: QueryOptions
  @OptionGroup var output: OutputOptions

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let opened = try OpenIndex(located)
    let searcher = opened.searcher
    let read = try QueryReader(query, searcher: searcher, now: console.now).read(text)
    guard let document = try searcher.document(identifier: id) else {
      throw Failure(
        .nothingFound, code: "notFound", "There is no brief “\(id)” in the index \(located.name).",
        remedy: "brief search WORDS prints the ids of what it finds.", location: id)
    }
    var options = SearchOptions(matching: query.match)
    options.recency = query.recency(try opened.index.metadata(), now: console.now)
    let explanation = try searcher.explain(read.query, identifier: id, options: options)
    if output.json {
      console.write([
        "type": "explanation", "version": 1, "query": .string(text), "id": .string(id),
        "matches": .bool(explanation.matches), "score": .float(explanation.value),
        "explanation": JSONSearchOutput.explanation(explanation),
      ])
    } else {
      let terminal = output.terminal(of: console)
      let title = MarkedText.plain(StoredBrief(document).title)
      let verdict = explanation.matches ? "matches" : "does not match"
      output.show(
        "\(terminal.styled(title, .title))\n\(id) \(verdict) “\(MarkedText.plain(text))”\n\n"
          + explanation.rendered + "\n", on: console)
      if !output.quiet {
        for diagnostic in read.diagnostics {
          console.err.write(Caret.rendered(diagnostic, in: text, width: 80, on: .plain))
        }
      }
    }
    return explanation.matches ? .success : .nothingFound
  }
}
