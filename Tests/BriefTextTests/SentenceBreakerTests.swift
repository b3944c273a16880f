// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefText
import Testing

struct SentenceBreakerTests {
  @Test(arguments: [
    ("", [0]), ("One.", [0, 4]), ("One. Two! Three", [0, 5, 10, 15]), ("3.5 kg", [0, 6]),
    ("今日は。明日も。", [0, 12, 24]), ("é. B", [0, 4, 5]), ("🇩🇪. Next", [0, 10, 14]),
  ]) func `sentences have ICU's boundaries, in bytes`(text: String, expected: [Int]) throws {
    #expect(try SentenceBreaker().boundaries(of: text) == expected)
  }
}
