// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Words, which are anything between blanks, parentheses and opening quotation marks, and the
// operators that a word may turn out to be or to end in:
//
//     word = keyword | core [ "~" edits ] [ "^" number ]        the two in either order
//     keyword = "AND" | "OR" | "NOT" | "&&" | "||"              if nothing touches them
//     core = "*" { "*" } | prefix | pattern | range | text      see Lexer+Patterns.swift
//
// `~` counts after a word with a letter in it and `^` after any word; elsewhere both are ordinary
// characters: `~/Downloads`, `10~20`, `a^b`, `^_^`.

extension Lexer {
  mutating func lexWord() {
    let start = index
    let word = scanWord()
    if lexKeyword(word.parts, start) || lexStrayOperator(word.parts, start) { return }

    let suffixes = takeSuffixes(of: word)
    let core = suffixes.core
    let range = core[core.startIndex].range.lowerBound..<core[core.endIndex - 1].range.upperBound
    var tree = interpret(core, isURL: word.isURL)
    var ignoresTilde = false
    if let distance = suffixes.distance {
      if case .word(let source) = tree {
        tree = .fuzzy(source, edits: edits(distance, of: source.text, suffixes.distanceRange))
      } else {
        ignoresTilde = true
      }
    }
    let boost = suffixes.boost.map { clampedBoost($0, suffixes.boostRange) }
    if ignoresTilde || suffixes.isBoostMissing {
      // The whole word is the range here: what remains of it may need an escape, or a distance.
      let plain = suggestsWords ? printed(boost.map { .boost(tree, $0) } ?? tree) : nil
      if ignoresTilde { report(.editsOfPattern, start..<index, suggestion: plain) }
      if suffixes.isBoostMissing {
        report(.boostWithoutNumber, start..<index, suggestion: plain)
      }
    }
    appendOperand(tree, range, boost: boost)
  }

  /// A word as it has to be written where this one stands.
  private mutating func printed(_ word: SyntaxTree) -> String {
    let text =
      switch position {
      case .boundary: word.printed(after: .start)
      case .glued: " " + word.printed(after: .start)
      case .sign: word.printed(after: .sign)
      case .field: word.printed(after: .field)
      }
    let goesOn = peek(index).map { !$0.isBlank } ?? false
    return goesOn ? text + " " : text
  }

  // MARK: Scanning

  /// Reads up to the end of the word, resolving escapes. At least one part.
  private mutating func scanWord() -> (parts: [WordPart], isURL: Bool) {
    var parts: [WordPart] = []
    var isURL = false
    // Up to here a parenthesis belongs to the address: `…/Foo_(bar)`.
    var parenthesisEnd = 0
    while let scalar = peek(index), !scalar.isBlank {
      let sign = scalar.sign
      if sign == "(" || sign == ")" {
        if isURL, sign == "(", let end = endOfParenthesis(index) { parenthesisEnd = end }
        guard index < parenthesisEnd else { break }
        parts.append(.literal(scalar, index..<index + 1))
        index += 1
        continue
      }
      if !parts.isEmpty, Quotation.opensAnywhere(scalar) { break }
      guard scalar == "\\" else {
        parts.append(WordPart(scalar: scalar, sign: sign, range: index..<index + 1))
        index += 1
        if scalar == "/", !isURL { isURL = parts.suffix(3).reads("://") }
        continue
      }
      guard let escaped = peek(index + 1) else {
        ending = "\\"
        parts.append(.literal(scalar, index..<index + 1))
        index += 1
        break
      }
      // Before a letter there is nothing to escape: `C:\Users`. At the beginning of a word there
      // is, for `\AND` is a word.
      if escaped.isWordCharacter, !parts.isEmpty {
        parts.append(.literal(scalar, index..<index + 1))
        index += 1
      } else {
        parts.append(.literal(escaped, index..<index + 2))
        index += 2
      }
    }
    while parts.count > 1, let last = parts.last, last.sign != "\0", last.scalar.isIgnorable {
      parts.removeLast()
    }
    return (parts, isURL)
  }

