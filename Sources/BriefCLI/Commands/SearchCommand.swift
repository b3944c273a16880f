// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief search`: finds briefs.
struct SearchCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find briefs: words, \"phrases\", prefix*, field:value, AND OR NOT + -.",
    discussion: """
      Every query means something; what looks malformed is read sensibly and pointed out. The manual \
      (brief generate man) describes the whole query language. Exit status 0 if something was found, \
      1 if not.
      """)

  @Argument(help: ArgumentHelp("The query; several words are one query.", valueName: "query"))
  var words: [String] = []

  @OptionGroup var index: IndexOptions
  @OptionGroup var query: QueryOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp("How many hits (10; 1000 for trec).", valueName: "n"))
  var limit: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The order: score, date (oldest first), -date (newest first), a field or -field.",
      valueName: "order"))
  var sort = "score"

  @Option(help: ArgumentHelp("Go on after an earlier page, with its cursor.", valueName: "cursor"))
  var after: String?

  @Option(help: ArgumentHelp("Count the values of a field. May be repeated.", valueName: "field"))
  var facet: [String] = []

  @Option(help: ArgumentHelp("Count hits over time: day, month or year.", valueName: "interval"))
  var histogram: HistogramRequest.Interval?

  @Option(
    help: ArgumentHelp(
      "text, tsv, json or trec (text on a terminal, else tsv).", valueName: "format"))
  var format: SearchFormat?

  @Option(help: ArgumentHelp("Mark matches: auto, brackets, html or none.", valueName: "style"))
  var highlight = HighlightStyle.auto

  @Option(help: ArgumentHelp("Passages a hit.", valueName: "n"))
  var snippets = 2

  @Option(
    help: ArgumentHelp(
      "Answer the queries of a file (- for standard input): one a line, or id, tab, query.",
      valueName: "file"), completion: .file())
  var batch: String?

  @Flag(help: "Refuse a query that looks malformed (exit status 2).")
  var strict = false

  @Flag(help: "Explain each hit's score.")
  var explain = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop after this long, with what was found (exit status 7).", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    if !words.isEmpty && batch != nil {
      throw ValidationError("Give a query or --batch, not both.")
    }
    if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more, not \(limit).") }
    if snippets < 0 { throw ValidationError("--snippets must be 0 or more, not \(snippets).") }
    if let timeout, !(timeout > 0 && timeout <= BuildOptions.longestWait) {
      throw ValidationError(
        "--timeout must be above 0 and at most 1000000000 seconds, not \(timeout).")
    }
    if output.json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other.")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    guard !words.isEmpty || batch != nil else {
      throw Failure.usage(
        "There is no query.", remedy: "brief search antitrust, or brief search '*' for all briefs")
    }
    // The file first: a slip there should not wait for the index.
    let queries = try batch.map { try BatchQueries.read(Path.batch($0, from: console.folder)) }
    let located = try index.locate(on: console)
    let opened = try OpenIndex(located)
    let searcher = opened.searcher
    let session = SearchSession(
      index: located, searcher: searcher,
      reader: try QueryReader(query, searcher: searcher, now: console.now),
      options: try options(searcher, try opened.index.metadata(), now: console.now),
      timeout: timeout, explains: explain, isStrict: strict)
    let writer = searchOutput(on: console)
    guard let queries else {
      return try answer(words.joined(separator: " "), nil, session, writer, on: console)
    }
    var status = ExitStatus.nothingFound
    for query in queries where !console.out.isClosed {
      let found = try answer(query.text, query.id, session, writer, on: console)
      if found != .nothingFound && status != .limitReached { status = found }
    }
    return status
  }

  private func answer(
    _ text: String, _ id: String?, _ session: SearchSession, _ writer: any SearchOutput,
    on console: Console
  ) throws -> ExitStatus {
    let answer = try session.answer(text, queryID: id, loadsDocuments: writer.needsDocuments)
    writer.write(answer)
    if !(writer is TextSearchOutput), !(writer is JSONSearchOutput), !output.quiet, id == nil {
      console.out.flush()
      for diagnostic in answer.diagnostics {
        console.err.write(Caret.rendered(diagnostic, in: text, width: 80, on: .plain))
      }
      console.err.write(TextSearchOutput.footer(answer, folder: console.folder))
    }
    if timeout != nil && answer.results.totalRelation == .atLeast { return .limitReached }
    return answer.results.total > 0 ? .success : .nothingFound
  }

  private func searchOutput(on console: Console) -> any SearchOutput {
    let format = output.json ? .json : format ?? (console.outSize == nil ? .tsv : .text)
    return switch format {
    case .text:
      TextSearchOutput(
        console: console, output: output, snippets: snippets, highlight: highlight,
        interval: histogram)
    case .tsv: TSVSearchOutput(out: console.out)
    case .json: JSONSearchOutput(console: console, snippets: snippets)
    case .trec: TRECSearchOutput(out: console.out)
    }
  }

  private func options(
    _ searcher: Searcher, _ metadata: [String: String], now: Timestamp
  ) throws(Failure) -> SearchOptions {
    let schema = searcher.schema
    var options = SearchOptions(limit: limit ?? (format == .trec ? 1_000 : 10))
    options.matching = query.match
    options.sort = try SortArgument.order(sort, schema)
    if let after {
      guard let token = PageToken(after) else {
        throw .usage(
          "“\(after)” is not a cursor.", remedy: "Take the one that an earlier page ends with.")
      }
      options.after = token
    }
    for name in facet {
      guard case .keyword = schema[name]?.kind else {
        let names = schema.fields.filter { $0.kind == .keyword }.map(\.name)
        throw .usage(
          "The values of “\(name)” cannot be counted.",
          why: "Fields that can be: \(names.joined(separator: ", ")).",
          remedy: Spelling.nearest(to: name, in: names).map { "--facet \($0)" })
      }
      options.facets.append(FacetRequest(name))
    }
    options.histogram = histogram.map { HistogramRequest("date", by: $0) }
    options.recency = query.recency(metadata, now: now)
    return options
  }
}

extension Path {
  /// A file of queries, `-` being standard input.
  fileprivate static func batch(_ path: String, from folder: String) -> String {
    path == "-" ? path : absolute(path, from: folder)
  }
}
