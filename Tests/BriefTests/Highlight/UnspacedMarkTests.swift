// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What is marked in scripts without spaces.

import Brief
import Testing

@Suite struct UnspacedMarkTests {
  /// The marked parts of the first hit's text.
  private func marks(
    _ query: String, in text: String, language: String, matching: Matching = .auto
  ) throws -> [String] {
    let newsroom = try Newsroom(bodies: [text], language: language)
    let results = try newsroom.index.searcher().search(
      parsing: query, options: SearchOptions(matching: matching))
    let snippet = try #require(results.first?.highlighted("body").first)
    let utf8 = Array(snippet.text.utf8)
    return snippet.marks.map { String(decoding: utf8[$0], as: UTF8.self) }
  }

  @Test func `pairs of a word are not marked inside another`() throws {
    // Each pair of characters was marked by itself, and ニュース lit up for a magnitude.
    let text = "ニュースによると、マグニチュード6の地震があった。"
    #expect(try marks("マグニチュード", in: text, language: "ja") == ["マグニチュード"])
  }

  @Test func `what is there of a run is marked from where a word begins`() throws {
    #expect(
      try marks("人工智能芯片出口", in: "人工智能改变了经济。", language: "zh", matching: .any)
        == ["人工智能"])
    #expect(try marks("한국은행이", in: "한국은행은 금리를", language: "ko", matching: .any) == ["한국은행"])
    #expect(try marks("大学", in: "北京大学生活", language: "zh") == ["大学"])
  }

  @Test func `a lone character marks itself and not its neighbour`() throws {
    #expect(try marks("江", in: "长江经济带与江苏。", language: "zh") == ["江", "江"])
  }

  @Test func `a match at the end of a passage is not cut`() throws {
    // Passages of unspaced text ended in the middle of a word and of its mark.
    let word = "รัฐมนตรี"
    let text =
      String(repeating: "และ", count: 60) + word + String(repeating: "และ", count: 60) + word
    let newsroom = try Newsroom(bodies: [text], language: "th")
    for width in 20...140 {
      let hit = try #require(
        try newsroom.index.searcher().search(parsing: word, options: SearchOptions()).first)
      for snippet in hit.snippets(limit: 4, width: width) {
        let utf8 = Array(snippet.text.utf8)
        for mark in snippet.marks {
          #expect(String(decoding: utf8[mark], as: UTF8.self) == word, "width \(width)")
        }
      }
    }
  }
}
