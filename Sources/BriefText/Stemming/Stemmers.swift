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
  /// Numbers of the languages by their codes; languages that stem alike share one.
  private var numbers: [String: UInt8] = [:]
  /// By number, the code of one of the languages that have it.
  private(set) var codes: [String] = []
  /// The answers given so far, by language and script.
  private var answers: [Choice??] = []
  /// Loaded when first asked for; a language without stemmer is remembered as such.
  private var choices: [String: Choice?] = [:]

  init(defaultLanguage: String) {
    self.defaultLanguage = LanguageTag.primary(defaultLanguage)
  }

  /// There are never more numbers than this: one for each stemmer, and five (see ``deputy(for:)``).
  static let numberLimit = stemmed.count + 5

  /// A number for the language `tag` names, to be used with the other functions.
  mutating func number(of tag: String) -> UInt8 {
    let code = LanguageTag.primary(tag)
    if let known = numbers[code] { return known }
    let deputy = choice(code) == nil ? Self.deputy(for: code) : code
    if let known = numbers[deputy] {
      remember(known, for: code)
      return known
    }
    let number = UInt8(truncatingIfNeeded: codes.count)
    codes.append(deputy)
    answers.append(contentsOf: repeatElement(nil, count: Script.allCases.count))
    numbers[deputy] = number
    remember(number, for: code)
    return number
  }

  /// Texts may say of their language what they like: not all of it is remembered.
  private mutating func remember(_ number: UInt8, for code: String) {
    if numbers.count < 1_000 { numbers[code] = number }
  }

  /// The language that one without a stemmer stems like: it leaves the words of its own scripts as they are, which
  /// makes a difference where others would stem them.
  private static func deputy(for code: String) -> String {
    let scripts = LanguageTag.scripts(of: code)
    if scripts.contains(.latin) { return "" }
    if scripts.contains(.cyrillic) { return "uk" }
    if scripts.contains(.arabic) { return "fa" }
    if scripts.contains(.devanagari) { return "mr" }
    return "zh"
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
