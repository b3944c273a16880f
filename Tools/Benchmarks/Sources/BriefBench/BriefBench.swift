// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Measures what the game leaves out: fields, dates, facets, orders, patterns, highlighting, opening,
// segments, deletions, building, threads, analysis. One subject a run, or `all`.

import Measurement

@main
struct BriefBench {
  private typealias Measure = @Sendable (inout Workbench) async throws -> Void

  private static let subjects: [(name: String, summary: String, measure: Measure)] = [
    ("fields", "the default search over all fields against one field", FieldSubjects.fields),
    ("phrases", "quoted words over all fields against one field", FieldSubjects.phrases),
    ("dates", "date filters, wide and narrow, on `+a +b`", FieldSubjects.dates),
    ("counts", "facets and a histogram beside the hits", FieldSubjects.counts),
    ("sort", "newest first against best first", FieldSubjects.sort),
    ("patterns", "prefixes, fuzzy words, regular expressions", PatternSubject.measure),
    ("highlight", "loading and highlighting ten hits", HighlightSubject.measure),
    ("open", "opening an index, and the first query", OpenSubject.measure),
    ("segments", "ten segments against one", SegmentSubjects.segments),
    ("deletes", "none, a tenth, half of the documents deleted", SegmentSubjects.deletes),
    ("build", "adding, committing, merging: speed, memory, size", BuildSubject.measure),
    ("threads", "queries a second from one thread and from two", ThreadSubject.measure),
    ("analysis", "text → tokens, beside ICU's own words (--texts)", AnalysisSubject.measure),
    ("stems", "building with and without stems (--texts)", StemSubject.measure),
  ]

  private static var usage: String {
    let list = subjects.map { subject in
      "  " + subject.name + String(repeating: " ", count: 11 - subject.name.count) + subject.summary
    }
    return """
      Usage: brief-bench SUBJECT --docs FILE --queries FILE --work FOLDER [--limit N] [--query-limit N]
                         [--rounds N] [--json FILE]
             brief-bench analysis|stems --texts NAME=FILE,… --work FOLDER [--rounds N] [--json FILE]

      SUBJECT is `all` or one of:
      \(list.joined(separator: "\n"))

      --docs FILE      documents, as JSON lines with id, title and text
      --queries FILE   queries, as JSON lines with query
      --texts LIST     for analysis and stems: names and files, JSON lines with text and, if known, lang
      --work FOLDER    where indexes are made and kept for the next run
      --limit N        use the first N documents (100000)
      --query-limit N  use the first N queries that suit the subject (100)
      --rounds N       time each query N times and take the median (5)
      --json FILE      write the tables there as well
      """
  }

  static func main() async {
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileOutput.complain("brief-bench: \(error)")
      exit(with: error is MeasurementError ? 2 : 1)
    }
  }

  private static func run(_ arguments: [String]) async throws {
    guard let name = arguments.first else { throw MeasurementError.usage(usage) }
    var values: [String: String] = [:]
    var rest = arguments.dropFirst()
    let known = [
      "--docs", "--queries", "--texts", "--work", "--limit", "--query-limit", "--rounds", "--json",
    ]
    while let option = rest.popFirst() {
      guard known.contains(option), let value = rest.popFirst() else {
        throw MeasurementError.usage(usage)
      }
      values[option] = value
    }
    func number(_ option: String, _ standard: Int) throws -> Int {
      guard let text = values[option] else { return standard }
      guard let number = Int(text), number > 0 else { throw MeasurementError.usage(usage) }
      return number
    }
    guard let work = values["--work"] else { throw MeasurementError.usage(usage) }
    let readsTexts = name == "analysis" || name == "stems"
    guard let documents = values["--docs"] ?? (readsTexts ? "" : nil),
      let queries = values["--queries"] ?? (readsTexts ? "" : nil)
    else { throw MeasurementError.usage(usage) }
    let chosen = subjects.filter { name == "all" || $0.name == name }
    guard !chosen.isEmpty else { throw MeasurementError.usage(usage) }
    try Folder(work).create()
    var bench = Workbench(
      documents: documents, queries: queries, texts: values["--texts"] ?? "", work: work,
      limit: try number("--limit", 100_000),
      queryLimit: try number("--query-limit", 100), rounds: try number("--rounds", 5))
    for subject in chosen { try await subject.measure(&bench) }
    if let path = values["--json"] {
      let tables = bench.tables.map(\.json).joined(separator: ",\n  ")
      try FileOutput.save("[\n  \(tables)\n]\n", to: path)
    }
  }
}
