// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief terms`: the words of an index.
struct TermsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "terms",
    abstract: "List the terms of a field that begin with a prefix, with how often they occur.")

  @Argument(help: ArgumentHelp("How the terms begin; all without it.", valueName: "prefix"))
  var prefix = ""

  @Option(help: ArgumentHelp("The field (the one searched by default).", valueName: "name"))
  var field: String?

  @Option(name: [.short, .long], help: ArgumentHelp("How many terms.", valueName: "n"))
  var limit = 100

  @OptionGroup var index: IndexOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be 1 or more, not \(limit).") }
  }

  func run(on console: Console) throws -> ExitStatus {
    let located = try index.locate(on: console)
    let searcher = try OpenIndex(located).searcher
    if let field, searcher.schema[field] == nil {
      let names = searcher.schema.fields.map(\.name)
      throw Failure.usage(
        "There is no field “\(field)”.", why: "The fields are \(names.joined(separator: ", ")).",
        remedy: Spelling.nearest(to: field, in: names).map { "--field \($0)" })
    }
    let terms = try searcher.terms(in: field, prefix: prefix, limit: limit)
    if output.json {
      for term in terms {
        console.write([
          "type": "term", "version": 1, "term": .string(term.term),
          "document_frequency": .integer(term.documentFrequency),
          "total_term_frequency": .integer(term.totalTermFrequency),
        ])
      }
    } else if console.outSize == nil {
      for term in terms {
        console.out.writeLine(
          "\(MarkedText.plain(term.term))\t\(term.documentFrequency)\t\(term.totalTermFrequency)")
      }
    } else {
      var table = Table(.left, .right, .right)
      table.add("term", "briefs", "occurrences")
      for term in terms {
        table.add(
          MarkedText.plain(term.term), Quantity.count(term.documentFrequency),
          Quantity.count(term.totalTermFrequency))
      }
      output.show(table.rendered(), on: console)
    }
    return terms.isEmpty ? .nothingFound : .success
  }
}
