// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The properties of characters, asked of ICU when first needed and remembered by pages of 64.
// Nothing is generated beforehand, so the table is that of the ICU at work, whichever
// version it is; a page costs a few microseconds once in a session.

internal import CICU

/// Looks up the properties of characters. Filled by looking: one for each task.
struct CharacterTable {
  private static let pageBits: UInt32 = 6
  private static let pageSize = 1 << Int(pageBits)

  /// For each page its place in `entries`, counted from one; zero if it is not there yet.
  private var pages = [UInt16](repeating: 0, count: 0x110000 >> Int(pageBits))
  private var entries: [CharacterProperties] = []
  private let normalizer: Normalizer
  private let folding: LetterFolding?
  private let isTailored: Bool

  /// - Parameters:
  ///   - folding: the folding of letters that `CharacterProperties.folded` is about, if any.
  ///   - isTailored: departs from ICU in two characters, for words that people search for. `@`
  ///     is a letter to ICU 72, though not to Unicode or later versions: it would hide the parts
  ///     of an address. The narrow no-break space joins what it stands between: it would
  ///     become a part of the French words before `!` and `?`.
  init(folding: LetterFolding?, isTailored: Bool = true) throws(ICUError) {
    normalizer = try Normalizer(.nfkcCasefold)
    self.folding = folding
    self.isTailored = isTailored
    fill(0)
    fill(1)
  }

  /// The properties of `scalar`.
  @inline(__always)
  subscript(scalar: UInt32) -> CharacterProperties {
    mutating get {
      let page = pages[Int(scalar >> Self.pageBits)]
      if page == 0 { return slowEntry(scalar) }
      return entries[(Int(page) - 1) << Int(Self.pageBits) | Int(scalar) & (Self.pageSize - 1)]
    }
  }

  @inline(never)
  private mutating func slowEntry(_ scalar: UInt32) -> CharacterProperties {
    fill(scalar >> Self.pageBits)
    return self[scalar]
  }

  private mutating func fill(_ page: UInt32) {
    let first = page << Self.pageBits
    for scalar in first..<first + UInt32(Self.pageSize) { entries.append(properties(of: scalar)) }
    pages[Int(page)] = UInt16(entries.count >> Int(Self.pageBits))
  }

  // MARK: - Asking ICU

  private func properties(of scalar: UInt32) -> CharacterProperties {
    let character = Int32(bitPattern: scalar)
    let script = Script(of: scalar)
    let category = cicu_categoryOf(character)
    let graphemeBreak = cicu_graphemeBreakOf(character)
    let isComplex = cicu_isComplex(character)
    let wordClass = wordClass(
      of: scalar, script: script, isComplex: isComplex, graphemeBreak: graphemeBreak)

    var properties = CharacterProperties(wordClass)
    if wordClass == .katakana || wordClass == .kanaKanji || isComplex {
      properties.insert(.dictionary)
    }
    if Self.isLetterOrNumber(category) || Self.makesWords(wordClass) { properties.insert(.word) }
    if Self.isIdeographic(character, script, wordClass), properties.contains(.word) {
      properties.insert(.ideographic)
    } else if isComplex, wordClass == .letter {
      properties.insert(.complex)
    }
    if cicu_hasProperty(character, CICU_UPPERCASE) { properties.insert(.uppercase) }
    if cicu_hasProperty(character, CICU_LOWERCASE) { properties.insert(.lowercase) }
    if category == CICU_DECIMAL_DIGIT_NUMBER { properties.insert(.digit) }
    if category == CICU_OTHER_NUMBER { properties.insert(.otherNumber) }
    if isFolded(scalar) { properties.insert(.folded) }
    switch graphemeBreak {
    case CICU_GCB_EXTEND, CICU_GCB_SPACING_MARK, CICU_GCB_ZWJ:
      properties.insert(.attached)
    case CICU_GCB_PREPEND: properties.insert(.prepended)
    default: break
    }
    return properties
  }

