// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Passages and marks: whatever the text and the query, marks lie in the passage, in order, apart, never
// empty and on the boundaries of characters, and the passage is a piece of the text.

import Brief
import BriefCodec
import BriefTestSupport
import Testing

@Suite struct HighlightFuzzing {
  static func check(_ snippet: Snippet, of text: String, whole: Bool, _ story: String) {
    #expect(whole ? snippet.text == text : text.contains(snippet.text), "\(story): \(snippet)")
    var boundaries: Set = [0]
    var end = 0
    for character in snippet.text {
      end += character.utf8.count
      boundaries.insert(end)
    }
    var last = -1
    for mark in snippet.marks {
      #expect(
        !mark.isEmpty && mark.lowerBound > last && boundaries.contains(mark.lowerBound)
          && boundaries.contains(mark.upperBound),
        "\(story): \(mark) of \(snippet.marks) in \(snippet.text.debugDescription)")
      last = mark.upperBound
    }
    guard last <= end else { return }
    #expect(
      snippet.rendered(as: .plain)
        == (snippet.leadsIn ? "… " : "") + snippet.text + (snippet.leadsOut ? " …" : ""), "\(story)"
    )
    let html = snippet.rendered(as: .html)
    #expect(html.split(separator: "<mark>").count <= snippet.marks.count + 1, "\(story): \(html)")
  }

  static func check(_ hit: Hit, width: Int, _ story: String) {
    for field in ["title", "body"] {
      guard let text = hit[field] else { continue }
      for snippet in hit.highlighted(field) { check(snippet, of: text, whole: true, story) }
      if let snippet = hit.snippet(of: field, width: width) {
        check(snippet, of: text, whole: false, "\(story), width \(width)")
      }
    }
    let snippets = hit.snippets(limit: 3, width: width)
    #expect(snippets.count <= 3, "\(story)")
    for snippet in snippets {
      check(snippet, of: hit[snippet.field] ?? "", whole: false, "\(story), width \(width)")
    }
  }

  @Test func `marks lie in the passage, on characters, in order and apart`() throws {
    let schema = try Schema(
      [.identifier("id"), .text("title"), .text("body"), .keyword("language")],
      languageField: "language")
    try FuzzTarget.run("highlighter", quick: 15, perMinute: 300) { random, story in
      let index = try SearchIndex.create(in: MemoryDirectory(), schema: schema)
      var words: [String] = []
      try index.write { writer in
        for number in 0..<4 {
          let base = Corpus.texts.randomElement(using: &random) ?? ""
          let text = AnalyzerFuzzing.mutation.applied(to: base, &random)
          words += text.split(separator: " ").prefix(40).map { String($0.prefix(12)) }
          var document: Document = [
            "id": .text("\(number)"), "body": .text(text), "title": .text(String(text.prefix(40))),
          ]
          if let language = AnalyzerFuzzing.languages.randomElement(using: &random) ?? nil {
            document["language"] = .text(language)
          }
          try writer.add(document)
        }
      }
      let searcher = try index.searcher()
      for _ in 0..<6 {
        // Words of the texts, so that something is found.
        let picked = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
          words.randomElement(using: &random)
        }
        let query: Query =
          switch Int.random(in: 0..<6, using: &random) {
          case 0: .phrase(picked.joined(separator: " "), slop: 2)
          case 1: .prefix(String(picked.first?.prefix(2) ?? ""))
          case 2: .fuzzy(picked.first ?? "")
          case 3: searcher.parse(QueryParserFuzzing.anyQuery(&random)).query
          default: .text(picked.joined(separator: " "))
          }
        let options = SearchOptions(matching: .any)
        do {
          for hit in try searcher.search(query, options: options) {
            let width = [0, 20, 33, 80, 240, 100_000].randomElement(using: &random) ?? 80
            Self.check(hit, width: width, "\(story), \(query)")
          }
        } catch let error as BriefError {
          #expect(error.code == .invalidQuery, "\(story), \(query): \(error)")
        }
      }
    }
  }
}
