// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words as terms: sentences 4 and 5 of the analyzer's contract.

import BriefText
import Testing

struct FoldingTests {
  private func fold(_ text: String, _ analyzer: Analyzer = .brief) throws -> String {
    String(decoding: try TextAnalyzer(analyzer).fold(text), as: UTF8.self)
  }

  @Test(arguments: [
    // Case, width, compatibility, ignorables
    ("ÉCOLE", "ecole"), ("ＡＢＣ", "abc"), ("ﬁ", "fi"), ("Straße", "strasse"), ("ΚΌΣΜΟΣ", "κοσμοσ"),
    ("co\u{AD}op", "coop"), ("a\u{200D}b\u{FEFF}", "ab"), ("ǅ", "dz"), ("K", "k"),
    // Diacritics, composed or not
    ("crème brûlée", "creme brulee"), ("Nguyễn", "nguyen"), ("e\u{301}", "e"), ("Ἀθῆναι", "αθηναι"),
    ("Åse Ørsted", "ase orsted"), ("Đà Łódź Ħal", "da lodz hal"), ("æœþðı", "aeoethdi"),
    ("İI", "ii"), ("Ə", "a"),
    // Cyrillic
    ("ёлка", "елка"), ("йод", "йод"), ("Київ", "київ"), ("ў", "ў"), ("Росси\u{301}я", "россия"),
    ("ѓ", "ѓ"), ("ѝ", "и"),
    // Hebrew, Arabic
    ("שָׁלוֹם", "שלום"), ("כִּתָּה", "כתה"), ("أَحْمَد", "احمد"), ("إسلام آسيا ٱ", "اسلام اسيا ا"),
    ("مدرسة", "مدرسه"), ("على", "علي"), ("كتـــاب", "كتاب"), ("مسؤول رئيس", "مسؤول رئيس"),
    ("ایران", "ايران"), ("کتاب", "كتاب"),
    // Letters that stay
    ("が ぱ", "が ぱ"), ("हिन्दी", "हिन्दी"), ("ไทย", "ไทย"), ("각", "각"), ("தமிழ்", "தமிழ்"),
    // Digits
    ("٢٠٢٥", "2025"), ("२०", "20"), ("๒๕", "25"), ("𝟗", "9"),
    // Apostrophes
    ("O’B ʼn Hawaiʻi", "o'b 'n hawai'i"),
  ]) func `a word is folded to its term`(word: String, term: String) throws {
    #expect(try fold(word) == term)
  }

  @Test(arguments: [("ÉCOLE", "école"), ("ё", "ё"), ("ø", "ø"), ("٢", "٢"), ("ﬁ", "fi")])
  func `the standard analyzer keeps diacritics`(word: String, term: String) throws {
    #expect(try fold(word, .standard) == term)
  }

  @Test func `folding a term again changes nothing, for any code point`() throws {
    let analyzer = try TextAnalyzer(.brief)
    var changed: [String] = []
    for scalar in RandomText.assignedScalars {
      let once = try analyzer.fold(String(scalar))
      let twice = try analyzer.fold(String(decoding: once, as: UTF8.self))
      if once != twice { changed.append("U+" + String(scalar.value, radix: 16)) }
    }
    #expect(changed.isEmpty)
  }

  @Test(arguments: [UInt64(11), 12]) func `composed and decomposed text have the same terms`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("éèçñüöåøşğőžčřáíyейїўоΌἀώ각한がぱأإएத".unicodeScalars)
    for _ in 0..<2_000 {
      var word = ""
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        word.unicodeScalars.append(letters[Int.random(in: 0..<letters.count, using: &generator)])
      }
      #expect(try fold(word) == fold(word.decomposed), "seed \(seed): \(word)")
    }
  }

  @Test(arguments: ["x", "é", "я", "한", "𝐀"])
  func `a long word is cut to 255 bytes, between characters`(
    letter: String
  ) throws {
    let word = String(repeating: letter, count: 5_000)
    let term = try #require(try tokens(word).first?.term)
    #expect(term.utf8.count <= 255 && term.utf8.count > 251)
    #expect(try fold(word) == term)
    #expect(!term.contains("\u{FFFD}"))
  }
}

extension String {
  /// The canonical decomposition, of letters of one or two scalars, by Swift's own equality.
  fileprivate var decomposed: String {
    let pairs: [Character: String] = [
      "é": "e\u{301}", "è": "e\u{300}", "ç": "c\u{327}", "ñ": "n\u{303}", "ü": "u\u{308}",
      "ö": "o\u{308}", "å": "a\u{30A}", "ş": "s\u{327}", "ğ": "g\u{306}", "ő": "o\u{30B}",
      "ž": "z\u{30C}", "č": "c\u{30C}", "ř": "r\u{30C}", "á": "a\u{301}", "í": "i\u{301}",
      "й": "и\u{306}", "ї": "і\u{308}", "ў": "у\u{306}", "Ό": "Ο\u{301}", "ἀ": "α\u{313}",
      "ώ": "ω\u{301}", "각": "\u{1100}\u{1161}\u{11A8}", "한": "\u{1112}\u{1161}\u{11AB}",
      "が": "か\u{3099}", "ぱ": "は\u{309A}", "أ": "ا\u{654}", "إ": "ا\u{655}",
    ]
    return unicodeScalars.map { pairs[Character($0)] ?? String($0) }.joined()
  }
}
