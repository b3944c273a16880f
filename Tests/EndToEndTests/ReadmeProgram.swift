// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The program in README.md, word for word; a test compares the two and runs it.

import Brief

let schema = try Schema([.identifier("id"), .text("headline"), .text("body"), .date("published")])
let index = try SearchIndex.create(at: "news.brief", schema: schema)
try index.write { writer in
  try writer.add([
    "id": "2024-03-01/7", "headline": "Rates held",
    "body": "The central bank left its main rate unchanged on Friday.",
    "published": .date(year: 2024, month: 3, day: 1),
  ])
}
for hit in try index.searcher().search(parsing: #"rate* AND body:"central bank""#) {
  print(hit.score, hit["headline"] ?? "", hit.snippet(of: "body")?.rendered(as: .plain) ?? "")
}
