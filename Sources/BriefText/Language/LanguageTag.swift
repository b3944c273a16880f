// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Language codes as documents carry them: `de`, `pt-BR`, `ZH_hant`.

enum LanguageTag {
  /// The primary subtag of a BCP 47 tag, lower-case; codes that libstemmer does not know but
  /// whose language it does, under another name, become that.
  static func primary(_ tag: String) -> String {
    let subtag = tag.prefix { $0 != "-" && $0 != "_" }
    guard subtag.utf8.count <= 8 else { return "" }
    let code = subtag.lowercased()
    return aliases[code] ?? code
  }

  private static let aliases = [
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "eng": "en", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "zho": "zh", "jpn": "ja",
    "kor": "ko", "tha": "th", "ara": "ar", "por": "pt", "ita": "it", "tur": "tr",
  ]

  /// The scripts a language is written in; Latin for those not listed.
  static func scripts(of code: String) -> [Script] { scripts[code] ?? [.latin] }

  /// Languages that are not written in Latin letters alone.
  private static let scripts: [String: [Script]] = [
    "ru": [.cyrillic], "uk": [.cyrillic], "be": [.cyrillic], "bg": [.cyrillic],
    "mk": [.cyrillic], "kk": [.cyrillic], "ky": [.cyrillic], "tg": [.cyrillic],
    "mn": [.cyrillic], "tt": [.cyrillic], "sr": [.cyrillic, .latin],
    "ar": [.arabic], "fa": [.arabic], "ur": [.arabic], "ps": [.arabic], "ckb": [.arabic],
    "ug": [.arabic], "sd": [.arabic], "he": [.hebrew], "yi": [.hebrew], "el": [.greek],
    "hy": [.armenian], "ka": [.georgian], "am": [.ethiopic], "ti": [.ethiopic],
    "hi": [.devanagari], "ne": [.devanagari], "mr": [.devanagari], "sa": [.devanagari],
    "bn": [.bengali], "as": [.bengali], "pa": [.gurmukhi], "gu": [.gujarati], "or": [.odia],
    "ta": [.tamil], "te": [.telugu], "kn": [.kannada], "ml": [.malayalam], "si": [.sinhala],
    "th": [.thai], "lo": [.lao], "km": [.khmer], "my": [.myanmar], "bo": [.tibetan],
    "zh": [.han], "ja": [.han, .hiragana, .katakana], "ko": [.hangul],
  ]
}
