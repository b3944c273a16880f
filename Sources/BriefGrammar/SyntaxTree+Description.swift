// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Prints a tree as a query that parses to it again, with as few parentheses and escapes as that
// takes. A word is printed as typed where the lexer reads that back as the same word, and with
// every special character escaped where it does not: the lexer alone knows what is special.

extension SyntaxTree: CustomStringConvertible {
  /// The tree as a query. Parses to the same tree, ranges apart, if the tree keeps the promises
  /// that ``SyntaxTree`` lists and the text is within the parser's limits.
  package var description: String { printed(after: .start) }

  /// What directly precedes the text to be printed.
  enum Precursor: String {
    case start = ""
    /// A sign: AND is a word here.
    case sign = "-"
    /// A field: colons, signs and AND have no meaning here.
    case field = "a:"
  }

  /// The tree as it has to be written after `precursor`, and before a boost if `isBoosted`.
  func printed(after precursor: Precursor, isBoosted: Bool = false) -> String {
    /// `plain`, if the lexer makes this leaf of it here; else `escaped`.
    func word(_ plain: String, _ escaped: String) -> String {
      readsBack(plain, after: precursor, isBoosted: isBoosted) ? plain : escaped
    }
    return switch self {
    case .nothing: ""
    case .all: "*"
    case .word(let source): word(source.text, escaped(source.text))
    case .prefix(let source): word(source.text + "*", escaped(source.text) + "*")
    case .wildcard(let pattern, let source): word(source.text, pattern.map(escaped).joined())
    case .fuzzy(let source, let edits):
      word(source.text + "~\(edits)", escaped(source.text) + "~\(edits)")
    case .phrase(let source, let slop):
      quoted(source.text) + (slop == 0 ? "" : "~\(slop)")
    case .regex(let pattern, _): printedExpression(pattern)
    case .range(let bounds, _): bounds.printed
    case .field(let name, let tree):
      name.text + ":" + tree.printedAsItem(after: .field, isBoosted: isBoosted)
    case .boost(let tree, let factor):
      tree.printedUnderBoost(after: precursor) + "^" + formatted(factor)
    case .clauses(let clauses) where clauses.count == 1: clauses[0].printedAlone
    case .clauses(let clauses): clauses.map(\.printed).joined(separator: " ")
    case .and(let trees): trees.map { $0.printedUnderAnd }.joined(separator: " AND ")
    case .or(let trees): trees.map { $0.printedUnderOr }.joined(separator: " OR ")
    case .not(.not(let tree)): "NOT -" + tree.printedAsItem(after: .sign)
    case .not(let tree): "NOT " + tree.printedAsItem(after: .start)
    }
  }

  // MARK: Parentheses

  /// In parentheses unless it is a single item.
  fileprivate func printedAsItem(after precursor: Precursor, isBoosted: Bool = false) -> String {
    switch self {
    case .clauses, .and, .or, .not: "(" + printed(after: .start) + ")"
    case .field where precursor == .field, .boost where precursor == .field:
      "(" + printed(after: .start) + ")"
    default: printed(after: precursor, isBoosted: isBoosted)
    }
  }

  private func printedUnderBoost(after precursor: Precursor) -> String {
    if case .boost = self { return "(" + printed(after: .start) + ")" }
    guard !endsInPunctuation else { return "(" + printed(after: .start) + ")" }
    return printedAsItem(after: precursor, isBoosted: true)
  }

  /// Whether it is a word without a letter or digit, after which the lexer takes no boost.
  private var endsInPunctuation: Bool {
    switch self {
    case .word(let source): !source.text.unicodeScalars.contains(where: \.isWordCharacter)
    case .field(_, .word(let source)):
      !source.text.unicodeScalars.contains(where: \.isWordCharacter)
    default: false
    }
  }

  private var printedUnderAnd: String {
    if case .not = self { return printed(after: .start) }
    return printedAsItem(after: .start)
  }

