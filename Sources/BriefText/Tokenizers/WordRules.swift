// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// ICU's word rules as a table of states. The rules are those of Unicode (UAX #29, WB3-WB16)
// as ICU 72 has them in its root locale:
//
//     WB3   CR × LF                          WB3c  joiner × pictograph
//     WB3d  space × space                    WB4   any × (extend | format | joiner)
//     WB5-10   letters and digits stay together
//     WB6-7    letter × (midLetter | midNumLet | singleQuote) × letter
//     WB7a-c   hebrew × singleQuote, hebrew × doubleQuote × hebrew
//     WB11-12  digit × (midNum | midNumLet | singleQuote) × digit
//     WB13  katakana × katakana              WB13a-b  extendNumLet joins
//     WB15-16  regional indicators in pairs, counted from where the segment begins
//     ICU   runs of Han, Hiragana, Katakana stay together, as do runs of Hangul;
//           its dictionaries divide the former
//
// A segment is the longest that ends in an accepting state. A state is what the last
// character other than extend, format and joiner was, and whether any of these came after.

enum WordRules {
  /// The last character that counts.
  private enum Base: UInt8, CaseIterable {
    case stop, start, other, carriageReturn, lineEnd, space
    case letter, hebrew, numeric, katakana, kanaKanji, hangul, extendNumLet, regionalIndicator
    case hebrewQuote
    // Not accepting: only what comes next shows whether the segment goes on.
    case letterMid, hebrewDouble, numericMid
  }

  private enum Tail: UInt8, CaseIterable { case none, extended, joined }

  /// States are numbered `base * 3 + tail`; from this one on they do not accept.
  static let firstPending = UInt8(Base.letterMid.rawValue * 3)
  static let start = UInt8(Base.start.rawValue * 3)
  /// No segment goes on.
  static let stop: UInt8 = 0
  static let classBits = 5

  /// The state after `state` and a class: entry `state << classBits | class`.
  static let table: [UInt8] = {
    var table = [UInt8](repeating: stop, count: Base.allCases.count * 3 << classBits)
    for base in Base.allCases where base != .stop {
      for tail in Tail.allCases {
        let state = Int(base.rawValue) * 3 + Int(tail.rawValue)
        for wordClass in WordClass.allCases {
          guard let next = transition(base, tail, wordClass) else { continue }
          table[state << classBits | Int(wordClass.rawValue)] =
            next.base.rawValue * 3 + next.tail.rawValue
        }
      }
    }
    return table
  }()

  private static func transition(
    _ base: Base, _ tail: Tail, _ next: WordClass
  ) -> (base: Base, tail: Tail)? {
    if base == .start { return first(next) }
    switch next {
    case .extend, .format, .joiner:
      guard base != .carriageReturn, base != .lineEnd else { return nil }
      return (base, next == .joiner ? .joined : .extended)
    default: break
    }
    if let following = continuation(base, tail, next) { return (following, .none) }
    guard tail == .joined, base.rawValue < Base.letterMid.rawValue else { return nil }
    switch next {
    case .pictograph: return (.other, .none)
    case .letterPictograph: return (.letter, .none)
    default: return nil
    }
  }

  private static func first(_ next: WordClass) -> (base: Base, tail: Tail) {
    switch next {
    case .carriageReturn: (.carriageReturn, .none)
    case .lineFeed, .newline: (.lineEnd, .none)
    case .space: (.space, .none)
    case .letter, .letterPictograph: (.letter, .none)
    case .hebrew: (.hebrew, .none)
    case .numeric: (.numeric, .none)
    case .katakana: (.katakana, .none)
    case .kanaKanji: (.kanaKanji, .none)
    case .hangul: (.hangul, .none)
    case .extendNumLet: (.extendNumLet, .none)
    case .regionalIndicator: (.regionalIndicator, .none)
    case .extend, .format: (.other, .extended)
    case .joiner: (.other, .joined)
    default: (.other, .none)
    }
  }

  /// What follows `base` without a boundary, marks aside.
  private static func continuation(_ base: Base, _ tail: Tail, _ next: WordClass) -> Base? {
    let isAdjacent = tail == .none
    switch (base, next) {
    case (.carriageReturn, .lineFeed): return .lineEnd
    case (.space, .space) where isAdjacent: return .space

    case (.letter, .letter), (.letter, .letterPictograph), (.hebrew, .letter),
      (.hebrew, .letterPictograph), (.numeric, .letter), (.numeric, .letterPictograph),
      (.extendNumLet, .letter), (.extendNumLet, .letterPictograph), (.letterMid, .letter),
      (.letterMid, .letterPictograph), (.hebrewQuote, .letter),
      (.hebrewQuote, .letterPictograph):
      return .letter
    case (.letter, .hebrew), (.hebrew, .hebrew), (.numeric, .hebrew), (.extendNumLet, .hebrew),
      (.letterMid, .hebrew), (.hebrewQuote, .hebrew), (.hebrewDouble, .hebrew):
      return .hebrew
    case (.letter, .numeric), (.hebrew, .numeric), (.numeric, .numeric),
      (.extendNumLet, .numeric), (.numericMid, .numeric):
      return .numeric
    case (.letter, .extendNumLet), (.hebrew, .extendNumLet), (.numeric, .extendNumLet),
      (.katakana, .extendNumLet), (.extendNumLet, .extendNumLet):
      return .extendNumLet

    case (.hebrew, .singleQuote): return .hebrewQuote
    case (.hebrew, .doubleQuote): return .hebrewDouble
    case (.letter, .singleQuote), (.letter, .midLetter), (.letter, .midNumLet),
      (.hebrew, .midLetter), (.hebrew, .midNumLet):
      return .letterMid
    case (.numeric, .singleQuote), (.numeric, .midNum), (.numeric, .midNumLet):
      return .numericMid

    case (.katakana, .katakana), (.extendNumLet, .katakana): return .katakana
    case (.kanaKanji, .katakana) where isAdjacent: return .katakana
    case (.katakana, .kanaKanji) where isAdjacent, (.kanaKanji, .kanaKanji) where isAdjacent:
      return .kanaKanji
    case (.hangul, .hangul) where isAdjacent: return .hangul
    case (.regionalIndicator, .regionalIndicator): return .other
    default: return nil
    }
  }
}
