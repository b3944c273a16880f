// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct TypedValueTests {
  @Test func `the words of a query are those a reader sees`() {
    #expect(
      MissingWords.words(of: #"title:bank AND (rates OR "interest rates") -x anti*"#)
        == ["bank", "rates", "interest"])
  }

  @Test(arguments: [
    ("", []), ("-", []), ("(", []), (":", []), ("AND", []), ("zebra", ["zebra"]),
    ("(zebra OR (gnu))", ["zebra", "gnu"]), ("NOT zebra gnu", ["gnu"]), ("!zebra", []),
    ("since:30d", []), ("date:[2020 TO 2021] zebra", ["zebra"]), ("(date:2024-02-30)", []),
    ("zebr~1 gn?", []), ("/zeb.*ra/", []), ("zebra^3 zebra", ["zebra"]),
    (#"title:"the zebra"~2"#, ["the"]), ("O’Brien", ["O", "Brien"]), ("date:[2020", []),
  ])
  func `words that ought to be found`(query: String, words: [String]) {
    let found = MissingWords.words(of: query) { !["date", "since"].contains($0) }
    #expect(found == words, "\(query)")
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
