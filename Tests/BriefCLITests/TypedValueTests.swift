// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct TypedValueTests {
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
