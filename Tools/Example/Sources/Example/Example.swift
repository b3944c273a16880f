// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Indexes three briefs and searches them: a page of what a program does with the library.

import Brief

@main
struct Example {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("Usage: Example NEW-FOLDER QUERY")
      return
    }
    let index = try SearchIndex.create(at: CommandLine.arguments[1], schema: schema())
    try index.write { writer in
      for brief in briefs { try writer.add(brief) }
    }
    let searcher = try index.searcher()
    let results = try searcher.search(parsing: CommandLine.arguments[2])
    print("\(results.total) of \(searcher.documentCount) briefs")
    for hit in results {
      print("\(hit.rank). \(hit["headline"] ?? "") (\(hit.identifier))")
      for snippet in hit.snippets(limit: 1) { print("   \(snippet.rendered(as: .html))") }
    }
  }

  private static func schema() throws -> Schema {
    try Schema([
      .identifier("id"), .text("headline"), .text("body"), .keyword("lang"), .date("published"),
      .combined("text", of: [.init("headline", weight: 3), .init("body", weight: 1)]),
    ])
  }

  private static let briefs: [Document] = [
    [
      "id": "ferries", "headline": "Ferry fares rise", "lang": "en",
      "body": "Both lines blame the price of fuel. The regulator asks whether they agreed on it.",
      "published": .date(year: 2025, month: 4, day: 2),
    ],
    [
      "id": "bridge", "headline": "Bridge opens early", "lang": "en",
      "body": "Ferries lose half of their passengers, says the port.",
      "published": .date(year: 2025, month: 9, day: 30),
    ],
    [
      "id": "museum", "headline": "Museum lends its globe", "lang": "en",
      "body": "The globe travels by train and comes back in spring.",
      "published": .date(year: 2026, month: 1, day: 12),
    ],
  ]
}
