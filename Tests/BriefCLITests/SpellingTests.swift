// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
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

  @Test func `the words of a query are those a reader sees`() {
    #expect(
      MissingWords.words(of: #"title:bank AND (rates OR "interest rates") -x anti*"#)
        == ["bank", "rates", "interest", "x", "anti"])
  }

  @Test(arguments: [
    ("65536", 65_536), ("64k", 65_536), ("256M", 268_435_456), ("2GiB", 2_147_483_648),
    ("1mb", 1_048_576),
  ])
  func `sizes are read with their units`(text: String, bytes: Int) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "M", "-1M", "1.5G", "9999999999T", "12x"])
  func `what is no size is refused`(text: String) {
    #expect(ByteSize(text) == nil)
  }
}
