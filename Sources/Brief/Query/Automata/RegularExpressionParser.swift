// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Regular expressions → trees, by recursive descent over the characters of the pattern:
//
//     alternation = sequence *( "|" sequence )
//     sequence    = *( atom [ repetition ] )
//     atom        = "(" [ "?:" ] alternation ")" | class | "." | "^" | "$" | escape | literal
//     repetition  = ( "*" | "+" | "?" | "{" [ m ] [ "," [ n ] ] "}" ) [ "?" ]
//     class       = "[" [ "^" ] 1*( member [ "-" member ] ) "]"
//     escape      = "\" ( "d" | "D" | "w" | "W" | "s" | "S" | ( "p" | "P" ) property
//                 | "t" | "n" | "r" | "x" 2hex | "u" 4hex | "u{" 1*6hex "}" | punctuation )
//
// A character is a grapheme cluster, so that é is one thing to repeat however it is encoded. The
// lazy `?` after a repetition changes which match is found, not whether there is one: it is read
// and has no effect. Literals go through the fold that the terms went through; one that folds to
// several scalars (ß to ss) becomes their sequence.

/// Reads one pattern.
struct RegularExpressionParser {
  /// How deep groups may be nested: bounds every recursion over the tree.
  static let maximumDepth = 64
  static let maximumRepetition = 255
  static let maximumLength = 4_096
  /// Longer ranges in a class are taken as they stand, shorter ones folded scalar by scalar.
  private static let foldedRangeLength: UInt32 = 128

  private let characters: [Character]
  /// Where each character begins, in bytes of UTF-8, and where the last one ends.
  private let offsets: [Int]
  private let fold: (String) -> String
  private var index = 0
  private var depth = 0

  /// The tree of a pattern, its literals folded by `fold`.
  static func parse(
    _ pattern: String, fold: (String) -> String
  ) throws(RegularExpressionError) -> RegularExpressionNode {
    let length = pattern.utf8.count
    guard length <= maximumLength else {
      throw RegularExpressionError(
        range: maximumLength..<length, reason: .longerThan(maximumLength))
    }
    return try withoutActuallyEscaping(fold) { fold throws(RegularExpressionError) in
      var parser = RegularExpressionParser(pattern, fold: fold)
      let node = try parser.alternation()
      guard parser.index == parser.characters.count else {
        throw parser.error(.unopenedGroup, from: parser.index, to: parser.index + 1)
      }
      return node
    }
  }

  private init(_ pattern: String, fold: @escaping (String) -> String) {
    characters = Array(pattern)
    var offset = 0
    var offsets = [0]
    for character in characters {
      offset += character.utf8.count
      offsets.append(offset)
    }
    self.offsets = offsets
    self.fold = fold
  }

  // MARK: - Structure

