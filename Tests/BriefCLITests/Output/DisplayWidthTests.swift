// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("naïve", 5), ("nai\u{308}ve", 5), ("中文", 4), ("かな", 4), ("한글", 4),
    ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("สวัสดี", 4), ("👍", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤", 1), ("❤️", 2),
    ("👍🏽", 2), ("\u{200B}", 0), ("a\u{AD}b", 2), ("（）", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("“”—…", 4), ("привет", 6), ("مرحبا", 5),
  ])
  func `text takes as many cells as a terminal gives it`(text: String, cells: Int) {
    #expect(DisplayWidth.of(text) == cells)
  }

  @Test func `every scalar takes none, one or two cells`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let width = DisplayWidth.of(Character(scalar))
      if !(0...2).contains(width) { Issue.record("U+\(String(value, radix: 16)): \(width)") }
      if DisplayWidth.isWide(scalar) && width != 2 {
        Issue.record("U+\(String(value, radix: 16)) is wide and takes \(width)")
      }
    }
  }
}
