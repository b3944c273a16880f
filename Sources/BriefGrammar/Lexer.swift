// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// From characters to syntax tokens, in one pass. The shape of each token is described where it
// is read: words in Lexer+Words.swift, phrases and expressions in Lexer+Phrases.swift, ranges in
// Lexer+Ranges.swift. This file holds the state and the things between words: blanks, signs,
// parentheses, fields.
//
// The lexer balances parentheses and leaves out what is empty, always with the effect of the
// text not having been written. That makes the parser after it simple, and it is why leaving
// such a part out, as the diagnostics suggest, changes nothing.
//
// Every look at a scalar goes through `peek`, which counts; tests hold the count to a small
// multiple of the length.

/// Cuts a query into tokens. Total: any text will do.
struct Lexer {
  /// What stands directly before the next token.
  enum Position {
    /// The beginning, a blank, or an opening parenthesis: anything may follow.
    case boundary
    /// The end of another token without a blank: no sign, since `"a"-b` subtracts nothing.
    case glued
    /// A sign; AND and the like are words here.
    case sign
    /// A field and its colon; ranges are possible, operators and further fields are not.
    case field
  }

  /// A parenthesis that waits to be closed.
  struct OpenGroup {
    /// Where its first sign, field or parenthesis stands.
    var start: Int
    var parenthesis: Int
    /// How many tokens and operands there were before all of these.
    var tokenCount: Int
    var operandCount: Int
  }

  let source: QueryText
  var index = 0
  var position = Position.boundary
  var tokens: [SyntaxToken] = []
  var diagnostics: [Diagnostic] = []
  /// The sign and field read so far for the operand to come.
  var item: (start: Int, tokenCount: Int)?
  var groups: [OpenGroup] = []
  /// Parentheses beyond the depth limit that wait to be closed.
  var ignoredGroups = 0
  var hasIgnoredGroups = false
  var operandCount = 0
  /// What has to be added to the text to end the token that its end cut short.
  var ending = ""
  /// Whether a parenthesis added to the end would become part of an address.
  var endsInAddress = false
  /// The bytes after each bracket that began no range, or was not closed. Leaving out anything
  /// there might complete one, so no remark that begins there makes a suggestion.
  var openRanges: [ClosedRange<Int>] = []
  /// Whether something at the end was left out; then the end gives no cause for remarks.
  var isCut: Bool
  /// Whether remarks on words say what to write instead. To know that takes a lexer, which makes no
  /// suggestions of its own: each would need the next.
  let suggestsWords: Bool
  /// How many scalars were looked at.
  private(set) var steps = 0

  init(_ source: QueryText, isCut: Bool = false, suggestsWords: Bool = true) {
    self.source = source
    self.isCut = isCut
    self.suggestsWords = suggestsWords
  }

