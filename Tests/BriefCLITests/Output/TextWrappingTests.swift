// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefCLI
import Testing

struct TextWrappingTests {
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    MarkedText(text).lines(width: width).map { String($0.map(\.character)) }
  }

  @Test(arguments: [
    ("", 10, []),
    ("one two three", 20, ["one two three"]),
    ("one two three", 7, ["one two", "three"]),
    ("one two three", 6, ["one", "two", "three"]),
    ("one  two\n\tthree", 20, ["one two three"]),
    ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("to unbreakable", 4, ["to", "unbr", "eaka", "ble"]),
    ("multi-agent systems", 7, ["multi-", "agent", "systems"]),
    ("中文没有空格", 4, ["中文", "没有", "空格"]),
    ("中文没有空格", 5, ["中文", "没有", "空格"]),
    ("他说：没有。好", 6, ["他说：", "没有。", "好"]),
    ("他说没有。好", 8, ["他说没", "有。好"]),
    ("（甲乙）丙", 4, ["（甲", "乙）", "丙"]),
    ("AI芯片产业", 6, ["AI芯片", "产业"]),
    ("a 中", 2, ["a", "中"]),
    ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]),
    ("one two", 3, ["one", "two"]),
    ("one two ", 7, ["one two"]),
  ])
  func `a text is broken where it may be`(text: String, width: Int, lines: [String]) {
    #expect(Self.wrapped(text, width) == lines)
  }

  @Test func `no line is wider than asked for and nothing but spaces is lost`() {
    let alphabet = Array("ab - 中。（한 é👍—.,\u{301}ก\t\n")
    for seed in UInt64(1)...300 {
      var generator = SplitMix(state: seed)
      let text = String(
        (0..<Int.random(in: 0...60, using: &generator)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        })
      let width = Int.random(in: 2...12, using: &generator)
      let lines = Self.wrapped(text, width)
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "seed \(seed)")
      #expect(
        lines.joined().filter { $0 != " " } == MarkedText.plain(text).filter { $0 != " " },
        "seed \(seed)")
    }
  }

  @Test func `marks follow their words into other lines`() {
    let text = MarkedText("the antitrust case", marks: [4..<13])
    let marked = text.lines(width: 9).map { line in
      String(line.map { $0.isMarked ? Character($0.character.uppercased()) : $0.character })
    }
    #expect(marked == ["the", "ANTITRUST", "case"])
  }

  @Test func `what steers a terminal never reaches it`() {
    #expect(MarkedText.plain("a\u{1B}[31mb\u{7}\u{9B}c\r\nd\te") == "a[31mbc d e")
    #expect(MarkedText.plain("plain") == "plain")
  }

  @Test(arguments: [
    ("short", 10, "short"), ("a long text", 6, "a lon…"), ("中文标题", 5, "中文…"), ("abc", 1, "…"),
    ("abc", 0, ""), ("中文", 3, "中…"),
  ])
  func `a text is cut with an ellipsis`(text: String, width: Int, expected: String) {
    #expect(MarkedText.truncated(text, width: width) == expected)
  }
}

/// A small generator with a seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
