// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Texts that try the word rules: short alphabets, one from each class and corner, mixed so that
// every rule meets every other.

enum RandomText {
  /// Characters by what they do to word boundaries.
  static let alphabets: [[String]] = [
    ["a", "b", "Z", "é", "я", "א", "ب", "ß", "ա"],
    ["1", "2", "٣", "९", "５"],
    [".", ",", ":", ";", "'", "\"", "’", "·", "׳", "״", "‧", "\u{2024}", "،"],
    ["_", "\u{203F}", "＿"],
    [" ", "  ", "\u{3000}", "\u{A0}", "\t"],
    ["\r", "\n", "\r\n", "\u{85}", "\u{2028}", "\u{0B}"],
    ["\u{301}", "\u{308}", "\u{AD}", "\u{200D}", "\u{200C}", "\u{200B}", "\u{FEFF}", "\u{FE0F}"],
    ["😀", "👩", "❤", "Ⓜ", "🇩", "🇪", "🏽", "ℹ"],
    ["漢", "字", "日", "本", "語", "々", "〇", "中", "国"],
    ["か", "な", "カ", "タ", "ー", "ﾞ", "ｶ", "\u{3099}", "㍿"],
    ["가", "각", "한", "글", "ᄒ", "ᅡ", "ᆫ", "ㅋ"],
    ["ก", "า", "ร", "เ", "ำ", "่", "ไ", "ท", "ย", "๒", "ๆ"],
    ["ລ", "າ", "ວ", "ໍ", "ខ", "្", "ម", "ែ", "မ", "ြ", "န", "်", "ᦀ"],
    ["क", "्", "ष", "ि", "த", "ு", "\u{600}", "ཀ", "\u{0D4E}"],
    ["-", "&", "@", "#", "+", "/", "(", ")", "$", "%", "§", "«", "“"],
    ["²", "₂", "½", "①", "Ⅷ", "𝐀", "𠀀", "𗀀", "ﬁ", "ﷺ"],
  ]

  /// A text of up to `length` pieces from up to four of the alphabets.
  static func make(
    length: Int, without excluded: Set<String> = [], using generator: inout SeededGenerator
  ) -> String {
    let chosen = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      alphabets[Int.random(in: 0..<alphabets.count, using: &generator)]
    }
    var text = ""
    for _ in 0..<Int.random(in: 1...length, using: &generator) {
      let alphabet = chosen[Int.random(in: 0..<chosen.count, using: &generator)]
      let piece = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      if !excluded.contains(piece) { text.unicodeScalars.append(contentsOf: piece.unicodeScalars) }
    }
    return text
  }

  /// Every code point that may stand in a text.
  static var allScalars: [Unicode.Scalar] { (0...0x10FFFF).compactMap { Unicode.Scalar($0) } }

  /// Those of them that mean something to everybody.
  static var assignedScalars: [Unicode.Scalar] {
    allScalars.filter {
      switch $0.properties.generalCategory {
      case .unassigned, .privateUse: false
      default: true
      }
    }
  }
}
