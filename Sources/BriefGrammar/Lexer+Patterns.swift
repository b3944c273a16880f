// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What a word says, once its suffixes are off:
//
//     all     = "*" { "*" }
//     range   = [ text ] ".." [ text ] | ( ">" | ">=" | "≥" | "<" | "<=" | "≤" ) text
//               directly after a field only: `wait..what` is a word
//     prefix  = text "*"
//     pattern = text with "*" or "?" in it
//
// A question mark is an operator between characters only, since people end questions with it:
// `te?t` is a pattern, `what???` a word. Punctuation after a pattern is dropped. A star is an
// operator anywhere, but two in a row are emphasis or a power: `**bold**`, `2**10`. A word with
// any of `/ \ = < > { } [ ] | ; , " & % $ \`` in it, or without a letter or digit, is no pattern:
// `http://x.y/?a=b`, `/*`, `f[*]`, `.*`.

extension Lexer {
  /// The meaning of a word without its suffixes.
  mutating func interpret(_ core: ArraySlice<WordPart>, isURL: Bool) -> SyntaxTree {
    let word = SyntaxTree.word(SourceText(core.text, at: bytes(core)))
    if core.allSatisfy({ $0.sign == "*" }) { return .all }
    if position == .field, let range = range(core) { return range }
    return isURL ? word : pattern(core) ?? word
  }

  private func bytes(_ parts: ArraySlice<WordPart>) -> Range<Int> {
    guard let first = parts.first, let last = parts.last else { return 0..<0 }
    return source.bytes(first.range.lowerBound..<last.range.upperBound)
  }

  // MARK: Patterns

  private func pattern(_ word: ArraySlice<WordPart>) -> SyntaxTree? {
    guard word.contains(where: { $0.sign == "*" || $0.sign == "?" }) else { return nil }
    let core = word.dropLast(while: { ".,;:!?".unicodeScalars.contains($0.sign) })
    guard core.contains(where: { $0.sign == "*" || $0.sign == "?" }),
      core.contains(where: { $0.scalar.isWordCharacter })
    else { return nil }

    var elements: [WildcardElement] = []
    var literal = String.UnicodeScalarView()
    var text = String.UnicodeScalarView()
    for (place, part) in zip(core.indices, core) {
      guard !"/\\=<>{}[]|;,\"&%$`".unicodeScalars.contains(part.sign) else { return nil }
      guard part.sign == "*" || part.sign == "?" else {
        literal.append(part.scalar)
        text.append(part.scalar)
        continue
      }
      text.append(part.sign)
      if part.sign == "*" {
        guard place + 1 == core.endIndex || core[place + 1].sign != "*" else { return nil }
      } else {
        guard isBetweenCharacters(place, core) else { return nil }
      }
      if !literal.isEmpty {
        elements.append(.literal(String(literal)))
        literal.removeAll()
      }
      elements.append(part.sign == "*" ? .anyRun : .anyOne)
    }
    if !literal.isEmpty { elements.append(.literal(String(literal))) }

    if elements.count == 2, elements[1] == .anyRun, case .literal(let start) = elements[0] {
      return .prefix(SourceText(start, at: bytes(core)))
    }
    return .wildcard(pattern: elements, SourceText(String(text), at: bytes(core)))
  }

  /// Whether the run of operators around `place` has a character before and after it. A run with
  /// a question mark is short: each is looked at from each of its question marks, so more than a
  /// few make the word an ordinary one.
  private func isBetweenCharacters(_ place: Int, _ core: ArraySlice<WordPart>) -> Bool {
    let reach = 8
    func isOperator(_ part: WordPart) -> Bool { part.sign == "*" || part.sign == "?" }
    let before = core[..<place].suffix(reach)
    let after = core[(place + 1)...].prefix(reach)
    return !before.allSatisfy(isOperator) && !after.allSatisfy(isOperator)
  }

  // MARK: Ranges

  private func range(_ core: ArraySlice<WordPart>) -> SyntaxTree? {
    let bounds: RangeBounds
    if let first = core.first, "<>≤≥".unicodeScalars.contains(first.sign) {
      var rest = core.dropFirst()
      var inclusive = first.sign == "≤" || first.sign == "≥"
      if !inclusive, rest.first?.sign == "=" {
        inclusive = true
        rest.removeFirst()
      }
      guard let bound = bound(rest, inclusive: inclusive) else { return nil }
      let isLower = first.sign == ">" || first.sign == "≥"
      bounds = RangeBounds(lower: isLower ? bound : nil, upper: isLower ? nil : bound)
    } else if let dots = indexOfTwoDots(core) {
      bounds = RangeBounds(
        lower: bound(core[..<dots], inclusive: true),
        upper: bound(core[(dots + 2)...], inclusive: true))
    } else {
      return nil
    }
    return .range(bounds, SourceText(bounds.words, at: bytes(core)))
  }

  /// Nothing, or a star, is an open end.
  private func bound(_ parts: ArraySlice<WordPart>, inclusive: Bool) -> RangeBounds.Bound? {
    guard !parts.isEmpty, !parts.reads("*") else { return nil }
    return RangeBounds.Bound(parts.text, at: bytes(parts), inclusive: inclusive)
  }

  /// Where `..` stands that is not part of `...`.
  private func indexOfTwoDots(_ core: ArraySlice<WordPart>) -> Int? {
    var run = 0
    for (place, part) in zip(core.indices, core) {
      if part.sign == "." {
        run += 1
      } else if run == 2 {
        return place - 2
      } else {
        run = 0
      }
    }
    return run == 2 ? core.endIndex - 2 : nil
  }
}

extension ArraySlice {
  fileprivate func dropLast(while condition: (Element) -> Bool) -> ArraySlice {
    guard let last = lastIndex(where: { !condition($0) }) else { return [] }
    return self[...last]
  }
}
