// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A small archive in memory with a field of every kind: what most tests of the engine search.

import Brief
import BriefCodec

/// An index in memory over a few documents.
struct Newsroom {
  let directory: MemoryDirectory
  let index: SearchIndex

  /// A field of every kind; `all` weighs a title five times.
  static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .text("title"), .text("body"),
        .combined("all", of: [.init("title", weight: 5), .init("body", weight: 1)]),
        .keyword("language"), .keyword("topic"), .date("date"), .number("pages"), .stored("link"),
      ], languageField: "language")
  }

  /// An archive of `documents`, committed in `commits` parts of like size that stay apart.
  init(_ documents: [Document], schema: Schema? = nil, commits: Int = 1) throws {
    directory = MemoryDirectory()
    index = try SearchIndex.create(in: directory, schema: schema ?? Self.schema())
    for part in 0..<commits {
      let range = documents.count * part / commits..<documents.count * (part + 1) / commits
      try index.write(options: .apart) { writer in
        for document in documents[range] { try writer.add(document) }
      }
    }
  }

  /// An archive of one text a document, called `0`, `1`, … in the order given.
  init(bodies: [String], language: String? = nil) throws {
    try self.init(
      bodies.enumerated().map { number, text in
        var document: Document = ["id": .text("\(number)"), "body": .text(text)]
        document["language"] = language.map { .text($0) }
        return document
      })
  }

  /// The identifiers found for a typed query, in the order of the answer.
  func found(_ text: String, matching: Matching = .all) throws -> [String] {
    try index.searcher().search(
      parsing: text, options: SearchOptions(limit: 100, matching: matching)
    ).map(\.identifier)
  }

  /// The identifiers found for a query, in the order of their names.
  func found(_ query: Query, matching: Matching = .all) throws -> [String] {
    try index.searcher().search(query, options: SearchOptions(limit: 100, matching: matching))
      .map(\.identifier).sorted()
  }
}

extension WriteOptions {
  /// Never merges.
  static let apart = WriteOptions(mergePolicy: MergePolicy(factor: 100_000))
}
