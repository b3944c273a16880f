// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Sentences 7 and 8 of the analyzer's contract: Han, Kana, Hangul by characters, Thai and its
// neighbours by words.

import BriefText
import Testing

struct UnspacedScriptTests {
  @Test(arguments: [
    ("zh", "中国", "中国:2  国"),
    ("zh", "中国经济", "中国:2  国经:2  经济:2  济"),
    ("zh", "中", "中"),
    ("zh", "5G網路", "5g  網路:2  路"),
    ("zh", "gen後", "gen  後"),
    ("zh", "AI芯片。芯", "ai  芯 | 芯片:2  片  芯"),
    ("ja", "日本語", "日本語:3 | 日本:2  本語:2  語"),
    ("ja", "カタカナ", "カタカナ:4 | カタ:2  タカ:2  カナ:2  ナ"),
    ("ja", "データ", "データ:3 | デー:2  ータ:2  タ"),
    ("ja", "ｶﾞ", "ガ"),
    ("ko", "한국어 책", "한국어:3 | 한국:2  국어:2  어  책"),
    ("ko", "中國은", "中國:2  國은:2  은"),
    ("ko", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "한국:2  국"),
    ("th", "ประเทศไทย", "ประเทศไทย"), ("th", "กินข้าว", "กิน  ข้าว"),
    ("th", "ใช้iPhoneใหม่", "ใช้  iphone | phone  ใหม่"),
    ("th", "ปี๒๕๖๗", "ป\u{E35}  2567"),
    ("th", "กนง.ระบุว่า", "กนง  ระบุ  ว่า"), ("th", "พ.ศ.", "พ  ศ"),
  ]) func `unspaced scripts are found by characters and words`(
    language: String, text: String, expected: String
  ) throws {
    let found = try forms(text, language: language)
    #expect(found.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(found)")
  }

  @Test func `every character of a run begins a token`() throws {
    var generator = SeededGenerator(seed: 31)
    let letters = Array("中国经济日本語のカタカナーデ한국어々〇")
    for _ in 0..<300 {
      let run = String(
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &generator)]
        })
      let all = try tokens(run, language: "zh")
      for (position, character) in run.enumerated() {
        #expect(
          all.contains { $0.position == position && $0.term.hasPrefix(String(character)) }, "\(run)"
        )
      }
      for (position, pair) in zip(run, run.dropFirst()).enumerated() {
        let term = String([pair.0, pair.1])
        #expect(
          all.filter { $0.position == position && $0.term == term }.count == 1, "\(run) \(term)")
      }
    }
  }

  @Test func `without pairs a dictionary word takes one position`() throws {
    #expect(try forms("中国经济", .standard) == "中国  经济")
  }

  @Test(arguments: [
    ("จ\u{0E4D}\u{0E32}กัดความรู้", "จ\u{0E33}กัดความรู้"),
    ("น\u{0E49}\u{0E4D}\u{0E32}ท่วมและท\u{0E4D}\u{0E32}งาน", "น\u{0E49}\u{0E33}ท่วมและท\u{0E33}งาน"),
    ("ຄ\u{0ECD}\u{0EB2}ເວົ້າ", "ຄ\u{0EB3}ເວົ້າ"),
  ]) func `a vowel in two parts is the vowel`(parts: String, whole: String) throws {
    // ICU's dictionaries know the vowel am as one character and cut words with the other spelling apart.
    let found = try tokens(parts, language: "th")
    let wanted = try tokens(whole, language: "th")
    #expect(found.map(\.term) == wanted.map(\.term))
    #expect(found.map(\.position) == wanted.map(\.position))
    // The same characters of the text, whichever way they are written: am is one or two.
    func source(_ token: Token, of text: String) -> String {
      let characters = String(decoding: Array(text.utf8)[token.sourceRange], as: UTF8.self)
      var scalars: [UInt32] = []
      for scalar in characters.unicodeScalars.map(\.value) {
        switch scalar {
        case 0x0E33: scalars += [0x0E4D, 0x0E32]
        case 0x0EB3: scalars += [0x0ECD, 0x0EB2]
        default: scalars.append(scalar)
        }
      }
      return "\(scalars)"
    }
    for (token, same) in zip(found, wanted) {
      #expect(source(token, of: parts) == source(same, of: whole))
    }
  }

  @Test func `words of unspaced scripts are ICU's`() throws {
    for text in [
      "ประเทศไทยมีเศรษฐกิจดีมาก", "中国经济增长很快市场稳定", "ປະເທດລາວມີເສດຖະກິດ", "ប្រទេសកម្ពុជា", "မြန်မာနိုင်ငံ",
    ] {
      let bounds = try WordBoundaries(isTailored: false)
      let expected = try bounds.findByICU(in: text.utf8.span)
      let words = try tokens(text, language: nil).filter { $0.form == .word }
      #expect(words.map(\.sourceRange.upperBound) == expected)
    }
  }
}