  private var printedUnderOr: String {
    if case .and = self { return printed(after: .start) }
    return printedUnderAnd
  }

  /// Among clauses that are neither required nor excluded.
  fileprivate var printedAsClause: String {
    if case .or = self { return printed(after: .start) }
    if case .and = self { return printed(after: .start) }
    return printedAsItem(after: .start)
  }

  // MARK: Words

  /// Whether the lexer makes this leaf of `plain`, wherever in a query it stands.
  private func readsBack(_ plain: String, after precursor: Precursor, isBoosted: Bool) -> Bool {
    let special = "()^\\\"".unicodeScalars
    guard !plain.unicodeScalars.contains(where: { special.contains($0.sign) || $0.isBlank }),
      // A bracket after a field might find its end further on.
      precursor != .field || !plain.hasPrefix("[") && !plain.hasPrefix("{")
    else { return false }
    let (tokens, diagnostics) = Lexer.tokens(
      of: precursor.rawValue + plain + (isBoosted ? "^2" : ""))
    let place = precursor == .start ? 0 : 1
    guard diagnostics.isEmpty, tokens.count == place + (isBoosted ? 2 : 1),
      case .operand(let tree) = tokens[place].kind
    else { return false }
    return tree.withoutRanges == withoutRanges
  }
}

extension Clause {
  fileprivate var printed: String {
    guard occur == .excluded, case .not(let inner) = tree else { return printedAlone }
    return "NOT -" + inner.printedAsItem(after: .sign)
  }

  /// With its sign even if there is no other clause, where NOT would not be one.
  fileprivate var printedAlone: String {
    switch occur {
    case .plain: tree.printedAsClause
    case .required: "+" + tree.printedAsItem(after: .sign)
    case .excluded: "-" + tree.printedAsItem(after: .sign)
    }
  }
}

extension RangeBounds {
  /// In brackets, whatever it was written as.
  var printed: String {
    let opening = lower?.inclusive == false ? "{" : "["
    let closing = upper?.inclusive == false ? "}" : "]"
    return "\(opening)\(printed(lower)) TO \(printed(upper))\(closing)"
  }

  private func printed(_ bound: Bound?) -> String {
    guard let text = bound?.text else { return "*" }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isWordCharacter || "-.:_".unicodeScalars.contains(scalar)
    }
    return isPlain && text != "TO" && text != "to" ? text : quoted(text)
  }
}

/// `text` with a backslash before everything that is not a letter or digit, and before the whole
/// if it has nothing else: then it is a word such as AND.
private func escaped(_ text: String) -> String {
  guard !text.unicodeScalars.allSatisfy(\.isWordCharacter) else { return "\\" + text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if !scalar.isWordCharacter { result.append("\\") }
    result.append(scalar)
  }
  return String(result)
}

private func escaped(_ element: WildcardElement) -> String {
  switch element {
  case .anyOne: "?"
  case .anyRun: "*"
  case .literal(let text):
    text.unicodeScalars.allSatisfy(\.isWordCharacter) ? text : escaped(text)
  }
}

/// `text` in quotation marks.
private func quoted(_ text: String) -> String {
  var result = "\"".unicodeScalars
  for scalar in text.unicodeScalars {
    let isStarOfWord = scalar == "*" && result.last?.isWordCharacter == true
    if scalar == "\\" || isStarOfWord || Quotation.isOfTheMixedKind(scalar) { result.append("\\") }
    result.append(scalar)
  }
  result.append("\"")
  return String(result)
}

/// `pattern` between slashes; its escapes are kept, its slashes escaped.
private func printedExpression(_ pattern: String) -> String {
  var result = "/".unicodeScalars
  var isEscaped = false
  for scalar in pattern.unicodeScalars {
    if !isEscaped, scalar == "/" || scalar.isBlank { result.append("\\") }
    isEscaped = !isEscaped && scalar == "\\"
    result.append(scalar)
  }
  result.append("/")
  return String(result)
}
