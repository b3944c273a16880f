// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import Brief
import Testing

@Suite struct SpellingTests {
  @Test(
    arguments: [
      ("titel", "title"), ("TITLE", "title"), ("titl", "title"), ("tittle", "title"),
      ("tit", nil), ("dat", "date"), ("adte", "date"), ("dtea", nil), ("", nil), ("x", nil),
      ("langage", "language"), ("langauges", "language"), ("author", nil),
    ] as [(String, String?)]) func `the nearest name is suggested`(word: String, name: String?)
  {
    #expect(Spelling.nearest(word, among: ["title", "date", "language"]) == name)
  }
}
