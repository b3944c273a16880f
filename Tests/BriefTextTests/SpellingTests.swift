// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Did you mean …?

import BriefText
import Testing

struct SpellingTests {
  @Test(arguments: [
    ("serach", "search"), ("indx", "index"), ("rebuidl", "rebuild"), ("SEARCH", "search"),
  ])
  func `a slip leads to the word`(word: String, expected: String) {
    #expect(Spelling.nearest(to: word, in: ["index", "rebuild", "search", "show"]) == expected)
  }

  @Test(arguments: ["antitrust", "x", "", "shop-window"])
  func `another word leads nowhere`(word: String) {
    #expect(Spelling.nearest(to: word, in: ["index", "rebuild", "search", "stats"]) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "axc", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3), ("", "abcd", 4),
  ])
  func `the distance is that of the fewest edits, up to the limit`(a: String, b: String, edits: Int)
  {
    #expect(Spelling.distance(a, b, limit: 3) == edits)
    #expect(Spelling.distance(b, a, limit: 3) == edits)
  }

  @Test(
    arguments: [
      ("titel", "title"), ("TITLE", "title"), ("titl", "title"), ("tittle", "title"),
      ("tit", nil), ("dat", "date"), ("adte", "date"), ("dtea", nil), ("", nil), ("x", nil),
      ("langage", "language"), ("langauges", "language"), ("author", nil),
    ] as [(String, String?)]) func `the nearest name is suggested`(word: String, name: String?)
  {
    #expect(Spelling.nearest(to: word, in: ["title", "date", "language"]) == name)
  }
}
