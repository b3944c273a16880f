// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Folds what readers leave out when they type: accents on Latin and Greek letters, stress
// marks on Cyrillic ones, vowel points of Hebrew and Arabic, the Arabic letters that are
// written for one another, other scripts' digits, curly apostrophes. Letters that only look
// like accented ones stay: й, ї, ў and every other Cyrillic letter that is one character
// composed, but for ё; kana with voicing marks; everything Indic and Thai.
//
// Works on the decomposed form (NFD), where marks stand by themselves, and composes what
// is left. The Arabic part agrees with Lucene's ArabicNormalizer and adds the Persian yeh
// and kaf, which keyboards of the two languages write for one another.

/// Folds diacritics and their like in case-folded text.
struct LetterFolding {
  private let nfd: Normalizer
  private let nfc: Normalizer

  init() throws(ICUError) {
    nfd = try Normalizer(.nfd)
    nfc = try Normalizer(.nfc)
  }

  /// Writes the folded `source` to `target`; `decomposed` is scratch.
  func fold(
    _ source: UTF16Buffer, into target: inout UTF16Buffer, decomposed: inout UTF16Buffer
  ) throws(ICUError) {
    try nfd.normalize(source, into: &decomposed)
    target.removeAll()
    var base: UInt32 = 0
    var isAfterBase = false
    var i = 0
    while i < decomposed.count {
      let (scalar, length) = decomposed.scalar(at: i)
      i += length
      if Self.isMark(scalar) {
        if isAfterBase, keepsMark(scalar, on: base) { target.append(scalar) }
        isAfterBase = false
        continue
      }
      base = scalar
      isAfterBase = true
      Self.appendFolded(scalar, to: &target)
    }
    swap(&target, &decomposed)
    try nfc.normalize(decomposed, into: &target)
  }

  /// Whether `scalar` stays as it is wherever it stands.
  func keeps(_ scalar: UInt32) -> Bool {
    if Self.isMark(scalar) { return false }
    var folded = UTF16Buffer()
    Self.appendFolded(scalar, to: &folded)
    guard folded.scalar(at: 0) == (scalar, folded.count) else { return false }
    if nfd.isInert(scalar) { return true }
    var source = UTF16Buffer()
    var scratch = UTF16Buffer()
    source.append(scalar)
    guard (try? fold(source, into: &folded, decomposed: &scratch)) != nil else { return false }
    return folded.scalar(at: 0) == (scalar, folded.count)
  }

  /// The marks this folding is about; vowel signs of Indic scripts are not among them.
  private static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0300...0x036F, 0x0483...0x0489, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0xFE20...0xFE2F:
      true  // accents
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7:
      true  // Hebrew points and cantillation
    case 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4,
      0x06E7, 0x06E8, 0x06EA...0x06ED, 0x08CA...0x08E1, 0x08E3...0x08FF:
      true  // Arabic harakat, Quranic signs, tatweel
    default: false
    }
  }

  /// Whether a mark right after `base` makes another letter of it.
  private func keepsMark(_ mark: UInt32, on base: UInt32) -> Bool {
    switch base {
    case 0x0435: false  // е: ё is typed so, too
    case 0x0438: mark != 0x0300 && nfc.composes(base, mark)  // и: й, but not ѝ
    case 0x0400...0x052F: nfc.composes(base, mark)
    case 0x0627: false  // alef
    case 0x0600...0x06FF: nfc.composes(base, mark)  // hamza on waw and yeh
    default: false
    }
  }

  /// Appends the letters that stand for `scalar`, which is decomposed and lower-case.
  private static func appendFolded(_ scalar: UInt32, to target: inout UTF16Buffer) {
    if scalar < 0x80 { return target.append(scalar) }
    if let letters = latin[scalar] {
      for letter in letters.utf8 { target.append(UInt32(letter)) }
      return
    }
    switch scalar {
    case 0x2018, 0x2019, 0x201B, 0x02BB, 0x02BC, 0x055A, 0x05F3: target.append(0x27)  // '
    case 0x05F4: target.append(0x22)  // gershayim, typed as "
    case 0x0649, 0x06CC: target.append(0x064A)  // dotless and Persian yeh
    case 0x06A9: target.append(0x0643)  // Persian kaf
    case 0x0629: target.append(0x0647)  // teh marbuta
    case 0x0671: target.append(0x0627)  // alef wasla
    default: target.append(DecimalDigit.value(of: scalar).map { 0x30 + $0 } ?? scalar)
    }
  }

  /// Latin letters that Unicode does not decompose, as people without them type them.
  private static let latin: [UInt32: String] = [
    0x00E6: "ae", 0x00F0: "d", 0x00F8: "o", 0x00FE: "th",
    0x0111: "d", 0x0127: "h", 0x0131: "i", 0x0138: "k", 0x0142: "l", 0x014B: "n", 0x0153: "oe",
    0x0167: "t", 0x0180: "b", 0x0188: "c", 0x018D: "d", 0x0192: "f", 0x0199: "k", 0x019A: "l",
    0x019E: "n", 0x01A5: "p", 0x01AD: "t", 0x01B4: "y", 0x01B6: "z", 0x01DD: "e", 0x01E5: "g",
    0x0221: "d", 0x0225: "z", 0x0234: "l", 0x0235: "n", 0x0236: "t", 0x0237: "j", 0x023C: "c",
    0x023F: "s", 0x0240: "z", 0x0247: "e", 0x0249: "j", 0x024B: "q", 0x024D: "r", 0x024F: "y",
    0x0253: "b", 0x0256: "d", 0x0257: "d", 0x0259: "a", 0x025B: "e", 0x0260: "g", 0x0268: "i",
    0x0269: "i", 0x026B: "l", 0x0271: "m", 0x0272: "n", 0x0273: "n", 0x0275: "o", 0x0289: "u",
    0x028B: "v", 0x2C65: "a", 0x2C66: "t", 0x1E9F: "d",
  ]
}