  /// The end of the parenthesis that begins at `index`, if it ends within the word.
  private mutating func endOfParenthesis(_ index: Int) -> Int? {
    var end = index + 1
    while !isBoundary(end) { end += 1 }
    endsInAddress = end == source.count
    return peek(end)?.sign == ")" ? end + 1 : nil
  }

  // MARK: Words that are none

  private mutating func lexKeyword(_ parts: [WordPart], _ start: Int) -> Bool {
    guard position == .boundary || position == .glued, parts.count <= 3 else { return false }
    let kind: SyntaxToken.Kind
    if parts.reads("AND") || parts.reads("&&") {
      kind = .and
    } else if parts.reads("OR") || parts.reads("||") {
      kind = .or
    } else if parts.reads("NOT") {
      kind = .not
    } else {
      return false
    }
    append(kind, start..<index)
    position = .glued
    return true
  }

  /// Leaves out a sign or boost with nothing it could apply to.
  private mutating func lexStrayOperator(_ parts: [WordPart], _ start: Int) -> Bool {
    guard position == .boundary || position == .glued else { return false }
    let first = parts[0].sign
    if parts.count == 1, first == "-" || first == "+" || parts[0].scalar == "~", first != "\0" {
      leaveOut(start..<index, .loneSign(first))
    } else if first == "^", parts.count - 1 <= BoostNumber.maximumLength,
      parts.dropFirst().allSatisfy({ $0.sign != "\0" }),
      parts.count == 1 || BoostNumber.parse(parts.dropFirst().text) != nil
    {
      leaveOut(start..<index, .detachedBoost)
    } else {
      return false
    }
    position = .boundary
    return true
  }

  // MARK: Suffixes

  private struct Suffixes {
    var core: ArraySlice<WordPart>
    var boost: Float?
    var boostRange = 0..<0
    var isBoostMissing = false
    var distance: EditDistance?
    var distanceRange = 0..<0
  }

  /// Takes one boost and one `~` at most from the end of a word.
  private func takeSuffixes(of word: (parts: [WordPart], isURL: Bool)) -> Suffixes {
    var found = Suffixes(core: word.parts[...])
    for _ in 0..<2 {
      let core = found.core
      guard let mark = core.lastIndex(where: { $0.sign == "^" || $0.sign == "~" }) else { break }
      let base = core[..<mark]
      let tail = core[(mark + 1)...]
      let range = core[mark].range.lowerBound..<core[core.endIndex - 1].range.upperBound
      guard tail.count <= BoostNumber.maximumLength, tail.allSatisfy({ $0.sign != "\0" }) else {
        break
      }
      if core[mark].sign == "^" {
        guard found.boost == nil, !found.isBoostMissing,
          base.contains(where: \.scalar.isWordCharacter)
            || !base.isEmpty && base.allSatisfy({ $0.sign == "*" })
        else { break }
        if tail.isEmpty {
          found.isBoostMissing = true
        } else if let number = BoostNumber.parse(tail.text) {
          found.boost = number
          found.boostRange = range
        } else {
          break
        }
      } else {
        // A wave at the end, ～, is how Chinese and Japanese sing; only with a number it counts.
        guard found.distance == nil, !word.isURL, core[mark].scalar == "~" || !tail.isEmpty,
          base.contains(where: \.scalar.isLetter), let distance = EditDistance(tail)
        else { break }
        found.distance = distance
        found.distanceRange = range
      }
      found.core = base
    }
    return found
  }

  private mutating func edits(
    _ distance: EditDistance, of word: String, _ range: Range<Int>
  ) -> Int {
    let edits = distance.edits(for: word)
    switch distance {
    case .fraction:
      report(.similarity, range, suggestion: "~\(edits)")
    case .number(let number) where number > EditDistance.maximum:
      report(.editsOutOfBounds(highest: EditDistance.maximum), range, suggestion: "~\(edits)")
    case .number, .unsaid:
      break
    }
    return edits
  }
}