  private mutating func alternation() throws(RegularExpressionError) -> RegularExpressionNode {
    var branches = [try sequence()]
    while skip("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(RegularExpressionError) -> RegularExpressionNode {
    var parts: [RegularExpressionNode] = []
    while let next = peek, next != "|", next != ")" {
      let atom = try atom()
      parts.append(try repetition(of: atom))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(RegularExpressionError) -> RegularExpressionNode {
    let start = index
    let character = characters[index]
    index += 1
    switch character {
    case "(": return try group(from: start)
    case "[": return try scalarClass(from: start)
    case ".": return .scalar(.anything)
    case "^": return .startAnchor
    case "$": return .endAnchor
    case "*", "+", "?", "{": throw error(.nothingToRepeat, from: start, to: index)
    case "]", "}": throw error(.unopened(character), from: start, to: index)
    case "\\":
      switch try escape(from: start) {
      case .literal(let character): return literal(character)
      case .property(let property): return .scalar(ScalarClass(properties: [property]))
      }
    default: return literal(character)
    }
  }

  private mutating func group(
    from start: Int
  ) throws(RegularExpressionError) -> RegularExpressionNode {
    guard depth < Self.maximumDepth else {
      throw error(.nestedDeeperThan(Self.maximumDepth), from: start, to: index)
    }
    if skip("?"), !skip(":") { throw error(.unknownGroup, from: start, to: index) }
    depth += 1
    let node = try alternation()
    depth -= 1
    guard skip(")") else { throw error(.unclosedGroup, from: start, to: start + 1) }
    return node
  }

  private func literal(_ character: Character) -> RegularExpressionNode {
    let parts = fold(String(character)).unicodeScalars.map { scalar in
      RegularExpressionNode.scalar(ScalarClass(scalar))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  // MARK: - Repetitions

  private mutating func repetition(
    of atom: RegularExpressionNode
  ) throws(RegularExpressionError) -> RegularExpressionNode {
    guard let (least, most) = try bounds() else { return atom }
    _ = skip("?")
    let start = index
    if try bounds() != nil { throw error(.repeatedRepetition, from: start, to: index) }
    return .repetition(atom, least: least, most: most)
  }

  private mutating func bounds() throws(RegularExpressionError) -> (least: Int, most: Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    let start = index
    guard skip("{") else { return nil }
    let first = try number(from: start)
    let isRange = skip(",")
    let second = isRange ? try number(from: start) : first
    guard skip("}"), first != nil || second != nil, first ?? 0 <= second ?? .max else {
      throw error(.invalidRepetition, from: start, to: index)
    }
    return (first ?? 0, second)
  }

  /// The digits that follow as a number; `nil` if there are none.
  private mutating func number(from start: Int) throws(RegularExpressionError) -> Int? {
    var value: Int?
    while let digit = peek?.wholeNumberValue, peek?.isASCII == true {
      index += 1
      value = (value ?? 0) * 10 + digit
      guard value ?? 0 <= Self.maximumRepetition else {
        throw error(.repetitionAbove(Self.maximumRepetition), from: start, to: index)
      }
    }
    return value
  }

  // MARK: - Classes

  private mutating func scalarClass(
    from start: Int
  ) throws(RegularExpressionError) -> RegularExpressionNode {
    let isNegated = skip("^")
    var ranges: [ClosedRange<UInt32>] = []
    var properties: [ScalarClass.Property] = []
    /// Members that fold to several scalars, which a class cannot hold.
    var sequences: [RegularExpressionNode] = []
    func add(_ text: String) {
      let folded = fold(text).unicodeScalars
      if let only = folded.first, folded.count == 1 {
        ranges.append(only.value...only.value)
      } else if folded.count > 1 {
        sequences.append(.sequence(folded.map { .scalar(ScalarClass($0)) }))
      }
    }
    guard peek != "]" else { throw error(.emptyClass, from: start, to: index + 1) }
    while !skip("]") {
      let memberStart = index
      switch try member(of: start) {
      case .property(let property): properties.append(property)
      case .literal(let first):
        guard let upper = try upperBound(of: start) else {
          add(String(first))
          continue
        }
        let (lower, last) = (first.unicodeScalars, upper.unicodeScalars)
        guard lower.count == 1, last.count == 1, let from = lower.first?.value,
          let to = last.first?.value, from <= to
        else { throw error(.invalidRange, from: memberStart, to: index) }
        if to - from < Self.foldedRangeLength {
          for value in from...to { Unicode.Scalar(value).map { add(String(Character($0))) } }
        } else {
          ranges.append(from...to)
        }
      }
    }
    let scalars = RegularExpressionNode.scalar(
      ScalarClass(ranges: ranges, properties: properties, isNegated: isNegated))
    // One scalar is never equal to several: "none of these" is true of it anyway.
    return sequences.isEmpty || isNegated ? scalars : .alternation([scalars] + sequences)
  }

  /// The next member of the class that begins at `start`.
  private mutating func member(of start: Int) throws(RegularExpressionError) -> Escape {
    guard let character = peek else {
      throw error(.unclosedClass, from: start, to: start + 1)
    }
    let memberStart = index
    index += 1
    switch character {
    case "[": throw error(.nestedClass, from: memberStart, to: index)
    case "\\": return try escape(from: memberStart)
    default: return .literal(character)
    }
  }

  /// The end of a range, if a `-` and something other than the end of the class follows.
  private mutating func upperBound(of start: Int) throws(RegularExpressionError) -> Character? {
    guard peek == "-", index + 1 < characters.count, characters[index + 1] != "]" else {
      return nil
    }
    let hyphen = index
    index += 1
    guard case .literal(let upper) = try member(of: start) else {
      throw error(.invalidRange, from: hyphen, to: index)
    }
    return upper
  }

  // MARK: - Escapes

  private enum Escape {
    case literal(Character)
    case property(ScalarClass.Property)
  }

  /// What follows the `\` at `start`.
  private mutating func escape(from start: Int) throws(RegularExpressionError) -> Escape {
    guard let character = peek else { throw error(.unfinishedEscape, from: start, to: index) }
    index += 1
    switch character {
    case "d", "D": return .property(.init(kind: .digit, isNegated: character == "D"))
    case "w", "W": return .property(.init(kind: .word, isNegated: character == "W"))
    case "s", "S": return .property(.init(kind: .space, isNegated: character == "S"))
    case "p", "P": return .property(try property(isNegated: character == "P", from: start))
    case "t": return .literal("\t")
    case "n": return .literal("\n")
    case "r": return .literal("\r")
    case "x": return .literal(try scalar(digits: 2...2, from: start))
    case "u" where skip("{"):
      let scalar = try scalar(digits: 1...6, from: start)
      guard skip("}") else { throw error(.invalidScalar, from: start, to: index) }
      return .literal(scalar)
    case "u": return .literal(try scalar(digits: 4...4, from: start))
    default:
      // Letters and digits are kept for meanings yet to come.
      guard !character.isLetter, !character.isNumber else {
        throw error(.unknownEscape, from: start, to: index)
      }
      return .literal(character)
    }
  }

  private mutating func property(
    isNegated: Bool, from start: Int
  ) throws(RegularExpressionError) -> ScalarClass.Property {
    var name = ""
    if skip("{") {
      while let next = peek, next != "}" {
        name.append(next)
        index += 1
      }
      guard skip("}") else { throw error(.unknownProperty, from: start, to: index) }
    } else if let next = peek {
      name.append(next)
      index += 1
    }
    let kinds: [String: ScalarClass.Property.Kind] = [
      "L": .letter, "M": .mark, "N": .number, "Nd": .digit, "P": .punctuation, "S": .symbol,
      "Z": .separator,
    ]
    guard let kind = kinds[name] else { throw error(.unknownProperty, from: start, to: index) }
    return ScalarClass.Property(kind: kind, isNegated: isNegated)
  }

  private mutating func scalar(
    digits: ClosedRange<Int>, from start: Int
  ) throws(RegularExpressionError) -> Character {
    var value: UInt32 = 0
    var count = 0
    while count < digits.upperBound, let digit = peek?.hexDigitValue, peek?.isASCII == true {
      value = value << 4 | UInt32(digit)
      index += 1
      count += 1
    }
    guard digits.contains(count), let scalar = Unicode.Scalar(value) else {
      throw error(.invalidScalar, from: start, to: index)
    }
    return Character(scalar)
  }

  // MARK: - Characters

  private var peek: Character? { index < characters.count ? characters[index] : nil }

  private mutating func skip(_ character: Character) -> Bool {
    guard peek == character else { return false }
    index += 1
    return true
  }

  /// An error about characters, which become bytes of the pattern.
  private func error(
    _ reason: RegularExpressionError.Reason, from start: Int, to end: Int
  ) -> RegularExpressionError {
    let last = offsets.count - 1
    return RegularExpressionError(
      range: offsets[min(start, last)]..<offsets[min(end, last)], reason: reason)
  }
}
