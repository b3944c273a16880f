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
    let character = UChar32(bitPattern: scalar)
    let script = Script(of: scalar)
    let category = cicu_category(character)
    let graphemeBreak = cicu_property(character, UCHAR_GRAPHEME_CLUSTER_BREAK)
    let isComplex =
      cicu_property(character, UCHAR_LINE_BREAK) == Int32(U_LB_COMPLEX_CONTEXT.rawValue)
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
    if cicu_hasProperty(character, UCHAR_UPPERCASE) != 0 { properties.insert(.uppercase) }
    if cicu_hasProperty(character, UCHAR_LOWERCASE) != 0 { properties.insert(.lowercase) }
    if category == Int8(U_DECIMAL_DIGIT_NUMBER.rawValue) { properties.insert(.digit) }
    if category == Int8(U_OTHER_NUMBER.rawValue) { properties.insert(.otherNumber) }
    if isFolded(scalar) { properties.insert(.folded) }
    switch UInt32(bitPattern: graphemeBreak) {
    case U_GCB_EXTEND.rawValue, U_GCB_SPACING_MARK.rawValue, U_GCB_ZWJ.rawValue:
      properties.insert(.attached)
    case U_GCB_PREPEND.rawValue: properties.insert(.prepended)
    default: break
    }
    return properties
  }

  private func wordClass(
    of scalar: UInt32, script: Script, isComplex: Bool, graphemeBreak: Int32
  ) -> WordClass {
    let character = UChar32(bitPattern: scalar)
    let value = UInt32(bitPattern: cicu_property(character, UCHAR_WORD_BREAK))
    let isPictograph = cicu_hasProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC) != 0
    if isTailored, scalar == 0x40 || scalar == 0x202F { return .other }
    if scalar == 0x40 { return Self.atSign }
    if value == U_WB_KATAKANA.rawValue { return .katakana }
    if script == .han || script == .hiragana { return .kanaKanji }
    if (0xAC00...0xD7A3).contains(scalar) { return .hangul }
    if isComplex, value != U_WB_EXTEND.rawValue,
      graphemeBreak != Int32(U_GCB_CONTROL.rawValue)
    {
      return .letter
    }
    switch value {
    case U_WB_ALETTER.rawValue: return isPictograph ? .letterPictograph : .letter
    case U_WB_HEBREW_LETTER.rawValue: return .hebrew
    case U_WB_NUMERIC.rawValue: return .numeric
    case U_WB_EXTENDNUMLET.rawValue: return .extendNumLet
    case U_WB_EXTEND.rawValue: return .extend
    case U_WB_FORMAT.rawValue: return .format
    case U_WB_ZWJ.rawValue: return .joiner
    case U_WB_CR.rawValue: return .carriageReturn
    case U_WB_LF.rawValue: return .lineFeed
    case U_WB_NEWLINE.rawValue: return .newline
    case U_WB_WSEGSPACE.rawValue: return .space
    case U_WB_REGIONAL_INDICATOR.rawValue: return .regionalIndicator
    case U_WB_SINGLE_QUOTE.rawValue: return .singleQuote
    case U_WB_DOUBLE_QUOTE.rawValue: return .doubleQuote
    case U_WB_MIDNUMLET.rawValue: return .midNumLet
    case U_WB_MIDNUM.rawValue: return .midNum
    case U_WB_MIDLETTER.rawValue:
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

  private static func isLetterOrNumber(_ category: Int8) -> Bool {
    switch UInt32(UInt8(bitPattern: category)) {
    case U_UPPERCASE_LETTER.rawValue...U_OTHER_LETTER.rawValue,
      U_DECIMAL_DIGIT_NUMBER.rawValue...U_OTHER_NUMBER.rawValue:
      true
    default: false
    }
  }

  private static func isIdeographic(
    _ character: UChar32, _ script: Script, _ wordClass: WordClass
  ) -> Bool {
    switch wordClass {
    case .katakana, .kanaKanji, .hangul: true
    default: script == .hangul || cicu_hasProperty(character, UCHAR_IDEOGRAPHIC) != 0
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
