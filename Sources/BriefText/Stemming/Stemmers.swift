// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Which stemmer a word gets. A word in a script of the text's own language is stemmed by that
// language's rules. Other words, an English name in a Chinese text or a Russian one in an
// English text, by those of the language most at home in their script, which for Latin
// is the default language. A language without a stemmer leaves its words as they are.

/// The stemmers of the languages met so far. Filled by use: one for each task.
struct Stemmers {
  /// A stemmer and the case rules it expects.
  struct Choice {
    let stemmer: SnowballStemmer
    let isTurkish: Bool
  }

  private let defaultLanguage: String
  /// Numbers of the languages; all that have neither stemmer nor script of their own share one.
  private var numbers: [String: UInt8] = [:]
  private var codes: [String] = []
  /// The answers given so far, by language and script.
  private var answers: [Choice??] = []
  /// Loaded when first asked for; a language without stemmer is remembered as such.
  private var choices: [String: Choice?] = [:]

  init(defaultLanguage: String) {
    self.defaultLanguage = LanguageTag.primary(defaultLanguage)
  }

  /// A number for the language `tag` names, to be used with the other functions.
  mutating func number(of tag: String) -> UInt8 {
    var code = LanguageTag.primary(tag)
    if LanguageTag.scripts(of: code) == [.latin], choice(code) == nil { code = "" }
    if let known = numbers[code] { return known }
    let number = UInt8(truncatingIfNeeded: codes.count)
    codes.append(code)
    answers.append(contentsOf: repeatElement(nil, count: Script.allCases.count))
    numbers[code] = number
    return number
  }

  /// The stemmer for words in `script` in a text in language `number`.
  mutating func choice(for script: Script, language number: UInt8) -> Choice? {
    let place = Int(number) * Script.allCases.count + Int(script.rawValue)
    if let known = answers[place] { return known }
    let code = codes[Int(number)]
    let isOwn = LanguageTag.scripts(of: code).contains(script)
    let language = isOwn ? code : Self.language(of: script, default: defaultLanguage)
    let answer = language.flatMap { choice($0) }
    answers[place] = .some(answer)
    return answer
  }

  private mutating func choice(_ code: String) -> Choice? {
    if let known = choices[code] { return known }
    guard Self.isStemmed(code) else { return nil }
    let choice = SnowballStemmer(language: code).map {
      Choice(stemmer: $0, isTurkish: code == "tr")
    }
    choices[code] = .some(choice)
    return choice
  }

  private static func language(of script: Script, default latin: String) -> String? {
    switch script {
    case .latin: latin
    case .cyrillic: "ru"
    case .greek: "el"
    case .arabic: "ar"
    case .devanagari: "hi"
    case .tamil: "ta"
    case .armenian: "hy"
    default: nil
    }
  }

  private static func isStemmed(_ code: String) -> Bool { stemmed.contains(code) }

  /// The languages libstemmer 2.2 has stemmers for.
  static let stemmed: Set<String> = [
    "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id",
    "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
  ]
}
