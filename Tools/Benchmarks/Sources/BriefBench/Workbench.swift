// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the subjects share: the corpus, the indexes made of it, the words asked for, the tables made.

import Brief
import Measurement

/// The options of a run, and its results.
struct Workbench {
  /// The corpus, as JSON lines.
  let documents: String
  /// The queries, as JSON lines with a member `query`.
  let queries: String
  /// Names and files of texts to be analysed.
  let texts: String
  /// The folder that indexes are made in and kept.
  let work: String
  /// How many documents of the corpus are used.
  let limit: Int
  /// How many of the queries are used.
  let queryLimit: Int
  /// How often each query is timed.
  let rounds: Int
  /// What was measured.
  private(set) var tables: [Table] = []

  /// Prints a table and keeps it.
  mutating func report(_ table: Table) {
    tables.append(table)
    FileOutput.answer("\n" + table.rendered)
  }

  /// Calls `body` with each document of the corpus.
  func forEachDocument(_ body: (BriefDocument) throws -> Void) throws {
    var corpus = try JSONLines(path: documents)
    var number = 0
    while number < limit, let document = try corpus.nextDocument() {
      try body(BriefDocument(document, number: number))
      number += 1
    }
  }

  /// The word lists of the queries without syntax, of at least `minimum` words.
  func words(atLeast minimum: Int) throws -> [[String]] {
    let lists = try texts { text in !text.contains(where: { "+-\"".contains($0) }) }
      .filter { $0.count >= minimum }
    guard !lists.isEmpty else {
      throw MeasurementError.usage("\(queries) has no query of \(minimum) plain words or more.")
    }
    return Array(lists.prefix(queryLimit))
  }

  /// The queries of a kind.
  func queries(_ kind: QueryKind) throws -> [Query] {
    try wordLists(kind).map { kind.query($0) }
  }

  /// The words of the queries of a kind.
  func wordLists(_ kind: QueryKind) throws -> [[String]] {
    let lists = try texts { text in kind.contains(text) }
    guard !lists.isEmpty else {
      throw MeasurementError.usage("\(queries) has no query of the kind “\(kind)”.")
    }
    return Array(lists.prefix(queryLimit))
  }

  /// The words of the queries that pass a test, signs and quotation marks left out.
  private func texts(where isChosen: (String) -> Bool) throws -> [[String]] {
    var lists: [[String]] = []
    var file = try JSONLines(path: queries)
    while true {
      var text = ""
      guard try file.nextObject({ name, value in if name == "query" { text = value } }) else {
        return lists
      }
      guard isChosen(text) else { continue }
      lists.append(text.split(whereSeparator: { " +-\"".contains($0) }).map(String.init))
    }
  }

  /// The index of the documents in a shape, in one segment; made unless it is there already.
  func searcher(_ shape: IndexShape) throws -> Searcher {
    let path = path(shape.rawValue)
    if SearchIndex.exists(at: path) { return try SearchIndex.open(at: path).searcher() }
    return try build(shape, at: path) { writer in try writer.merge() }.searcher()
  }

  /// The place of an index.
  func path(_ name: String) -> String { "\(work)/\(name)-\(limit)" }

  /// Makes an index anew; `finish` is called before the last commit. With `commits` above 1, so many
  /// segments are made, and none merged.
  @discardableResult
  func build(
    _ shape: IndexShape, at path: String, commits: Int = 1,
    finish: (inout IndexWriter) throws -> Void = { _ in }
  ) throws -> SearchIndex {
    Folder(path).remove()
    let index = try SearchIndex.create(at: path, schema: shape.schema())
    let policy = MergePolicy(factor: commits > 1 ? .max : 8)
    try index.write(options: WriteOptions(mergePolicy: policy)) { writer in
      var number = 0
      try forEachDocument { document in
        try writer.add(shape.document(document))
        number += 1
        if commits > 1, number % max(1, limit / commits) == 0 { try writer.commit() }
      }
      try finish(&writer)
    }
    return index
  }
}