  private func wordClass(
    of scalar: UInt32, script: Script, isComplex: Bool, graphemeBreak: cicu_graphemeBreak
  ) -> WordClass {
    let character = Int32(bitPattern: scalar)
    let value = cicu_wordBreakOf(character)
    let isPictograph = cicu_hasProperty(character, CICU_EXTENDED_PICTOGRAPHIC)
    if isTailored, scalar == 0x40 || scalar == 0x202F { return .other }
    if scalar == 0x40 { return Self.atSign }
    if value == CICU_WB_KATAKANA { return .katakana }
    if script == .han || script == .hiragana { return .kanaKanji }
    if (0xAC00...0xD7A3).contains(scalar) { return .hangul }
    if isComplex, value != CICU_WB_EXTEND,
      graphemeBreak != CICU_GCB_CONTROL
    {
      return .letter
    }
    switch value {
    case CICU_WB_ALETTER: return isPictograph ? .letterPictograph : .letter
    case CICU_WB_HEBREW_LETTER: return .hebrew
    case CICU_WB_NUMERIC: return .numeric
    case CICU_WB_EXTENDNUMLET: return .extendNumLet
    case CICU_WB_EXTEND: return .extend
    case CICU_WB_FORMAT: return .format
    case CICU_WB_ZWJ: return .joiner
    case CICU_WB_CR: return .carriageReturn
    case CICU_WB_LF: return .lineFeed
    case CICU_WB_NEWLINE: return .newline
    case CICU_WB_WSEGSPACE: return .space
    case CICU_WB_REGIONAL_INDICATOR: return .regionalIndicator
    case CICU_WB_SINGLE_QUOTE: return .singleQuote
    case CICU_WB_DOUBLE_QUOTE: return .doubleQuote
    case CICU_WB_MIDNUMLET: return .midNumLet
    case CICU_WB_MIDNUM: return .midNum
    case CICU_WB_MIDLETTER:
      // ICU takes the colons out, which Swedish alone uses inside words.
      return [0x3A, 0xFE55, 0xFF1A].contains(scalar) ? .other : .midLetter
    default: return isPictograph ? .pictograph : .other
    }
  }

  /// ICU 72 takes `@` for a letter in its word rules, whatever the property says; later versions
  /// have given that up.
  private static var atSign: WordClass {
    ICUVersion.library.hasPrefix("72.") ? .letter : .other
  }

  private static func makesWords(_ wordClass: WordClass) -> Bool {
    switch wordClass {
    case .letter, .letterPictograph, .hebrew, .numeric, .katakana, .kanaKanji, .hangul: true
    default: false
    }
  }

  private static func isLetterOrNumber(_ category: cicu_category) -> Bool {
    switch category.rawValue {
    case CICU_UPPERCASE_LETTER.rawValue...CICU_OTHER_LETTER.rawValue,
      CICU_DECIMAL_DIGIT_NUMBER.rawValue...CICU_OTHER_NUMBER.rawValue:
      true
    default: false
    }
  }

  private static func isIdeographic(
    _ character: Int32, _ script: Script, _ wordClass: WordClass
  ) -> Bool {
    switch wordClass {
    case .katakana, .kanaKanji, .hangul: true
    default: script == .hangul || cicu_hasProperty(character, CICU_IDEOGRAPHIC)
    }
  }

  private func isFolded(_ scalar: UInt32) -> Bool {
    guard normalizer.hasBoundary(before: scalar), scalar & 0xFFFF_F800 != 0xD800 else {
      return false
    }
    if let folding, !folding.keeps(scalar) { return false }
    if normalizer.isInert(scalar) { return true }
    var source = UTF16Buffer()
    var target = UTF16Buffer()
    source.append(scalar)
    guard (try? normalizer.normalize(source, into: &target)) != nil else { return false }
    return target.count == source.count && target.scalar(at: 0).value == scalar
  }
}
