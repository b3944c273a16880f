// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Tokens with marks at both ends, and what may hang on their end:
//
//     phrase     = quote { character | escape } quote [ "~" digits ] [ "^" number ]
//     expression = "/" { character | escape } "/" [ "^" number ]
//     group      = "(" … ")" [ "^" number ]

extension Lexer {
  /// Reads a phrase. One that is never closed runs to the end; a blank one is left out.
  mutating func lexPhrase(opening: Unicode.Scalar) {
    let start = index
    var text = String.UnicodeScalarView()
    var isClosed = false
    var closing = String(Quotation.closing(opening))
    /// Where a word ends with a star, which anywhere else makes it the beginning of words.
    var stars: [Int] = []
    index += 1
    while let scalar = peek(index) {
      index += 1
      if Quotation.closes(scalar, opening) {
        isClosed = true
        break
      }
      guard scalar == "\\" else {
        if scalar == "*", text.last?.isWordCharacter == true, endsWord(opening) {
          stars.append(index - 1)
        }
        text.append(scalar)
        continue
      }
      guard let escaped = peek(index) else {
        text.append(scalar)
        closing = "\\" + closing
        break
      }
      if escaped.isWordCharacter { text.append(scalar) }
      text.append(escaped)
      index += 1
    }
    let range = start..<index
    if !isClosed { ending = closing }
    guard text.contains(where: { !$0.isBlank && !$0.isIgnorable }) else {
      let itemStart = item?.start ?? start
      dropItem()
      leaveOut(itemStart..<index, .emptyPhrase)
      return
    }
    if !isClosed && !isCut {
      report(.unclosedQuotation, range, suggestion: source.slice(range) + closing)
    }
    for star in stars { report(.quotedStar, star..<star + 1, suggestion: nil) }
    let slop = lexSlop()
    appendOperand(.phrase(SourceText(String(text), at: source.bytes(range)), slop: slop), range)
    lexSuffixes()
  }

  /// Whether a word in a phrase ends here.
  private mutating func endsWord(_ opening: Unicode.Scalar) -> Bool {
    guard let scalar = peek(index) else { return true }
    return scalar.isBlank || Quotation.closes(scalar, opening)
  }

  /// `~3` after a phrase.
  private mutating func lexSlop() -> Int {
    guard peek(index)?.sign == "~" else { return 0 }
    let start = index
    var end = index + 1
    var slop = 0
    while let digit = peek(end), digit.isDigit {
      slop = min(slop * 10 + Int(digit.value - 0x30), Parser.maximumSlop + 1)
      end += 1
    }
    guard isBoundary(end) || peek(end)?.sign == "^" else { return 0 }
    index = end
    guard end > start + 1 else {
      report(.slopWithoutNumber, start..<end, suggestion: "")
      return 0
    }
    guard slop <= Parser.maximumSlop else {
      report(
        .slopOutOfBounds(highest: Parser.maximumSlop), start..<end,
        suggestion: "~\(Parser.maximumSlop)")
      return Parser.maximumSlop
    }
    return slop
  }

  /// Reads `/…/` if it is a regular expression: no blank in it, an end to the word after it, and
  /// a character with a meaning in it, so that `/usr/bin`, `/usr/` and `and/or` stay words.
  mutating func lexRegex() -> Bool {
    var pattern = String.UnicodeScalarView()
    var hasOperator = false
    var end = index + 1
    while let scalar = peek(end), scalar != "/", !scalar.isBlank {
      end += 1
      guard scalar == "\\" else {
        hasOperator = hasOperator || ".*+?|[({^$".unicodeScalars.contains(scalar)
        pattern.append(scalar)
        continue
      }
      guard let escaped = peek(end) else { return false }
      if escaped != "/" {
        hasOperator = true
        pattern.append(scalar)
      }
      pattern.append(escaped)
      end += 1
    }
    guard hasOperator, peek(end) == "/", isBoundary(end + 1) || boost(at: end + 1) != nil else {
      return false
    }
    let range = index..<end + 1
    let text = String(pattern)
    index = end + 1
    appendOperand(.regex(pattern: text, SourceText(text, at: source.bytes(range))), range)
    lexSuffixes()
    return true
  }

  /// Reads what hangs on a closing mark: a boost, or an operator that has no business there.
  mutating func lexSuffixes() {
    if peek(index)?.sign == "~" {
      var end = index + 1
      while peek(end)?.isDigit == true { end += 1 }
      if isBoundary(end) || peek(end)?.sign == "^" {
        report(.misplacedTilde, index..<end, suggestion: "")
        index = end
      }
    }
    if peek(index)?.sign == "*", isBoundary(index + 1) {
      report(.misplacedStar, index..<index + 1, suggestion: "")
      index += 1
    }
    guard let (end, number) = boost(at: index) else { return }
    let range = index..<end
    index = end
    if let number {
      append(.boost(clampedBoost(number, range)), range)
    } else {
      report(.boostWithoutNumber, range, suggestion: "")
    }
  }

  /// The boost that begins at `start` and ends the word, and its number, which may be missing.
  private mutating func boost(at start: Int) -> (end: Int, number: Float?)? {
    guard peek(start)?.sign == "^" else { return nil }
    var end = start + 1
    while end - start <= BoostNumber.maximumLength, !isBoundary(end) { end += 1 }
    guard isBoundary(end) else { return nil }
    guard end > start + 1 else { return (end, nil) }
    guard let number = BoostNumber.parse(source.slice(start + 1..<end)) else { return nil }
    return (end, number)
  }

  /// The boost as it counts; `range` is that of `^` and the number.
  mutating func clampedBoost(_ number: Float, _ range: Range<Int>) -> Float {
    let bounds = Parser.boosts
    guard !bounds.contains(number) else { return number }
    let nearest = min(max(number, bounds.lowerBound), bounds.upperBound)
    report(
      .boostOutOfBounds(lowest: bounds.lowerBound, highest: bounds.upperBound), range,
      suggestion: "^" + formatted(nearest))
    return nearest
  }
}
