// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the analysis must know of a character, in one word:
//
//     BITS   MEANING
//     0-4    the class in the word rules
//     5...   the flags below

/// The properties of a character.
struct CharacterProperties: OptionSet {
  let rawValue: UInt16

  /// Boundaries inside a segment with such a character come from ICU's dictionaries.
  static let dictionary = CharacterProperties(rawValue: 1 << 5)
  /// A letter, number or ideograph: makes its segment a word.
  static let word = CharacterProperties(rawValue: 1 << 6)
  /// Han, Kana, Hangul and other characters that are positions of their own.
  static let ideographic = CharacterProperties(rawValue: 1 << 7)
  /// A letter of Thai, Lao, Khmer, Burmese and their neighbours.
  static let complex = CharacterProperties(rawValue: 1 << 8)
  static let uppercase = CharacterProperties(rawValue: 1 << 9)
  static let lowercase = CharacterProperties(rawValue: 1 << 10)
  /// A decimal digit.
  static let digit = CharacterProperties(rawValue: 1 << 11)
  /// Stays as it is in folding, whatever stands around it.
  static let folded = CharacterProperties(rawValue: 1 << 12)
  /// Belongs to the grapheme of the character before it.
  static let attached = CharacterProperties(rawValue: 1 << 13)
  /// A number that is no decimal digit: ², ₂, ½, ①.
  static let otherNumber = CharacterProperties(rawValue: 1 << 14)
  /// Belongs to the grapheme of the character after it.
  static let prepended = CharacterProperties(rawValue: 1 << 15)

  /// The class in the word rules, as an index.
  @inline(__always) var classIndex: Int { Int(rawValue & 0x1F) }
  var wordClass: WordClass { WordClass(rawValue: rawValue & 0x1F) ?? .other }

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(_ wordClass: WordClass) { self.init(rawValue: wordClass.rawValue) }

  /// Whether any of `flags` is set. For loops: `isDisjoint` goes through a protocol.
  @inline(__always)
  func has(_ flags: CharacterProperties) -> Bool { rawValue & flags.rawValue != 0 }
}
