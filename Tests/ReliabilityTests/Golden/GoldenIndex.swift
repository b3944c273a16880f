// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the golden index was made of and is asked: a field of every kind, several languages, two
// segments with deletions, lists of one document, of one block, of several, and of so many that they
// say what the best documents reach; positions of three chunks; frequent words and their pairs.

import Brief
import BriefCodec

enum GoldenIndex {
  /// The folder of an index in this version of the format, and what it answered when it was written.
  static let folder =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    + "/Fixtures/Format-\(FileFormat.version)"

  /// The schema the index was written with. Like that of other tests when it was, and never to change
  /// with them.
  static func schema() throws -> Schema {
    try Schema(
      [
        .identifier("id"), .text("title"), .text("body"),
        .combined("all", of: [.init("title", weight: 5), .init("body", weight: 1)]),
        .keyword("language"), .keyword("topic"), .date("date"), .number("pages"), .stored("link"),
      ], languageField: "language")
  }

  private static let texts: [(language: String, title: String, body: String)] = [
    ("en", "The ferry returns", "The ferry to the island returns in the spring, said the harbour."),
    ("de", "Bücher für die Küste", "Die Häuser an der Küste bekommen eine neue Bücherei."),
    ("zh", "央行维持利率", "中央银行周四宣布维持基准利率不变，符合市场预期。"),
    ("th", "ธนาคารกลางคงดอกเบี้ย", "ธนาคารกลางประกาศคงอัตราดอกเบี้ยในการประชุมวันนี้"),
    ("ko", "은행 금리 동결", "중앙은행은 기준금리를 동결했다."),
    ("tr", "İstanbul'da ışıklar", "Köprünün ışıkları bu gece sönecek."),
    ("fr", "L'été à l'école", "Les élèves reviendront à l'école après l'été."),
    ("en", "AT&T and C++", "The multi-agent system won't run on 20.04, writes desk@example.org."),
  ]

  /// Documents of the first segment, then those of the second.
  static func documents() -> [[Document]] {
    let many: [Document] = (0..<1_100).map { n in
      let tide = n % 97 == 0 ? "high high high tide" : "low tide"
      return [
        "id": .text("note-\(n * 7 % 1_100)"),
        "title": .text("Note \(n % 40)"),
        "body": .text(
          "In the harbour of the town, \(tide) and wind w\(n % 13) of strength \(n % 9), wave, wave and wave."
        ),
        "language": "en", "topic": .text("topic-\(n % 5)"),
        "date": .date(Timestamp(seconds: 1_700_000_000 + Int64(n) * 86_400)),
        "pages": .number(Int64(n % 50 - 25)), "link": .text("https://example.org/\(n)"),
      ]
    }
    let few: [Document] = texts.enumerated().map { n, text in
      [
        "id": .text("brief-\(n)"), "title": .text(text.title), "body": .text(text.body),
        "language": .text(text.language), "topic": n % 2 == 0 ? "news" : "desk",
        "date": .date(Timestamp(seconds: Int64(n - 4) * 400_000_000)),
      ]
    }
    return [many, few]
  }

  /// Deleted, from both segments, after they were written.
  static let deleted = ["note-14", "note-1099", "brief-1"]

  /// What is asked of it.
  static let queries = [
    "tide", "high tide", "\"of the town\"", "\"tide high\"~2", "\"wave and wave\"", "harb*",
    "tidr~1", "/w1[0-2]/",
    "h?gh", "harbour NOT low", "+wind tide^2", "title:note", "topic:news", "date:2023-11",
    "date:[* TO 1990]", "pages:[-3 TO 2]", "language:fr", "利率", "금리", "ดอกเบี้ย", "ışıklar", "ecole",
    "multiagent", "C++", "AT&T", "desk@example.org", "what is the strength of the wind in town",
    "*",
    "nothing-of-the-kind", "brief-1",
  ]

  /// A line an answer: the query, the number of matches, the best ten with the bits of their scores.
  static func answers(_ searcher: Searcher) throws -> [String] {
    try queries.map { query in
      let results = try searcher.search(parsing: query, limit: 10)
      let hits = results.map { "\($0.identifier):\(String($0.score.bitPattern, radix: 16))" }
      return "\(query)\t\(results.total)\t\(hits.joined(separator: " "))"
    }
  }

  /// Writes the index into an empty folder.
  static func write(to path: String) throws {
    let index = try SearchIndex.create(at: path, schema: schema())
    let apart = WriteOptions(mergePolicy: MergePolicy(factor: 1_000))
    for documents in documents() {
      try index.write(options: apart) { writer in
        for document in documents { try writer.add(document) }
      }
    }
    try index.write(options: apart) { writer in
      for identifier in deleted { try writer.delete(identifier: identifier) }
    }
  }
}
