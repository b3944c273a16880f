// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Runs of Han, Kana and Thai, which are divided here, against ICU.

import BriefText
import Testing

struct RunDivisionTests {
  /// Characters that stand in many words of Chinese and Japanese.
  private static let common = Array(
    """
    的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多\
    然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头\
    经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感見問題東京都政府発表新聞会社電車本々〇
    """.unicodeScalars)

  private static func run(using random: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    func append(_ range: ClosedRange<UInt32>, _ count: Int) {
      for _ in 0..<count {
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
          text.append(scalar)
        }
      }
    }
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let length = Int.random(in: 1...9, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: append(0x4E00...0x9FFF, length)
      case 1: append(0x3400...0x4DBF, 1)
      case 2, 3: append(0x3041...0x3096, length)
      case 4: append(0x30A1...0x30FC, length * 3)  // the middle dot is one of them
      case 5: append(0x30A1...0x30FA, length)
      case 6: append(0x3005...0x3007, 1)
      case 7: append(0xF900...0xFAFF, 1)  // some of these are others when they are normalized
      case 8: append(0x20000...0x20010, 1)
      case 9: append(0xAC00...0xAC40, 2)
      case 10: append(0x3099...0x309F, 1)
      default:
        for _ in 0..<length { text.append(common.randomElement(using: &random) ?? "一") }
      }
    }
    return String(text)
  }

  /// Words, pieces of words, and any characters of the block.
  private static func thai(using random: inout SeededGenerator) -> String {
    let words = [
      "ประเทศ", "ไทย", "มี", "เศรษฐกิจ", "ดี", "มาก", "และ", "ประชาชน", "ต่าง", "ๆ", "ฯ", "ก็", "ความ",
      "สุข", "ใน",
      "กรุงเทพฯ", "ทุก", "วัน", "ตา", "กลม", "ลม", "ที่", "ท่า", "เรือ", "นั่ง", "การ", "เป็น", "ของ", "ให้",
      "ได้", "ว่า",
      "รัฐบาล", "นายก", "รัฐมนตรี", "จอห์น", "โปรแกรม", "เมอร์", "ฯลฯ", "น้ำ", "ทำ", "า", "์", "ะ",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...10, using: &random) {
      let word = Array((words.randomElement(using: &random) ?? "ไทย").unicodeScalars)
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          text.append(Unicode.Scalar(UInt32.random(in: 0x0E01...0x0E4E, using: &random)) ?? " ")
        }
      case 1: text.append(contentsOf: word.prefix(Int.random(in: 1...word.count, using: &random)))
      case 2: text.append(contentsOf: word.suffix(Int.random(in: 1...word.count, using: &random)))
      case 3 where Int.random(in: 0..<4, using: &random) == 0:
        text.append(Unicode.Scalar(UInt32.random(in: 0x0E4F...0x0E5B, using: &random)) ?? " ")
      default: text.append(contentsOf: word)
      }
    }
    return String(text)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>) func `random runs have ICU's words`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var boundaries = try WordBoundaries(isTailored: false)
    for round in 0..<20_000 {
      let text = round % 2 == 0 ? Self.run(using: &random) : Self.thai(using: &random)
      let bytes = text.utf8.span
      let (found, expected) = (
        try boundaries.find(in: bytes), try boundaries.findByICU(in: bytes)
      )
      #expect(found == expected, "seed \(seed): \(text)")
      guard found == expected else { return }
    }
  }

  /// With another ICU, runs are its own business until this has learned of it.
  @Test func `the ICU at hand agrees about the samples`() {
    #expect(WordBoundaries.dividesRuns)
  }

  @Test func `a run longer than any sentence is divided`() throws {
    var random = SeededGenerator(seed: 7)
    var text = ""
    while text.utf8.count < 32_000 {
      text.unicodeScalars.append(Self.common.randomElement(using: &random) ?? "一")
    }
    var boundaries = try WordBoundaries(isTailored: false)
    for _ in 0..<3 {
      #expect(
        try boundaries.find(in: text.utf8.span) == boundaries.findByICU(in: text.utf8.span))
    }
    // Beyond, the run is cut: all of it is found again, and memory stays bounded.
    let long = String(repeating: text, count: 3)
    let found = try boundaries.find(in: long.utf8.span)
    #expect(found.last == long.utf8.count && zip(found, found.dropFirst()).allSatisfy(<))
  }
}
