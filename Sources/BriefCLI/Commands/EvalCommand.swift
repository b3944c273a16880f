// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import ArgumentParser
import Brief

/// `brief eval`: how good the ranking is, by judged queries.
struct EvalCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure the ranking against judged queries.",
    discussion: """
      nDCG@10, average precision, reciprocal rank, precision@10 and recall@100 as trec_eval defines \
      them, over all queries that have a relevant document.
      """)

  @Option(
    help: ArgumentHelp("The queries: one a line, or id, tab, query.", valueName: "file"),
    completion: .file())
  var topics: String

  @Option(
    help: ArgumentHelp("The judgments: query, 0, document, grade.", valueName: "file"),
    completion: .file())
  var qrels: String

  @Option(
    name: [.short, .long], help: ArgumentHelp("Documents ranked for a query.", valueName: "n"))
  var limit = 1_000

  @Flag(help: "List the measures of each query.")
  var perQuery = false

  @OptionGroup var index: IndexOptions
  @OptionGroup var query: QueryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be 1 or more, not \(limit).") }
  }

  func run(on console: Console) throws -> ExitStatus {
    let topics = try BatchQueries.read(Path.absolute(topics, from: console.folder))
    let judgments = try readJudgments(on: console)
    let judged = topics.filter { judgments.relevant(to: $0.id) != nil }
    guard !judged.isEmpty else {
      throw Failure.usage(
        "No query of \(self.topics) has a relevant document in \(qrels).",
        why: "The ids of queries must be the same in both files.",
        remedy: "Compare the first column of each.")
    }
    let located = try index.locate(on: console)
    let opened = try OpenIndex(located)
    let searcher = opened.searcher
    let reader = try QueryReader(query, searcher: searcher, now: console.now)
    var options = SearchOptions(limit: limit, matching: query.match, loads: .identifiers)
    options.recency = query.recency(try opened.index.metadata(), now: console.now)
    var all: [Measures] = []
    var table = Table(.left, .right, .right, .right, .right, .right)
    let start = ContinuousClock.now
    for topic in judged where !console.out.isClosed {
      let results = try searcher.search(reader.read(topic.text).query, options: options)
      let ranked = Measures.order(results.map { ($0.identifier, $0.score) })
      let measures = Measures(ranked: ranked, grades: judgments.relevant(to: topic.id) ?? [:])
      all.append(measures)
      if perQuery { tell(topic.id, measures, &table, on: console) }
    }
    let took = start.duration(to: .now)
    finish(Measures.mean(all), queries: all.count, index: located, &table, on: console)
    output.say(
      "\(Quantity.count(all.count)) queries in \(Quantity.seconds(took.inSeconds)) · index "
        + "\(located.name) (\(located.origin.rawValue))", on: console)
    return .success
  }

  private func readJudgments(on console: Console) throws -> Judgments {
    let bytes = try Files.read(Path.absolute(qrels, from: console.folder))
    do throws(Judgments.Fault) {
      return try Judgments(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Failure.usage(
        "Line \(error.line) of \(qrels) is not a judgment: \(MarkedText.plain(error.text))",
        why: "A judgment is: query, 0, document, grade.", remedy: "Correct the line.")
    }
  }

  private func tell(
    _ id: String, _ measures: Measures, _ table: inout Table, on console: Console
  ) {
    if output.json {
      let head = [
        JSON.Member(key: "type", value: "query"), JSON.Member(key: "version", value: 1),
        JSON.Member(key: "query_id", value: .string(id)),
      ]
      console.write(.object(head + measures.json))
    } else {
      add(id, measures, to: &table)
    }
  }

  private func finish(
    _ mean: Measures, queries: Int, index: LocatedIndex, _ table: inout Table, on console: Console
  ) {
    if output.json {
      let head = [
        JSON.Member(key: "type", value: "evaluation"), JSON.Member(key: "version", value: 1),
        JSON.Member(key: "index", value: .string(index.name)),
        JSON.Member(key: "queries", value: .integer(queries)),
      ]
      return console.write(.object(head + mean.json))
    }
    var head = Table(.left, .right, .right, .right, .right, .right)
    head.add("query", "nDCG@10", "AP", "RR", "P@10", "recall@100")
    head.add(rowsOf: table)
    add("mean", mean, to: &head)
    output.show(head.rendered(), on: console)
  }

  private func add(_ name: String, _ measures: Measures, to table: inout Table) {
    let columns = measures.columns
    table.add(name, columns[0], columns[1], columns[2], columns[3], columns[4])
  }
}
