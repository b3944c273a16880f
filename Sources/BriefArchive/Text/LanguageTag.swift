// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Language tags as archives write them, brought to the primary subtag of BCP 47.

enum LanguageTag {
  /// `en` for `en-US`, `EN_gb` or `english`; `nil` if it is no tag.
  static func primary(_ tag: String) -> String? {
    let subtag = Paragraphs.line(tag).lowercased().prefix { $0 != "-" && $0 != "_" }
    if let code = names[String(subtag)] { return code }
    guard (2...3).contains(subtag.utf8.count),
      subtag.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      subtag != "und"
    else { return nil }
    return String(subtag)
  }

  private static let names = [
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "portuguese": "pt", "russian": "ru",
    "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko",
    "thai": "th", "arabic": "ar", "turkish": "tr", "greek": "el", "hindi": "hi",
  ]
}