  /// The tokens of `text`, and remarks without suggestions for words.
  static func tokens(of text: String) -> (tokens: [SyntaxToken], diagnostics: [Diagnostic]) {
    var lexer = Lexer(QueryText(text[...]), suggestsWords: false)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  mutating func run() {
    while skipBlanks(), lexToken() {}
    finish()
  }

  // MARK: Looking

  /// The scalar at `index`, or nil at the end.
  mutating func peek(_ index: Int) -> Unicode.Scalar? {
    steps += 1
    return index < source.count ? source.scalars[index] : nil
  }

  /// Whether a word cannot go on at `index`: at the end, a blank, a parenthesis, or a quotation
  /// mark that opens anywhere.
  mutating func isBoundary(_ index: Int) -> Bool {
    guard let scalar = peek(index) else { return true }
    return scalar.isBlank || scalar.sign == "(" || scalar.sign == ")"
      || Quotation.opensAnywhere(scalar)
  }

  /// Skips blanks and invisible marks; false at the end.
  private mutating func skipBlanks() -> Bool {
    while let scalar = peek(index) {
      if scalar.isBlank {
        position = .boundary
      } else if !scalar.isIgnorable {
        return true
      }
      index += 1
    }
    return false
  }

  // MARK: Tokens

  /// Reads the token at `index`; false if there is no room for more.
  private mutating func lexToken() -> Bool {
    guard let scalar = peek(index) else { return false }
    let sign = scalar.sign
    if sign == ")" {
      closeGroup()
      return true
    }
    guard operandCount < Parser.maximumOperands else {
      cut()
      return false
    }
    switch sign {
    case "(":
      openGroup()
    case "+" where lexSign(.required), "-" where lexSign(.excluded), "!" where lexSign(.excluded):
      break
    case "/" where lexRegex():
      break
    case "[" where position == .field && lexRange(), "{" where position == .field && lexRange():
      break
    default:
      if Quotation.opensWord(scalar) {
        lexPhrase(opening: scalar)
      } else if !lexField() {
        lexWord()
      }
    }
    return true
  }

  mutating func append(_ kind: SyntaxToken.Kind, _ range: Range<Int>) {
    tokens.append(SyntaxToken(kind: kind, range: source.bytes(range)))
  }

  /// Appends an operand with its boost, which ends the item.
  mutating func appendOperand(_ tree: SyntaxTree, _ range: Range<Int>, boost: Float? = nil) {
    append(.operand(tree), range)
    if let boost { append(.boost(boost), range) }
    operandCount += 1
    item = nil
    position = .glued
  }

  /// Notes where the item begins, if this is its beginning.
  private mutating func beginItem() {
    if item == nil { item = (index, tokens.count) }
  }

  /// Takes back the sign and field of an item that turned out to be empty.
  mutating func dropItem() {
    if let item { tokens.removeSubrange(item.tokenCount...) }
    item = nil
    position = .boundary
  }

  /// `+`, `-` or `!`, if directly before something it can apply to. What it can apply to is
  /// spelt out so that `--flag`, `->`, `+=` and `!=` stay words.
  private mutating func lexSign(_ occur: Clause.Occur) -> Bool {
    guard position == .boundary, let next = peek(index + 1), !next.isBlank else { return false }
    if next.isASCII {
      switch next {
      case "\"", "(", "\\", "*", "/", "_", "#", "@", "$", "'": break
      default: guard next.isWordCharacter else { return false }
      }
    } else {
      guard next.sign == next || next.sign == "(" || next.sign == "*" || next.sign == "\"",
        contentFollows(index + 1)
      else { return false }
    }
    beginItem()
    append(.sign(occur), index..<index + 1)
    index += 1
    position = .sign
    return true
  }

  /// `name:`, if something follows directly. Not in `http://`, `a::b` and `C:\x`.
  private mutating func lexField() -> Bool {
    guard position != .field, let first = peek(index), first.isLetter else { return false }
    var end = index + 1
    while let scalar = peek(end),
      scalar.isWordCharacter || scalar == "_" || scalar == "-" || scalar == "."
    {
      end += 1
    }
    guard peek(end)?.sign == ":", contentFollows(end + 1), let next = peek(end + 1) else {
      return false
    }
    switch next.sign {
    case ":": return false
    case "/": guard peek(end + 2) != "/" else { return false }
    case "\\":
      if let escaped = peek(end + 2), escaped.isWordCharacter { return false }
    default: break
    }
    beginItem()
    let name = SourceText(source.slice(index..<end), at: source.bytes(index..<end))
    append(.field(name), index..<end + 1)
    index = end + 1
    position = .field
    return true
  }

  /// Whether there is something to search for at `index`, perhaps after invisible marks.
  private mutating func contentFollows(_ index: Int) -> Bool {
    var index = index
    while let scalar = peek(index) {
      if scalar.isBlank || scalar.sign == ")" { return false }
      if !scalar.isIgnorable { return true }
      index += 1
    }
    return false
  }

  // MARK: Groups

  private mutating func openGroup() {
    let parenthesis = index
    index += 1
    guard groups.count < Parser.maximumDepth else {
      if !hasIgnoredGroups {
        report(.tooDeep(limit: Parser.maximumDepth), parenthesis..<index, suggestion: nil)
      }
      dropItem()
      ignoredGroups += 1
      hasIgnoredGroups = true
      return
    }
    let start = item ?? (parenthesis, tokens.count)
    groups.append(
      OpenGroup(
        start: start.start, parenthesis: parenthesis, tokenCount: start.tokenCount,
        operandCount: operandCount))
    append(.open, parenthesis..<index)
    item = nil
    position = .boundary
  }

  private mutating func closeGroup() {
    let parenthesis = index
    index += 1
    position = .boundary
    guard ignoredGroups == 0 else {
      ignoredGroups -= 1
      return
    }
    guard let group = groups.popLast() else {
      leaveOut(parenthesis..<index, .strayClose)
      return
    }
    guard operandCount > group.operandCount else {
      tokens.removeSubrange(group.tokenCount...)
      leaveOut(group.start..<index, .emptyGroup)
      return
    }
    append(.close, parenthesis..<index)
    position = .glued
    lexSuffixes()
  }

  // MARK: The end

  /// Stops here: there are as many operands as a query may have.
  private mutating func cut() {
    report(
      .tooManyOperands(limit: Parser.maximumOperands), index..<source.count, suggestion: nil)
    isCut = true
    index = source.count
  }

  /// Closes what is still open.
  private mutating func finish() {
    let openCount = groups.count
    var emptyStart: Int?
    while let group = groups.last, operandCount == group.operandCount {
      tokens.removeSubrange(group.tokenCount...)
      emptyStart = group.start
      groups.removeLast()
    }
    let end = source.count
    if let emptyStart, !isCut { leaveOut(emptyStart..<end, .emptyGroup) }
    if let group = groups.first, !isCut {
      let range = group.parenthesis..<end
      let closed =
        source.slice(range) + ending + (endsInAddress ? " " : "")
        + String(repeating: ")", count: openCount)
      report(.unclosedGroup, range, suggestion: hasIgnoredGroups ? nil : closed)
    }
    for _ in groups { append(.close, end..<end) }
    groups.removeAll()
  }

  // MARK: Remarks

  mutating func report(_ remark: Remark, _ range: Range<Int>, suggestion: String?) {
    guard diagnostics.count < Parser.maximumDiagnostics else { return }
    diagnostics.append(
      Diagnostic(
        range: source.bytes(range), reason: remark.sentence, suggestion: suggestion))
  }

  /// Remarks that `range` was ignored and can be left out.
  mutating func leaveOut(_ range: Range<Int>, _ remark: Remark) {
    report(remark, range, suggestion: source.gap(range))
  }
}
