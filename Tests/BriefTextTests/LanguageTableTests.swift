// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Languages whose letters are folded by rules of their own, checked by hand: a text, the words
// it is found by, and their stems.

import BriefText
import Testing

struct LanguageTableTests {
  // Turkish has two letters, i İ and ı I. Words go by the letter without its dot, so that nobody
  // needs the keyboard; stems are made of the words as Turkish writes them.
  @Test(arguments: [
    ("kedi KEDİ", "kedi  kedi", "kedi  kedi"),
    ("ışık IŞIK Isik", "isik  isik  isik", "isik  isik  isik"),
    ("kitapları KİTAPLARI", "kitaplari  kitaplari", "kitap  kitap"),
    ("DİYARBAKIR Diyarbakır", "diyarbakir  diyarbakir", "diyarbakir  diyarbakir"),
    ("I\u{307}stanbul", "istanbul", "istanbul"),
  ]) func `Turkish case makes no difference`(
    text: String, words: String, stemmed: String
  ) throws {
    #expect(try forms(text, language: "tr") == words)
    #expect(try stems(text, language: "tr") == stemmed)
  }

  @Test func `a Turkish suffix after an apostrophe is not part of the stem`() throws {
    let text = "İstanbul'da"
    #expect(try forms(text, language: "tr") == "istanbul'da | istanbulda")
    let stem = try tokens(text, language: "tr").first { $0.form == .stem }
    #expect(stem?.term == "istanbul")
  }

  @Test func `other languages and the standard analyzer know one i`() throws {
    #expect(try forms("IŞIK ılık", .standard, language: "tr") == "işik  ılık")
    #expect(try stems("TITLE", language: "en") == "titl")
  }

  // ς and σ are one letter, accents and the diaeresis nothing.
  @Test(arguments: [
    ("κόσμος ΚΌΣΜΟΣ κοσμος", "κοσμοσ  κοσμοσ  κοσμοσ", "κοσμ  κοσμ  κοσμ"),
    ("κόσμου", "κοσμου", "κοσμ"),
    ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ  σισυφοσ", "σισυφ  σισυφ"),
    ("Ὀδυσσεύς Οδυσσεύς", "οδυσσευσ  οδυσσευσ", "οδυσσε  οδυσσε"),
    ("ελλάδας ΕΛΛΆΔΑ Ελλάδα", "ελλαδασ  ελλαδα  ελλαδα", "ελλαδ  ελλαδ  ελλαδ"),
    ("γαϊδούρι ΓΑΪΔΟΎΡΙ", "γαιδουρι  γαιδουρι", "γαηδουρ  γαηδουρ"),
  ]) func `Greek is found in any case and without accents`(
    text: String, words: String, stemmed: String
  ) throws {
    #expect(try forms(text, language: "el") == words)
    #expect(try stems(text, language: "el") == stemmed)
  }

  // Vowel signs, the virama and the nukta are parts of letters; a nukta may be written as one
  // character with its letter or after it. Ignorable joiners are nothing.
  @Test(arguments: [
    ("हिन्दी", "हिन्दी", "हिन्द"),
    ("किताब किताबें", "किताब  किताबें", "किताब  किताब"),
    ("लड़कियाँ लड़कियां", "लड\u{93C}कियाँ  लड\u{93C}कियां", "लड\u{93C}क  लड\u{93C}क"),
    ("\u{95B}रूर ज\u{93C}रूर", "ज\u{93C}रूर  ज\u{93C}रूर", "ज\u{93C}रूर  ज\u{93C}रूर"),
    ("क्\u{200D}ष क्ष", "क्ष  क्ष", "क्ष  क्ष"),
    ("१२३ किमी।", "123  किमी", "123  किम"),
    ("विद्यार्थियों", "विद्यार्थियों", "विद्यार्थ"),
  ]) func `Hindi keeps its vowels and marks`(
    text: String, words: String, stemmed: String
  ) throws {
    func same(_ found: String, _ expected: String) -> Bool {
      found.unicodeScalars.elementsEqual(expected.unicodeScalars)
    }
    let found = (try forms(text, language: "hi"), try stems(text, language: "hi"))
    #expect(same(found.0, words) && same(found.1, stemmed), "\(found)")
  }
}
