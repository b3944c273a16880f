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
    var status = U_ZERO_ERROR
    // SAFETY: takes any code point; `status` outlives the call.
    let code = unsafe cicu_script(UChar32(bitPattern: scalar), &status)
    self =
      switch code {
      case USCRIPT_COMMON, USCRIPT_INHERITED, USCRIPT_UNKNOWN: .common
      case USCRIPT_LATIN: .latin
      case USCRIPT_GREEK: .greek
      case USCRIPT_CYRILLIC: .cyrillic
      case USCRIPT_ARMENIAN: .armenian
      case USCRIPT_GEORGIAN: .georgian
      case USCRIPT_HEBREW: .hebrew
      case USCRIPT_ARABIC: .arabic
      case USCRIPT_ETHIOPIC: .ethiopic
      case USCRIPT_DEVANAGARI: .devanagari
      case USCRIPT_BENGALI: .bengali
      case USCRIPT_GURMUKHI: .gurmukhi
      case USCRIPT_GUJARATI: .gujarati
      case USCRIPT_ORIYA: .odia
      case USCRIPT_TAMIL: .tamil
      case USCRIPT_TELUGU: .telugu
      case USCRIPT_KANNADA: .kannada
      case USCRIPT_MALAYALAM: .malayalam
      case USCRIPT_SINHALA: .sinhala
      case USCRIPT_THAI: .thai
      case USCRIPT_LAO: .lao
      case USCRIPT_KHMER: .khmer
      case USCRIPT_MYANMAR: .myanmar
      case USCRIPT_TIBETAN: .tibetan
      case USCRIPT_HAN: .han
      case USCRIPT_HIRAGANA: .hiragana
      case USCRIPT_KATAKANA: .katakana
      case USCRIPT_HANGUL: .hangul
      case USCRIPT_BOPOMOFO: .bopomofo
      default: .other
      }
  }
}
