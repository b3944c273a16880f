// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// From syntax tokens to a tree, with a stack of levels instead of recursion. The lexer sees to it
// that parentheses balance and are not empty and that they go no deeper than the limit.
//
// A level collects operands in three stages, one for each strength of binding:
//
//     a AND b  OR  c   d        factors [a, b] → alternatives [(a AND b), c] → clauses [(…), d]
//
// An operand that follows another without AND or OR between them begins a new clause.

/// Builds the syntax tree, token by token.
struct TreeBuilder {
  /// A tree and the sign it was written with.
  private struct Operand {
    enum Sign {
      case plain, required, excluded, negated
      /// `NOT -x`.
      case negatedExclusion
    }
    var sign: Sign
    var tree: SyntaxTree

    /// The tree as it reads beside AND or OR.
    var factor: SyntaxTree {
      switch sign {
      case .plain, .required: tree
      case .excluded, .negated: .not(tree)
      case .negatedExclusion: .not(.not(tree))
      }
    }

    /// The tree as it reads side by side with others.
    var clause: Clause {
      switch sign {
      case .plain: Clause(.plain, tree)
      case .required: Clause(.required, tree)
      case .excluded, .negated: Clause(.excluded, tree)
      case .negatedExclusion: Clause(.excluded, .not(tree))
      }
    }
  }

  /// What was read of the item to come.
  private struct Item {
    var negation: Range<Int>?
    var sign = Clause.Occur.plain
    var field: SourceText?
  }

  /// One pair of parentheses, or the whole.
  private struct Level {
    /// What stood before the parenthesis.
    var opening: Item
    var clauses: [Operand] = []
    var alternatives: [Operand] = []
    var factors: [Operand] = []
    /// The AND or OR that waits for its right side, and whether it was found wanting already.
    var waiting: SyntaxToken?
    var waitingIsIgnored = false
    var item = Item()
    /// Whether the last thing read was a NOT with nothing to negate.
    var endsInEmptyNegation = false
  }

  private let source: QueryText
  private let isCut: Bool
  private var level = Level(opening: Item())
  private var outer: [Level] = []
  private(set) var diagnostics: [Diagnostic]

  init(_ source: QueryText, diagnostics: [Diagnostic], isCut: Bool) {
    self.source = source
    self.diagnostics = diagnostics
    self.isCut = isCut
  }

  mutating func add(_ token: SyntaxToken) {
    switch token.kind {
    case .operand(let tree):
      let item = level.item
      level.item = Item()
      addOperand(tree, item)
    case .boost(let factor):
      guard let last = level.factors.indices.last else { return }
      level.factors[last].tree = .boost(level.factors[last].tree, factor)
    case .field(let name):
      level.item.field = name
    case .sign(let occur):
      level.item.sign = occur
    case .open:
      let opening = level.item
      level.item = Item()
      outer.append(level)
      level = Level(opening: opening)
    case .close:
      let tree = endLevel()
      guard let parent = outer.popLast() else { return }
      let opening = level.opening
      level = parent
      addOperand(tree, opening)
    case .and, .or:
      addOperator(token)
    case .not:
      addNegation(token)
    }
  }

  /// The tree of all tokens.
  mutating func finish() -> SyntaxTree { endLevel() }

  // MARK: Operands

  private mutating func addOperand(_ tree: SyntaxTree, _ item: Item) {
    if level.waiting == nil { endClause() }
    level.waiting = nil
    level.endsInEmptyNegation = false
    var tree = tree
    if let field = item.field { tree = .field(name: field, tree) }
    let sign: Operand.Sign
    switch (item.negation, item.sign) {
    case (.some, .excluded): sign = .negatedExclusion
    case (.some, _): sign = .negated
    case (nil, .excluded): sign = .excluded
    case (nil, .required): sign = .required
    case (nil, .plain): sign = .plain
    }
    level.factors.append(Operand(sign: sign, tree: tree))
  }

  private mutating func addNegation(_ token: SyntaxToken) {
    guard let first = level.item.negation else {
      level.item.negation = token.range
      return
    }
    level.item.negation = nil
    leaveOut(first.lowerBound..<token.range.upperBound, .doubleNegation)
  }

  /// A NOT that nothing followed is as if not written.
  private mutating func dropNegation() {
    level.endsInEmptyNegation = false
    guard let range = level.item.negation else { return }
    level.item.negation = nil
    level.endsInEmptyNegation = true
    leaveOut(range, .missingOperand(of: "NOT"))
  }

  // MARK: Operators

  private mutating func addOperator(_ token: SyntaxToken) {
    dropNegation()
    if let waiting = level.waiting {
      // Two in a row. Of AND and OR it is AND that is left out: `a AND nothing OR b`.
      if waiting.kind == .and || token.kind == .or, !level.waitingIsIgnored {
        ignore(waiting)
        level.waitingIsIgnored = false
      } else {
        ignore(token)
        level.waitingIsIgnored = true
      }
    } else if level.factors.isEmpty {
      ignore(token)
      level.waitingIsIgnored = true
    } else {
      level.waitingIsIgnored = false
    }
    if token.kind == .or { endAlternative() }
    level.waiting = token
  }

  private mutating func ignore(_ token: SyntaxToken) {
    guard !isCut else { return }
    let name = token.kind == .and ? "AND" : "OR"
    guard !level.endsInEmptyNegation else {
      // Without the operator the NOT would find something to negate.
      report(.missingOperand(of: name), token.range, suggestion: nil)
      return
    }
    leaveOut(token.range, .missingOperand(of: name))
  }

  // MARK: Ends

  private mutating func endAlternative() {
    guard let operand = joined(level.factors, by: SyntaxTree.and) else { return }
    level.alternatives.append(operand)
    level.factors.removeAll()
  }

  private mutating func endClause() {
    endAlternative()
    guard let operand = joined(level.alternatives, by: SyntaxTree.or) else { return }
    level.clauses.append(operand)
    level.alternatives.removeAll()
  }

  private mutating func endLevel() -> SyntaxTree {
    dropNegation()
    if let waiting = level.waiting, !level.waitingIsIgnored {
      level.endsInEmptyNegation = false
      ignore(waiting)
    }
    endClause()
    let operands = level.clauses
    guard let first = operands.first else { return .nothing }
    if operands.count == 1 {
      switch first.sign {
      case .plain, .negated, .negatedExclusion: return first.factor
      case .required, .excluded: break
      }
    }
    return .clauses(operands.map(\.clause))
  }

  /// Several operands as one; a single one keeps its sign.
  private func joined(
    _ operands: [Operand], by join: ([SyntaxTree]) -> SyntaxTree
  ) -> Operand? {
    guard let first = operands.first else { return nil }
    guard operands.count > 1 else { return first }
    return Operand(sign: .plain, tree: join(operands.map(\.factor)))
  }

  // MARK: Remarks

  private mutating func report(_ remark: Remark, _ range: Range<Int>, suggestion: String?) {
    guard diagnostics.count < Parser.maximumDiagnostics else { return }
    diagnostics.append(Diagnostic(range: range, reason: remark.sentence, suggestion: suggestion))
  }

  /// Remarks that `range` was ignored and can be left out.
  private mutating func leaveOut(_ range: Range<Int>, _ remark: Remark) {
    guard !isCut else { return }
    report(remark, range, suggestion: source.gap(bytes: range))
  }
}
