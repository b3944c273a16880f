// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What an analyzer's tokens depend on, as a string that an index keeps: the chain, the version
// of our own rules, ICU's tables and dictionaries, the stemmers. If it differs, documents
// must be analysed anew, or queries may miss them.

extension Analyzer {
  /// The version of the rules in this module; raised whenever any text's tokens change.
  private static let rulesVersion = 2

  /// Equal for two analyzers, here or elsewhere, only if they make the same tokens.
  public var fingerprint: String {
    var parts = [
      "\(name)/\(Self.rulesVersion)", "icu/\(ICUVersion.library)",
      "unicode/\(ICUVersion.unicode)",
    ]
    if stems { parts.append("snowball/\(String(Self.stemmersDigest, radix: 16))") }
    return parts.joined(separator: " ")
  }

  /// libstemmer does not tell its version; its algorithms' names and what they make of a word
  /// with many endings stand in for it.
  private static let stemmersDigest: UInt32 = {
    var bytes: [UInt8] = []
    for name in SnowballStemmer.algorithms { bytes.append(contentsOf: name.utf8) }
    for language in Stemmers.stemmed.sorted() {
      guard let stemmer = SnowballStemmer(language: language) else { continue }
      for probe in probes { stemmer.appendStem(of: Array(probe.utf8), to: &bytes) }
    }
    return WordHash(bytes.span, 0..<bytes.count).value
  }()

  private static let probes = [
    "nationalisations", "skies", "größeren", "continuellement", "мировыми", "والكتابات",
  ]
}
