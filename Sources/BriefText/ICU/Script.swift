// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Scripts, as far as they decide something here: the stemmer, the language, the folding.

internal import CICU

/// The script of a character (Unicode's Script property).
enum Script: UInt8, CaseIterable {
  /// Digits, punctuation and marks that all scripts share.
  case common
  case latin, greek, cyrillic, armenian, georgian, hebrew, arabic, ethiopic
  case devanagari, bengali, gurmukhi, gujarati, odia, tamil, telugu, kannada, malayalam, sinhala
  case thai, lao, khmer, myanmar, tibetan
  case han, hiragana, katakana, hangul, bopomofo
  case other

  /// The script of `scalar`.
  init(of scalar: UInt32) {
    if scalar < 0x80 {
      self = (scalar | 0x20) &- 0x61 < 26 ? .latin : .common
      return
    }
    self =
      switch cicu_scriptOf(Int32(bitPattern: scalar)) {
      case CICU_SCRIPT_COMMON, CICU_SCRIPT_INHERITED, CICU_SCRIPT_UNKNOWN: .common
      case CICU_SCRIPT_LATIN: .latin
      case CICU_SCRIPT_GREEK: .greek
      case CICU_SCRIPT_CYRILLIC: .cyrillic
      case CICU_SCRIPT_ARMENIAN: .armenian
      case CICU_SCRIPT_GEORGIAN: .georgian
      case CICU_SCRIPT_HEBREW: .hebrew
      case CICU_SCRIPT_ARABIC: .arabic
      case CICU_SCRIPT_ETHIOPIC: .ethiopic
      case CICU_SCRIPT_DEVANAGARI: .devanagari
      case CICU_SCRIPT_BENGALI: .bengali
      case CICU_SCRIPT_GURMUKHI: .gurmukhi
      case CICU_SCRIPT_GUJARATI: .gujarati
      case CICU_SCRIPT_ORIYA: .odia
      case CICU_SCRIPT_TAMIL: .tamil
      case CICU_SCRIPT_TELUGU: .telugu
      case CICU_SCRIPT_KANNADA: .kannada
      case CICU_SCRIPT_MALAYALAM: .malayalam
      case CICU_SCRIPT_SINHALA: .sinhala
      case CICU_SCRIPT_THAI: .thai
      case CICU_SCRIPT_LAO: .lao
      case CICU_SCRIPT_KHMER: .khmer
      case CICU_SCRIPT_MYANMAR: .myanmar
      case CICU_SCRIPT_TIBETAN: .tibetan
      case CICU_SCRIPT_HAN: .han
      case CICU_SCRIPT_HIRAGANA: .hiragana
      case CICU_SCRIPT_KATAKANA: .katakana
      case CICU_SCRIPT_HANGUL: .hangul
      case CICU_SCRIPT_BOPOMOFO: .bopomofo
      default: .other
      }
  }
}
