// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A language by its script, and where languages share one, by the letters that tell them
// apart. No statistics: texts in Latin letters get the language they are expected to be in.

/// Guesses the language of a text.
public enum LanguageDetector {
  /// Not more than this many bytes are looked at.
  private static let sampleSize = 1 << 14

  /// The code of the likeliest language (`zh`, `ja`, `ko`, `th`, `ru`, `uk`, `ar`, `fa` …), and
  /// `latinDefault` if most of the text is in Latin letters or nothing is known of its script.
  public static func language(of text: String, latinDefault: String) -> String {
    let bytes = text.utf8.span
    return language(of: bytes, latinDefault: latinDefault)
  }

  static func language(of text: Span<UInt8>, latinDefault: String) -> String {
    let sample = text.extracting(first: sampleSize)
    guard !sample.isASCII else { return latinDefault }
    let counts = ScriptCounts(sample)
    guard let script = counts.dominant else { return latinDefault }
    switch script {
    case .latin: return latinDefault
    case .cyrillic: return counts.cyrillicLanguage
    case .arabic: return counts.arabicLanguage
    case .han: return counts.hanLanguage
    default: return languages[script] ?? latinDefault
    }
  }

  /// The language most at home in a script.
  private static let languages: [Script: String] = [
    .greek: "el", .armenian: "hy", .georgian: "ka", .hebrew: "he", .ethiopic: "am",
    .devanagari: "hi", .bengali: "bn", .gurmukhi: "pa", .gujarati: "gu", .odia: "or",
    .tamil: "ta", .telugu: "te", .kannada: "kn", .malayalam: "ml", .sinhala: "si",
    .thai: "th", .lao: "lo", .khmer: "km", .myanmar: "my", .tibetan: "bo",
    .hangul: "ko", .bopomofo: "zh",
  ]
}
