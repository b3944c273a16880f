// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The segmenter against ICU over the whole text. ICU is the authority: where they differ, the
// segmenter is wrong.

import BriefText
import Testing

struct WordBoundaryTests {
  /// The first text, if any, in which the segmenter and ICU disagree.
  private func firstDisagreement(
    isTailored: Bool, in texts: some Sequence<String>
  ) throws -> String? {
    var boundaries = try WordBoundaries(isTailored: isTailored)
    for text in texts {
      let bytes = text.utf8.span
      let found = try boundaries.find(in: bytes)
      let expected = try boundaries.findByICU(in: bytes)
      if found != expected {
        let scalars = text.unicodeScalars.map { "U+" + String($0.value, radix: 16) }
        return "\(scalars.joined(separator: " ")): found \(found), ICU has \(expected)"
      }
    }
    return nil
  }

  @Test(arguments: [1, 2, 3, 4]) func `random mixtures of all classes have ICU's boundaries`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let texts = (0..<10_000).map { _ in RandomText.make(length: 14, using: &generator) }
    let disagreement = try firstDisagreement(isTailored: false, in: texts)
    #expect(disagreement == nil, "seed \(seed)")
  }

  @Test func `the tailored table differs in at signs and narrow spaces alone`() throws {
    var generator = SeededGenerator(seed: 5)
    let texts = (0..<10_000).map { _ in
      RandomText.make(length: 14, without: ["@"], using: &generator)
    }
    #expect(try firstDisagreement(isTailored: true, in: texts) == nil)
    #expect(try firstDisagreement(isTailored: true, in: ["10\u{202F}000"]) != nil)
  }

  @Test func `every code point has ICU's boundaries between letters, digits and spaces`() throws {
    var texts: [String] = []
    var text = ""
    for (index, scalar) in RandomText.allScalars.enumerated() {
      text.unicodeScalars.append(contentsOf: "a\(scalar)b 1\(scalar)2 \(scalar) ".unicodeScalars)
      if index % 64 == 63 {
        texts.append(text)
        text = ""
      }
    }
    texts.append(text)
    #expect(try firstDisagreement(isTailored: false, in: texts) == nil)
  }

  @Test func `neighbouring code points have ICU's boundaries`() throws {
    let scalars = RandomText.allScalars.filter { $0.value < 0x32000 }
    let texts = stride(from: 0, to: scalars.count, by: 97).map { start in
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars[start..<min(start + 97, scalars.count)])
      return text
    }
    #expect(try firstDisagreement(isTailored: false, in: texts) == nil)
  }

  @Test(arguments: [
    "The cat's 3.5 kg, isn't it?", "l'été à 12,5 %", "snake_case_2 v1.2.3 example.org",
    "צה״ל ג'ורג' ב\"ה", "日本語の文章です。カタカナも。", "中国经济增长很快，市场稳定。",
    "ประเทศไทยมีเศรษฐกิจดี", "5G網路gen後AI芯片", "한국어는 띄어쓰기를 한다.", "abcกขคdef",
    "👩‍👩‍👧🇩🇪🇫🇷❤️‍🔥", "a\u{301}\u{AD}b\r\nc", "",
  ]) func `a sentence has ICU's boundaries`(text: String) throws {
    #expect(try firstDisagreement(isTailored: false, in: [text]) == nil)
  }

  @Test func `a run of ideographs longer than ICU is given at once is cut and whole`() throws {
    var boundaries = try WordBoundaries(isTailored: true)
    let text = String(repeating: "経済成長市場", count: 8_000)
    let found = try boundaries.find(in: text.utf8.span)
    #expect(found.last == text.utf8.count)
    #expect(found == found.sorted())
    #expect(found.allSatisfy { $0 % 3 == 0 })
  }
}
