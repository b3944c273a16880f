// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Where a passage begins and ends.

import Brief
import Testing

@Suite struct PassageTests {
  // A mark may stand on a blank, as it does where two texts were put together. The blank was taken off
  // the beginning of a passage and the mark left there, a character that the text does not have.
  @Test(arguments: ["\u{FF9E}", "\u{301}", "\u{200D}"])
  func `a passage begins with a whole character`(mark: String) throws {
    let text = "of it " + String(repeating: "harbour \(mark)and so on ", count: 20)
    let newsroom = try Newsroom(bodies: [text])
    for width in 0...60 {
      let results = try newsroom.index.searcher().search(
        .text("harbour"), options: SearchOptions())
      let characters = Array(text)
      for snippet in results[0].snippets(limit: 30, width: width) {
        let passage = Array(snippet.text)
        #expect(
          characters.indices.contains { characters[$0...].starts(with: passage) },
          "width \(width): \(snippet.text.debugDescription)")
      }
    }
  }
}
